"""Taking in building footprints."""

from collections.abc import Iterable

import shapely

from geocoding.layers.city import City, label_points
from geocoding.layers.columns import parse_decimal
from geocoding.layers.rows import Building, Feature, Intake
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting, derived_id, is_area, shape_fault
from geocoding.model import Rejected

MAX_LEVELS = 200
"""More than any building has: a number above is a slip of the pen."""


def take_buildings(rows: Iterable[Feature | Rejected], city: City) -> Intake:
    """Footprints within the city; one without an id gets one derived from its shape."""
    sorting = Sorting()
    sound: list[Feature] = []
    for feature in sorting.features(rows):
        if is_area(feature.shape):
            sound.append(feature)
        else:
            sorting.reject(feature, Rule.BUILDING_INVALID_SHAPE, shape_fault(feature.shape))
    shapes = [feature.shape for feature in sound if feature.shape is not None]
    communes = city.commune_of(label_points(shapes)) if shapes else []
    seen: set[str] = set()
    for feature, commune in zip(sound, communes, strict=True):
        building = _building(feature)
        if not commune:
            sorting.reject(feature, Rule.BUILDING_OUTSIDE_CITY)
        elif building.external_id in seen:
            sorting.reject(feature, Rule.BUILDING_DUPLICATE, building.external_id)
        else:
            sorting.accepted.append(building)
        seen.add(building.external_id)
    return sorting.intake()


def _building(feature: Feature) -> Building:
    if feature.shape is None:
        raise ValueError("a building needs a shape")
    fields = feature.fields
    external_id = fields.get("external_id") or derived_id("building", [shapely.to_wkb(feature.shape)])
    return Building(external_id, feature.shape, name=fields.get("name", ""), levels=_levels(fields.get("levels", "")))


def _levels(text: str) -> int | None:
    """The number of storeys; None where the text gives no sensible one."""
    try:
        levels = parse_decimal(text)
    except ValueError:
        return None
    return int(levels) if 0 < levels <= MAX_LEVELS else None
