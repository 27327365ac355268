import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from app.db.engine import migrate, write_session
from app.db.ledger import SqlLedger
from app.db.load import load_households
from app.db.register import LazyRegister
from app.html import Html, fill
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from postcode.code import Vpostcode, read_stored
from postcode.lifecycle import retire
from postcode.plan import NewCode, Plan
from tests.api.city import HOUSEHOLDS, MemoryEngine, centre
from tests.db.rows import NOON, dataset, household

HOUSE = read_stored(HOUSEHOLDS[0].code)
FLATS = read_stored(HOUSEHOLDS[1].code)


@pytest.fixture
def log() -> StringIO:
    return StringIO()


@pytest.fixture
def client(tmp_path: Path, log: StringIO) -> Iterator[TestClient]:
    """The service as a citizen meets it, without a register even."""
    engine = MemoryEngine()
    app = create_app(Settings(home=tmp_path), find_engine=lambda: engine, logger=make_logger(log))
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


def test_a_live_code_shows_its_cell_and_nothing_of_the_household(client: TestClient) -> None:
    page = client.get(f"/c/{HOUSE.printed()}")
    assert page.status_code == 200
    for words in ("Mã đang dùng", HOUSE.printed(), "Phường Thử", 'class="cell"', "<title>Mã QR của"):
        assert words in page.text
    for secret in ("Phố Thử", "Số 12", HOUSEHOLDS[0].id, HOUSEHOLDS[0].external_id):
        assert secret not in page.text


@pytest.mark.parametrize(
    "path", [f"/c/{HOUSE.printed()}", "/c/zzz", "/tra-cuu", "/tra-cuu/bao-sai", "/tra-cuu/bien-nhan"]
)
def test_no_page_about_a_home_is_indexed_or_kept(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_crawlers_are_asked_to_stay_away(client: TestClient) -> None:
    assert "Disallow: /c/" in client.get("/robots.txt").text


@pytest.mark.parametrize(
    "path", [f"/c/{HOUSE}", f"/c/{HOUSE.printed().lower()}", f"/c/{HOUSE.base}", f"/C/{HOUSE.printed()}"]
)
def test_any_spelling_leads_to_the_printed_one(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/c/{HOUSE.printed()}")


def test_a_unit_stays_in_the_path(client: TestClient) -> None:
    assert client.get(f"/c/{FLATS.printed()}").status_code == 200
    assert client.get(f"/C/{FLATS.printed()}").headers["location"] == f"/c/{FLATS.printed()}"


def test_a_wrong_check_symbol_is_said_and_not_mended(client: TestClient) -> None:
    wrong = HOUSE.printed()[:-1] + ("0" if HOUSE.check != "0" else "1")
    page = client.get(f"/c/{wrong}")
    assert (page.status_code, "Ký tự kiểm tra không khớp" in page.text) == (404, True)
    assert HOUSE.printed() not in page.text
    assert 'class="cell"' not in page.text


def test_a_code_nobody_has_is_said_to_be_not_issued(client: TestClient) -> None:
    page = client.get("/c/11024-22F2345-7")
    assert (page.status_code, "Mã chưa được cấp" in page.text) == (404, True)


def test_what_is_no_code_gets_a_page_that_says_so(client: TestClient) -> None:
    page = client.get("/c/<b>xin chào</b>")
    assert (page.status_code, "Không đọc được mã" in page.text) == (404, True)
    assert "<b>xin" not in page.text


def test_an_address_sent_as_a_form_gives_the_one_code(client: TestClient, log: StringIO) -> None:
    page = client.post("/tra-cuu", data={"q": "Số 12"})
    assert HOUSE.printed() in page.text
    assert "Số 12" not in log.getvalue()


def test_candidates_are_not_listed(client: TestClient) -> None:
    page = client.post("/tra-cuu", data={"q": "Số 14"})
    assert "Có nhiều khả năng" in page.text
    assert FLATS.base not in page.text.replace("-", "")


def test_a_code_in_the_search_box_leads_to_its_page(client: TestClient) -> None:
    answer = client.post("/tra-cuu", data={"q": str(HOUSE).lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{HOUSE.printed()}")


def test_a_position_gives_the_code_there_without_its_address(client: TestClient) -> None:
    point = centre("a")
    page = client.post("/tra-cuu", data={"lat": point.lat, "lon": point.lon})
    assert HOUSE.printed() in page.text
    assert "Phố Thử" not in page.text


def test_a_position_with_several_homes_gives_no_code(client: TestClient) -> None:
    point = centre("b")
    page = client.post("/tra-cuu", data={"lat": point.lat, "lon": point.lon})
    assert "Chưa xác định được một mã" in page.text
    assert FLATS.suffix not in page.text


def test_only_the_page_for_citizens_may_ask_for_the_position(client: TestClient) -> None:
    assert "geolocation=(self)" in client.get("/tra-cuu").headers["permissions-policy"]
    assert "geolocation=()" in client.get("/").headers["permissions-policy"]


def test_pages_work_without_a_script(client: TestClient) -> None:
    assert "<script" not in client.get(f"/c/{HOUSE.printed()}").text
    scripts = re.findall(r"<script[^>]*>", client.get("/tra-cuu").text)
    assert scripts == ['<script type="module" src="/assets/citizen/find.js">']


def test_an_unpublished_code_is_said_to_be_new_and_a_retired_one_retired(client: TestClient, tmp_path: Path) -> None:
    engine = LazyRegister(Settings(home=tmp_path).db_url).engine
    migrate(engine)
    retired, one = Vpostcode("11520", "22F2345"), str(uuid4())
    with write_session(engine) as session:
        load_households(session, [household()], dataset_id=dataset(session), new_id=lambda: one)
    SqlLedger(engine).apply(Plan(new=(NewCode(one, retired, site="a"),)), at=NOON)
    page = client.get(f"/c/{retired.printed()}")
    assert (page.status_code, "Mã mới cấp" in page.text) == (200, True)
    SqlLedger(engine).apply(retire([one], live={one: retired}), at=NOON)
    page = client.get(f"/c/{retired.printed()}")
    assert (page.status_code, "Mã đã ngừng dùng" in page.text) == (410, True)


def test_a_link_with_somebody_elses_parameters_still_leads_to_the_code(client: TestClient) -> None:
    assert client.get(f"/c/{HOUSE.printed()}?fbclid=abc").status_code == 200


@pytest.mark.parametrize("path", [f"/c/{HOUSE.printed()}", "/tra-cuu"])
def test_a_problem_is_told_to_citizens_as_a_page(tmp_path: Path, path: str) -> None:
    with TestClient(create_app(Settings(home=tmp_path), logger=make_logger(StringIO()))) as unpublished:
        answer = unpublished.get(path) if path != "/tra-cuu" else unpublished.post(path, data={"q": "Số 12"})
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "Chưa có dữ liệu được phát hành" in answer.text
    assert answer.headers["retry-after"] == "5"


def test_what_is_filled_in_is_text_unless_it_is_markup() -> None:
    assert fill("$a $b", a="<i>", b=Html("<i>")) == "&lt;i&gt; <i>"
