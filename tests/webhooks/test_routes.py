"""Webhooks over HTTP: the secret is shown once, everybody sees the own ones only, and messages go to public places."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.principal import Role
from app.db.engine import read_session
from app.db.read import counts
from app.webhooks.sending import Sender
from app.webhooks.signing import installation_key, secret_of
from postcode.code import read_stored
from tests.api.callers import caller, calling_as, official
from tests.editing.town import ABROAD, HOME, Town

OPERATOR, ANOTHER = caller(Role.OPERATOR), caller(Role.OPERATOR, name="another")
URL = "https://hook.example/v"


@pytest.fixture
def public(client: TestClient) -> TestClient:
    """The service, for which every name leads to a public address."""
    client.app.state.webhook_sender = Sender(resolve=lambda *_: ["8.8.8.8"])  # type: ignore[attr-defined]
    return client


def create(client: TestClient, *, by: Any = OPERATOR, key: str | None = None, **given: Any) -> Response:
    with calling_as(client, by):
        headers = {} if key is None else {"Idempotency-Key": key}
        return client.post("/v1/webhooks", json={"url": URL} | given, headers=headers)


def hooks(town: Town) -> int:
    with read_session(town.engine) as session:
        return counts(session)["webhook"]


def test_the_secret_is_shown_when_it_is_made_and_never_again(public: TestClient, tmp_path: Path) -> None:
    made = create(public)
    assert (made.status_code, made.headers["location"]) == (201, f"/v1/webhooks/{made.json()['id']}")
    assert made.json()["secret"] == secret_of(installation_key(tmp_path / "webhook.key"), made.json()["id"], 1)
    with calling_as(public, OPERATOR):
        listed = public.get("/v1/webhooks")
        one = public.get(made.headers["location"])
    assert listed.json()["webhooks"] == [one.json()]
    assert "secret" not in {name for name in one.json() if name != "previous_secret_until"}
    assert made.json()["secret"] not in listed.text + one.text


def test_another_secret_works_beside_the_one_before(public: TestClient) -> None:
    made = create(public)
    with calling_as(public, OPERATOR):
        rotated = public.post(f"{made.headers['location']}/secret").json()
        again = public.post(f"{made.headers['location']}/secret").json()
    assert again == rotated
    assert rotated["secret"] != made.json()["secret"]
    assert rotated["previous_secret_until"] is not None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", ""), ("DELETE", ""), ("POST", "/secret"), ("POST", "/test"), ("POST", "/resume")),
        ("GET", "/deliveries"),
    ],
)
def test_the_webhook_of_another_looks_like_none(public: TestClient, town: Town, method: str, path: str) -> None:
    made = create(public)
    for by, where in ((ANOTHER, made.headers["location"]), (OPERATOR, "/v1/webhooks/nonsense")):
        with calling_as(public, by):
            answer = public.request(method, where + path)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/webhook-unknown")
    assert hooks(town) == 1


def test_a_removed_webhook_is_gone(public: TestClient, town: Town) -> None:
    made = create(public)
    with calling_as(public, OPERATOR):
        public.post(f"{made.headers['location']}/test")
        assert public.delete(made.headers["location"]).status_code == 204
        assert public.get(made.headers["location"]).status_code == 404
    assert hooks(town) == 0


def test_a_trial_is_listed_with_how_it_went(public: TestClient) -> None:
    made = create(public)
    with calling_as(public, OPERATOR):
        queued = public.post(f"{made.headers['location']}/test")
        (listed,) = public.get(f"{made.headers['location']}/deliveries").json()["deliveries"]
    assert (queued.status_code, queued.json()) == (202, listed)
    assert (listed["kind"], listed["state"], listed["tries"]) == ("test", "waiting", 0)


@pytest.mark.parametrize(
    "url", ["http://hook.example/", "https://127.0.0.1/", "https://localhost/", "https://169.254.169.254/latest/"]
)
def test_addresses_that_are_not_public_are_refused(client: TestClient, town: Town, url: str) -> None:
    answer = create(client, url=url)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/webhook-url-refused")
    assert answer.json()["errors"][0]["pointer"] == "#/url"
    assert hooks(town) == 0


def test_officials_watch_their_own_commune(public: TestClient, town: Town) -> None:
    local = official(ABROAD)
    assert create(public, by=local).json()["communes"] == [ABROAD]
    assert create(public, by=local, communes=[HOME]).status_code == 403
    refused = create(public, by=local, codes=[read_stored(town.household(1).code).printed()])
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/watched-code-unknown")


def test_a_commune_that_does_not_exist_cannot_be_watched(public: TestClient, town: Town) -> None:
    refused = create(public, communes=[HOME, "99999"])
    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/commune-unknown")
    assert hooks(town) == 0


def test_codes_are_watched_in_any_spelling(public: TestClient, town: Town) -> None:
    code = read_stored(town.household(1).code)
    made = create(public, codes=[code.printed().lower(), str(code)])
    assert made.json()["codes"] == [code.printed()]
    assert create(public, codes=["nonsense"]).json()["type"] == "/problems/code-malformed"


def test_shops_have_no_webhooks(public: TestClient) -> None:
    assert create(public, by=caller(Role.SHOP)).status_code == 403


def test_fifty_parallel_repeats_have_one_effect_and_one_secret(public: TestClient, town: Town) -> None:
    with calling_as(public, OPERATOR), ThreadPoolExecutor(50) as pool:
        headers = {"Idempotency-Key": "k1"}
        answers = list(pool.map(lambda _: public.post("/v1/webhooks", json={"url": URL}, headers=headers), range(50)))
    assert sorted({one.status_code for one in answers}) == [200, 201]
    assert [one.status_code for one in answers].count(201) == 1
    assert len({one.text for one in answers}) == 1
    assert hooks(town) == 1
    other = create(public, key="k1", url=URL + "w")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
