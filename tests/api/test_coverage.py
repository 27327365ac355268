"""Coverage and findings over HTTP, against a real register."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from time import sleep

import orjson
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, text
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.access.principal import Role
from app.assign import assign
from app.audit import audit, audit_marked, mark_changed
from app.cli.main import command_line
from app.db.counts import load_certifications, load_reference_counts
from app.db.engine import migrate, open_engine, read_session, write_session
from app.db.facts import seed_facts
from app.db.findings import Synced
from app.db.load import load_buildings, load_communes, load_households, load_parcels, load_streets
from app.db.trail import trail
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.layers.rows import CertificationRow, CommuneOutline, HouseholdRow, ReferenceCount
from geocoding.model import Address
from postcode.coverage.rules import RuleCode
from postcode.editions import current_edition
from tests.api.callers import caller, calling_as, official
from tests.api.city import MemoryEngine
from tests.coverage.makers import CODE, commune
from tests.db.rows import dataset

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OTHER = "00229"


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    """The drawn commune in a register: 21 households of which 12 are certified, two with one number."""
    engine = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
    migrate(engine)
    drawn = commune()
    assert drawn.outline is not None
    with write_session(engine) as session:
        seed_facts(session)
        number = dataset(session)
        load_communes(session, [CommuneOutline(CODE, date(2025, 7, 1), drawn.outline.shape, "test")], dataset_id=number)
        load_parcels(session, drawn.land.parcels, dataset_id=number)
        load_buildings(session, drawn.land.buildings, dataset_id=number)
        load_streets(session, drawn.streets, dataset_id=number)
        rows = [
            HouseholdRow(
                external_id=one.external_id,
                address=one.address if one.id != "h7" else Address(house_number="5", street="=HYPERLINK(Láng)"),
                commune_code=CODE,
                point=one.point,
                accuracy=one.accuracy,
                parcels=one.parcels,
            )
            for one in drawn.households
        ]
        load_households(session, rows, dataset_id=number)
        certified = [CertificationRow(f"h{n}", date(2026, 5, 1), "QĐ 1") for n in range(1, 13)]
        load_certifications(session, certified, dataset_id=number)
        load_reference_counts(session, [ReferenceCount(CODE, 24, date(2026, 4, 1), "census")], dataset_id=number)
    assign(engine, edition=current_edition(), at=AT, reports=tmp_path / "reports")
    audit(engine, at=datetime.now(UTC))
    return engine


@pytest.fixture
def client(tmp_path: Path, register: Engine) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path)
    with TestClient(create_app(settings, find_engine=MemoryEngine, logger=make_logger(StringIO()))) as opened:
        yield opened


@pytest.fixture
def ours(client: TestClient) -> Iterator[TestClient]:
    """The service as the commune's own official meets it."""
    with calling_as(client, official(CODE)) as calling:
        yield calling


def sql(engine: Engine, statement: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


CERTIFIED_SQL = (
    "SELECT count(*) FROM household h JOIN live_code l ON l.household_id = h.id "
    f"WHERE h.status = 'certified' AND h.commune_code = '{CODE}'"
)
REGISTERED_SQL = f"SELECT count(*) FROM household WHERE status <> 'retired' AND commune_code = '{CODE}'"


def test_json_http_excel_and_sql_give_the_same_figures(ours: TestClient, register: Engine, tmp_path: Path) -> None:
    workbook = tmp_path / "audit.xlsx"
    arguments = ["audit", "--json", "--db", str(register.url), "--xlsx", str(workbook)]
    printed = orjson.loads(CliRunner().invoke(command_line(["audit"]), arguments).stdout)
    served = ours.get("/v1/coverage").json()
    sheet = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name("Độ phủ").to_python()
    expected = (sql(register, REGISTERED_SQL), sql(register, CERTIFIED_SQL))
    assert expected == (21, 12)
    for answer in (printed, served):
        [area] = [one for one in answer["communes"] if one["code"] == CODE]
        assert (area["households"], area["certified_live"]) == expected
        assert (answer["city"]["households"], answer["city"]["certified_live"]) == expected
    [row] = [row for row in sheet if row[0] == CODE]
    assert (row[2], row[3]) == expected


def test_the_numbers_of_findings_agree_everywhere(ours: TestClient, register: Engine, tmp_path: Path) -> None:
    workbook = tmp_path / "audit.xlsx"
    CliRunner().invoke(command_line(["audit"]), ["audit", "--db", str(register.url), "--xlsx", str(workbook)])
    listed = ours.get("/v1/findings", params={"commune": CODE}).json()
    own = ours.get(f"/v1/coverage/{CODE}").json()
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name("Phát hiện").to_python()
    id_at = rows.pop(0).index("Mã phát hiện")
    stored = sql(register, "SELECT count(*) FROM finding WHERE gone_at IS NULL")
    assert listed["total"] == len(listed["findings"]) == len(rows) == sum(own["findings"].values()) == stored > 0
    assert sum(one["open"] for one in own["by_rule"]) == stored
    assert [row[id_at] for row in rows] == [one["id"] for one in listed["findings"]]


def test_the_findings_of_one_household_are_those_that_touch_it(ours: TestClient) -> None:
    listed = ours.get("/v1/findings", params={"commune": CODE}).json()["findings"]
    household = next(one["household_id"] for one in listed if one["household_id"])
    found = ours.get("/v1/findings", params={"commune": CODE, "household": household}).json()["findings"]
    own = [one["id"] for one in listed if one["household_id"] == household]
    assert own
    assert set(own) <= {one["id"] for one in found}


def test_what_looks_like_a_formula_is_a_text_in_excel(register: Engine, tmp_path: Path) -> None:
    workbook = tmp_path / "audit.xlsx"
    CliRunner().invoke(command_line(["audit"]), ["audit", "--db", str(register.url), "--xlsx", str(workbook)])
    sheet = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name("Phát hiện").to_python()
    assert any("=HYPERLINK" in str(cell) for row in sheet for cell in row)


def test_geojson_holds_the_findings_that_have_a_place(register: Engine, tmp_path: Path) -> None:
    path = tmp_path / "audit.geojson"
    CliRunner().invoke(command_line(["audit"]), ["audit", "--db", str(register.url), "--geojson", str(path)])
    features = orjson.loads(path.read_bytes())["features"]
    assert len(features) == sql(register, "SELECT count(*) FROM finding WHERE gone_at IS NULL AND lon IS NOT NULL")


def test_one_commune_has_trend_figures_and_rules(ours: TestClient) -> None:
    answer = ours.get(f"/v1/coverage/{CODE}").json()
    assert answer["reference"] == {"count": 24, "source": "census", "dated_on": "2026-04-01"}
    assert answer["share_of_reference"] == round(21 / 24, 4)
    assert [point["share_certified"] for point in answer["trend"]] == [round(12 / 21, 4)]
    assert {figure["key"] for figure in answer["figures"]} >= {"certified_live", "certified_live_of_reference"}
    assert "STREET-UNKNOWN" in {one["rule"] for one in answer["by_rule"]}


def test_findings_come_worst_first_page_by_page(ours: TestClient) -> None:
    whole = ours.get("/v1/findings").json()["findings"]
    pages, after = [], ""
    while after is not None:
        answer = ours.get("/v1/findings", params={"limit": 1, "after": after}).json()
        pages += answer["findings"]
        after = answer["next"]
    assert [one["id"] for one in pages] == [one["id"] for one in whole]
    assert [one["importance"] for one in whole] == sorted((one["importance"] for one in whole), reverse=True)


def test_a_waived_finding_leaves_the_worklist_until_its_day(ours: TestClient) -> None:
    finding = ours.get("/v1/findings").json()["findings"][0]["id"]
    body = {"kind": "waive", "reason": "chờ khảo sát", "expires_on": "2099-01-01"}
    answer = ours.post(f"/v1/findings/{finding}/disposition", json=body)
    assert (answer.status_code, answer.json()["state"]) == (200, "waived")
    assert finding not in [one["id"] for one in ours.get("/v1/findings").json()["findings"]]
    ours.post(f"/v1/findings/{finding}/disposition", json={**body, "expires_on": "2020-01-01"})
    assert finding in [one["id"] for one in ours.get("/v1/findings").json()["findings"]]


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "waive", "reason": "x"},
        {"kind": "waive", "reason": "   ", "expires_on": "2099-01-01"},
        {"kind": "send_on", "reason": "x"},
        {"kind": "erase", "reason": "x"},
    ],
)
def test_an_incomplete_decision_is_refused(ours: TestClient, body: dict[str, str]) -> None:
    finding = ours.get("/v1/findings").json()["findings"][0]["id"]
    assert ours.post(f"/v1/findings/{finding}/disposition", json=body).status_code == 422


def test_a_decision_survives_the_next_audit_and_reopening_takes_it_back(ours: TestClient, register: Engine) -> None:
    finding = ours.get("/v1/findings").json()["findings"][0]["id"]
    ours.post(f"/v1/findings/{finding}/disposition", json={"kind": "declare_true", "reason": "đúng"})
    audit(register, at=datetime.now(UTC))
    declared = ours.get("/v1/findings", params={"state": "declared"}).json()["findings"]
    assert [one["id"] for one in declared] == [finding]
    ours.post(f"/v1/findings/{finding}/disposition", json={"kind": "reopen", "reason": "nhầm"})
    assert ours.get("/v1/findings", params={"state": "declared"}).json()["total"] == 0


def test_another_communes_official_sees_and_decides_nothing(client: TestClient, register: Engine) -> None:
    with calling_as(client, official(CODE)) as calling:
        finding = calling.get("/v1/findings").json()["findings"][0]["id"]
    with calling_as(client, official(OTHER)) as calling:
        assert calling.get("/v1/findings").json()["total"] == 0
        assert calling.get("/v1/findings", params={"commune": CODE}).status_code == 403
        body = {"kind": "declare_true", "reason": "x"}
        assert calling.post(f"/v1/findings/{finding}/disposition", json=body).status_code == 403
        assert calling.post("/v1/findings/dispositions", json={**body, "finding_ids": [finding]}).status_code == 403


def test_words_are_searched_in_any_case_with_marks_or_without(ours: TestClient) -> None:
    totals = {word: ours.get("/v1/findings", params={"q": word}).json()["total"] for word in ("Láng", "LÁNG", "lang")}
    assert set(totals.values()) == {totals["Láng"]} != {0}
    assert ours.get("/v1/findings", params={"q": "láng nowhere"}).json()["total"] == 0


def test_several_findings_are_settled_in_one_step_and_each_stands_on_the_trail(
    ours: TestClient, register: Engine
) -> None:
    ids = [one["id"] for one in ours.get("/v1/findings").json()["findings"]]
    body = {
        "kind": "send_on",
        "reason": "việc của nơi khác",
        "sent_to": "Văn phòng đăng ký đất đai",
        "finding_ids": ids,
    }
    answer = ours.post("/v1/findings/dispositions", json=body)
    assert [(one["id"], one["state"]) for one in answer.json()["findings"]] == [(id_, "sent_on") for id_ in ids]
    assert ours.get("/v1/findings").json()["total"] == 0
    with read_session(register) as session:
        entries = [one.entry for one in trail(session)]
    assert [(one.action, one.subject) for one in entries] == [("finding.send_on", id_) for id_ in ids]
    assert {(one.commune_code, one.reason) for one in entries} == {(CODE, "việc của nơi khác")}


@pytest.mark.parametrize(("more", "status"), [("0" * 16, 404), ("x", 422)])
def test_several_findings_are_settled_all_or_none(ours: TestClient, more: str, status: int) -> None:
    before = ours.get("/v1/findings").json()
    body = {"kind": "declare_true", "reason": "đúng", "finding_ids": [before["findings"][0]["id"], more]}
    assert ours.post("/v1/findings/dispositions", json=body).status_code == status
    assert ours.get("/v1/findings").json() == before


def test_no_more_than_200_findings_are_settled_at_once(ours: TestClient) -> None:
    body = {"kind": "declare_true", "reason": "đúng", "finding_ids": [f"{number:016x}" for number in range(201)]}
    assert ours.post("/v1/findings/dispositions", json=body).status_code == 422


def test_a_citizen_sees_figures_but_no_findings(client: TestClient) -> None:
    with calling_as(client, caller(Role.CITIZEN)) as calling:
        assert calling.get(f"/v1/coverage/{CODE}").json()["households"] == 21
        assert calling.get("/v1/findings").status_code in {401, 403}


def test_a_commune_of_few_households_shows_no_figures_to_the_public(client: TestClient, register: Engine) -> None:
    with register.begin() as connection:
        connection.execute(text("UPDATE household SET status = 'retired' WHERE external_id NOT IN ('h1', 'h2')"))
    audit(register, at=datetime.now(UTC))
    with calling_as(client, caller(Role.CITIZEN)) as calling:
        assert calling.get(f"/v1/coverage/{CODE}").json()["households"] is None
        everything = calling.get("/v1/coverage").json()
    [area] = [one for one in everything["communes"] if one["code"] == CODE]
    assert area["households"] is None
    assert everything["city"]["households"] is None


def test_a_changed_commune_is_audited_again_once(register: Engine) -> None:
    mark_changed(register, CODE, at=AT)
    mark_changed(register, CODE, at=AT)
    assert audit_marked(register, at=datetime.now(UTC)) == (CODE,)
    assert audit_marked(register, at=datetime.now(UTC)) == ()


def test_the_service_audits_a_changed_commune_by_itself(client: TestClient, register: Engine) -> None:
    with register.begin() as connection:
        connection.execute(text("UPDATE household SET status = 'retired' WHERE external_id = 'h1'"))
    mark_changed(register, CODE, at=AT)
    for _ in range(300):
        if client.get(f"/v1/coverage/{CODE}").json()["households"] == 20:
            return
        sleep(0.1)
    pytest.fail("nobody audited the changed commune")


def test_several_processes_find_what_one_finds(register: Engine) -> None:
    communes = (CODE, OTHER, "00004", "00008", "00070")
    one = audit(register, at=AT, communes=communes)
    several = audit(register, at=AT, communes=communes, processes=2)
    assert several.figures == one.figures
    assert (several.findings, several.synced) == (one.findings, Synced())


def test_the_catalogue_is_public(client: TestClient) -> None:
    rules = client.get("/v1/rules").json()["rules"]
    assert {rule["rule"] for rule in rules} == {code.value for code in RuleCode}


@pytest.mark.parametrize("path", ["/v1/findings?nonsense=1", "/v1/coverage?x=1"])
def test_an_unknown_parameter_is_refused(ours: TestClient, path: str) -> None:
    assert ours.get(path).status_code == 400


def test_an_unknown_commune_and_an_unknown_finding_are_not_found(ours: TestClient) -> None:
    assert ours.get("/v1/coverage/99999").status_code == 404
    body = {"kind": "declare_true", "reason": "x"}
    assert ours.post("/v1/findings/none/disposition", json=body).json()["type"] == "/problems/finding-unknown"


def test_a_page_mark_that_was_never_given_out_is_refused(ours: TestClient) -> None:
    assert ours.get("/v1/findings", params={"after": "x"}).status_code == 422
