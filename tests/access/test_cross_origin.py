"""Pages of other origins: with a publishable key, from the pages it is for, to read."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.access.principal import Role
from app.db.register import LazyRegister
from app.issue_keys import issue_key, revoke_key
from tests.access.conftest import NOW
from tests.access.test_keys import WANTED, bearer

SHOP = "https://shop.example"
OTHER = "https://other.example"


@pytest.fixture
def publishable(register: LazyRegister) -> str:
    wanted = replace(WANTED, role=Role.SHOP, origins=frozenset({SHOP, "http://localhost:3000"}))
    return issue_key(register, wanted, at=NOW).written()


def preflight(client: TestClient, origin: str, *, method: str = "GET", path: str = "/v1/suggest") -> dict[str, str]:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization",
    }
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control")}


def test_a_preflight_from_a_listed_page_is_allowed_to_read(public: TestClient, publishable: str) -> None:
    allowed = preflight(public, SHOP)
    assert allowed["access-control-allow-origin"] == SHOP
    assert allowed["access-control-allow-methods"] == "GET, HEAD"
    assert "Authorization" in allowed["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed


@pytest.mark.parametrize(
    ("origin", "method", "path"),
    [
        (OTHER, "GET", "/v1/suggest"),
        ("null", "GET", "/v1/suggest"),
        ("https://shop.example.evil.example", "GET", "/v1/suggest"),
        ("http://shop.example", "GET", "/v1/suggest"),
        (SHOP, "POST", "/v1/session"),
        (SHOP, "DELETE", "/v1/session"),
        (SHOP, "GET", "/map/households.geojson"),
    ],
)
def test_any_other_preflight_is_allowed_nothing(
    public: TestClient, publishable: str, origin: str, method: str, path: str
) -> None:
    assert preflight(public, origin, method=method, path=path) == {}


def test_a_page_whose_key_was_revoked_is_allowed_nothing(
    public: TestClient, publishable: str, register: LazyRegister
) -> None:
    revoke_key(register, publishable.split("_")[1], at=NOW)
    assert preflight(public, SHOP) == {}
    answer = public.get("/v1/resolve?q=12", headers=bearer(publishable) | {"Origin": SHOP})
    assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (401, False)


@pytest.mark.parametrize(
    ("origin", "status", "readable"), [(SHOP, 200, True), (OTHER, 403, False), ("", 403, False), ("null", 403, False)]
)
def test_a_publishable_key_works_from_its_pages_only(
    public: TestClient, publishable: str, origin: str, status: int, readable: bool
) -> None:
    sent = bearer(publishable) | ({"Origin": origin} if origin else {})
    answer = public.get("/v1/resolve?q=12", headers=sent)
    assert answer.status_code == status
    assert (answer.headers.get("access-control-allow-origin") == origin) is readable
    assert "Origin" in answer.headers["Vary"]
    assert "access-control-allow-credentials" not in answer.headers


def test_a_page_with_a_secret_key_or_none_cannot_read_answers(public: TestClient, register: LazyRegister) -> None:
    secret = issue_key(register, WANTED, at=NOW).written()
    for sent in (bearer(secret), {}):
        answer = public.get("/v1/resolve?q=12", headers=sent | {"Origin": SHOP})
        assert "access-control-allow-origin" not in answer.headers


def test_a_refusal_is_readable_by_the_page_whose_key_it_was(public: TestClient, publishable: str) -> None:
    answer = public.get("/v1/resolve", headers=bearer(publishable) | {"Origin": SHOP})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (422, SHOP)
