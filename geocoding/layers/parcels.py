"""Taking in parcels."""

from collections.abc import Iterable, Iterator
from itertools import islice

from geocoding.layers.city import City, label_points, to_points
from geocoding.layers.rows import Feature, Intake, Parcel
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import BATCH, Sorting, is_area, joined, shape_fault
from geocoding.model import ParcelKey, Point, Rejected


def take_parcels(rows: Iterable[Feature | Rejected], city: City) -> Intake:
    """Parcels with their label points, all at once; see `parcel_parts`."""
    return joined(parcel_parts(rows, city))


def parcel_parts(rows: Iterable[Feature | Rejected], city: City) -> Iterator[Intake]:
    """Parcels with their label points, part by part; a row without a commune gets the one its label point lies in."""
    sorting = Sorting()
    seen: set[str] = set()
    features = sorting.features(rows)
    while batch := list(islice(features, BATCH)):
        sound = [feature for feature in batch if _is_sound(feature, city, sorting)]
        labels = label_points([feature.shape for feature in sound if feature.shape is not None])
        for feature, label, commune in zip(sound, to_points(labels), city.commune_of(labels), strict=True):
            _file(feature, label, commune=commune, seen=seen, sorting=sorting)
        yield sorting.hand_over()
    yield sorting.hand_over()


def _is_sound(feature: Feature, city: City, sorting: Sorting) -> bool:
    """Whether the row can be placed; if not, it is filed as rejected."""
    fields = feature.fields
    stated = fields.get("commune_code", "")
    if not (fields.get("sheet") and fields.get("parcel")):
        sorting.reject(feature, Rule.PARCEL_WITHOUT_KEY)
    elif stated and stated not in city.known_codes:
        sorting.reject(feature, Rule.PARCEL_COMMUNE_UNKNOWN, stated)
    elif not is_area(feature.shape):
        sorting.reject(feature, Rule.PARCEL_INVALID_SHAPE, shape_fault(feature.shape))
    else:
        return True
    return False


def _file(feature: Feature, label: Point, *, commune: str, seen: set[str], sorting: Sorting) -> None:
    fields = feature.fields
    key = ParcelKey(fields.get("commune_code") or commune, fields["sheet"], fields["parcel"])
    name = "\x1f".join((key.commune_code, key.sheet, key.number))
    if not commune or feature.shape is None:
        sorting.reject(feature, Rule.PARCEL_OUTSIDE_CITY, f"{label.lon:.6f} {label.lat:.6f}")
    elif name in seen:
        sorting.reject(feature, Rule.PARCEL_DUPLICATE, str(key))
    else:
        sorting.accepted.append(Parcel(key=key, shape=feature.shape, label=label, land_use=fields.get("land_use", "")))
    seen.add(name)
