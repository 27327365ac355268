"""Reading who calls from a request: a key in a header, a session in a cookie, or neither."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import Request
from starlette.datastructures import Headers

from app.access.credentials import read_key
from app.access.principal import ANONYMOUS, VISITOR, Principal
from app.api.peers import Network, client_host
from app.bus.agreement import Agreement
from app.bus.claims import Claim, agreed_system, asking_system, claim_of
from app.db.errors import RegisterError
from app.db.register import LazyRegister
from app.errors import CrossSite, KeyInQuery, KeyInvalid, OriginRefused, SystemNotAgreed
from app.known_keys import KnownKeys, key_holder
from app.sign_in import signed_in

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
QUERY_NAMES: Final = frozenset({"key", "api_key", "apikey", "access_token", "token"})


@dataclass(frozen=True, slots=True)
class Bus:
    """What was agreed with the bus, and the networks of our own proxies, which may stand in between."""

    agreement: Agreement
    proxies: tuple[Network, ...]


class Callers:
    """Knows the callers of one serving process."""

    def __init__(
        self,
        register: LazyRegister,
        keys: KnownKeys,
        *,
        demo: bool,
        clock: Callable[[], datetime],
        bus: Bus | None = None,
    ) -> None:
        self._register, self.keys, self.demo, self.now, self._bus = register, keys, demo, clock, bus

    @property
    def nobody(self) -> Principal:
        """A caller without key and session; in demo mode one who may read everything."""
        return VISITOR if self.demo else ANONYMOUS

    async def who(self, request: Request) -> Principal:
        """The caller; raises `AccessRefused` or `KeyInQuery`, and `RegisterError` if keys cannot be read."""
        if any(name.lower() in QUERY_NAMES or value.startswith("vpc_") for name, value in request.query_params.items()):
            raise KeyInQuery
        if self._bus is not None and (claim := claim_of(request.headers, self._bus.agreement)).is_made:
            return await self._by_bus(request, claim, self._bus)
        sent = _sent_key(request.headers)
        if sent is not None:
            return await self._by_key(request, sent)
        token = request.cookies.get(cookie_name(request), "") if request.cookies else ""
        return await self._by_session(request, token) if token else self.nobody

    async def _by_key(self, request: Request, text: str) -> Principal:
        key = read_key(text)
        stored = await self.keys.find(key, at=self.now()) if key is not None else None
        if stored is None:
            raise KeyInvalid
        if stored.origins:
            origin = request.headers.get("origin", "")
            if origin not in stored.origins:
                raise OriginRefused
            request.state.allowed_origin = origin
        request.state.key = stored
        return key_holder(stored)

    async def _by_bus(self, request: Request, claim: Claim, bus: Bus) -> Principal:
        """The system behind the bus; what a request says of itself counts only if the bus itself has sent it."""
        key = claim.key
        is_from_bus = bus.agreement.comes_from(client_host(request, bus.proxies))
        stored = await self.keys.find(key, at=self.now()) if key is not None and is_from_bus else None
        if stored is None or stored.prefix != bus.agreement.key:
            raise KeyInvalid
        system = agreed_system(claim, bus.agreement)
        own = await self.keys.live(system.key) if system is not None else None
        if own is None:
            raise SystemNotAgreed
        request.state.key, request.state.correlation_id = own, claim.correlation
        return asking_system(claim, key_holder(own))

    async def _by_session(self, request: Request, token: str) -> Principal:
        if request.method not in SAFE_METHODS and not is_same_origin(request):
            raise CrossSite
        try:
            found = await to_thread.run_sync(self._read_session, token)
        except RegisterError:
            # Questions that anybody may ask are answered all the same.
            request.state.session_unread = True
            return self.nobody
        return found or self.nobody

    def _read_session(self, token: str) -> Principal | None:
        return signed_in(self._register, token, at=self.now(), demo=self.demo)


def is_on_loopback(request: Request) -> bool:
    """Whether the browser asks a service on its own machine, where a cookie need not be `Secure`."""
    host = request.url.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def cookie_name(request: Request) -> str:
    """The name of the session cookie; its prefix keeps other hosts of the domain from setting it."""
    return "vpostcode_session" if is_on_loopback(request) else "__Host-vpostcode_session"


def is_same_origin(request: Request) -> bool:
    """Whether a browser sent the request from a page of this service: `Sec-Fetch-Site`, else `Origin`, says so."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")


def is_from_elsewhere(request: Request) -> bool:
    """Whether a browser says that a page of another site sent the request; a program says nothing."""
    says = "sec-fetch-site" in request.headers or "origin" in request.headers
    return says and not is_same_origin(request)


def _sent_key(headers: Headers) -> str | None:
    """What was sent as a key, None when nothing was."""
    authorization = headers.get("authorization")
    if authorization is None:
        return headers.get("x-api-key")
    scheme, _, credentials = authorization.partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" else ""
