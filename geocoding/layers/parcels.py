"""Taking in parcels."""

from collections.abc import Iterable

from geocoding.layers.city import City, label_points, to_points
from geocoding.layers.rows import Feature, Intake, Parcel
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting, is_area, shape_fault
from geocoding.model import ParcelKey, Point, Rejected


def take_parcels(rows: Iterable[Feature | Rejected], city: City) -> Intake:
    """Parcels with their label points; a row without a commune code gets the one its label point lies in."""
    sorting = Sorting()
    sound = [feature for feature in sorting.features(rows) if _is_sound(feature, city, sorting)]
    shapes = [feature.shape for feature in sound if feature.shape is not None]
    if not shapes:
        return sorting.intake()
    labels = label_points(shapes)
    seen: set[ParcelKey] = set()
    for feature, label, commune in zip(sound, to_points(labels), city.commune_of(labels), strict=True):
        _file(feature, label, commune=commune, seen=seen, sorting=sorting)
    return sorting.intake()


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


def _file(feature: Feature, label: Point, *, commune: str, seen: set[ParcelKey], sorting: Sorting) -> None:
    fields = feature.fields
    key = ParcelKey(fields.get("commune_code") or commune, fields["sheet"], fields["parcel"])
    if not commune or feature.shape is None:
        sorting.reject(feature, Rule.PARCEL_OUTSIDE_CITY, f"{label.lon:.6f} {label.lat:.6f}")
    elif key in seen:
        sorting.reject(feature, Rule.PARCEL_DUPLICATE, str(key))
    else:
        sorting.accepted.append(Parcel(key=key, shape=feature.shape, label=label, land_use=fields.get("land_use", "")))
    seen.add(key)
