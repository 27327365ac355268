"""The routes of the register, on both databases."""

from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import text
from starlette.testclient import TestClient

from app.access.principal import Principal, Role
from app.db.engine import read_session, write_session
from app.db.findings import marked_communes
from app.workflow.model import EditKind
from postcode.code import parse
from tests.api.callers import caller, calling_as, official
from tests.editing.town import ABROAD, AN, BINH, HOME, STRANGER, Town, household_id, land, spot

CITY = official(name="city")
ONE = f"/v1/register/households/{household_id(1)}"


def ask(client: TestClient, by: Principal, method: str, url: str, **given: Any) -> Response:
    with calling_as(client, by):
        return client.request(method, url, **given)


def propose(client: TestClient, kind: str = "certify", *numbers: int, by: Principal = AN, **given: Any) -> Response:
    body = {"kind": kind, "household_ids": [household_id(n) for n in numbers], "reason": "Người dân báo", **given}
    return ask(client, by, "POST", "/v1/register/edits", json=body)


def decide(client: TestClient, *ids: str, by: Principal = BINH, decision: str = "approve") -> Response:
    body = {"edit_ids": list(ids), "decision": decision, "reason": "đã xem"}
    return ask(client, by, "POST", "/v1/register/decisions", json=body)


def test_list_is_in_walking_order_with_codes_as_printed(client: TestClient) -> None:
    found = ask(client, AN, "GET", f"/v1/register/households?commune={HOME}").json()
    assert (found["total"], found["next"]) == (6, None)
    numbers = [one["address"]["house_number"] for one in found["households"]]
    assert numbers == ["2", "4", "6", "8", "10", "12"]
    first = found["households"][0]
    assert (first["address_line"], first["status"], first["open_edits"]) == ("Số 2, Hàng Trống", "proposed", 0)
    assert parse(first["code"]).check_ok is True


def test_pages_follow_each_other_without_gap(client: TestClient) -> None:
    seen, after = [], ""
    for _ in range(3):
        page = ask(client, AN, "GET", f"/v1/register/households?commune={HOME}&limit=2{after}").json()
        seen += [one["id"] for one in page["households"]]
        after = f"&after={page['next']}"
    assert (page["next"], seen) == (None, [household_id(n) for n in range(1, 7)])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=10 hang trong", [5]),
        ("q=HÀNG", [1, 2, 3, 4, 5, 6]),
        ("q=khong co", []),
        ("q=%25", []),
        (f"q={HOME}-3", [3]),
        ("street=Hàng Trống", [1, 2, 3, 4, 5, 6]),
        ("street=Láng", []),
        ("status=certified", [2]),
        ("status=retired", [3]),
        ("", [1, 2, 4, 5, 6]),
    ],
)
def test_households_are_found(client: TestClient, town: Town, query: str, numbers: list[int]) -> None:
    if "status" in query or not query:
        town.done(EditKind.CERTIFY, 2)
        town.done(EditKind.RETIRE, 3)
    found = ask(client, AN, "GET", f"/v1/register/households?commune={HOME}&{query}").json()
    assert "households" in found, found
    assert [one["id"] for one in found["households"]] == [household_id(n) for n in numbers]
    assert found["total"] == len(numbers)


def test_household_is_found_by_its_code_however_written(client: TestClient, town: Town) -> None:
    code = parse(town.household(4).code).code
    for written in (str(code), code.printed()[:-2], code.printed().lower(), f"{code.head} {code.suffix}"):
        found = ask(client, AN, "GET", "/v1/register/households", params={"commune": HOME, "q": written}).json()
        assert [one["id"] for one in found["households"]] == [household_id(4)]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "", "W10", "bnVsbA"])
def test_cursor_that_is_none_of_ours_is_refused(client: TestClient, cursor: str) -> None:
    refused = ask(client, AN, "GET", f"/v1/register/households?commune={HOME}&after={cursor}")
    assert refused.status_code == 422


def test_one_household_is_told_with_land_codes_edits_and_history(client: TestClient, town: Town) -> None:
    town.done(EditKind.CORRECT, 1, house_number="2A")
    propose(client, "certify", 1)
    ask(client, BINH, "POST", f"{ONE}/lock")
    found = ask(client, AN, "GET", ONE).json()
    assert (found["parcels"][0]["outline"]["type"], found["lock"]["by_name"]) == ("Polygon", BINH.name)
    assert [one["live"] for one in found["codes"]] == [True]
    assert [one["kind"] for one in found["edits"]] == ["certify"]
    steps = {(step["kind"], step["what"], step["actor_name"]) for step in found["history"]}
    assert steps == {
        *(("correct", "proposed", "an"), ("correct", "approved", "binh"), ("certify", "proposed", "an")),
    }


def test_retired_code_tells_its_successor(client: TestClient, town: Town) -> None:
    before = parse(town.household(2).code).code.printed()
    town.done(EditKind.MERGE, 1, 2, into=household_id(1))
    stays = parse(town.household(1).code).code.printed()
    (step,) = ask(client, AN, "GET", f"/v1/register/households/{household_id(2)}").json()["codes"]
    assert (step["code"], step["live"], step["kind"], step["successors"]) == (before, False, "merged", [stays])


def test_edit_goes_from_proposal_to_approval_to_undoing(client: TestClient, town: Town) -> None:
    proposed = propose(client, "correct", 1, values={"house_number": "2A", "alley_path": ["12", "5"]})
    assert proposed.status_code == 201
    (edit,) = proposed.json()["edits"]
    assert (edit["targets"][0]["before"], edit["targets"][0]["after"]) == (
        {"house_number": "2", "alley_path": []},
        {"house_number": "2A", "alley_path": ["12", "5"]},
    )
    (outcome,) = decide(client, edit["id"]).json()["outcomes"]
    assert (outcome["outcome"], outcome["edit"]["decided"]["by"]["id"]) == ("approved", BINH.id)
    assert town.household(1).address.house_number == "2A"
    undone = ask(client, AN, "POST", f"/v1/register/edits/{edit['id']}/undo", json={"reason": "nhầm"}).json()
    assert (undone["outcome"], town.household(1).address.house_number) == ("undone", "2")
    listed = ask(client, AN, "GET", f"/v1/register/edits?commune={HOME}&state=undone").json()
    assert (listed["total"], [one["id"] for one in listed["edits"]]) == (1, [edit["id"]])


def test_household_is_added_with_a_code(client: TestClient, town: Town) -> None:
    place = spot(7)
    values = {"commune_code": HOME, "house_number": "14", "street": "Hàng Trống", "point": [place.lon, place.lat]}
    (edit,) = propose(client, "add", values=values).json()["edits"]
    assert edit["targets"][0]["before"] is None
    (outcome,) = decide(client, edit["id"]).json()["outcomes"]
    assert outcome["edit"]["targets"][0]["code_after"] == town.household(edit["targets"][0]["household_id"]).code != ""


def test_rules_that_are_not_kept_are_named_one_by_one(client: TestClient) -> None:
    there = spot(3)
    values = {"point": [there.lon, there.lat], "house_number": "9"}
    refused = propose(client, "move", 1, values=values, reason=" ").json()
    assert (refused["type"], refused["status"]) == ("/problems/edit-invalid", 422)
    assert {one["pointer"] for one in refused["errors"]} == {
        *("#/body/reason", "#/body/values/house_number", "#/body/values/point"),
    }


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "burn"},
        {"kind": "correct", "values": {"owner": "x"}},
        {"kind": "move", "values": {"point": [21.0, 105.8]}},
        {"kind": "correct", "household_ids": ["x"]},
        {"kind": "correct", "values": {"street": "x" * 300}},
        {"kind": "certify", "household_ids": [household_id(1)] * 201},
    ],
)
def test_what_is_no_edit_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert ask(client, AN, "POST", "/v1/register/edits", json={"reason": "r", **body}).status_code in (400, 422)


def test_lock_of_a_colleague_is_told(client: TestClient) -> None:
    assert ask(client, AN, "POST", f"{ONE}/lock").json()["by"] == AN.id
    refused = ask(client, BINH, "POST", f"{ONE}/lock")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/household-locked")
    assert AN.name in refused.json()["errors"][0]["detail"]
    assert ask(client, AN, "DELETE", f"{ONE}/lock").status_code == 204
    assert ask(client, BINH, "POST", f"{ONE}/lock").status_code == 200


PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_evidence_is_kept_and_given_back(client: TestClient) -> None:
    edit = propose(client, "certify", 1).json()["edits"][0]["id"]
    url = f"/v1/register/edits/{edit}/evidence"
    assert ask(client, AN, "GET", url).status_code == 404
    assert ask(client, BINH, "PUT", url, content=PNG).status_code == 403
    assert ask(client, AN, "PUT", url, content=b"GIF89a").status_code == 415
    assert ask(client, AN, "PUT", url, content=PNG + bytes(2 * 1024 * 1024)).status_code == 413
    assert ask(client, AN, "PUT", url, content=PNG).status_code == 204
    assert ask(client, AN, "PUT", url, content=PNG).status_code == 409
    file = ask(client, BINH, "GET", url)
    assert (file.content, file.headers["content-type"], file.headers["content-disposition"]) == (
        *(PNG, "image/png"),
        "attachment",
    )
    assert ask(client, AN, "GET", f"/v1/register/edits/{edit}").json()["has_file"] is True


def routes(edit: str, unknown: str) -> list[tuple[str, str, Any]]:
    change = {"kind": "certify", "household_ids": [household_id(1)], "reason": "r"}
    place = spot(1)
    new = {"commune_code": HOME, "house_number": "1", "point": [place.lon, place.lat]}
    return [
        ("GET", f"/v1/register/households?commune={HOME}", None),
        ("GET", ONE, None),
        ("GET", f"/v1/register/households/{unknown}", None),
        ("POST", f"{ONE}/lock", None),
        ("DELETE", f"{ONE}/lock", None),
        ("POST", f"/v1/register/households/{unknown}/lock", None),
        ("GET", f"/v1/register/edits?commune={HOME}", None),
        ("GET", f"/v1/register/edits/{edit}", None),
        ("GET", f"/v1/register/edits/{unknown}", None),
        ("POST", "/v1/register/edits", change),
        ("POST", "/v1/register/edits", {**change, "household_ids": [unknown]}),
        ("POST", "/v1/register/edits", {"kind": "add", "reason": "r", "values": new}),
        ("POST", "/v1/register/decisions", {"edit_ids": [edit], "decision": "approve"}),
        ("POST", "/v1/register/decisions", {"edit_ids": [unknown], "decision": "refuse"}),
        ("POST", f"/v1/register/edits/{edit}/undo", {"reason": "r"}),
        ("PUT", f"/v1/register/edits/{edit}/evidence", "file"),
        ("GET", f"/v1/register/edits/{edit}/evidence", None),
    ]


def statuses(client: TestClient, by: Principal, edit: str) -> dict[str, int]:
    sent = routes(edit, household_id(0xEE))
    return {
        f"{method} {url} {body}": ask(
            client, by, method, url, **({"content": PNG} if body == "file" else {} if body is None else {"json": body})
        ).status_code
        for method, url, body in sent
    }


def test_official_of_another_commune_is_refused_by_every_link(client: TestClient) -> None:
    edit = propose(client, "certify", 1).json()["edits"][0]["id"]
    assert set(statuses(client, STRANGER, edit).values()) == {403}


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.SHOP, Role.OPERATOR])
def test_who_keeps_no_register_is_refused_by_every_link(client: TestClient, role: Role) -> None:
    edit = propose(client, "certify", 1).json()["edits"][0]["id"]
    assert set(statuses(client, caller(role), edit).values()) == {403}


def test_auditor_reads_and_changes_nothing(client: TestClient) -> None:
    edit = propose(client, "certify", 1).json()["edits"][0]["id"]
    for link, status in statuses(client, caller(Role.AUDITOR), edit).items():
        assert status == 403 if not link.startswith("GET") else status in (200, 404), link


def test_who_covers_the_city_is_told_what_does_not_exist(client: TestClient) -> None:
    unknown = household_id(0xEE)
    for url in (f"/v1/register/households/{unknown}", f"/v1/register/edits/{unknown}"):
        assert ask(client, CITY, "GET", url).status_code == 404
    assert ask(client, CITY, "GET", f"/v1/register/households?commune={ABROAD}").json()["total"] == 1


def test_household_leaves_its_land_by_a_move_that_says_so(client: TestClient, town: Town) -> None:
    there, key = spot(2, north_m=9.0), land(2)
    values = {"point": [there.lon, there.lat], "parcels": [[key.commune_code, key.sheet, key.number]]}
    edit = propose(client, "move", 1, values=values).json()["edits"][0]["id"]
    decide(client, edit)
    codes = ask(client, AN, "GET", ONE).json()["codes"]
    assert [(one["live"], one["kind"]) for one in codes] == [(False, "replaced"), (True, None)]
    assert codes[0]["successors"] == [codes[1]["code"]]


def test_what_changes_the_register_asks_for_another_audit(client: TestClient, town: Town) -> None:
    def marked() -> set[str]:
        with read_session(town.engine) as session:
            return set(marked_communes(session))

    with write_session(town.engine) as session:
        session.execute(text("DELETE FROM changed_commune"))
    edit = propose(client, "certify", 1).json()["edits"][0]["id"]
    assert marked() == set()
    decide(client, edit)
    assert marked() == {HOME}
