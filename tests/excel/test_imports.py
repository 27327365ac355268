"""Files that come back: what is shown before anything is saved, and what is proposed; on both databases."""

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.principal import Principal, Role
from app.db.engine import read_session
from app.db.read import counts
from app.workflow.model import EditKind
from tests.api.callers import caller, calling_as
from tests.editing.town import ABROAD, AN, BINH, HOME, STRANGER, Town, household_id
from tests.excel.files import ALLEYS, CODE, COMMUNE, ID, MARK, NUMBER, STREET, Row, book_of, edited, table_of

IMPORTS = "/v1/register/imports"
Edit = Callable[[list[Row]], object]


def exported(client: TestClient, *, by: Principal = AN, commune: str = HOME) -> bytes:
    with calling_as(client, by):
        return client.get(f"/v1/register/households.xlsx?commune={commune}").content


def send(
    client: TestClient, content: bytes, *, by: Principal = AN, commune: str = HOME, name: str = "f.xlsx"
) -> Response:
    with calling_as(client, by):
        return client.post(f"{IMPORTS}?commune={commune}", files={"file": (name, content)})


def sent(client: TestClient, edit: Edit, *, by: Principal = AN) -> dict[str, Any]:
    """What is shown for an export in which something was edited."""
    answer = send(client, edited(exported(client), edit), by=by)
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def put(number: int, heading: str, value: object) -> Edit:
    """Writes into one cell of the line of a house."""

    def write(rows: list[Row]) -> None:
        rows[number - 1][heading] = value

    return write


def propose(client: TestClient, import_id: str, *, by: Principal = AN, **given: Any) -> Response:
    with calling_as(client, by):
        return client.post(f"{IMPORTS}/{import_id}/propose", json={"reason": "Đi thực địa", **given})


def decide(client: TestClient, *ids: str) -> Response:
    with calling_as(client, BINH):
        return client.post("/v1/register/decisions", json={"edit_ids": list(ids), "decision": "approve", "reason": ""})


def edits(town: Town) -> int:
    with read_session(town.engine) as session:
        return counts(session)["edit"]


def test_file_sent_back_as_it_was_changes_nothing(client: TestClient) -> None:
    shown = send(client, exported(client)).json()
    assert (shown["rows"], shown["counts"]["unchanged"], shown["lines"]) == (6, 6, [])


def test_changed_cells_are_shown_before_and_after(client: TestClient, town: Town) -> None:
    before = town.households()
    shown = sent(client, lambda rows: rows[0].update({NUMBER: "2A", ALLEYS: "12/5"}))
    (line,) = shown["lines"]
    assert (line["row"], line["kind"], line["household_id"]) == (2, "changed", household_id(1))
    assert line["changes"] == [
        {"part": "house_number", "before": "2", "after": "2A"},
        {"part": "alley_path", "before": "", "after": "12/5"},
    ]
    assert (shown["counts"]["changed"], shown["counts"]["unchanged"], shown["waiting"]) == (1, 5, 1)
    assert (town.households(), edits(town)) == (before, 0)


@pytest.mark.parametrize("value", [2, 2.0, " 2 ", "2\u200b"])
def test_spreadsheets_ways_of_writing_change_nothing(client: TestClient, value: object) -> None:
    assert sent(client, put(1, NUMBER, value))["counts"]["unchanged"] == 6


def test_decomposed_letters_change_nothing(client: TestClient) -> None:
    import unicodedata

    assert sent(client, put(1, STREET, unicodedata.normalize("NFD", "Hàng Trống")))["counts"]["unchanged"] == 6


@pytest.mark.parametrize(
    ("heading", "value", "rule"),
    [
        (NUMBER, "@SUM(1)", "formula"),
        (NUMBER, "-3", "formula"),
        (NUMBER, "#REF!", "error-value"),
        (NUMBER, date(2026, 7, 3), "became-a-date"),
        (NUMBER, "9" * 201, "too-long"),
        (ALLEYS, "1/2/3/4/5/6/7/8/9", "too-deep"),
        (CODE, "11000-2222222-X", "read-only"),
        ("Tình trạng", "Đã chứng nhận", "read-only"),
        (ID, "không", "id-malformed"),
        (ID, "", "id-missing"),
        (ID, "01890a5d-ac96-774b-bcce-b302099affff", "id-unknown"),
    ],
)
def test_line_that_is_not_taken_says_why(client: TestClient, heading: str, value: object, rule: str) -> None:
    shown = sent(client, put(1, heading, value))
    (line,) = shown["lines"]
    (flaw,) = line["flaws"]
    assert (flaw["rule"], line["kind"]) == (rule, "unknown" if rule.startswith("id-") else "invalid")
    assert (bool(flaw["text"]["vi"]), shown["waiting"]) == (True, 0)
    assert flaw["heading"] == ("Mã hộ (không sửa)" if heading == ID else heading)


def test_household_on_a_second_line_is_not_taken_twice(client: TestClient) -> None:
    lines = sent(client, lambda rows: rows.append({**rows[0], NUMBER: "2A"}))["lines"]
    assert [(line["row"], line["kind"], line["flaws"][0]["rule"]) for line in lines] == [(8, "invalid", "repeated")]


def test_whole_address_cannot_be_taken_away(client: TestClient) -> None:
    shown = sent(client, lambda rows: rows[0].update({NUMBER: "", STREET: ""}))
    assert [flaw["rule"] for flaw in shown["lines"][0]["flaws"]] == ["address-empty"]


def test_retired_household_is_not_edited(client: TestClient, town: Town) -> None:
    town.done(EditKind.RETIRE, 1)
    with calling_as(client, AN):
        content = client.get(f"/v1/register/households.xlsx?commune={HOME}&status=retired").content
    shown = send(client, edited(content, put(1, NUMBER, "4"))).json()
    assert [flaw["rule"] for flaw in shown["lines"][0]["flaws"]] == ["retired"]


def test_household_changed_since_the_export_is_a_conflict(client: TestClient, town: Town) -> None:
    content = exported(client)
    town.done(EditKind.CORRECT, 1, house_number="2B")
    town.done(EditKind.CORRECT, 2, house_number="4B")
    shown = send(client, edited(content, lambda rows: (put(1, NUMBER, "2C")(rows), put(2, NUMBER, "4B")(rows)))).json()
    assert [(line["row"], line["kind"]) for line in shown["lines"]] == [(2, "conflict")]
    assert shown["lines"][0]["changes"] == [{"part": "house_number", "before": "2B", "after": "2C"}]


def test_household_of_another_commune_is_foreign_by_the_files_own_word(client: TestClient) -> None:
    abroad = table_of(exported(client, by=STRANGER, commune=ABROAD))[0]
    lines = sent(client, lambda rows: rows.extend([abroad]))["lines"]
    assert [(line["kind"], line["flaws"][0]["rule"]) for line in lines] == [("foreign", "other-commune")]
    # A line that claims to be of the own commune learns nothing of a foreign household.
    lines = sent(client, lambda rows: rows.extend([{**abroad, COMMUNE: HOME}]))["lines"]
    assert [(line["kind"], line["flaws"][0]["rule"]) for line in lines] == [("unknown", "id-unknown")]


def test_column_left_out_leaves_its_part_as_it_is(client: TestClient, town: Town) -> None:
    rows = table_of(exported(client))
    rows[0][NUMBER] = "2A"
    shown = send(client, book_of(rows, headings=[NUMBER, MARK, ID])).json()
    assert [line["changes"] for line in shown["lines"]] == [[{"part": "house_number", "before": "2", "after": "2A"}]]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_is_read_too(client: TestClient, delimiter: str) -> None:
    rows = table_of(exported(client))
    rows[0][NUMBER] = "2A"
    names = list(rows[0])
    lines = [delimiter.join(f'"{cell}"' for cell in cells) for cells in (names, *(row.values() for row in rows))]
    shown = send(client, "\ufeff".encode() + "\r\n".join(lines).encode(), name="f.csv").json()
    assert [(line["row"], line["kind"]) for line in shown["lines"]] == [(2, "changed")]


@pytest.mark.parametrize("missing", [ID, MARK])
def test_file_without_the_hidden_columns_is_refused_by_their_names(client: TestClient, missing: str) -> None:
    rows = table_of(exported(client))
    refused = send(client, book_of(rows, headings=[name for name in rows[0] if name != missing]))
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/import-columns-missing")
    assert [one["detail"] for one in refused.json()["errors"]] == [f"thiếu cột “{missing}”"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b'{"a": 1}', b"\xd0\xcf\x11\xe0old"])
def test_file_that_is_no_list_is_refused(client: TestClient, content: bytes) -> None:
    refused = send(client, content)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/batch-unreadable")


def test_archive_that_unpacks_to_too_much_is_refused(client: TestClient) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert send(client, bomb.getvalue()).status_code == 422


def test_request_without_a_file_is_refused(client: TestClient) -> None:
    with calling_as(client, AN):
        assert client.post(f"{IMPORTS}?commune={HOME}", json={}).status_code == 415
        assert client.post(f"{IMPORTS}?commune={HOME}", files={"other": ("f", b"x")}).status_code == 415


@pytest.mark.parametrize("by", [STRANGER, caller(Role.AUDITOR), caller(Role.OPERATOR)])
def test_others_cannot_send_a_file(client: TestClient, by: Principal) -> None:
    assert send(client, b"x", by=by).status_code == 403


@pytest.mark.parametrize("by", [BINH, STRANGER])
def test_comparison_belongs_to_its_sender(client: TestClient, by: Principal) -> None:
    shown = sent(client, put(1, NUMBER, "2A"))
    with calling_as(client, by):
        assert client.get(f"{IMPORTS}/{shown['id']}").status_code == 404
    assert propose(client, shown["id"], by=by).status_code == 404


def test_comparison_is_kept_for_a_day(client: TestClient) -> None:
    shown = sent(client, put(1, NUMBER, "2A"))
    callers = client.app.state.callers  # type: ignore[attr-defined]
    now = callers.now
    callers.now = lambda: now() + timedelta(days=1, seconds=1)
    assert propose(client, shown["id"]).status_code == 404


def test_proposed_lines_are_approved_by_a_second_person(client: TestClient, town: Town) -> None:
    shown = sent(client, lambda rows: (put(1, NUMBER, "2A")(rows), put(2, ALLEYS, "7/3")(rows)))
    done = propose(client, shown["id"], evidence="biên bản").json()
    assert ([one["outcome"] for one in done["lines"]], done["left"]) == (["proposed", "proposed"], 0)
    ids = [one["edit_id"] for one in done["lines"]]
    outcomes = decide(client, *ids).json()["outcomes"]
    assert [one["outcome"] for one in outcomes] == ["approved", "approved"]
    assert {one["edit"]["evidence"] for one in outcomes} == {"biên bản"}
    assert town.household(1).address.house_number == "2A"
    assert town.household(2).address.alley_path == ("7", "3")


def test_line_is_proposed_once(client: TestClient, town: Town) -> None:
    shown = sent(client, put(1, NUMBER, "2A"))
    first, second = (propose(client, shown["id"]).json() for _ in range(2))
    assert (len(first["lines"]), second, edits(town)) == (1, {"lines": [], "left": 0}, 1)
    with calling_as(client, AN):
        again = client.get(f"{IMPORTS}/{shown['id']}").json()
    assert (again["lines"][0]["edit_id"], again["waiting"]) == (first["lines"][0]["edit_id"], 0)


def test_only_the_rows_named_are_proposed(client: TestClient) -> None:
    shown = sent(client, lambda rows: [put(n, NUMBER, f"{n}B")(rows) for n in (1, 2, 3)])
    done = propose(client, shown["id"], rows=[3, 99]).json()
    assert ([one["row"] for one in done["lines"]], done["left"]) == ([3], 2)


def test_same_file_again_says_that_a_proposal_waits(client: TestClient) -> None:
    content = edited(exported(client), put(1, NUMBER, "2A"))
    propose(client, send(client, content).json()["id"])
    assert [line["open_edits"] for line in send(client, content).json()["lines"]] == [1]


def test_household_changed_since_the_comparison_becomes_a_conflict(client: TestClient, town: Town) -> None:
    shown = sent(client, lambda rows: (put(1, NUMBER, "2A")(rows), put(2, NUMBER, "4A")(rows)))
    town.done(EditKind.CERTIFY, 1)
    done = propose(client, shown["id"]).json()
    assert [one["outcome"] for one in done["lines"]] == ["conflict", "proposed"]
    with calling_as(client, AN):
        again = client.get(f"{IMPORTS}/{shown['id']}?kind=conflict").json()
    assert [line["row"] for line in again["lines"]] == [2]


def test_household_that_a_colleague_edits_waits(client: TestClient) -> None:
    shown = sent(client, put(1, NUMBER, "2A"))
    with calling_as(client, BINH):
        client.post(f"/v1/register/households/{household_id(1)}/lock")
    done = propose(client, shown["id"]).json()
    assert ([one["outcome"] for one in done["lines"]], done["left"]) == (["locked"], 1)


def test_proposing_needs_a_reason(client: TestClient, town: Town) -> None:
    shown = sent(client, put(1, NUMBER, "2A"))
    refused = propose(client, shown["id"], reason=" ")
    assert (refused.status_code, edits(town)) == (422, 0)
    assert refused.json()["errors"][0]["pointer"] == "#/body/reason"


def test_lines_come_page_by_page(client: TestClient) -> None:
    shown = sent(client, lambda rows: [put(n, NUMBER, f"{n}B")(rows) for n in range(1, 7)])
    with calling_as(client, AN):
        first = client.get(f"{IMPORTS}/{shown['id']}?limit=4").json()
        rest = client.get(f"{IMPORTS}/{shown['id']}?limit=4&after={first['next']}").json()
    assert [line["row"] for line in (*first["lines"], *rest["lines"])] == [2, 3, 4, 5, 6, 7]
    assert (first["total"], rest["next"]) == (6, None)


def test_oldest_comparisons_make_room(client: TestClient, town: Town) -> None:
    ids = [sent(client, put(1, NUMBER, f"{n}X"))["id"] for n in range(7)]
    with calling_as(client, AN):
        found = [client.get(f"{IMPORTS}/{one}").status_code for one in ids]
    assert found == [404, 404, 200, 200, 200, 200, 200]
    with read_session(town.engine) as session:
        assert counts(session)["import_line"] == 5
