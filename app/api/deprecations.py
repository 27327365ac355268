"""`/deprecations`: what is going away, for people; and the header fields that say so to programs."""

from collections.abc import Mapping
from html import escape

from fastapi import APIRouter, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.principal import Scope as Right
from app.api.access import needs
from app.api.contract.deprecated import PAGE, Deprecated
from app.api.parameters import NoQuery

router = APIRouter(include_in_schema=False)


class DeprecationFields:
    """Adds `Deprecation`, `Sunset` and links to the answers of operations that are going away."""

    def __init__(self, app: ASGIApp, *, deprecated: Mapping[str, Deprecated]) -> None:
        self.app, self.deprecated = app, deprecated

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_fields(message: Message) -> None:
            operation_id = getattr(scope.get("route"), "operation_id", None) or ""
            going = self.deprecated.get(operation_id)
            if message["type"] == "http.response.start" and going is not None:
                headers = MutableHeaders(scope=message)
                for name, value in going.headers(operation_id).items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, send_with_fields if scope["type"] == "http" else send)


@router.get(PAGE, dependencies=[needs(Right.PUBLIC)])
async def deprecations(request: Request, _: NoQuery) -> HTMLResponse:
    """What is going away, when, and what to use instead, in both languages."""
    deprecated: Mapping[str, Deprecated] = request.app.state.deprecated
    rows = "\n".join(_row(operation_id, one) for operation_id, one in sorted(deprecated.items()))
    none = "<p>Hiện không có. <span lang='en'>None today.</span></p>"
    return HTMLResponse(f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thao tác sắp ngừng · Vpostcode</title>
<link rel="stylesheet" href="/assets/page.css">
</head>
<body class="paper">
<main>
<p class="kicker"><a href="/">Vpostcode</a> · API</p>
<h1>Thao tác sắp ngừng <span lang="en">Operations that are going away</span></h1>
{f"<ul>{rows}</ul>" if rows else none}
</main>
</body>
</html>
""")


def _row(operation_id: str, one: Deprecated) -> str:
    return (
        f"<li id='{escape(operation_id)}'><code>{escape(operation_id)}</code>: {one.since} → {one.sunset}. "
        f"{escape(one.instead.vi)} <span lang='en'>{escape(one.instead.en)}</span></li>"
    )
