"""`/ogc/…`: the service as OGC API – Features, which GIS programs open as layers.

Plain `def` routes: they run in threads, so that a long page does not hold up questions.
"""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Annotated, Final
from urllib.parse import urlsplit

import orjson
from fastapi import APIRouter, Depends, Request, Response

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs
from app.api.feature_pages import (
    CommunePages,
    Items,
    household_items,
    parcel_items,
    service_point,
    service_point_items,
)
from app.api.feature_parameters import (
    CommuneItemsQuery,
    HouseholdItemsQuery,
    ItemsParameters,
    ParcelItemsQuery,
    ServicePointItemsQuery,
)
from app.api.parameters import NoQuery
from app.api.peers import is_proxied
from app.api.register import Register
from app.api.serving import Current, Served
from app.errors import FeatureUnknown
from app.features import documents
from app.features.api_document import api_document
from app.features.collections import COLLECTIONS, COMMUNES, COVERAGE, HOUSEHOLDS, PARCELS, SERVICE_POINTS
from app.features.documents import API_TYPE, CRS84, Address, Document
from app.features.encoding import MEDIA_TYPE, collection_bytes, feature_bytes
from app.features.model import Collection, Feature
from app.features.things import household_feature, parcel_feature
from geocoding.model import Box, ParcelKey

router = APIRouter(prefix="/ogc", include_in_schema=False)

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization, X-API-Key, Cookie",
    "Content-Crs": f"<{CRS84}>",
}


def service_address(request: Request) -> Address:
    """Where the caller reached the service: the public address behind a proxy of ours, or when it was asked by name."""
    public, asked = str(request.app.state.public_url), request.url
    is_public = urlsplit(public).netloc == asked.netloc or is_proxied(request, request.app.state.proxies)
    base = public if is_public else f"{asked.scheme}://{asked.netloc}"
    return Address(f"{base.rstrip('/')}/ogc")


Here = Annotated[Address, Depends(service_address)]


@router.get("", dependencies=[needs(Scope.PUBLIC)])
@router.get("/", dependencies=[needs(Scope.PUBLIC)])
def landing(_: NoQuery, here: Here) -> Response:
    """Where everything is."""
    return _document(documents.landing_page(here))


@router.get("/conformance", dependencies=[needs(Scope.PUBLIC)])
def conformance(_: NoQuery) -> Response:
    """Which classes of the standard are kept."""
    return _document(documents.conformance())


@router.get("/api", dependencies=[needs(Scope.PUBLIC)])
def api(_: NoQuery, here: Here) -> Response:
    """The API definition."""
    return _document(api_document(here, version=version("vpostcode")), media_type=API_TYPE)


@router.get("/collections", dependencies=[needs(Scope.PUBLIC)])
def collections(_: NoQuery, here: Here, caller: Caller, served: Current) -> Response:
    """The collections that the caller may see."""
    seen = [one for one in COLLECTIONS.values() if caller.may(one.scope)]
    extents = {one.id: _extent(served, one, caller) for one in seen}
    return _document(documents.collections_document(seen, here, extents=extents, version=served.snapshot.version))


@router.get("/collections/{collection_id}", dependencies=[needs(Scope.PUBLIC)])
def collection(collection_id: str, _: NoQuery, here: Here, caller: Caller, served: Current) -> Response:
    """One collection."""
    found = COLLECTIONS.get(collection_id)
    if found is None or not caller.may(found.scope):
        raise FeatureUnknown
    extent, version = _extent(served, found, caller), served.snapshot.version
    return _document(documents.collection_document(found, here, extent=extent, version=version))


@router.get("/collections/communes/items", dependencies=[needs(Scope.PUBLIC)])
def communes(asked: CommuneItemsQuery, here: Here, caller: Caller, served: Current) -> Response:
    """The communes of today."""
    return _page(CommunePages(served, caller).communes(asked), COMMUNES, asked, here)


@router.get("/collections/communes/items/{code}", dependencies=[needs(Scope.PUBLIC)])
def commune(code: str, _: NoQuery, here: Here, caller: Caller, served: Current) -> Response:
    """One commune."""
    return _item(CommunePages(served, caller).commune(code), COMMUNES, here)


@router.get("/collections/coverage/items", dependencies=[needs(Scope.COVERAGE)])
def coverage(
    asked: CommuneItemsQuery, here: Here, caller: Caller, served: Current, register: Register, request: Request
) -> Response:
    """The communes with their figures."""
    pages = CommunePages(served, caller)
    with register.reading() as session:
        found = pages.coverage(asked, session, target=request.app.state.coverage_target)
    return _page(found, COVERAGE, asked, here)


@router.get("/collections/coverage/items/{code}", dependencies=[needs(Scope.COVERAGE)])
def commune_coverage(
    code: str, _: NoQuery, here: Here, caller: Caller, served: Current, register: Register, request: Request
) -> Response:
    """One commune with its figures."""
    pages = CommunePages(served, caller)
    with register.reading() as session:
        found = pages.commune_coverage(code, session, target=request.app.state.coverage_target)
    return _item(found, COVERAGE, here)


@router.get("/collections/service-points/items", dependencies=[needs(Scope.PUBLIC)])
def service_points(asked: ServicePointItemsQuery, here: Here, served: Current) -> Response:
    """Postal service points."""
    return _page(service_point_items(asked, served), SERVICE_POINTS, asked, here)


@router.get("/collections/service-points/items/{feature_id}", dependencies=[needs(Scope.PUBLIC)])
def one_service_point(feature_id: str, _: NoQuery, here: Here, served: Current) -> Response:
    """One postal service point."""
    return _item(service_point(feature_id, served), SERVICE_POINTS, here)


@router.get("/collections/parcels/items", dependencies=[needs(Scope.LISTS)])
def parcels(asked: ParcelItemsQuery, here: Here, caller: Caller, served: Current) -> Response:
    """Parcels of the caller's communes."""
    return _page(parcel_items(asked, served, caller), PARCELS, asked, here)


@router.get("/collections/parcels/items/{key:path}", dependencies=[needs(Scope.LISTS)])
def parcel(key: str, _: NoQuery, here: Here, caller: Caller, served: Current) -> Response:
    """One parcel."""
    found = next((one for one in map(served.snapshot.parcel, _keys(key)) if one is not None), None)
    if found is None or not caller.covers(found.key.commune_code):
        raise FeatureUnknown
    on_it = served.snapshot.households_on(found.key)
    return _item(parcel_feature(found, households=len(on_it)), PARCELS, here)


@router.get("/collections/households/items", dependencies=[needs(Scope.LISTS)])
def households(asked: HouseholdItemsQuery, here: Here, caller: Caller, served: Current) -> Response:
    """Households of the caller's communes."""
    return _page(household_items(asked, served, caller), HOUSEHOLDS, asked, here)


@router.get("/collections/households/items/{household_id}", dependencies=[needs(Scope.LISTS)])
def household(household_id: str, _: NoQuery, here: Here, caller: Caller, served: Current) -> Response:
    """One household."""
    found = served.snapshot.household(household_id)
    if found is None or not caller.covers(found.commune_code):
        raise FeatureUnknown
    return _item(household_feature(found), HOUSEHOLDS, here)


def _keys(text: str) -> Sequence[ParcelKey]:
    """What a parcel's id can mean: sheet or number may themselves hold a hyphen."""
    commune_code, _, rest = text.partition("-")
    parts = rest.split("-")
    cuts = (("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts)))
    return [ParcelKey(commune_code, sheet, number) for sheet, number in cuts]


def _extent(served: Served, collection: Collection, caller: Principal) -> Box | None:
    """The box around what the caller may see of a collection; None around nothing."""
    snapshot = served.snapshot
    if collection is SERVICE_POINTS:
        return _around([(one.point.lon, one.point.lat) * 2 for one in snapshot.service_points])
    everywhere = collection.scope in (Scope.PUBLIC, Scope.COVERAGE)
    seen = [one.shape.bounds for one in snapshot.communes() if everywhere or caller.covers(one.code)]
    # Households lie in their communes; a parcel may reach over the line.
    reach = snapshot.parcel_reach(caller.communes) if collection is PARCELS else None
    return _around(seen if reach is None else [*seen, (reach.west, reach.south, reach.east, reach.north)])


def _around(frames: Sequence[tuple[float, float, float, float]]) -> Box | None:
    if not frames:
        return None
    wests, souths, easts, norths = zip(*frames, strict=True)
    return Box(min(wests), min(souths), max(easts), max(norths))


def _document(document: Document, *, media_type: str = "application/json") -> Response:
    headers = {name: value for name, value in HEADERS.items() if name != "Content-Crs"}
    return Response(orjson.dumps(document), media_type=media_type, headers=headers)


def _page(found: Items, collection: Collection, asked: ItemsParameters, here: Address) -> Response:
    following = None if found.cursor is None else asked.written_behind(found.cursor)
    links = documents.page_links(here, collection, asked=asked.written(), following=following)
    content = collection_bytes(found.features, links=links, matched=found.matched)
    return Response(content, media_type=MEDIA_TYPE, headers=dict(HEADERS))


def _item(feature: Feature, collection: Collection, here: Address) -> Response:
    links = documents.item_links(here, collection, feature.id)
    return Response(feature_bytes(feature, links=links), media_type=MEDIA_TYPE, headers=dict(HEADERS))
