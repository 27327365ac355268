"""How the documents and features of `/ogc` are told: as JSON for programs, as pages for people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

import orjson
from fastapi import Depends, Request, Response
from starlette.responses import HTMLResponse

from app.api.features.pages import Items
from app.api.features.parameters import FeatureParameters, Format, ItemsParameters
from app.api.peers import is_proxied
from app.api.serving import Served
from app.features import documents
from app.features.documents import Address, Document, Queries
from app.features.encoding import MEDIA_TYPE, collection_bytes, feature_bytes
from app.features.model import Collection, Feature
from app.features.web.listing import Shown, item_html, items_html

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "private, no-cache",
    "Vary": "Accept, Authorization, X-API-Key, Cookie",
}


@dataclass(frozen=True, slots=True)
class FeatureAsker:
    """Where the service was reached, and in which form its answer is wanted."""

    address: Address
    form: Format

    def told(
        self, document: Document, page: Callable[[Document, Address], str], *, media_type: str = "application/json"
    ) -> Response:
        """A document as it is or as its page."""
        if self.form is Format.HTML:
            return HTMLResponse(page(document, self.address), headers=dict(HEADERS))
        return Response(orjson.dumps(document), media_type=media_type, headers=dict(HEADERS))

    def page(self, found: Items, collection: Collection, asked: ItemsParameters, served: Served) -> Response:
        """A page of features."""
        queries = _queries(found, asked)
        links = documents.page_links(self.address, collection, queries)
        headers = _headers(asked)
        if self.form is Format.HTML:
            shown = Shown(collection, found.features, found.skipped, found.matched, asked.given(), asked.crs, queries)
            communes = served.snapshot.communes()
            return HTMLResponse(items_html(shown, self.address, communes=communes, links=links), headers=headers)
        content = collection_bytes(found.features, links=links, matched=found.matched, system=asked.crs)
        return Response(content, media_type=MEDIA_TYPE, headers=headers)

    def item(self, feature: Feature, collection: Collection, asked: FeatureParameters, served: Served) -> Response:
        """One feature."""
        links = documents.item_links(self.address, collection, feature.id, query=asked.written())
        headers = _headers(asked)
        if self.form is Format.HTML:
            communes = served.snapshot.communes()
            content = item_html(feature, collection, self.address, communes=communes, links=links)
            return HTMLResponse(content, headers=headers)
        return Response(feature_bytes(feature, links=links, system=asked.crs), media_type=MEDIA_TYPE, headers=headers)


def _queries(found: Items, asked: ItemsParameters) -> Queries:
    """The queries of a page and of those around it, which keep the form that was asked for."""
    return Queries(
        this=asked.written(),
        following=None if found.cursor is None else asked.written_behind(found.cursor),
        previous=asked.written_behind(found.previous) if found.skipped else None,
    )


def _headers(asked: FeatureParameters) -> dict[str, str]:
    return {**HEADERS, "Content-Crs": f"<{asked.crs}>"}


def feature_asker(request: Request) -> FeatureAsker:
    """How this caller asks: by `f`, else by what is accepted; who accepts anything is a program."""
    asked = request.query_params.get("f", "")
    wants_page = prefers_page(request.headers.get("accept", "")) if not asked else asked == Format.HTML
    return FeatureAsker(service_address(request), Format.HTML if wants_page else Format.JSON)


def prefers_page(accept: str) -> bool:
    """Whether a page is named in an `Accept` field (RFC 9110, 12.5.1) and wanted more than JSON."""
    wanted = dict(_weighed(part) for part in accept.split(","))
    page = wanted.get("text/html", wanted.get("application/xhtml+xml", 0.0))
    anything = wanted.get("application/*", wanted.get("*/*", 0.0))
    return page > max(wanted.get(name, anything) for name in ("application/json", MEDIA_TYPE))


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (one.strip().lower() for one in part.split(";"))
    weights = [one.removeprefix("q=") for one in parameters if one.startswith("q=")]
    try:
        return name, float(weights[0]) if weights else 1.0
    except ValueError:
        return name, 0.0


def service_address(request: Request) -> Address:
    """Where the caller reached the service: the public address behind a proxy of ours, or when it was asked by name."""
    public, asked = str(request.app.state.public_url), request.url
    is_public = urlsplit(public).netloc == asked.netloc or is_proxied(request, request.app.state.proxies)
    base = public if is_public else f"{asked.scheme}://{asked.netloc}"
    return Address(f"{base.rstrip('/')}/ogc")


Asker = Annotated[FeatureAsker, Depends(feature_asker)]
