"""`/v1/service-points/near`: the post offices, agencies, mailboxes and lockers nearest to a household or a point."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.access.limits import Counted
from app.access.principal import Principal, Scope
from app.api.access import Caller, needs
from app.api.disclosure import View, view_of
from app.api.nearby import NearServicePoints, near_service_points
from app.api.parameters import MAX_PART, Parameters, asked_point
from app.api.serving import Current, Served
from app.errors import PlaceUnnamed
from geocoding.layers.rows import ServiceKind
from geocoding.model import Point

MAX_NEAR = 50

router = APIRouter(prefix="/v1/service-points", tags=["lookups"])


class NearParameters(Parameters):
    """Near what: a code in any spelling, or a point."""

    code: str = Field(default="", max_length=MAX_PART, description="A Vpostcode in any spelling.")
    lon: float | None = Field(default=None, allow_inf_nan=False, description="Longitude in WGS 84 degrees.")
    lat: float | None = Field(default=None, allow_inf_nan=False, description="Latitude in WGS 84 degrees.")
    kind: ServiceKind | None = Field(default=None, description="Only this kind.")
    limit: int = Field(default=5, ge=1, le=MAX_NEAR, description="At most so many.")


@router.get("/near", operation_id="findServicePoints", dependencies=[needs(Scope.RESOLVE, counted=Counted.CODES)])
def find_service_points(
    asked: Annotated[NearParameters, Query()], served: Current, caller: Caller
) -> NearServicePoints:
    """The nearest postal service points, from a code's household or a point; distances are straight lines.

    From a code the entrance of its household where the caller may know it, else the middle of the code's cell, whether
    or not it is issued.
    """
    place = _place(asked, served, caller)
    return near_service_points(place, served.snapshot.service_points, kind=asked.kind, limit=asked.limit)


def _place(asked: NearParameters, served: Served, caller: Principal) -> Point:
    """Where to measure from; raises `PlaceUnnamed` unless the question names a code or a point, not both."""
    has_point = asked.lon is not None and asked.lat is not None
    if bool(asked.code) is has_point or (asked.lon is None) is not (asked.lat is None):
        raise PlaceUnnamed
    if asked.lon is not None and asked.lat is not None:
        return asked_point(lat=asked.lat, lon=asked.lon)
    found = served.engine.look_up(asked.code)
    home = found.household
    if home is not None and view_of(caller, home.commune_code) is View.EVERYTHING:
        return home.access_point or home.point
    box = found.box
    return Point(lon=(box.west + box.east) / 2, lat=(box.south + box.north) / 2)
