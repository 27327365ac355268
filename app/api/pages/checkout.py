"""The checkout widget, for any shop's page to load, and `/demo/checkout`, a shop's page that uses it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.principal import Scope
from app.api.access import needs
from app.api.pages.site import PAGES, page_file
from app.errors import AssetMissing

WEB: Final = Path(__file__).parents[3] / "web"

WIDGET: Final[Mapping[str, Path]] = {
    "vpostcode-address.mjs": WEB / "checkout" / "vpostcode-address.mjs",
    "check-symbol.mjs": WEB / "check-symbol" / "check-symbol.mjs",
    "suggest.js": PAGES / "assets" / "suggest.js",
    "dom.js": PAGES / "assets" / "dom.js",
}
"""The widget's modules; a page names the first, the browser loads the rest."""

FOR_EVERY_PAGE: Final = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""A module script of another origin is only loaded with these; the files say nothing about anybody."""

router = APIRouter(include_in_schema=False)


@router.get("/widget/{name}", dependencies=[needs(Scope.PUBLIC)])
async def widget(name: str, request: Request) -> Response:
    """One module of the widget."""
    path = WIDGET.get(name)
    if path is None:
        raise AssetMissing
    response = page_file(path, request)
    response.headers.update(FOR_EVERY_PAGE)
    return response


@router.get("/demo/checkout", dependencies=[needs(Scope.PUBLIC)])
async def demo_checkout(request: Request) -> Response:
    """A checkout page with the widget; what it would send to the shop stays on the page."""
    return page_file(PAGES / "checkout" / "index.html", request)
