"""What surrounds every request, as pure ASGI: one log line, the safety headers, and conditional answers."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from app.api.problems import internal_error, problem_response
from app.logs import where
from app.problem_kinds.callers import HOST_REFUSED
from app.problem_kinds.requests import UPLOAD_TOO_LARGE

SAFETY_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
_AS_SENT: Final = tuple((name.encode(), value.encode()) for name, value in SAFETY_HEADERS.items())


class SafetyHeaders:
    """Adds the safety headers and "do not store" to every answer, where it says nothing else about them.

    A page may ask for another permission, as the one for citizens does for the position of the phone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                missing = [header for header in _AS_SENT if header[0] not in said]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self.app(scope, receive, send_safely)


class BodyRefusals:
    """Makes problems of the bare text by which the framework refuses bodies that say they are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_refused = False

        async def send_problem(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and _is_bare_refusal(message):
                is_refused = True
                await problem_response(scope, UPLOAD_TOO_LARGE)(scope, receive, send)
            elif not is_refused:
                await send(message)

        await self.app(scope, receive, send_problem if scope["type"] == "http" else send)


def _is_bare_refusal(start: Message) -> bool:
    return start["status"] == 413 and Headers(raw=start["headers"])["content-type"].startswith("text/plain")


class RequestLog:
    """Gives every request a number, logs one line about it, and turns an unknown exception into a plain problem.

    The number is ours: one sent by a caller could carry an address into the log.
    """

    def __init__(
        self, app: ASGIApp, *, logger: FilteringBoundLogger, clock: Callable[[], float], new_id: Callable[[], str]
    ) -> None:
        self.app, self.logger, self.clock, self.new_id = app, logger, clock, new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, started, status = self.new_id(), self.clock(), 0
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_numbered)
        except Exception as error:  # noqa: BLE001 - the last catch: its text must reach neither caller nor log
            name, places = type(error).__name__, where(error.__traceback__)
            self.logger.error("fault", request_id=request_id, error=name, where=places)
            if status == 0:
                await internal_error(scope)(scope, receive, send_numbered)
        self._log(scope, status=status, duration_ms=round((self.clock() - started) * 1000, 2))

    def _log(self, scope: Scope, *, status: int, duration_ms: float) -> None:
        state = scope["state"]
        correlation = state.get("correlation_id", "")
        self.logger.info(
            "request",
            request_id=state["request_id"],
            method=scope["method"],
            route=getattr(scope.get("route"), "path", ""),
            status=status,
            duration_ms=duration_ms,
            dataset_version=state.get("dataset_version", ""),
            verdict=state.get("verdict", ""),
            **({"correlation_id": correlation} if correlation else {}),
        )


class HeadAsGet:
    """Answers HEAD wherever GET is answered: the same head, no body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET; around us it stays what it is, for the log."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        scope["method"] = "GET"
        try:
            await self.app(scope, receive, send_head)
        finally:
            scope["method"] = "HEAD"


class ThisMachineOnly:
    """Refuses requests by another name than this machine's own, which a page elsewhere could give it (DNS rebinding).

    For demo mode, where nobody has to sign in to read everything.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when it names this machine."""
        if scope["type"] == "http" and not is_this_machine(Headers(scope=scope).get("host", "")):
            await problem_response(scope, HOST_REFUSED)(scope, receive, send)
            return
        await self.app(scope, receive, send)


@lru_cache(maxsize=128)
def is_this_machine(host: str) -> bool:
    """Whether a `Host` header names the own machine."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


class ConditionalAnswers:
    """Tags answers made from a snapshot with its version and a digest of the body; 304 to a caller who has it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; holds the head of an answer back until its first piece of body is there."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head: Message | None = None

        async def send_tagged(message: Message) -> None:
            nonlocal head
            version = scope.get("state", {}).get("dataset_version", "")
            if message["type"] == "http.response.start" and message["status"] == 200 and version:
                head = message
                return
            if head is not None:
                if not message.get("more_body", False):
                    head, message = _tagged(head, message, scope=scope, version=version)
                await send(head)
                head = None
            await send(message)

        await self.app(scope, receive, send_tagged)


def _tagged(head: Message, body: Message, *, scope: Scope, version: str) -> tuple[Message, Message]:
    """Head and body with the tag added; a bare 304 when the caller has this answer already."""
    tag = f'"{version}.{blake2b(body.get("body", b""), digest_size=12).hexdigest()}"'
    headers = MutableHeaders(scope=head)
    headers["ETag"] = tag
    if not is_known(tag, Headers(scope=scope).get("if-none-match", "")):
        return head, body
    for name in ("Content-Length", "Content-Type"):
        del headers[name]
    return {**head, "status": 304}, {"type": "http.response.body", "body": b""}


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether the header names the tag; the weak comparison of RFC 9110, 13.1.2."""
    known = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return tag in known or "*" in known
