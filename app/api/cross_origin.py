"""Answers to pages of other origins (CORS): for the origins of publishable keys only, to read, without cookies."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.callers import Callers
from app.db.errors import RegisterError

METHODS: Final = "GET, HEAD"
REQUEST_HEADERS: Final = "Authorization, X-API-Key, Accept-Language, If-None-Match"
READABLE: Final = "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
REMEMBER_S: Final = "600"


class CrossOrigin:
    """Answers preflights, and lets a page read an answer when its key was issued for the page's origin."""

    def __init__(self, app: ASGIApp, *, callers: Callers) -> None:
        self.app, self.callers = app, callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, but for a preflight."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if scope["method"] == "OPTIONS" and origin and "access-control-request-method" in headers:
            await (await self._preflight(scope, origin, headers))(scope, receive, send)
            return

        async def send_readable(message: Message) -> None:
            allowed = scope.get("state", {}).get("allowed_origin", "")
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if scope["path"].startswith("/v1/"):
                    answer.add_vary_header("Origin")
                if allowed:
                    answer["Access-Control-Allow-Origin"] = allowed
                    answer["Access-Control-Expose-Headers"] = READABLE
            await send(message)

        await self.app(scope, receive, send_readable)

    async def _preflight(self, scope: Scope, origin: str, headers: Headers) -> Response:
        """What a browser may ask; without the allowing headers it asks nothing."""
        answer = Response(status_code=204, headers={"Vary": "Origin, Access-Control-Request-Method"})
        asked = headers["access-control-request-method"]
        if scope["path"].startswith("/v1/") and asked in {"GET", "HEAD"} and await self._is_listed(origin):
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Methods"] = METHODS
            answer.headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
            answer.headers["Access-Control-Max-Age"] = REMEMBER_S
        return answer

    async def _is_listed(self, origin: str) -> bool:
        """Whether any live key is for this origin; a preflight does not say which key will come."""
        try:
            return origin in await self.callers.keys.origins()
        except RegisterError:
            return False
