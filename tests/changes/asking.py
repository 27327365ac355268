"""Short words for asking the feed."""

import json
from collections.abc import Iterator
from typing import Any

from starlette.testclient import TestClient

from app.access.principal import Principal, Role
from tests.api.callers import caller, calling_as

OFFICER = caller(Role.OFFICER)
OPERATOR = caller(Role.OPERATOR)


def lines(client: TestClient, path: str, *, by: Principal = OFFICER) -> list[dict[str, Any]]:
    """All lines of an answer, the last one included."""
    with calling_as(client, by):
        answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def changes(client: TestClient, *, after: int = 0, by: Principal = OFFICER, **query: Any) -> list[dict[str, Any]]:
    """The changes behind a number, without the last line."""
    asked = "&".join(f"{name}={value}" for name, value in {"after": after, **query}.items())
    *found, end = lines(client, f"/v1/changes?{asked}", by=by)
    assert end["kind"] == "end"
    return found


def asker(client: TestClient, by: Principal) -> Any:
    """What the program of the how-to asks with."""

    def fetch(path: str) -> Iterator[dict[str, Any]]:
        yield from lines(client, path, by=by)

    return fetch
