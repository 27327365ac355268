"""What officials do to the register, on both databases."""

from datetime import timedelta

import pytest
from shapely import box
from sqlalchemy import text

from app.db.engine import read_session, write_session
from app.db.ledger import issued_codes, recorded_successions
from app.db.load import load_parcels
from app.db.trail import trail, trail_end
from app.errors import CommuneUnknown, EditInvalid, EditUnknown, HouseholdLocked, HouseholdUnknown, OutsideCommune
from app.workflow.decisions import Outcome
from app.workflow.model import Edit, EditKind, EditState, Wanted
from app.workflow.trail import check
from geocoding.model import Accuracy, HouseholdStatus
from postcode.code import encode
from postcode.lifecycle import heirs, latest_successions
from tests.api.callers import official
from tests.db.rows import dataset, parcel
from tests.editing.town import ABROAD, AN, BINH, CHI, HOME, MORNING, STRANGER, Town, X, Y, household_id, land, spot

CORRECT, MOVE, CERTIFY, MERGE, SPLIT, ADD, RETIRE = EditKind
CITY = official(name="city")


def rules(town: Town, kind: EditKind, *numbers: int, **wanted: object) -> list[str]:
    with pytest.raises(EditInvalid) as caught:
        town.propose(kind, *numbers, **wanted)
    return [one.rule.value for one in caught.value.shortfalls]


def test_proposal_changes_nothing_yet(town: Town) -> None:
    before = town.households()
    (edit,) = town.propose(CORRECT, 1, house_number="2A")
    assert (edit.state, edit.commune_code) == (EditState.PROPOSED, HOME)
    assert town.households() == before


def test_approved_correction_is_in_the_register_and_the_code_stays(town: Town) -> None:
    before = town.household(1)
    decided = town.done(CORRECT, 1, house_number="2A", alley_path=("12", "5"))
    after = town.household(1)
    assert (after.address.house_number, after.address.alley_path, after.address.street) == (
        "2A",
        ("12", "5"),
        "Hàng Trống",
    )
    assert (after.code, after.version) == (before.code, 1)
    assert decided.edit.targets[0].code_after == before.code


def test_nobody_approves_the_own_proposal(town: Town) -> None:
    (decided,) = town.approve(*town.propose(CERTIFY, 1), by=AN)
    assert (decided.outcome, town.household(1).status) == (Outcome.OWN_EDIT, HouseholdStatus.PROPOSED)


def test_proposer_may_take_a_proposal_back(town: Town) -> None:
    (decided,) = town.refuse(*town.propose(CERTIFY, 1), by=AN)
    assert (decided.outcome, decided.edit.state) == (Outcome.REFUSED, EditState.REFUSED)


def test_refused_edit_cannot_be_approved(town: Town) -> None:
    (edit,) = town.propose(CERTIFY, 1)
    town.refuse(edit)
    assert town.approve(edit)[0].outcome is Outcome.SETTLED


def test_certified_household_knows_since_when(town: Town) -> None:
    later = MORNING + timedelta(days=3)
    town.done(CERTIFY, 1)
    (edit,) = town.propose(CORRECT, 1, at=later, house_number="2A")
    town.approve(edit, at=later)
    stored = town.household(1)
    assert (stored.status, stored.certified_at) == (HouseholdStatus.CERTIFIED, MORNING)


def test_200_rows_are_approved_in_one_action_with_an_outcome_each(town: Town) -> None:
    edits = town.propose(CERTIFY, 1, 2, 3, 4, 5, 6)
    own = town.propose(CORRECT, 1, by=BINH, house_number="9")
    twice = town.propose(CORRECT, 2, house_number="9")
    outcomes = [one.outcome for one in town.approve(*edits, *own, *twice)]
    assert outcomes == [Outcome.APPROVED] * 6 + [Outcome.OWN_EDIT, Outcome.CONFLICT]
    assert [town.household(n).address.house_number for n in (1, 2)] == ["2", "4"]


def test_edit_whose_base_changed_meanwhile_conflicts(town: Town) -> None:
    (first,) = town.propose(CORRECT, 1, house_number="2A")
    (second,) = town.propose(CORRECT, 1, by=CHI, house_number="2B")
    outcomes = [town.approve(one)[0].outcome for one in (first, second)]
    assert outcomes == [Outcome.APPROVED, Outcome.CONFLICT]
    assert town.household(1).address.house_number == "2A"


def test_better_point_on_the_own_land_keeps_the_code(town: Town) -> None:
    before = town.household(1)
    town.done(MOVE, 1, point=spot(1, north_m=1.0), access_point=spot(1, north_m=0.0))
    after = town.household(1)
    assert (after.code, after.accuracy) == (before.code, Accuracy.DOOR)
    assert after.point != before.point


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        ({"point": spot(2)}, "point-outside-parcel"),
        ({"point": spot(1, away_m=1_000.0)}, "point-outside-commune"),
        ({"point": spot(1), "parcels": (land(99),)}, "parcel-unknown"),
        ({}, "nothing-changes"),
        ({"house_number": "3"}, "value-not-of-kind"),
    ],
)
def test_move_keeps_to_land_and_commune(town: Town, wanted: dict[str, object], rule: str) -> None:
    assert rule in rules(town, MOVE, 1, **wanted)


def test_household_that_leaves_its_land_gets_another_code_and_the_old_one_leads_to_it(town: Town) -> None:
    before = town.household(1)
    decided = town.done(MOVE, 1, point=spot(2, north_m=9.0), parcels=(land(2),))
    after = town.household(1)
    assert after.code not in ("", before.code)
    assert (decided.edit.targets[0].code_before, decided.edit.targets[0].code_after) == (before.code, after.code)
    with read_session(town.engine) as session:
        issued = {str(one.code): one for one in issued_codes(session)}
        latest = latest_successions(one for one, _ in recorded_successions(session))
    assert not issued[before.code].live
    owner = issued[before.code].household_id
    assert heirs(owner, live={owner: issued[after.code].code}, latest=latest) == (household_id(1),)


def test_merged_households_are_one_on_all_their_land(town: Town) -> None:
    first, second = town.household(1), town.household(2)
    town.done(MERGE, 1, 2, into=household_id(1), house_number="2-4")
    assert town.household(1).code == first.code
    assert town.household(1).parcels == (land(1), land(2))
    gone = town.household(2)
    assert (gone.status, gone.code) == (HouseholdStatus.RETIRED, "")
    with read_session(town.engine) as session:
        latest = latest_successions(one for one, _ in recorded_successions(session))
    assert (str(latest[second.id].code), latest[second.id].successors) == (second.code, (first.id,))


def test_parts_of_a_split_get_codes_of_their_own(town: Town) -> None:
    before = town.household(1)
    decided = town.done(
        SPLIT, 1, parts=(Wanted(house_number="2A"), Wanted(house_number="2B", point=spot(1, north_m=9)))
    )
    made = [town.household(target.household_id) for target in decided.edit.targets[1:]]
    assert town.household(1).code == before.code
    assert len({before.code, *(one.code for one in made)} - {""}) == 3
    assert [one.status for one in made] == [HouseholdStatus.CERTIFIED] * 2
    assert {one.parcels for one in made} == {(land(1),)}


def test_added_household_gets_the_code_that_an_assignment_of_all_would_give(town: Town) -> None:
    decided = town.done(ADD, commune_code=HOME, house_number="14", street="Hàng Trống", point=spot(7))
    made = town.household(decided.edit.targets[0].household_id)
    assert (made.source, made.commune_code, made.status) == ("register", HOME, HouseholdStatus.CERTIFIED)
    assert made.code.startswith(town.household(1).code[:5])
    assert decided.refused_codes == ()


def test_household_too_coarsely_placed_gets_no_code_and_is_told_why(town: Town) -> None:
    decided = town.done(ADD, commune_code=HOME, street="Hàng Trống", point=spot(7), accuracy=Accuracy.CENTROID)
    assert [one.rule for one in decided.refused_codes] == ["position-too-coarse"]
    town.done(MOVE, 1, point=spot(1, north_m=2.0))


def test_retired_household_keeps_its_code_taken(town: Town) -> None:
    before = town.household(1)
    town.done(RETIRE, 1)
    assert (town.household(1).status, town.household(1).code) == (HouseholdStatus.RETIRED, "")
    decided = town.done(
        ADD, commune_code=HOME, house_number="2", street="Hàng Trống", point=spot(1), parcels=(land(1),)
    )
    assert town.household(decided.edit.targets[0].household_id).code != before.code


@pytest.mark.parametrize(
    ("kind", "numbers", "wanted", "rule"),
    [
        (CORRECT, (1,), {"house_number": "2"}, "nothing-changes"),
        (CORRECT, (1,), {"into": household_id(2)}, "value-not-of-kind"),
        (MERGE, (1,), {"into": household_id(1)}, "households-too-few"),
        (MERGE, (1, 2), {"into": household_id(3)}, "into-missing"),
        (MERGE, (1, 1), {"into": household_id(1)}, "household-repeated"),
        (SPLIT, (1,), {"parts": ()}, "parts-missing"),
        (SPLIT, (1,), {"parts": (Wanted(point=spot(1)),)}, "address-missing"),
        (SPLIT, (1,), {"parts": (Wanted(house_number="2A", point=spot(3)),)}, "point-outside-parcel"),
        (SPLIT, (1,), {"parts": (Wanted(house_number="2A", into="x"),)}, "value-not-of-kind"),
        (SPLIT, (1, 2), {"parts": (Wanted(house_number="2A"),)}, "households-too-many"),
        (ADD, (), {"commune_code": HOME, "house_number": "1"}, "point-missing"),
        (ADD, (), {"commune_code": HOME, "point": spot(1)}, "address-missing"),
        (ADD, (), {"house_number": "1", "point": spot(1)}, "commune-missing"),
        (ADD, (1,), {"commune_code": HOME, "house_number": "1", "point": spot(1)}, "households-too-many"),
        (CERTIFY, (1,), {"reason": "  "}, "reason-missing"),
    ],
)
def test_what_breaks_a_rule_is_not_proposed(
    town: Town, kind: EditKind, numbers: tuple[int, ...], wanted: dict[str, object], rule: str
) -> None:
    assert rule in rules(town, kind, *numbers, **wanted)


def test_households_of_two_communes_are_not_merged(town: Town) -> None:
    assert "several-communes" in rules(town, MERGE, 1, 7, by=CITY, into=household_id(1))


def test_retired_household_is_edited_no_more_nor_a_certified_one_certified_again(town: Town) -> None:
    town.done(RETIRE, 1)
    town.done(CERTIFY, 2)
    assert "household-retired" in rules(town, CORRECT, 1, house_number="9")
    assert "already-certified" in rules(town, CERTIFY, 2)


def test_official_of_another_commune_touches_nothing_and_cannot_tell_foreign_from_unknown(town: Town) -> None:
    (edit,) = town.propose(CERTIFY, 1)
    unknown = household_id(0xEE)
    for refused in (
        lambda: town.propose(CERTIFY, 1, by=STRANGER),
        lambda: town.propose(CERTIFY, 0xEE, by=STRANGER),
        lambda: town.propose(ADD, by=STRANGER, commune_code=HOME, house_number="1", point=spot(1)),
        lambda: town.approve(edit, by=STRANGER),
        lambda: town.refuse(edit, by=STRANGER),
        lambda: town.undo(edit, by=STRANGER),
        lambda: town.lock(1, by=STRANGER),
        lambda: town.unlock(1, by=STRANGER),
        lambda: town.lock(0xEE, by=STRANGER),
    ):
        with pytest.raises(OutsideCommune):
            refused()
    assert unknown not in town.households()


def test_who_covers_the_city_is_told_what_does_not_exist(town: Town) -> None:
    with pytest.raises(HouseholdUnknown):
        town.lock(0xEE, by=CITY)
    with pytest.raises(CommuneUnknown):
        town.propose(ADD, by=CITY, commune_code="99999", house_number="1", point=spot(1))
    (edit,) = town.propose(CERTIFY, 7, by=CITY)
    assert edit.commune_code == ABROAD
    with pytest.raises(EditUnknown):
        town.undo(Edit(**{**{n: getattr(edit, n) for n in edit.__slots__}, "id": household_id(0xEE)}), by=CITY)


def test_lock_keeps_colleagues_out_for_two_hours(town: Town) -> None:
    (edit,) = town.propose(CORRECT, 1, house_number="2A")
    lock = town.lock(1, by=AN)
    assert lock.until == MORNING + timedelta(hours=2)
    with pytest.raises(HouseholdLocked) as caught:
        town.lock(1, by=BINH)
    assert (caught.value.holder, caught.value.until) == (AN.name, lock.until)
    with pytest.raises(HouseholdLocked):
        town.propose(CERTIFY, 1, by=CHI)
    assert town.approve(edit)[0].outcome is Outcome.LOCKED
    late = MORNING + timedelta(hours=2)
    assert town.lock(1, by=BINH, at=late).holder.id == BINH.id
    with pytest.raises(HouseholdLocked):
        town.unlock(1, by=AN, at=late)


def test_lock_is_extended_by_its_holder_and_freed_by_a_proposal(town: Town) -> None:
    town.lock(1)
    assert town.lock(1, at=MORNING + timedelta(hours=1)).until == MORNING + timedelta(hours=3)
    (edit,) = town.propose(CERTIFY, 1, at=MORNING + timedelta(hours=1))
    assert town.approve(edit, at=MORNING + timedelta(hours=1))[0].outcome is Outcome.APPROVED


def test_lock_given_back_is_free(town: Town) -> None:
    town.lock(1)
    town.unlock(1)
    town.unlock(1)
    assert town.lock(1, by=BINH).holder.id == BINH.id


UNDOABLE: list[tuple[EditKind, tuple[int, ...], dict[str, object]]] = [
    (CORRECT, (1,), {"house_number": "9"}),
    (MOVE, (1,), {"point": spot(1, north_m=2.0)}),
    (MOVE, (1,), {"point": spot(2, north_m=9.0), "parcels": (land(2),)}),
    (CERTIFY, (1,), {}),
    (MERGE, (1, 2, 3), {"into": household_id(2)}),
    (SPLIT, (1,), {"house_number": "2A", "parts": (Wanted(house_number="2B"),)}),
    (ADD, (), {"commune_code": HOME, "house_number": "14", "point": spot(7)}),
    (RETIRE, (1,), {}),
]


@pytest.mark.parametrize(
    ("kind", "numbers", "wanted"), UNDOABLE, ids=[f"{k}{i}" for i, (k, _, _) in enumerate(UNDOABLE)]
)
def test_undone_edit_leaves_every_household_as_it_was(
    town: Town, kind: EditKind, numbers: tuple[int, ...], wanted: dict[str, object]
) -> None:
    before = town.households()
    decided = town.done(kind, *numbers, **wanted)
    assert town.undo(decided.edit).outcome is Outcome.UNDONE
    after = town.households()
    for one in before.values():
        now = after[one.id]
        assert (now.address, now.point, now.parcels, now.status, now.code, now.certified_at) == (
            *(one.address, one.point, one.parcels, one.status, one.code),
            one.certified_at,
        )
    for new in set(after) - set(before):
        assert (after[new].status, after[new].code) == (HouseholdStatus.RETIRED, "")


def test_undoing_ends_with_the_day_in_hanoi(town: Town) -> None:
    (edit,) = town.propose(CERTIFY, 1)
    evening = MORNING.replace(hour=16, minute=59)
    town.approve(edit, at=evening)
    assert town.undo(edit, at=evening + timedelta(minutes=1)).outcome is Outcome.TOO_LATE
    assert town.undo(edit, at=evening + timedelta(seconds=59)).outcome is Outcome.UNDONE
    assert town.undo(edit, at=evening).outcome is Outcome.SETTLED


def test_only_the_two_people_of_an_edit_undo_it(town: Town) -> None:
    edit = town.done(CERTIFY, 1).edit
    assert town.undo(edit, by=CHI).outcome is Outcome.NOT_YOURS
    assert town.undo(edit, by=AN).outcome is Outcome.UNDONE


def test_what_was_edited_again_is_not_undone(town: Town) -> None:
    edit = town.done(CORRECT, 1, house_number="2A").edit
    town.done(CORRECT, 1, house_number="2B")
    assert town.undo(edit).outcome is Outcome.CONFLICT
    assert town.household(1).address.house_number == "2B"


def test_every_step_is_in_the_trail_and_the_trail_holds(town: Town) -> None:
    edit = town.done(CORRECT, 1, house_number="2A").edit
    town.refuse(*town.propose(CERTIFY, 2))
    town.undo(edit)
    with read_session(town.engine) as session:
        entries = list(trail(session))
        count, head = trail_end(session)
    assert [one.entry.action for one in entries] == [
        *("edit.proposed", "edit.approved", "edit.proposed", "edit.refused", "edit.undone"),
    ]
    assert (entries[0].entry.actor_id, entries[0].entry.reason) == (AN.id, "Người dân báo")
    assert '"house_number":["2","2A"]' in entries[1].entry.facts
    verdict = check(entries, count=count, head=head)
    assert (verdict.broken, verdict.entries) == (None, 5)


def test_correction_keeps_the_line_of_searching_up_to_date(town: Town) -> None:
    town.done(CORRECT, 1, street="Láng", house_number="162")
    with read_session(town.engine) as session:
        keys = session.scalars(text("SELECT sort_key FROM household WHERE version > 0")).all()
    assert keys == ["lang,,00162,,,"]


def test_household_on_very_large_land_gets_the_code_of_a_plan_for_all(town: Town) -> None:
    number = 60
    with write_session(town.engine) as session:
        wide = box(X + 100, Y - 90, X + 390, Y + 90)
        load_parcels(session, [parcel(key=land(number), shape=wide, label=spot(20))], dataset_id=dataset(session))
    decided = town.done(
        ADD, commune_code=HOME, house_number="20", street="Láng", point=spot(20), parcels=(land(number),)
    )
    made = town.household(decided.edit.targets[0].household_id)
    assert made.code[5:12] == encode(spot(20), head="11024").suffix
