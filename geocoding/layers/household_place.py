"""Where a household is: the canonical point rule.

The given door or building point if it lies inside the parcel, else the parcel's label point; without a parcel the
building or the given point itself; without any of them what the text names, if that is one thing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shapely

from geocoding.address.query import AddressQuery
from geocoding.crs import to_wgs84
from geocoding.geometry import label_point
from geocoding.layers.city import City, StreetPlace
from geocoding.layers.household_draft import Draft, says_where
from geocoding.layers.rules import Rule
from geocoding.model import Accuracy, Address, ParcelKey, Point


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A given point, and what covers it, lowest key first."""

    point: Point
    commune_code: str
    parcels: tuple[ParcelKey, ...]
    buildings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a household is; `address` replaces the draft's where a reading of its text decided."""

    point: Point
    accuracy: Accuracy
    parcels: tuple[ParcelKey, ...] = ()
    building_external_id: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Why a household has no place: a broken rule, or several candidates."""

    rule: Rule
    detail: str = ""
    candidates: tuple[str, ...] = ()


def place(draft: Draft, around: Surroundings | None, city: City) -> Place | NoPlace:
    """The place of a household; `around` is None when the row gives no point."""
    if draft.stated_commune_code and draft.stated_commune_code not in city.known_codes:
        return NoPlace(Rule.HOUSEHOLD_COMMUNE_UNKNOWN, draft.stated_commune_code)
    if around is not None and not around.commune_code:
        return NoPlace(Rule.HOUSEHOLD_OUTSIDE_CITY, f"{around.point.lon:.6f} {around.point.lat:.6f}")
    if draft.key is not None:
        return _on_parcel(draft, draft.key, around, city)
    if around is not None:
        building = _building(draft, around)
        return Place(around.point, draft.given, around.parcels[:1], building)
    return _by_words(draft, city)


def _on_parcel(draft: Draft, key: ParcelKey, around: Surroundings | None, city: City) -> Place | NoPlace:
    label = city.parcels.label(key)
    if label is None:
        return NoPlace(Rule.HOUSEHOLD_PARCEL_UNKNOWN, str(key))
    if around is not None and key in around.parcels:
        return Place(around.point, draft.given, (key,), _building(draft, around))
    if draft.address.building:
        land = city.parcels.shape(key)
        for building in city.buildings.named(draft.address.building, within=land):
            x, y = label_point(building.shape)
            if shapely.intersects_xy(land, x, y):
                return Place(to_wgs84(x, y), Accuracy.BUILDING, (key,), building.external_id)
    return Place(label, Accuracy.PARCEL, (key,))


def _building(draft: Draft, around: Surroundings) -> str:
    """The building of a given point: the row itself when it is one, else the lowest id that covers the point."""
    return draft.building_external_id or (around.buildings[0] if around.buildings else "")


def _by_words(draft: Draft, city: City) -> Place | NoPlace:
    """The one parcel or street that the row's words can mean."""
    readings = tuple(_readings(draft))
    parcels = dict.fromkeys(found for reading in readings for found in _parcels(reading, draft, city))
    if parcels:
        return _the_parcel(tuple(parcels), city)
    streets = tuple(_streets(readings, draft, city))
    deepest = max((depth for depth, _, _ in streets), default=0)
    return _the_street({street: reading for depth, street, reading in streets if depth == deepest}, draft)


def _readings(draft: Draft) -> Iterator[AddressQuery]:
    fields = draft.feature.fields
    if draft.readings:
        yield from draft.readings
    else:
        yield AddressQuery(address=draft.address, sheet=fields.get("sheet", ""), parcel=fields.get("parcel", ""))


def _parcels(reading: AddressQuery, draft: Draft, city: City) -> tuple[ParcelKey, ...]:
    if not (reading.sheet and reading.parcel):
        return ()
    communes = _communes(reading, draft, city)
    found = city.parcels.numbered(reading.sheet, reading.parcel)
    return tuple(key for key in found if communes is None or key.commune_code in communes)


def _the_parcel(keys: tuple[ParcelKey, ...], city: City) -> Place | NoPlace:
    if len(keys) > 1:
        return NoPlace(Rule.HOUSEHOLD_SEVERAL_PLACES, candidates=tuple(str(key) for key in sorted(keys)))
    label = city.parcels.label(keys[0])
    return (
        NoPlace(Rule.HOUSEHOLD_PARCEL_UNKNOWN, str(keys[0])) if label is None else Place(label, Accuracy.PARCEL, keys)
    )


def _streets(
    readings: Iterable[AddressQuery], draft: Draft, city: City
) -> Iterator[tuple[int, StreetPlace, AddressQuery]]:
    """The streets and alleys the readings can mean, each with the known depth of its alley path."""
    for reading in readings:
        communes = _communes(reading, draft, city)
        for depth, street in _deepest(reading.address, city):
            if communes is None or street.commune_code in communes:
                yield depth, street, reading


def _deepest(address: Address, city: City) -> Iterator[tuple[int, StreetPlace]]:
    """The places of the longest known part of an alley path, the street itself at the least."""
    for depth in range(len(address.alley_path), -1, -1):
        if address.street and (places := city.streets.places(address.street, address.alley_path[:depth])):
            yield from ((depth, street) for street in places)
            return


def _the_street(streets: dict[StreetPlace, AddressQuery], draft: Draft) -> Place | NoPlace:
    if not streets:
        return NoPlace(Rule.HOUSEHOLD_UNLOCATED)
    if len(streets) > 1:
        labels = sorted(f"{street.label} ({street.commune_code})" for street in streets)
        return NoPlace(Rule.HOUSEHOLD_SEVERAL_PLACES, candidates=tuple(labels))
    [(street, reading)] = streets.items()
    return Place(street.point, Accuracy.CENTROID, address=None if says_where(draft.address) else reading.address)


def _communes(reading: AddressQuery, draft: Draft, city: City) -> frozenset[str] | None:
    """The communes of 2025 that a reading can mean; None when neither it nor the row names an area we know."""
    if draft.stated_commune_code:
        return frozenset({draft.stated_commune_code})
    areas = []
    if reading.commune:
        areas.append(city.units.communes_named(reading.commune, kind=reading.commune_kind).communes)
    if reading.district:
        areas.append(city.units.districts_named(reading.district, kind=reading.district_kind).communes)
    known = [area for area in areas if area]
    return frozenset.intersection(*known) or known[0] if known else None
