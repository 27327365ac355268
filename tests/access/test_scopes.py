"""Every route says which right it needs, and a request without that right does not pass."""

from collections.abc import Iterator, Sequence

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from app.access.principal import SCOPES_OF, Role, Scope
from app.api.access import Caller, Needed, needs
from app.api.disclosure import View, view_of
from app.main import create_app
from app.settings import Settings
from tests.api.callers import caller, calling_as, official


def routes_of(routes: Sequence[BaseRoute]) -> Iterator[APIRoute]:
    """All routes with those of the included routers, which the framework keeps behind an entry of their own."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        included = getattr(route, "original_router", None)
        yield from routes_of(included.routes if included is not None else ())


def scopes_of(route: APIRoute) -> list[Scope]:
    return [one.call.scope for one in route.dependant.dependencies if isinstance(one.call, Needed)]


def undeclared(app: FastAPI) -> list[str]:
    return [route.path for route in routes_of(app.routes) if len(scopes_of(route)) != 1]


def test_every_route_declares_exactly_one_scope() -> None:
    app = create_app(Settings())
    assert len(list(routes_of(app.routes))) > 10
    assert undeclared(app) == []


def test_a_route_that_declares_none_is_found() -> None:
    app, router = create_app(Settings()), APIRouter()
    router.add_api_route("/v1/forgotten", lambda: None)
    app.include_router(router)
    assert undeclared(app) == ["/v1/forgotten"]


def test_nobody_in_particular_is_asked_to_sign_in_and_a_known_caller_refused(public: TestClient) -> None:
    app = public.app
    assert isinstance(app, FastAPI)

    @app.get("/v1/trial", dependencies=[needs(Scope.REGISTER_EDIT)])
    async def trial(caller: Caller) -> str:
        return caller.name

    refused = public.get("/v1/trial")
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/unauthenticated")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="vpostcode"'
    with calling_as(public, caller(Role.SHOP)):
        assert (public.get("/v1/trial").status_code, public.get("/v1/trial").json()["type"]) == (
            403,
            "/problems/forbidden",
        )
    with calling_as(public, official("00001", name="An")):
        assert public.get("/v1/trial").json() == "An"


@pytest.mark.parametrize("role", Role)
def test_every_role_may_ask_questions(role: Role) -> None:
    assert {Scope.PUBLIC, Scope.RESOLVE, Scope.COVERAGE} <= SCOPES_OF[role]


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.SHOP, Role.OPERATOR, Role.AUDITOR])
def test_only_officials_change_the_register(role: Role) -> None:
    changing = {Scope.REGISTER_EDIT, Scope.REGISTER_APPROVE, Scope.FINDINGS_SETTLE, Scope.ADMIN}
    assert not changing & SCOPES_OF[role]


@pytest.mark.parametrize(
    ("role", "own", "elsewhere"),
    [
        (Role.CITIZEN, View.CITIZEN, View.CITIZEN),
        (Role.SHOP, View.SHOP, View.SHOP),
        (Role.OPERATOR, View.EVERYTHING, View.SHOP),
        (Role.OFFICIAL, View.EVERYTHING, View.SHOP),
        (Role.OFFICER, View.EVERYTHING, View.SHOP),
    ],
)
def test_addresses_are_seen_in_the_own_communes_only(role: Role, own: View, elsewhere: View) -> None:
    here = caller(role, "00001")
    assert (view_of(here, "00001"), view_of(here, "00002"), view_of(here)) == (own, elsewhere, elsewhere)
    assert view_of(caller(role), "00002") is own
