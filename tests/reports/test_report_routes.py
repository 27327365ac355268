from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.access.principal import Role
from app.db.engine import migrate
from app.db.register import LazyRegister
from app.db.tables import FindingTable, ReportTable
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from postcode.code import read_stored
from tests.api.callers import caller, calling_as
from tests.api.city import HOUSEHOLDS, MemoryEngine, centre

HOUSE = read_stored(HOUSEHOLDS[0].code).printed()


@pytest.fixture
def register(tmp_path: Path) -> LazyRegister:
    register = LazyRegister(Settings(home=tmp_path).db_url)
    migrate(register.engine)
    return register


@pytest.fixture
def client(tmp_path: Path, register: LazyRegister) -> Iterator[TestClient]:
    engine = MemoryEngine()
    app = create_app(Settings(home=tmp_path), find_engine=lambda: engine, logger=make_logger(StringIO()))
    with TestClient(app) as opened:
        yield opened


def stored(register: LazyRegister) -> list[ReportTable]:
    with register.reading() as session:
        return list(session.scalars(select(ReportTable)))


def test_a_report_about_a_code_gets_a_receipt_that_tells_its_state(client: TestClient, register: LazyRegister) -> None:
    answer = client.post("/v1/reports", json={"code": HOUSE.lower(), "kind": "wrong-place", "text": "Sang nhà bên"})
    assert answer.status_code == 201
    receipt = answer.json()["receipt"]
    assert answer.headers["location"] == f"/v1/reports/{receipt}"
    state = client.get(f"/v1/reports/{receipt}").json()
    assert (state["state"], set(state)) == ("received", {"receipt", "state", "message"})
    (row,) = stored(register)
    assert (row.kind, row.code, row.commune_code, row.text) == (
        *("wrong-place", HOUSEHOLDS[0].code, "00001"),
        "Sang nhà bên",
    )
    assert row.reporter == "citizen"


@pytest.mark.parametrize(
    ("disposition", "state"),
    [("", "received"), ("send_on", "sent-on"), ("waive", "settled"), ("declare_true", "settled")],
)
def test_what_becomes_of_its_finding_answers_the_report(
    client: TestClient, register: LazyRegister, disposition: str, state: str
) -> None:
    receipt = client.post("/v1/reports", json={"code": HOUSE, "kind": "wrong-place", "text": "Sang nhà bên"}).json()[
        "receipt"
    ]
    with register.writing() as session:
        (finding,) = session.scalars(select(FindingTable))
        assert (finding.rule, finding.commune_code) == ("REPORT-WRONG-PLACE", "00001")
        assert HOUSE in finding.facts
        finding.disposition = disposition
    assert client.get(f"/v1/reports/{receipt}").json()["state"] == state


def test_a_finding_that_is_gone_settles_its_report(client: TestClient, register: LazyRegister) -> None:
    receipt = client.post("/v1/reports", json={"code": HOUSE, "kind": "other"}).json()["receipt"]
    with register.writing() as session:
        (finding,) = session.scalars(select(FindingTable))
        finding.gone_at = finding.first_seen_at
    assert client.get(f"/v1/reports/{receipt}").json()["state"] == "settled"


def test_a_report_about_a_point_goes_to_the_commune_there(client: TestClient, register: LazyRegister) -> None:
    point = centre("d")
    body = {"lon": point.lon, "lat": point.lat, "kind": "no-such-house"}
    assert client.post("/v1/reports", json=body).status_code == 201
    (row,) = stored(register)
    assert (row.commune_code, row.code, row.household_id) == ("00002", "", None)


def test_a_courier_reports_by_key_and_is_known_by_it(client: TestClient, register: LazyRegister) -> None:
    with calling_as(client, caller(Role.OPERATOR, name="post")):
        assert client.post("/v1/reports", json={"code": HOUSE, "kind": "wrong-place"}).status_code == 201
    assert stored(register)[0].reporter == "operator:account:post"


def test_telephones_are_not_stored_and_the_caller_is_told(client: TestClient, register: LazyRegister) -> None:
    body = {"code": HOUSE, "kind": "other", "text": "Gọi 0912 345 678"}
    answer = client.post("/v1/reports", json=body).json()
    assert "0912" not in answer["text"]
    assert answer["note"]["vi"].startswith("Số điện thoại")
    assert "0912" not in stored(register)[0].text


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "wrong-place"},
        {"code": HOUSE, "lon": 105.8, "lat": 21.0, "kind": "wrong-place"},
        {"code": HOUSE, "kind": "rude"},
        {"code": HOUSE, "kind": "other", "text": "x" * 501},
        {"code": HOUSE, "kind": "other", "name": "ai đó"},
        {"code": "zzz", "kind": "other"},
        {"lon": 21.0, "lat": 105.8, "kind": "other"},
        {"lon": 2.0, "lat": 48.0, "kind": "other"},
    ],
)
def test_what_cannot_be_a_report_is_a_problem(client: TestClient, register: LazyRegister, body: object) -> None:
    answer = client.post("/v1/reports", json=body)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert stored(register) == []


@pytest.mark.parametrize(("receipt", "status"), [("K7QM", 422), ("0000-0000-0", 404), ("%27%20or%201=1--", 422)])
def test_a_receipt_that_is_none_is_a_problem(client: TestClient, receipt: str, status: int) -> None:
    assert client.get(f"/v1/reports/{receipt}").status_code == status


def test_the_eleventh_report_within_the_hour_has_to_wait(client: TestClient) -> None:
    body = {"code": HOUSE, "kind": "other"}
    assert [client.post("/v1/reports", json=body).status_code for _ in range(11)] == [*[201] * 10, 429]
    refused = client.post("/v1/reports", json=body)
    assert refused.json()["violated_policies"] == ["reports"]
    assert 350 <= int(refused.headers["retry-after"]) <= 360


def test_hostile_text_comes_back_as_text(client: TestClient, register: LazyRegister) -> None:
    form = {"code": "<script>alert(1)</script>", "kind": "other", "text": "</textarea><script>alert(1)</script>"}
    page = client.post("/tra-cuu/bao-sai", data=form)
    assert page.status_code == 422
    assert "<script>alert" not in page.text
    assert stored(register) == []


def test_the_form_gives_a_receipt_whose_page_tells_the_state(client: TestClient) -> None:
    page = client.post("/tra-cuu/bao-sai", data={"code": HOUSE, "kind": "wrong-place", "text": "gọi 0912345678"})
    assert page.status_code == 201
    receipt = page.text.split('<p class="code">')[1].split("<")[0]
    assert "đã được bỏ đi" in page.text
    assert "Đã nhận, đang chờ" in client.get("/tra-cuu/bien-nhan", params={"so": receipt}).text
    assert "Số biên nhận viết sai" in client.get("/tra-cuu/bien-nhan", params={"so": "K7QM"}).text
