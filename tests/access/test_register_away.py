"""A dead database stops no question, and forgets no key."""

from io import StringIO
from pathlib import Path

from starlette.testclient import TestClient

from app.db.engine import migrate
from app.db.register import LazyRegister
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.city import MemoryEngine


def service(settings: Settings) -> TestClient:
    engine = MemoryEngine()
    return TestClient(create_app(settings, find_engine=lambda: engine, logger=make_logger(StringIO())))


def test_without_a_register_the_service_starts_and_answers_questions(tmp_path: Path) -> None:
    with service(Settings(home=tmp_path)) as client:
        assert client.get("/v1/resolve", params={"q": "Số 12"}).status_code == 200
        assert client.get("/readyz").status_code == 200
    assert not (tmp_path / "register.sqlite").exists()


def test_signing_in_without_a_register_is_told_to_come_again(tmp_path: Path) -> None:
    with service(Settings(home=tmp_path)) as client:
        answer = client.post("/v1/session", json={"account": "an", "password": "x"})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/register-unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_session_that_cannot_be_read_is_nobody_for_questions_and_unavailable_for_the_rest(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with service(settings) as client:
        client.cookies.set("__Host-vpostcode_session", "a" * 52)
        assert client.get("/v1/resolve", params={"q": "Số 12"}).status_code == 200
        assert client.get("/map/households.geojson?bbox=105,20,107,22").status_code == 503
        migrate(LazyRegister(settings.db_url).engine)
        assert client.get("/map/households.geojson?bbox=105,20,107,22").status_code == 401
