"""Taking in postal service points: post offices, agencies, mailboxes and lockers, each at a place in the city."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.layers.city import City, to_points
from geocoding.layers.household_draft import drawn_place, position_in
from geocoding.layers.rows import Feature, Intake, ServiceKind, ServicePoint
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting, derived_id
from geocoding.model import Rejected
from geocoding.text.fold import fold

KINDS: Final[Mapping[str, ServiceKind]] = {
    **{kind.value: kind for kind in ServiceKind},
    "": ServiceKind.POST_OFFICE,
    "buu cuc": ServiceKind.POST_OFFICE,
    "buu dien": ServiceKind.POST_OFFICE,
    "diem phuc vu": ServiceKind.AGENCY,
    "diem buu dien van hoa xa": ServiceKind.AGENCY,
    "dai ly": ServiceKind.AGENCY,
    "thung thu": ServiceKind.MAILBOX,
    "tu thong minh": ServiceKind.LOCKER,
}
"""The kinds by what files call them, without diacritics; a file that tells none is a list of post offices."""


def take_service_points(rows: Iterable[Feature | Rejected], city: City, *, epsg: int = WGS84_EPSG) -> Intake:
    """Service points with the communes they lie in; `epsg` is the system of the columns lon and lat."""
    sorting = Sorting()
    seen: set[str] = set()
    for feature in sorting.features(rows):
        found = _point(feature, city, epsg=epsg)
        if isinstance(found, Rule):
            sorting.reject(feature, found, feature.fields.get("name", ""))
        elif found.external_id in seen:
            sorting.reject(feature, Rule.SERVICE_POINT_DUPLICATE, found.external_id)
        else:
            seen.add(found.external_id)
            sorting.accepted.append(found)
    return sorting.intake()


def _point(feature: Feature, city: City, *, epsg: int) -> ServicePoint | Rule:
    fields = feature.fields
    name, kind = fields.get("name", ""), KINDS.get(fold(fields.get("kind", "")))
    if not name:
        return Rule.SERVICE_POINT_WITHOUT_NAME
    if kind is None:
        return Rule.SERVICE_POINT_KIND_UNKNOWN
    place = _place(feature, epsg=epsg)
    if place is None:
        return Rule.SERVICE_POINT_UNLOCATED
    (commune,) = city.commune_of(place) if np.isfinite(place).all() else ("",)
    if not commune:
        return Rule.SERVICE_POINT_OUTSIDE_CITY
    (point,) = to_points(place)
    external_id = fields.get("external_id") or derived_id("service-point", [name, str(point.lon), str(point.lat)])
    return ServicePoint(external_id, name, kind, commune, point, fields.get("address_text", ""))


def _place(feature: Feature, *, epsg: int) -> Coordinates | None:
    """Where it is, (1, 2) in the survey plane; None when the row tells no place."""
    try:
        written = position_in(feature.fields, "lon", "lat")
    except ValueError:
        return None
    if written is not None:
        return transform(np.array([written]), source_epsg=epsg, target_epsg=SURVEY_EPSG)
    drawn = drawn_place(feature)
    return None if drawn is None else np.array([drawn])
