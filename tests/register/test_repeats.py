"""Whatever is sent fifty times at once with one key is done once, on both databases; what takes no key says why not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.principal import Principal, Role
from app.api.contract.routes import api_routes
from app.db.engine import read_session
from app.db.read import counts
from app.main import create_app
from app.settings import Settings
from app.webhooks.sending import Sender
from postcode.code import read_stored
from tests.api.callers import caller, calling_as
from tests.api.city import HOUSEHOLDS
from tests.editing.town import AN, Town, household_id

OPERATOR, SHOP = caller(Role.OPERATOR), caller(Role.SHOP)
HEADER = {"Idempotency-Key": "one-and-the-same"}


@dataclass(frozen=True)
class Creating:
    """A request that creates one row of a table, and one that differs."""

    operation_id: str
    table: str
    by: Principal
    send: Callable[[TestClient, int], Response]


def edit(client: TestClient, number: int) -> Response:
    body = {"kind": "certify", "household_ids": [household_id(number)], "reason": "r"}
    return client.post("/v1/register/edits", json=body, headers=HEADER)


def report(client: TestClient, number: int) -> Response:
    body = {"code": read_stored(HOUSEHOLDS[0].code).printed(), "kind": "other", "text": f"n{number}"}
    return client.post("/v1/reports", json=body, headers=HEADER)


def webhook(client: TestClient, number: int) -> Response:
    return client.post("/v1/webhooks", json={"url": f"https://hook.example/{number}"}, headers=HEADER)


def batch(client: TestClient, number: int) -> Response:
    headers = HEADER | {"Content-Type": "application/jsonl"}
    return client.post("/v1/batches", content=f'{{"address": "Pho Thu {number}"}}\n'.encode(), headers=headers)


CREATING = (
    Creating("proposeEdits", "edit", AN, edit),
    Creating("report", "report", SHOP, report),
    Creating("createWebhook", "webhook", OPERATOR, webhook),
    Creating("createBatch", "batch", OPERATOR, batch),
)

WITHOUT_KEY = {
    "signIn": "a session more does no harm, and an answer kept would be a token kept",
    "lockHousehold": "locking again extends the same lock",
    "disposeFinding": "the same disposition again is the same disposition",
    "disposeFindings": "the same dispositions again are the same",
    "compareFile": "a comparison changes nothing and is forgotten after a day",
    "rotateWebhookSecret": "within a week it gives the same secret again",
    "testWebhook": "a trial more does no harm",
    "resumeWebhook": "resuming what runs changes nothing",
    "printPlates": "a document, nothing is stored",
}
"""POST operations that take no key, and why a repeat of them does no harm."""


@pytest.fixture
def service(client: TestClient) -> TestClient:
    client.app.state.webhook_sender = Sender(resolve=lambda *_: ["8.8.8.8"])  # type: ignore[attr-defined]
    return client


def rows(town: Town, table: str) -> int:
    with read_session(town.engine) as session:
        return counts(session)[table]


@pytest.mark.parametrize("creating", CREATING, ids=lambda one: one.operation_id)
def test_fifty_parallel_repeats_have_one_effect(service: TestClient, town: Town, creating: Creating) -> None:
    with calling_as(service, creating.by), ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: creating.send(service, 1), range(50)))
        last = creating.send(service, 1)
        other = creating.send(service, 2)
    done = [one for one in answers if one.status_code in {200, 201}]
    assert {one.status_code for one in answers} <= {200, 201, 409}
    assert len(done) >= 1
    assert {identity(one) for one in (*done, last)} == {identity(last)}
    assert {one.headers.get("location") for one in (*done, last)} == {last.headers.get("location")}
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert rows(town, creating.table) == 1


def identity(answer: Response) -> Any:
    """What names the thing that was made; a batch goes on while it is asked about."""
    body = answer.json()
    return body.get("id") or body.get("receipt") or answer.text


def test_every_post_takes_a_key_or_needs_none() -> None:
    posts = [route for route in api_routes(create_app(Settings()).routes) if "POST" in route.methods]
    operations = {route.operation_id: route for route in posts if route.operation_id}
    keyless = {name for name, route in operations.items() if not takes_key(route)}
    assert keyless == set(WITHOUT_KEY)
    assert {one.operation_id for one in CREATING} <= set(operations) - keyless


def takes_key(route: APIRoute) -> bool:
    flat = route.dependant
    names = [field.alias for field in flat.header_params]
    names += [field.alias for one in flat.dependencies for field in one.header_params]
    return "idempotency-key" in {name.lower() for name in names}
