"""Limits at the door: who is counted, against what, and the fields that tell callers where they stand."""

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.limits import Allowance, Counted, Meters, Standing, Taken, counted_address, limit_field, policy_field
from app.access.principal import Principal
from app.api.callers import Callers
from app.api.peers import client_host, proxy_networks
from app.bookkeeping import Books
from app.db.api_keys import StoredKey
from app.errors import LimitExceeded
from app.settings import Settings


class Limits:
    """What callers of one process have left: keys by their own limits, everybody without a secret by address."""

    def __init__(self, settings: Settings, callers: Callers, books: Books) -> None:
        self._callers, self._books = callers, books
        self._proxies = proxy_networks(settings.proxies)
        self._meters = Meters()
        self._by_address = anonymous_allowances(settings)

    def take(self, request: Request, caller: Principal, counted: Counted) -> None:
        """Count one request; raises `LimitExceeded`. In demo mode callers without key are not counted."""
        key: StoredKey | None = getattr(request.state, "key", None)
        if key is not None:
            self._take_by_key(request, key)
        is_public = key is not None and bool(key.origins)
        if is_public or (not caller.is_known and not self._callers.demo):
            self.take_by_address(request, counted)

    def _take_by_key(self, request: Request, key: StoredKey) -> None:
        allowance = Allowance(quota=key.rate, daily=key.daily_quota)
        used = self._callers.keys.used_today(key.prefix)
        self._note(
            request, self._meters.take(f"key:{key.prefix}", "key", allowance, at=self._callers.now(), used_before=used)
        )
        self._books.count_question(key.prefix)

    def take_by_address(self, request: Request, counted: Counted) -> None:
        """Count one request against its address, whoever asks; raises `LimitExceeded`."""
        who = counted_address(client_host(request, self._proxies))
        self._note(request, self._meters.take(who, counted, self._by_address[counted], at=self._callers.now()))

    def _note(self, request: Request, taken: Taken) -> None:
        request.state.standings = (*getattr(request.state, "standings", ()), *taken.standings)
        if taken.violated:
            raise LimitExceeded(taken.retry_after_s, taken.violated)


def limits_of(request: Request) -> Limits:
    """What the callers of the process that answers have left."""
    limits: Limits = request.app.state.limits
    return limits


def anonymous_allowances(settings: Settings) -> dict[Counted, Allowance]:
    """What an address may ask of each kind."""
    rate = settings.anonymous_rate
    return {
        Counted.CODES: Allowance(quota=rate, daily=settings.anonymous_codes_a_day),
        Counted.TEXTS: Allowance(quota=rate, daily=settings.anonymous_texts_a_day),
        Counted.KEYSTROKES: Allowance(quota=settings.anonymous_keystrokes_rate),
        Counted.OTHERS: Allowance(quota=settings.anonymous_keystrokes_rate),
        Counted.SIGN_INS: Allowance(quota=20, window_s=60),
        Counted.REPORTS: Allowance(quota=10, window_s=3600),
        Counted.RECEIPTS: Allowance(quota=30, window_s=60),
    }


class LimitFields:
    """Adds the limit fields of the IETF draft, and the older `X-RateLimit-…` for the tightest limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_fields(message: Message) -> None:
            standings: tuple[Standing, ...] = scope.get("state", {}).get("standings", ())
            if message["type"] == "http.response.start" and standings:
                MutableHeaders(scope=message).update(limit_fields(standings))
            await send(message)

        await self.app(scope, receive, send_with_fields if scope["type"] == "http" else send)


def limit_fields(standings: Iterable[Standing]) -> dict[str, str]:
    """The header fields that tell a caller where it stands."""
    all_of_them: Final = tuple(standings)
    tightest = min(all_of_them, key=lambda one: one.remaining / one.quota)
    return {
        "RateLimit-Policy": policy_field(all_of_them),
        "RateLimit": limit_field(all_of_them),
        "X-RateLimit-Limit": str(tightest.quota),
        "X-RateLimit-Remaining": str(tightest.remaining),
        "X-RateLimit-Reset": str(tightest.reset_s),
    }
