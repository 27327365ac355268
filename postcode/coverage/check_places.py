"""Where households stand: in their commune, on their parcels, in their buildings. Metres of the survey plane."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geocoding.address.numbers import number_key
from geocoding.geometry import distance_m
from geocoding.layers.rows import Building
from geocoding.model import Accuracy
from postcode.coverage.finding import Finding, of_group, of_household
from postcode.coverage.groups import repeated
from postcode.coverage.land import shape_array
from postcode.coverage.register import AuditedHousehold, CommuneRegister
from postcode.coverage.rules import RuleCode

EDGE_M = 0.5
"""A point this near to its parcel counts as inside: coordinates are written to a centimetre, surveyed to decimetres."""

BUILDING_EDGE_M = 5.0
_SURVEYED = (Accuracy.DOOR, Accuracy.BUILDING)
ACCESS_FAR_M = 150.0
PARCELS_APART_M = 300.0
BUILT_UP = 0.5
"""Demolition is judged only where at least half of the residential parcels bear a building."""


def check_places(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about the points of households that are not retired."""
    yield from _outside_commune(commune)
    yield from _outside_parcel(commune)
    yield from _on_empty_parcels(commune)
    for row, household in zip(commune.alive_rows, commune.alive, strict=True):
        if not _is_plainly_linked(household, commune):
            yield from _links(household, commune, commune.linked[row])
    yield from _in_buildings(commune)
    yield from _same_points(commune.alive)


def _outside_commune(commune: CommuneRegister) -> Iterator[Finding]:
    if commune.outline is None or not len(commune.places):
        return
    shape = commune.outline.shape
    shapely.prepare(shape)
    inside = shapely.intersects_xy(shape, commune.places[:, 0], commune.places[:, 1])
    for row in np.flatnonzero(~inside).tolist():
        household = commune.households[row]
        if not household.is_retired:
            yield of_household(RuleCode.HH_OUTSIDE_COMMUNE, household, approximate=int(commune.outline.approximate))


def _outside_parcel(commune: CommuneRegister) -> Iterator[Finding]:
    """Households that stand on none of their parcels; only those whose parcels are all known here are judged."""
    known = [
        (row, linked)
        for row, household in zip(commune.alive_rows, commune.alive, strict=True)
        if (linked := commune.linked[row]) and len(linked) == len(household.parcels)
    ]
    if not known:
        return
    rows = np.repeat([row for row, _ in known], [len(linked) for _, linked in known])
    shapes = commune.land.shapes[[place for _, linked in known for place in linked]]
    away_m = _away_m(shapes, commune.places[rows])
    nearest: dict[int, float] = {}
    for row, metres in zip(rows.tolist(), away_m.tolist(), strict=True):
        nearest[row] = min(metres, nearest.get(row, metres))
    for row, metres in nearest.items():
        if metres > EDGE_M:
            yield of_household(RuleCode.POINT_OUTSIDE_PARCEL, commune.households[row], distance_m=round(metres, 1))


def _away_m(shapes: NDArray[np.object_], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each point (n, 2) lies from its shape (n), 0 inside."""
    away_m = np.zeros(len(shapes))
    outside = ~shapely.intersects_xy(shapes, places[:, 0], places[:, 1])
    away_m[outside] = shapely.distance(shapes[outside], shapely.points(places[outside]))
    return away_m


def _on_empty_parcels(commune: CommuneRegister) -> Iterator[Finding]:
    land = commune.land
    judges_demolition = bool(land.is_home.any()) and land.is_built[land.is_home].mean() >= BUILT_UP
    is_built, is_other = land.is_built.tolist(), land.is_other
    for row, household in zip(commune.alive_rows, commune.alive, strict=True):
        linked = commune.linked[row]
        if not linked:
            continue
        first = linked[0]
        is_bare = judges_demolition and not is_built[first] and not household.building_external_id
        if is_bare and not any(is_built[one] for one in linked):
            yield of_household(RuleCode.HH_ON_DEMOLISHED, household)
        if is_other[first] and all(is_other[one] for one in linked):
            use = land.parcels[linked[0]].land_use
            yield of_household(RuleCode.HH_NOT_RESIDENTIAL, household, land_use=use)


def _is_plainly_linked(household: AuditedHousehold, commune: CommuneRegister) -> bool:
    """Whether it has one parcel, of its own commune, which it states, and no other entrance: nothing to be found."""
    code, parcels = commune.code, household.parcels
    return (
        household.stated_commune_code == household.commune_code == code
        and len(parcels) == 1
        and parcels[0].commune_code == code
        and household.access_point is None
        and code in commune.codes_today
    )


def _links(household: AuditedHousehold, commune: CommuneRegister, linked: Sequence[int]) -> Iterator[Finding]:
    """What a household is linked to: communes, parcels, and the place where one enters."""
    stated = household.stated_commune_code
    if stated and stated not in commune.codes_today:
        yield of_household(RuleCode.HH_COMMUNE_CLOSED, household, commune=stated)
    elif stated and stated != household.commune_code:
        yield of_household(RuleCode.HH_OTHER_COMMUNE_STATED, household, commune=stated)
    if not household.parcels:
        yield of_household(RuleCode.HH_NO_PARCEL, household)
    elif any(key.commune_code != household.commune_code for key in household.parcels):
        yield of_household(RuleCode.LAYERS_DISAGREE, household, parcel=str(household.parcels[0]))
    if len(linked) > 1:
        first, *others = (commune.land.parcels[row].label for row in linked)
        apart_m = max(distance_m(first, other) for other in others)
        if apart_m > PARCELS_APART_M:
            yield of_household(RuleCode.HH_PARCELS_APART, household, distance_m=round(apart_m))
    if household.access_point is not None:
        away_m = distance_m(household.point, household.access_point)
        if away_m > ACCESS_FAR_M:
            yield of_household(RuleCode.ACCESS_FAR, household, distance_m=round(away_m))


def _in_buildings(commune: CommuneRegister) -> Iterator[Finding]:
    """Households against the building they name; none where no building is known."""
    buildings = commune.land.building_by_id
    naming = [row for row in commune.alive_rows if buildings and commune.households[row].building_external_id]
    inside = []
    for row in naming:
        household = commune.households[row]
        if household.building_external_id in buildings:
            inside.append(row)
        else:
            yield of_household(RuleCode.BUILDING_UNKNOWN, household, building=household.building_external_id)
    if not inside:
        return
    named = [buildings[commune.households[row].building_external_id] for row in inside]
    away_m = _away_m(shape_array([building.shape for building in named]), commune.places[inside]).tolist()
    for row, building, metres in zip(inside, named, away_m, strict=True):
        yield from _building(commune.households[row], building, away_m=metres)


def _building(household: AuditedHousehold, building: Building, *, away_m: float) -> Iterator[Finding]:
    if away_m > BUILDING_EDGE_M:
        yield of_household(RuleCode.BUILDING_ELSEWHERE, household, distance_m=round(away_m, 1))
    if building.levels is None or not household.address.floor:
        return
    floor = number_key(household.address.floor).rstrip("ab")
    if floor.isdecimal() and int(floor) > building.levels:
        yield of_household(RuleCode.FLOOR_ABOVE_BUILDING, household, floor=int(floor), levels=building.levels)


def _same_points(households: Sequence[AuditedHousehold]) -> Iterator[Finding]:
    """Houses of different numbers at one surveyed point; flats of one building have one lobby and are passed over."""
    houses = [
        one
        for one in households
        if one.accuracy in _SURVEYED and one.address.house_number and not (one.address.unit or one.address.building)
    ]
    for (lon, lat), group in repeated([(one.point.lon, one.point.lat) for one in houses], houses):
        if len({household.address.house_number for household in group}) > 1:
            yield of_group(RuleCode.POINT_SHARED, group, subject=f"point:{lon:.7f},{lat:.7f}")
