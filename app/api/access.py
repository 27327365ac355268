"""Who calls, and the right that a route asks for.

@router.get("/v1/findings", dependencies=[needs(Scope.FINDINGS)])
def list_findings(caller: Caller, register: Register) -> Findings: ...
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from app.access.limits import Counted
from app.access.principal import Principal, Scope
from app.api.callers import Callers
from app.api.limiting import limits_of
from app.errors import Forbidden, OutsideCommune, RegisterAway, Unauthenticated


async def known_caller(request: Request) -> Principal:
    """Who calls: by key, by session, or nobody in particular; raises `Unauthenticated` on a key that is none."""
    callers: Callers = request.app.state.callers
    return await callers.who(request)


Caller = Annotated[Principal, Depends(known_caller)]
"""A route's caller."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Lets a request through when its caller has the scope."""

    scope: Scope
    counted: Counted | None

    async def __call__(self, request: Request, caller: Caller) -> None:
        """Raise `Unauthenticated` for nobody in particular, `Forbidden` for a known caller without the scope.

        Raises `LimitExceeded` for a caller who has asked enough.
        """
        request.state.caller, request.state.right = caller, self.scope
        if not caller.may(self.scope):
            if getattr(request.state, "session_unread", False):
                raise RegisterAway
            raise Forbidden if caller.is_known else Unauthenticated
        if self.counted is not None:
            limits_of(request).take(request, caller, self.counted)


def needs(scope: Scope, *, counted: Counted | None = Counted.OTHERS) -> Dependency:
    """The dependency by which a route declares its scope; every route has exactly one.

    `counted` says which limit its requests count against; what is public counts against none unless told so.
    """
    without_limit = scope is Scope.PUBLIC and counted is Counted.OTHERS
    dependency: Dependency = Depends(Needed(scope, None if without_limit else counted))
    return dependency


def require_commune(caller: Principal, commune_code: str) -> None:
    """Raise `OutsideCommune` unless the commune belongs to the caller's area."""
    if not caller.covers(commune_code):
        raise OutsideCommune
