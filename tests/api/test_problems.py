from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.errors import AppError
from app.logs import make_logger
from app.main import create_app
from app.problem_kinds.table import KIND_OF, KINDS, kind_of
from app.settings import Settings
from geocoding.errors import SnapshotCorrupt, SnapshotMissing
from geocoding.match.answer import Answer
from tests.api.city import MemoryEngine

CANARY = "36A ngõ 647 Lạc Long Quân"


class BrokenEngine(MemoryEngine):
    def resolve(self, text: str, *, limit: int, settles: bool = False) -> Answer:
        raise KeyError(text)


@pytest.fixture
def broken(tmp_path: Path, log: StringIO) -> Iterator[TestClient]:
    engine = BrokenEngine()
    with TestClient(create_app(Settings(home=tmp_path), find_engine=lambda: engine, logger=make_logger(log))) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing/here", 404),
        ("GET", "/v1/resolve/", 404),
        ("POST", "/v1/resolve", 405),
        ("DELETE", "/v1/codes/110242R52CJ2", 405),
        ("GET", "/v1/resolve", 422),
        ("GET", "/v1/resolve?x=1", 400),
        ("GET", "/v1/resolve?q=Láng&q=Láng Hạ", 422),
        ("GET", "/ogc/collections/communes/items?limit=1&limit=2", 400),
        ("GET", "/assets/../../etc/passwd", 404),
        ("GET", "/assets/none.js", 404),
        ("GET", "/problems/none", 404),
        ("GET", "/docs", 404),
    ],
)
def test_every_error_is_a_problem(demo: TestClient, method: str, path: str, status: int) -> None:
    response = demo.request(method, path)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize(("language", "words"), [("vi", "phải là một trong: "), ("en", "must be one of: ")])
def test_a_value_outside_a_list_is_told_the_list_in_one_language(demo: TestClient, language: str, words: str) -> None:
    answer = demo.get("/ogc/collections?f=xml", headers={"Accept-Language": language})
    assert [one["detail"] for one in answer.json()["errors"]] == [f"{words}json, html"]


def test_a_body_that_says_it_is_too_large_is_refused_with_a_problem(demo: TestClient) -> None:
    answer = demo.post("/v1/reports", content=bytes(5 * 1024**2))
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["type"] == "/problems/upload-too-large"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_parameter_given_again_is_named(demo: TestClient) -> None:
    problem = demo.get("/v1/resolve?q=Láng&limit=1&q=Láng Hạ", headers={"Accept-Language": "en"}).json()
    assert problem["errors"] == [{"pointer": "#/query/q", "detail": "may be given only once"}]


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/nothing", "/console/nothing", "/demo", "/docs", "/ogc/nothing"])
def test_a_person_who_opens_an_address_that_leads_nowhere_gets_a_page_with_ways_on(demo: TestClient, path: str) -> None:
    page = demo.get(path, headers=BROWSER)
    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert all(f"href='{address}'" in page.text for address in ("/", "/tra-cuu", "/console"))
    assert "openapi.json" not in page.text


@pytest.mark.parametrize("path", ["/v1/nothing", "/assets/none.js"])
def test_a_program_gets_a_problem_also_when_it_runs_in_a_browser(demo: TestClient, path: str) -> None:
    assert demo.get(path, headers=BROWSER).headers["Content-Type"] == "application/problem+json"


def test_the_console_opens_with_a_slash_behind_its_address_too(demo: TestClient) -> None:
    assert demo.get("/console/").text == demo.get("/console").text


def test_a_method_that_is_not_allowed_names_those_that_are(demo: TestClient) -> None:
    assert demo.post("/v1/resolve").headers["Allow"] == "GET"


def test_our_own_fault_tells_the_caller_nothing_but_a_number(broken: TestClient, log: StringIO) -> None:
    response = broken.get("/v1/resolve", params={"q": CANARY})
    assert (response.status_code, response.json()["type"]) == (500, "/problems/internal-error")
    assert CANARY not in response.text
    assert "KeyError" not in response.text
    assert response.json()["instance"].removeprefix("urn:uuid:") in log.getvalue()


def test_our_own_fault_is_logged_by_class_and_place_without_its_text(broken: TestClient, log: StringIO) -> None:
    broken.get("/v1/resolve", params={"q": CANARY})
    assert '"error":"KeyError"' in log.getvalue()
    assert "app.api.questions.resolve:" in log.getvalue()
    assert "Lạc Long Quân" not in log.getvalue()


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_of_problem_has_a_page_in_both_languages(demo: TestClient, name: str) -> None:
    kind = KINDS[name]
    page = demo.get(kind.type)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert all(words in page.text for words in (kind.title.vi, kind.title.en))


def test_a_problem_is_told_in_vietnamese_unless_english_is_asked_for(demo: TestClient) -> None:
    vietnamese = demo.get("/v1/resolve")
    english = demo.get("/v1/resolve", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert vietnamese.json()["title"] == "Tham số không hợp lệ"
    assert english.json()["title"] == "Invalid parameter"
    assert vietnamese.json()["type"] == english.json()["type"]
    assert english.headers["Content-Language"] == "en"
    assert "Accept-Language" in english.headers["Vary"]


def test_every_error_of_the_app_has_its_own_row_in_the_table() -> None:
    def leaves(cls: type[Exception]) -> set[type[Exception]]:
        below = cls.__subclasses__()
        return {leaf for one in below for leaf in leaves(one)} if below else {cls}

    assert leaves(AppError) <= set(KIND_OF)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (SnapshotMissing(Path("var"), "none"), "not-published"),
        (SnapshotCorrupt(Path("var"), "short"), "snapshot-unusable"),
        (RuntimeError("anything"), "internal-error"),
    ],
)
def test_the_nearest_class_of_an_error_decides_its_kind(error: Exception, name: str) -> None:
    assert kind_of(error).name == name
