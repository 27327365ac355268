"""Who read what is not public is written down, without addresses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from starlette.testclient import TestClient

from app.bookkeeping import Books
from app.db.bookkeeping import Read, count_reads, reads_since
from app.db.register import LazyRegister
from app.issue_keys import issue_key
from app.logs import make_logger
from app.main import create_serving_app
from tests.access.conftest import NOW
from tests.access.test_keys import WANTED, bearer

READ = Read(
    at=NOW, caller_id="key:a", role="operator", purpose="p", method="GET", route="/v1/codes/{code:path}", status=200
)


def test_reads_of_known_callers_are_recorded_with_purpose_and_kind_only(
    public: TestClient, register: LazyRegister, log: StringIO
) -> None:
    key = issue_key(register, WANTED, at=NOW).written()
    for _ in range(3):
        public.get("/v1/resolve?q=Phố Thử", headers=bearer(key))
    public.get("/v1/findings-that-are-none", headers=bearer(key))
    public.get("/v1/communes", headers=bearer(key))
    public.get("/v1/resolve?q=Phố Thử")
    public.app.state.books.write()  # type: ignore[attr-defined]
    with register.reading() as session:
        found = list(reads_since(session, datetime.now(UTC) - timedelta(minutes=5)))
    assert sum(count for _, count in found) == 3
    assert {(read.caller_id, read.role, read.purpose, read.route, read.status) for read, _ in found} == {
        (f"key:{key.split('_')[1]}", "operator", "delivery", "/v1/resolve", 200)
    }
    assert "Thử" not in repr(found)
    assert key.split("_")[2] not in log.getvalue()
    assert "testclient" not in log.getvalue()


def test_a_refusal_is_recorded_too(public: TestClient, register: LazyRegister) -> None:
    key = issue_key(register, replace(WANTED, scopes=frozenset({"resolve"})), at=NOW).written()
    public.get("/map/households.geojson?bbox=105,20,107,22", headers=bearer(key))
    public.app.state.books.write()  # type: ignore[attr-defined]
    with register.reading() as session:
        [(read, _)] = reads_since(session, datetime.now(UTC) - timedelta(minutes=5))
    assert (read.route, read.status) == ("/map/households.geojson", 403)


def test_reads_are_forgotten_after_their_time(register: LazyRegister) -> None:
    books = Books(register, keep=timedelta(days=30), clock=lambda: NOW, logger=make_logger(StringIO()))
    books.note_read(replace(READ, at=NOW - timedelta(days=31)))
    books.note_read(READ)
    books.note_read(READ)
    books.write()
    with register.reading() as session:
        assert count_reads(session) == 2


def test_a_head_is_answered_like_a_get_without_its_body(public: TestClient) -> None:
    for path in ("/v1/resolve?q=12", "/v1/communes", "/v1/codes/none", "/assets/page.css"):
        asked, headed = public.get(path), public.head(path)
        assert (headed.status_code, headed.content) == (asked.status_code, b"")
        assert headed.headers["Content-Type"] == asked.headers["Content-Type"]
        assert headed.headers["Content-Length"] == str(len(asked.content))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("192.0.2.1", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_a_demo_answers_to_the_names_of_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, host: str, status: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("VPOSTCODE_DEMO", "1")
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path_factory.mktemp("demo")))
    with TestClient(create_serving_app()) as client:
        assert client.get("/livez", headers={"Host": host}).status_code == status
