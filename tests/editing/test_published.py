"""What becomes of codes in the register can be asked of the published snapshot."""

from pathlib import Path

import pytest

from app.answering import answering
from app.publish import publish
from app.workflow.model import EditKind
from geocoding.snapshot.store import open_snapshot
from postcode.editions import current_edition
from postcode.lookup import CodeAnswer
from tests.editing.town import MORNING, Town, household_id, land, spot


def published(town: Town, folder: Path, code: str) -> CodeAnswer:
    publish(town.engine, edition=current_edition(), today=MORNING.date(), snapshots=folder)
    return answering(open_snapshot(folder)).look_up(code)


def test_code_of_a_merged_household_leads_to_the_one_that_stays(town: Town, tmp_path: Path) -> None:
    stays, goes = town.household(1).code, town.household(2).code
    town.done(EditKind.MERGE, 1, 2, into=household_id(1))
    answer = published(town, tmp_path, goes)
    assert answer.household is None
    assert answer.retired is not None
    assert (answer.retired.kind, answer.retired.successors, answer.retired.retired_on) == (
        *("merged", (stays,)),
        MORNING.date(),
    )


def test_code_of_a_household_that_left_its_land_finds_it(town: Town, tmp_path: Path) -> None:
    before = town.household(1).code
    town.done(EditKind.MOVE, 1, point=spot(2, north_m=9.0), parcels=(land(2),))
    answer = published(town, tmp_path, before)
    assert answer.household is not None
    assert (answer.household.id, str(answer.code)) == (household_id(1), town.household(1).code)


@pytest.mark.parametrize("kind", [EditKind.RETIRE])
def test_code_of_a_household_that_is_no_more_leads_nowhere(town: Town, tmp_path: Path, kind: EditKind) -> None:
    before = town.household(1).code
    town.done(kind, 1)
    answer = published(town, tmp_path, before)
    assert answer.retired is not None
    assert (answer.household, answer.retired.kind, answer.retired.successors) == (None, "ended", ())


def test_restored_code_is_not_told_as_retired(town: Town, tmp_path: Path) -> None:
    before = town.household(1).code
    town.undo(town.done(EditKind.RETIRE, 1).edit)
    answer = published(town, tmp_path, before)
    assert (answer.retired, answer.household is not None) == (None, True)


def test_same_register_gives_the_same_version_with_retired_codes(town: Town, tmp_path: Path) -> None:
    town.done(EditKind.RETIRE, 1)
    versions = {
        publish(town.engine, edition=current_edition(), today=MORNING.date(), snapshots=tmp_path / name).version
        for name in ("a", "b")
    }
    assert len(versions) == 1
