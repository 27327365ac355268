"""Callers for tests: a service is asked as any of them without keys or passwords."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access.principal import SCOPES_OF, Principal, Role
from app.api.access import known_caller


def caller(role: Role, *communes: str, name: str = "") -> Principal:
    """A known caller of a role, in these communes, without any in the whole city."""
    return Principal(
        id=f"account:{name or role}",
        name=name or role,
        role=role,
        scopes=SCOPES_OF[role],
        communes=frozenset(communes) or None,
        purpose="test",
    )


def official(*communes: str, name: str = "") -> Principal:
    """An official of these communes."""
    return caller(Role.OFFICIAL, *communes, name=name)


@contextmanager
def calling_as(client: TestClient, principal: Principal) -> Iterator[TestClient]:
    """The client, its requests coming from this caller."""
    app = client.app
    assert isinstance(app, FastAPI)
    before = dict(app.dependency_overrides)
    app.dependency_overrides[known_caller] = lambda: principal
    try:
        yield client
    finally:
        app.dependency_overrides = before
