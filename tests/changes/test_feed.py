"""What the feed tells, line by line."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.access.principal import Principal, Role, Scope
from app.assign import applicants
from app.changes.telling import tell_all
from app.db.changes import drop_changes
from app.db.engine import write_session
from app.db.ledger import issued_codes, record_plan
from app.db.read import household_communes
from app.db.register import LazyRegister
from app.workflow.model import EditKind, Wanted
from postcode.editions import current_edition
from postcode.lifecycle import rehead
from tests.api.callers import caller, calling_as, official
from tests.changes.asking import OFFICER, OPERATOR, changes, lines
from tests.editing.town import ABROAD, HOME, MORNING, Town, household_id, land, spot


def end_of(client: TestClient) -> int:
    return int(lines(client, "/v1/changes?after=0&limit=1000")[-1]["sequence"])


def test_codes_issued_so_far_are_the_first_lines_numbered_without_gaps(client: TestClient) -> None:
    found = changes(client)
    assert [one["sequence"] for one in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [one["previous"] for one in found] == [0, 1, 2, 3, 4, 5, 6]
    assert {one["kind"] for one in found} == {"issued"}
    assert {one["household_id"] for one in found} == {household_id(n) for n in range(1, 8)}


@pytest.mark.parametrize("path", ["/v1/changes?after=0&commune=99999", "/v1/changes/full?commune=99999"])
def test_a_commune_that_does_not_exist_has_no_empty_feed(client: TestClient, path: str) -> None:
    with calling_as(client, OPERATOR):
        refused = client.get(path)
    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/commune-unknown")


def test_nothing_new_is_the_last_line_alone(client: TestClient) -> None:
    assert lines(client, f"/v1/changes?after={end_of(client)}") == [{"kind": "end", "sequence": 7, "more": False}]


def test_a_correction_tells_the_new_address_under_the_same_code(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.done(EditKind.CORRECT, 1, house_number="2A")
    (one,) = changes(client, after=end)
    assert (one["kind"], one["reason"], one["previous_code"]) == ("changed", None, None)
    assert one["state"]["address"]["house_number"] == "2A"


def test_another_entrance_alone_is_told(client: TestClient, town: Town) -> None:
    end, door = end_of(client), spot(1, north_m=1.0)
    town.done(EditKind.MOVE, 1, access_point=door)
    (one,) = changes(client, after=end)
    assert (one["kind"], one["state"]["access_point"]) == ("changed", {"lon": door.lon, "lat": door.lat})


def test_the_number_before_is_that_of_the_own_feed(client: TestClient, town: Town) -> None:
    (abroad,) = changes(client, commune=ABROAD)
    home = [one["sequence"] for one in changes(client, commune=HOME)]
    town.done(EditKind.CORRECT, 1, house_number="2A")
    first, *_ = changes(client, after=abroad["sequence"], commune=HOME)
    assert first["previous"] == max((one for one in home if one < abroad["sequence"]), default=0)


def test_a_proposal_alone_tells_nothing(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.propose(EditKind.CORRECT, 1, house_number="2A")
    assert changes(client, after=end) == []


def test_a_retired_household_is_a_line_without_code_and_state(client: TestClient, town: Town) -> None:
    end, code = end_of(client), town.household(1).code
    town.done(EditKind.RETIRE, 1)
    (one,) = changes(client, after=end)
    assert (one["kind"], one["reason"], one["code"], one["state"]) == ("retired", "ended", None, None)
    assert one["previous_code"].replace("-", "").startswith(code)
    assert one["successors"] == []


def test_a_merged_household_names_who_carries_on(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.done(EditKind.MERGE, 1, 2, into=household_id(1))
    found = {one["household_id"]: one for one in changes(client, after=end)}
    gone = found[household_id(2)]
    assert (gone["kind"], gone["reason"]) == ("retired", "merged")
    (successor,) = gone["successors"]
    assert successor["household_id"] == household_id(1)
    assert successor["code"].replace("-", "").startswith(town.household(1).code)


def test_undoing_a_retirement_restores_the_household_with_its_code(client: TestClient, town: Town) -> None:
    code = town.household(1).code
    end_of(client)
    decided = town.done(EditKind.RETIRE, 1)
    end = end_of(client)
    town.undo(decided.edit)
    (one,) = changes(client, after=end)
    assert (one["kind"], one["code"].replace("-", "")[:12]) == ("restored", code)


def test_a_household_that_leaves_its_land_has_another_code_and_names_the_one_before(
    client: TestClient, town: Town
) -> None:
    end = end_of(client)
    town.done(EditKind.MOVE, 1, point=spot(4, north_m=8.0), parcels=(land(4),))
    (one,) = changes(client, after=end)
    assert (one["kind"], one["reason"]) == ("replaced", "replaced")
    assert one["code"] != one["previous_code"]


def test_the_parts_of_a_split_are_issued(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.done(EditKind.SPLIT, 1, parts=(Wanted(house_number="2B"),))
    assert [one["kind"] for one in changes(client, after=end)] == ["issued"]


def test_a_new_head_is_told_as_such(client: TestClient, town: Town) -> None:
    end = end_of(client)
    reheaded(town, "19999")
    found = changes(client, after=end)
    assert {(one["kind"], one["reason"], one["code"][:5]) for one in found} == {("reheaded", "reheaded", "19999")}
    assert len(found) == 6


def reheaded(town: Town, head: str) -> None:
    edition = current_edition()
    edition = replace(edition, heads={**edition.heads, HOME: head})

    def step(session: object) -> None:
        communes = {one.household_id: one.commune_code for one in applicants(session, household_communes(session))}  # type: ignore[arg-type]
        plan = rehead(issued_codes(session), communes=communes, edition=edition)  # type: ignore[arg-type]
        record_plan(session, plan, at=MORNING)  # type: ignore[arg-type]

    town.write(step)


def test_what_is_done_and_undone_between_two_looks_is_not_told(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.undo(town.done(EditKind.CORRECT, 1, house_number="2A").edit)
    assert changes(client, after=end) == []


def test_whatever_writes_is_noticed_even_by_hand(client: TestClient, town: Town) -> None:
    end = end_of(client)
    with write_session(town.engine) as session:
        session.execute(text("UPDATE household SET street = 'Phố Khác' WHERE external_id = '00070-3'"))
    (one,) = changes(client, after=end)
    assert (one["household_id"], one["state"]["address"]["street"]) == (household_id(3), "Phố Khác")


def test_a_page_says_whether_there_is_more_and_where_to_go_on(client: TestClient) -> None:
    *page, end = lines(client, "/v1/changes?after=0&limit=3")
    assert (len(page), end) == (3, {"kind": "end", "sequence": 3, "more": True})
    *page, end = lines(client, "/v1/changes?after=3&limit=4")
    assert (len(page), page[0]["previous"], end) == (4, 3, {"kind": "end", "sequence": 7, "more": False})


def test_the_feed_of_a_commune_has_its_own_order_of_numbers(client: TestClient, town: Town) -> None:
    end_of(client)
    town.done(EditKind.CORRECT, 1, house_number="2A")
    end_of(client)
    (abroad,) = changes(client, commune=ABROAD)
    home = changes(client, commune=HOME)
    assert abroad["household_id"] == household_id(7)
    assert [one["previous"] for one in home] == [0, *(one["sequence"] for one in home)][:-1]
    assert lines(client, f"/v1/changes?after=0&commune={ABROAD}")[-1]["sequence"] == 8


def test_a_household_that_goes_to_another_commune_leaves_the_one_feed_and_enters_the_other(
    client: TestClient, town: Town
) -> None:
    end = end_of(client)
    with write_session(town.engine) as session:
        session.execute(text(f"UPDATE household SET commune_code = '{ABROAD}' WHERE external_id = '00070-3'"))
    (left,) = changes(client, after=end, commune=HOME)
    (came,) = changes(client, after=end, commune=ABROAD)
    assert (left["kind"], left["code"], left["state"]) == ("left", None, None)
    assert (came["kind"], came["left_commune_code"], came["code"] is None) == ("changed", HOME, False)


def test_the_whole_is_every_household_with_a_code_and_the_number_it_is_true_at(client: TestClient, town: Town) -> None:
    town.done(EditKind.RETIRE, 1)
    *households, end = lines(client, "/v1/changes/full")
    assert [one["household_id"] for one in households] == [household_id(n) for n in range(2, 8)]
    assert end == {"kind": "end", "sequence": end_of(client), "households": 6}


@pytest.mark.parametrize("path", ["/v1/changes?after=0", "/v1/changes/full?"])
def test_officials_are_told_of_their_own_commune_only(client: TestClient, path: str) -> None:
    *own, _ = lines(client, path, by=official(ABROAD))
    assert {one["household_id"] for one in own} == {household_id(7)}
    with calling_as(client, official(ABROAD)):
        refused = client.get(f"{path}&commune={HOME}")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/outside-commune")


@pytest.mark.parametrize("path", ["/v1/changes?after=0", "/v1/changes/full"])
def test_addresses_are_for_those_who_may_see_them(client: TestClient, path: str) -> None:
    narrow = Principal(id="key:x", name="", role=Role.OPERATOR, scopes=frozenset({Scope.CHANGES}))
    for by, shown in ((OPERATOR, True), (narrow, False)):
        *found, _ = lines(client, path, by=by)
        assert {one["state"]["address"] is not None for one in found} == {shown}
        assert ("Hàng Trống" in str(found)) is shown


@pytest.mark.parametrize("path", ["/v1/changes?after=0", "/v1/changes/full"])
def test_shops_and_citizens_are_told_nothing(client: TestClient, path: str) -> None:
    for role in (Role.SHOP, Role.CITIZEN):
        with calling_as(client, caller(role)):
            assert client.get(path).status_code == 403


def test_a_number_before_what_is_kept_or_behind_the_end_means_to_start_again(client: TestClient, town: Town) -> None:
    end_of(client)
    with write_session(town.engine) as session:
        dropped = drop_changes(session, before=client.app.state.callers.now() + timedelta(days=1))  # type: ignore[attr-defined]
    assert dropped == 7
    for after, status in ((6, 410), (7, 200), (8, 410)):
        with calling_as(client, OFFICER):
            answer = client.get(f"/v1/changes?after={after}")
        assert answer.status_code == status
        if status == 410:
            assert answer.json()["type"] == "/problems/changes-gone"
    town.done(EditKind.CORRECT, 1, house_number="2A")
    (one,) = changes(client, after=7)
    assert (one["sequence"], one["previous"], one["kind"]) == (8, 7, "changed")


def test_a_register_busy_with_writing_still_tells_what_has_a_number(client: TestClient, town: Town) -> None:
    end = end_of(client)
    town.done(EditKind.CORRECT, 1, house_number="2A")
    with write_session(town.engine) as session:
        session.execute(text("UPDATE household SET street = 'X' WHERE external_id = '00070-3'"))
        told = [one["sequence"] for one in changes(client, after=end)]
    assert told == ([] if town.engine.dialect.name == "sqlite" else [end + 1])
    assert len(changes(client, after=end)) == 2


def test_all_marks_are_taken_up_batch_by_batch(town: Town) -> None:
    register = LazyRegister(town.engine.url.render_as_string(hide_password=False))
    assert tell_all(register, at=MORNING) == 7
    assert tell_all(register, at=MORNING) == 0
    register.engine.dispose()
