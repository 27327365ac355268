"""`/ogc/…`: the service as OGC API – Features, which GIS programs open as layers.

Plain `def` routes: they run in threads, so that a long page does not hold up questions.
"""

from collections.abc import Sequence
from importlib.metadata import version

from fastapi import APIRouter, Request, Response

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs
from app.api.features.answers import Asker
from app.api.features.pages import (
    CommunePages,
    household_items,
    parcel_items,
    service_point,
    service_point_items,
)
from app.api.features.parameters import (
    CommuneItemsQuery,
    DocumentQuery,
    FeatureQuery,
    HouseholdItemsQuery,
    ParcelItemsQuery,
    ServicePointItemsQuery,
)
from app.api.register import Register
from app.api.serving import Current, Served
from app.errors import FeatureUnknown
from app.features import documents
from app.features.api_document import api_document
from app.features.collections import COLLECTIONS, COMMUNES, COVERAGE, HOUSEHOLDS, PARCELS, SERVICE_POINTS
from app.features.documents import API_TYPE
from app.features.model import Collection
from app.features.things import household_feature, parcel_feature
from app.features.web import about
from geocoding.model import Box, ParcelKey

router = APIRouter(prefix="/ogc", include_in_schema=False)


@router.get("", dependencies=[needs(Scope.PUBLIC)])
@router.get("/", dependencies=[needs(Scope.PUBLIC)])
def landing(_: DocumentQuery, asker: Asker) -> Response:
    """Where everything is."""
    return asker.told(documents.landing_page(asker.address), about.landing_html)


@router.get("/conformance", dependencies=[needs(Scope.PUBLIC)])
def conformance(_: DocumentQuery, asker: Asker) -> Response:
    """Which classes of the standard are kept."""
    return asker.told(documents.conformance(asker.address), about.conformance_html)


@router.get("/api", dependencies=[needs(Scope.PUBLIC)])
def api(_: DocumentQuery, asker: Asker) -> Response:
    """The API definition."""
    document = api_document(asker.address, version=version("vpostcode"))
    return asker.told(document, about.definition_html, media_type=API_TYPE)


@router.get("/collections", dependencies=[needs(Scope.PUBLIC)])
def collections(_: DocumentQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """The collections that the caller may see."""
    seen = [one for one in COLLECTIONS.values() if caller.may(one.scope)]
    extents, version = {one.id: _extent(served, one, caller) for one in seen}, served.snapshot.version
    document = documents.collections_document(seen, asker.address, extents=extents, version=version)
    return asker.told(document, about.collections_html)


@router.get("/collections/{collection_id}", dependencies=[needs(Scope.PUBLIC)])
def collection(collection_id: str, _: DocumentQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """One collection."""
    found = COLLECTIONS.get(collection_id)
    if found is None or not caller.may(found.scope):
        raise FeatureUnknown
    extent, version = _extent(served, found, caller), served.snapshot.version
    document = documents.collection_document(found, asker.address, extent=extent, version=version)
    return asker.told(document, about.collection_html)


@router.get("/collections/communes/items", dependencies=[needs(Scope.PUBLIC)])
def communes(asked: CommuneItemsQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """The communes of today."""
    return asker.page(CommunePages(served, caller).communes(asked), COMMUNES, asked, served)


@router.get("/collections/communes/items/{code}", dependencies=[needs(Scope.PUBLIC)])
def commune(code: str, asked: FeatureQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """One commune."""
    return asker.item(CommunePages(served, caller).commune(code), COMMUNES, asked, served)


@router.get("/collections/coverage/items", dependencies=[needs(Scope.COVERAGE)])
def coverage(
    asked: CommuneItemsQuery, asker: Asker, caller: Caller, served: Current, register: Register, request: Request
) -> Response:
    """The communes with their figures."""
    pages = CommunePages(served, caller)
    with register.reading() as session:
        found = pages.coverage(asked, session, target=request.app.state.coverage_target)
    return asker.page(found, COVERAGE, asked, served)


@router.get("/collections/coverage/items/{code}", dependencies=[needs(Scope.COVERAGE)])
def commune_coverage(
    code: str, asked: FeatureQuery, asker: Asker, caller: Caller, served: Current, register: Register, request: Request
) -> Response:
    """One commune with its figures."""
    pages = CommunePages(served, caller)
    with register.reading() as session:
        found = pages.commune_coverage(code, session, target=request.app.state.coverage_target)
    return asker.item(found, COVERAGE, asked, served)


@router.get("/collections/service-points/items", dependencies=[needs(Scope.PUBLIC)])
def service_points(asked: ServicePointItemsQuery, asker: Asker, served: Current) -> Response:
    """Postal service points."""
    return asker.page(service_point_items(asked, served), SERVICE_POINTS, asked, served)


@router.get("/collections/service-points/items/{feature_id}", dependencies=[needs(Scope.PUBLIC)])
def one_service_point(feature_id: str, asked: FeatureQuery, asker: Asker, served: Current) -> Response:
    """One postal service point."""
    return asker.item(service_point(feature_id, served), SERVICE_POINTS, asked, served)


@router.get("/collections/parcels/items", dependencies=[needs(Scope.LISTS)])
def parcels(asked: ParcelItemsQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """Parcels of the caller's communes."""
    return asker.page(parcel_items(asked, served, caller), PARCELS, asked, served)


@router.get("/collections/parcels/items/{key:path}", dependencies=[needs(Scope.LISTS)])
def parcel(key: str, asked: FeatureQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """One parcel."""
    found = next((one for one in map(served.snapshot.parcel, _keys(key)) if one is not None), None)
    if found is None or not caller.covers(found.key.commune_code):
        raise FeatureUnknown
    on_it = served.snapshot.households_on(found.key)
    return asker.item(parcel_feature(found, households=len(on_it)), PARCELS, asked, served)


@router.get("/collections/households/items", dependencies=[needs(Scope.LISTS)])
def households(asked: HouseholdItemsQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """Households of the caller's communes."""
    return asker.page(household_items(asked, served, caller), HOUSEHOLDS, asked, served)


@router.get("/collections/households/items/{household_id}", dependencies=[needs(Scope.LISTS)])
def household(household_id: str, asked: FeatureQuery, asker: Asker, caller: Caller, served: Current) -> Response:
    """One household."""
    found = served.snapshot.household(household_id)
    if found is None or not caller.covers(found.commune_code):
        raise FeatureUnknown
    return asker.item(household_feature(found), HOUSEHOLDS, asked, served)


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
