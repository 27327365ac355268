"""What the declaration of a route tells: its right, its limit, and what it depends on."""

from collections.abc import Callable, Iterator, Sequence

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from app.api.access import Needed


def api_routes(routes: Sequence[BaseRoute]) -> Iterator[APIRoute]:
    """All routes with those of the included routers, which the framework keeps behind an entry of their own."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        included = getattr(route, "original_router", None)
        yield from api_routes(included.routes if included is not None else ())


def right_of(route: APIRoute) -> Needed:
    """The right that the route asks for; every route has one, which a test sees to."""
    return next(one for one in _calls(route.dependant) if isinstance(one, Needed))


def depends_on(route: APIRoute, call: Callable[..., object]) -> bool:
    """Whether the route, or what it depends on, takes what the call gives."""
    return any(one is call for one in _calls(route.dependant))


def _calls(dependant: Dependant) -> Iterator[Callable[..., object]]:
    for one in dependant.dependencies:
        if one.call is not None:
            yield one.call
        yield from _calls(one)
