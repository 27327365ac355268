"""`/map`: the layers that the page at `/` draws; not part of the stable API."""

from anyio import to_thread
from fastapi import APIRouter, Response

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.disclosure import view_of
from app.api.maps.map_layers import household_points, parcel_outlines
from app.api.parameters import BoxQuery, NoQuery, asked_box
from app.api.serving import Current

GEOJSON = "application/geo+json"
MAX_FEATURES = 2000
"""Drawing more takes longer than a request should; the layer then says that it is cut."""

router = APIRouter(prefix="/map", include_in_schema=False)


@router.get("/communes.geojson", dependencies=[needs(Scope.PUBLIC)])
async def communes(_: NoQuery, served: Current, caller: Caller) -> Response:
    """Outlines of all communes; drawing them the first time takes a moment, which must not hold up questions."""
    outlines = await to_thread.run_sync(lambda: served.commune_outlines(view=view_of(caller)))
    return Response(outlines, media_type=GEOJSON, headers={"Cache-Control": "no-cache"})


@router.get("/parcels.geojson", dependencies=[needs(Scope.PUBLIC)])
async def parcels(asked: BoxQuery, served: Current) -> Response:
    """Outlines of the parcels in a map window."""
    found = served.snapshot.parcels_in(asked_box(asked.bbox), MAX_FEATURES + 1)
    return Response(parcel_outlines(found, limit=MAX_FEATURES), media_type=GEOJSON)


@router.get("/households.geojson", dependencies=[needs(Scope.LISTS)])
async def households(asked: BoxQuery, served: Current, caller: Caller) -> Response:
    """Points of the households in a map window, as far as they lie in the caller's communes."""
    window = served.snapshot.households_in(asked_box(asked.bbox), MAX_FEATURES + 1)
    found = [household for household in window if caller.covers(household.commune_code)]
    return Response(household_points(found, limit=MAX_FEATURES), media_type=GEOJSON)
