"""An import does not overwrite what people have edited."""

from dataclasses import replace

from sqlalchemy import text

from app.audit import audit_commune
from app.coverage import finding_words
from app.db.engine import read_session, write_session
from app.db.held import held_changes
from app.db.load import load_households
from app.db.upsert import LoadCount
from app.db.worklist import Wanted, find_findings
from app.workflow.model import EditKind
from postcode.coverage.rules import RuleCode
from tests.db.rows import dataset
from tests.editing.town import HOME, MORNING, Town, _house, household_id


def imported(town: Town, *rows: object) -> LoadCount:
    with write_session(town.engine) as session:
        return load_households(session, rows, dataset_id=dataset(session))  # type: ignore[arg-type]


def noted(town: Town) -> dict[str, tuple[object, object]]:
    with read_session(town.engine) as session:
        found = held_changes(session, [household_id(1)])
    return {name: tuple(pair) for one in found.values() for name, pair in one.differences.items()}  # type: ignore[misc]


def numbered(number: str) -> object:
    row = _house(HOME, 1, 0.0)
    return replace(row, address=replace(row.address, house_number=number))


def test_source_that_says_the_same_as_ever_changes_nothing(town: Town) -> None:
    town.done(EditKind.CORRECT, 1, house_number="2A")
    assert imported(town, numbered("2")) == LoadCount(unchanged=1)
    assert (town.household(1).address.house_number, noted(town)) == ("2A", {})


def test_source_that_changed_its_mind_is_noted_and_not_believed(town: Town) -> None:
    town.done(EditKind.CORRECT, 1, house_number="2A")
    for _ in range(2):
        assert imported(town, numbered("4")) == LoadCount(unchanged=1)
        assert (town.household(1).address.house_number, noted(town)) == ("2A", {"house_number": ("2A", "4")})


def open_findings(town: Town) -> list[tuple[str, str]]:
    audit_commune(town.engine, HOME, at=MORNING)
    wanted = Wanted(communes=frozenset({HOME}), rule=RuleCode.SOURCE_DIFFERS)
    with read_session(town.engine) as session:
        page = find_findings(session, wanted, on=MORNING.date(), limit=9)
    return [(one.household_id, finding_words(one).vi) for one in page.findings]


def test_what_a_source_says_otherwise_is_on_the_worklist_until_it_agrees(town: Town) -> None:
    town.done(EditKind.CORRECT, 1, house_number="2A")
    assert open_findings(town) == []
    imported(town, numbered("4"))
    [(household, words)] = open_findings(town)
    assert household == household_id(1)
    assert words.endswith("(khác ở số nhà)")
    imported(town, numbered("2A"))
    assert open_findings(town) == []


def test_source_that_comes_to_agree_is_believed_again(town: Town) -> None:
    town.done(EditKind.CORRECT, 1, house_number="2A")
    imported(town, numbered("4"))
    imported(town, numbered("2A"))
    assert noted(town) == {}


def test_other_land_in_the_source_is_noted(town: Town) -> None:
    town.done(EditKind.CERTIFY, 1)
    imported(town, replace(_house(HOME, 1, 0.0), parcels=()))
    assert noted(town) == {"parcels": (["00070-1-1"], [])}
    assert len(town.household(1).parcels) == 1


def test_households_that_nobody_edited_follow_their_source(town: Town) -> None:
    town.done(EditKind.CERTIFY, 2)
    assert imported(town, numbered("4"), _house(HOME, 2, 0.0)) == LoadCount(changed=1, unchanged=1)
    assert town.household(1).address.house_number == "4"


def test_imported_household_is_found_by_its_line_of_searching(town: Town) -> None:
    with read_session(town.engine) as session:
        keys = session.scalars(text("SELECT sort_key FROM household WHERE commune_code = '00082'")).all()
    assert keys == ["hang trong,,00002,,,"]
