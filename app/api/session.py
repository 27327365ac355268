"""`/v1/session`: signing in and out with a local account, and who one is."""

from typing import Annotated, Final

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body, Request, Response
from pydantic import Field

from app.access.limits import Counted
from app.access.passwords import MAX_LENGTH
from app.access.principal import Principal, Role, Scope
from app.access.sessions import LONGEST
from app.api.access import Caller, needs
from app.api.callers import Callers, cookie_name, is_from_elsewhere, is_on_loopback
from app.api.parameters import NoQuery
from app.api.register import Register
from app.api.schemas import Schema
from app.errors import CrossSite, SignInFailed, Unauthenticated
from app.sign_in import LocalAccounts, sign_in, sign_out, signed_in

HASHING_AT_ONCE: Final = CapacityLimiter(2)
"""Each check of a password takes 64 MB and a core for a moment."""

router = APIRouter(prefix="/v1/session", tags=["session"])


class SignIn(Schema):
    """Name and password of a local account."""

    account: str = Field(min_length=1, max_length=100, description="The name of the account.")
    password: str = Field(min_length=1, max_length=MAX_LENGTH, description="Its password.")


class SignedIn(Schema):
    """Who the caller is, and what the caller may do."""

    account: str = Field(description="Permanent id of the account or key.")
    name: str
    role: Role
    scopes: tuple[Scope, ...]
    communes: tuple[str, ...] | None = Field(description="Codes of the own communes; null for all of the city.")


@router.post("", operation_id="signIn", dependencies=[needs(Scope.PUBLIC, counted=Counted.SIGN_INS)])
async def create(
    given: Annotated[SignIn, Body()], _: NoQuery, register: Register, request: Request, response: Response
) -> SignedIn:
    """Sign in; the session lives in a cookie, 12 hours at most and 30 minutes without a request."""
    if is_from_elsewhere(request):
        raise CrossSite
    callers: Callers = request.app.state.callers
    demo, now = callers.demo, callers.now()

    def attempt() -> tuple[str, Principal]:
        identities = LocalAccounts(register, demo=demo)
        token = sign_in(register, identities, name=given.account, secret=given.password, at=now)
        caller = signed_in(register, token, at=now, demo=demo) if token is not None else None
        if token is None or caller is None:
            raise SignInFailed
        return token, caller

    token, caller = await to_thread.run_sync(attempt, limiter=HASHING_AT_ONCE)
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=not is_on_loopback(request),
        httponly=True,
        samesite="strict",
    )
    return _signed_in(caller)


@router.get("", operation_id="whoAmI", dependencies=[needs(Scope.PUBLIC)])
async def read(_: NoQuery, caller: Caller) -> SignedIn:
    """Who the caller is; a problem for nobody in particular."""
    if not caller.is_known:
        raise Unauthenticated
    return _signed_in(caller)


@router.delete("", operation_id="signOut", status_code=204, dependencies=[needs(Scope.PUBLIC)])
def remove(_: NoQuery, register: Register, request: Request, response: Response) -> None:
    """Sign out: the session ends here and for whoever may have copied its cookie."""
    token = request.cookies.get(cookie_name(request), "")
    if token:
        sign_out(register, token)
    response.delete_cookie(
        cookie_name(request), path="/", secure=not is_on_loopback(request), httponly=True, samesite="strict"
    )


def _signed_in(caller: Principal) -> SignedIn:
    return SignedIn(
        account=caller.id,
        name=caller.name,
        role=caller.role,
        scopes=tuple(sorted(caller.scopes)),
        communes=None if caller.communes is None else tuple(sorted(caller.communes)),
    )
