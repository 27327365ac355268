"""A request repeated with its key has one effect."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from app.db.engine import read_session
from app.db.read import counts
from tests.api.callers import calling_as
from tests.editing.town import AN, BINH, Town, household_id


def send(client: TestClient, key: str | None = "k1", *, number: int = 1, **given: Any) -> Response:
    body = {"kind": "certify", "household_ids": [household_id(number)], "reason": "r", **given}
    return client.post("/v1/register/edits", json=body, headers={} if key is None else {"Idempotency-Key": key})


def edits(town: Town) -> int:
    with read_session(town.engine) as session:
        return counts(session)["edit"]


def test_repeated_request_gets_the_first_answer_and_has_one_effect(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        first, second = send(client), send(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert (first.headers.get("idempotency-replayed"), second.headers.get("idempotency-replayed")) == (None, "true")
    assert edits(town) == 1


def test_key_of_another_request_is_refused(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        send(client)
        refused = send(client, number=2)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert edits(town) == 1


def test_key_of_the_same_body_sent_elsewhere_is_refused(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        first, second = (send(client, None, number=number).json()["edits"][0]["id"] for number in (1, 2))
    with calling_as(client, BINH):
        client.post("/v1/register/decisions", json={"edit_ids": [first, second], "decision": "approve", "reason": "r"})
    key, body = {"Idempotency-Key": "k1"}, {"reason": "nhầm nhà"}
    with calling_as(client, AN):
        undone = client.post(f"/v1/register/edits/{first}/undo", json=body, headers=key)
        refused = client.post(f"/v1/register/edits/{second}/undo", json=body, headers=key)
    assert (undone.status_code, refused.status_code) == (200, 422)
    assert refused.json()["type"] == "/problems/idempotency-key-reused"


def test_keys_of_two_callers_are_two_keys(client: TestClient, town: Town) -> None:
    for by in (AN, BINH):
        with calling_as(client, by):
            assert send(client).status_code == 201
    assert edits(town) == 2


def test_without_a_key_every_request_counts(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        assert [send(client, None).status_code for _ in range(2)] == [201, 201]
    assert edits(town) == 2


def test_refused_request_leaves_its_key_free(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        assert send(client, reason=" ").status_code == 422
        assert send(client).status_code == 201


def test_key_is_forgotten_after_a_day(client: TestClient, town: Town) -> None:
    with calling_as(client, AN):
        send(client)
        callers = client.app.state.callers  # type: ignore[attr-defined]
        now = callers.now
        callers.now = lambda: now() + timedelta(hours=24, seconds=1)
        assert send(client, number=2).status_code == 201
    assert edits(town) == 2


def test_fifty_parallel_repeats_have_one_effect(client: TestClient, town: Town) -> None:
    with calling_as(client, AN), ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: send(client), range(50)))
        last = send(client)
    assert {one.status_code for one in answers} <= {201, 409}
    assert {one.content for one in answers if one.status_code == 201} == {last.content}
    assert edits(town) == 1
