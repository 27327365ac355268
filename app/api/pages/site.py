"""The page at `/` and its files: our own, and MapLibre GL where the set-up has installed it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from app.access.principal import Scope
from app.api.access import needs
from app.api.middleware import is_known
from app.errors import AssetMissing

PAGES: Final = Path(__file__).parents[2] / "pages"
MAPLIBRE: Final = Path(__file__).parents[3] / "web" / "node_modules" / "maplibre-gl" / "dist"

MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Said by us, for a machine's own table of types may not know `.mjs`."""

OURS: Final = (
    *("base.css", "page.css", "mark.svg"),
    *("page.js", "answer.js", "dom.js", "map.js", "maplibre.js", "service.js", "suggest.js"),
    "service-points.js",
)
CONSOLE: Final = (
    *("console.css", "console.js", "router.js", "service.js", "words.js", "parts.js", "forms.js"),
    *("diff.js", "saving.js", "place.js", "place-map.js", "place-fields.js", "address-fields.js", "map-layers.js"),
    *("sign-in.js", "commune.js", "communes.js", "worklist.js", "household.js"),
    *("household-forms.js", "household-new.js", "approve.js", "map.js", "map-panel.js"),
    *("files.js", "excel.js", "import.js"),
)
CITIZEN: Final = ("citizen.css", "find.js")
CHECKOUT: Final = ("checkout.css", "checkout.js")
OGC: Final = ("ogc.css",)
THEIRS: Final = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")

FILES: Final[Mapping[str, Path]] = {
    **{name: PAGES / "assets" / name for name in OURS},
    **{f"console/{name}": PAGES / "console" / name for name in CONSOLE},
    **{f"citizen/{name}": PAGES / "citizen" / name for name in CITIZEN},
    **{f"checkout/{name}": PAGES / "checkout" / name for name in CHECKOUT},
    **{f"ogc/{name}": PAGES / "ogc" / name for name in OGC},
    **{f"maplibre/{name}": MAPLIBRE / name for name in THEIRS},
}
"""Everything that can be fetched under /assets; a name that is not here has no file."""

router = APIRouter(include_in_schema=False)


@router.get("/", dependencies=[needs(Scope.PUBLIC)])
async def page(request: Request) -> Response:
    """The page that shows what is loaded and lets one try an address."""
    return page_file(PAGES / "index.html", request)


@router.get("/assets/{name:path}", dependencies=[needs(Scope.PUBLIC)])
async def asset(name: str, request: Request) -> Response:
    """One file of the page."""
    path = FILES.get(name)
    if path is None or not path.is_file():
        raise AssetMissing
    return page_file(path, request)


def page_file(path: Path, request: Request) -> Response:
    """The file, or a bare 304 to a browser that has it: it asks every time, so that an update is seen at once."""
    stat = path.stat()
    headers = {"Cache-Control": "no-cache", "ETag": f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'}
    if is_known(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=headers, stat_result=stat)
