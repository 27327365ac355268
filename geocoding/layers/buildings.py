"""Taking in building footprints."""

from collections.abc import Iterable, Iterator
from itertools import islice

import shapely

from geocoding.layers.city import City, label_points
from geocoding.layers.columns import parse_decimal
from geocoding.layers.rows import Building, Feature, Intake
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import BATCH, Sorting, derived_id, is_area, joined, shape_fault
from geocoding.model import Rejected

MAX_LEVELS = 200
"""More than any building has: a number above is a slip of the pen."""


def take_buildings(rows: Iterable[Feature | Rejected], city: City) -> Intake:
    """Footprints within the city, all at once; see `building_parts`."""
    return joined(building_parts(rows, city))


def building_parts(rows: Iterable[Feature | Rejected], city: City) -> Iterator[Intake]:
    """Footprints within the city, part by part; one without an id gets one derived from its shape."""
    sorting = Sorting()
    seen: set[str] = set()
    features = sorting.features(rows)
    while batch := list(islice(features, BATCH)):
        sound = [feature for feature in batch if _is_sound(feature, sorting)]
        middles = label_points([feature.shape for feature in sound if feature.shape is not None])
        for feature, commune in zip(sound, city.commune_of(middles), strict=True):
            _file(feature, commune=commune, seen=seen, sorting=sorting)
        yield sorting.hand_over()
    yield sorting.hand_over()


def _is_sound(feature: Feature, sorting: Sorting) -> bool:
    """Whether the row has an area; if not, it is filed as rejected."""
    if is_area(feature.shape):
        return True
    sorting.reject(feature, Rule.BUILDING_INVALID_SHAPE, shape_fault(feature.shape))
    return False


def _file(feature: Feature, *, commune: str, seen: set[str], sorting: Sorting) -> None:
    building = _building(feature)
    if not commune:
        sorting.reject(feature, Rule.BUILDING_OUTSIDE_CITY)
    elif building.external_id in seen:
        sorting.reject(feature, Rule.BUILDING_DUPLICATE, building.external_id)
    else:
        sorting.accepted.append(building)
    seen.add(building.external_id)


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
