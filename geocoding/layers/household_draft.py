"""A household row as its words say it, before anything is looked up on the ground."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from geocoding.address.marked_names import MarkedNames
from geocoding.address.parse import parse
from geocoding.address.query import AddressQuery
from geocoding.address.street_names import parse_alley_path, parse_street_name
from geocoding.layers.columns import parse_decimal
from geocoding.layers.rows import Feature
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import derived_id
from geocoding.model import Accuracy, Address, ParcelKey, is_finite

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Draft:
    """One row's words. `position` is the given place in the file's system, `access` the gate or lobby, None without.

    `given` says what kind of place that is. `readings` are those of `address_text`, read only where the columns do
    not make an address or a place. `building_external_id` is set where the row is a building itself.
    """

    feature: Feature
    external_id: str
    address: Address
    key: ParcelKey | None = None
    position: LonLat | None = None
    access: LonLat | None = None
    given: Accuracy = Accuracy.DOOR
    stated_commune_code: str = ""
    address_text: str = ""
    brought_code: str = ""
    building_external_id: str = ""
    readings: tuple[AddressQuery, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that breaks a rule in its words alone."""

    feature: Feature
    rule: Rule
    detail: str = ""


def draft(feature: Feature, names: MarkedNames) -> Draft | Broken:
    """What a row says, or the rule its words break; `names` helps to read an address that is only a text."""
    fields = feature.fields
    try:
        position, access = position_in(fields, "lon", "lat"), position_in(fields, "access_lon", "access_lat")
    except ValueError as error:
        return Broken(feature, Rule.HOUSEHOLD_BAD_NUMBER, str(error))
    words = Draft(
        feature=feature,
        external_id=fields.get("external_id") or _derived_id(fields),
        address=_address(fields),
        key=_key(fields),
        position=position,
        access=access,
        given=_given(feature),
        stated_commune_code=fields.get("commune_code", ""),
        address_text=fields.get("address_text", ""),
        brought_code=fields.get("vpostcode", ""),
        building_external_id=fields.get("building_external_id", ""),
    )
    return _checked(_with_readings(words, names))


def says_where(address: Address) -> bool:
    """Whether an address names a house, a building, a flat, an estate or a hamlet: a street alone does not."""
    parts = (address.house_number, address.hamlet, address.building, address.estate, address.unit)
    return any(parts)


def _checked(words: Draft) -> Draft | Broken:
    is_cadastral = any(reading.sheet and reading.parcel for reading in words.readings)
    number = words.address.house_number
    if not says_where(words.address) and not is_cadastral:
        return Broken(words.feature, Rule.HOUSEHOLD_WITHOUT_ADDRESS, words.address_text)
    if len(number) > 2 and not any(character.isdecimal() for character in number):
        return Broken(words.feature, Rule.HOUSEHOLD_BAD_HOUSE_NUMBER, number)
    return words


def _with_readings(words: Draft, names: MarkedNames) -> Draft:
    """The draft with the readings of its text, and the first one's address where the columns hold none."""
    has_address, has_place = says_where(words.address), words.key is not None or words.position is not None
    if not words.address_text or (has_address and has_place):
        return words
    readings = parse(words.address_text, names)
    if has_address or not readings:
        return replace(words, readings=readings)
    return replace(words, readings=readings, address=readings[0].address)


def position_in(fields: Mapping[str, str], *names: str) -> LonLat | None:
    """The place in two columns; None when both are empty. Raises `ValueError` with the texts that are no numbers."""
    lon, lat = (fields.get(name, "") for name in names)
    if not lon and not lat:
        return None
    try:
        position = parse_decimal(lon), parse_decimal(lat)
    except ValueError:
        position = math.nan, math.nan
    if not is_finite(*position):
        raise ValueError(f"{names[0]}={lon} {names[1]}={lat}")
    return position


def _given(feature: Feature) -> Accuracy:
    is_drawn = feature.shape is not None and shapely.get_dimensions(feature.shape) > 0
    return Accuracy.BUILDING if is_drawn else Accuracy.DOOR


def _key(fields: Mapping[str, str]) -> ParcelKey | None:
    """The parcel a row names in full; a sheet and number without a commune are looked up like a text."""
    commune, sheet, number = (fields.get(name, "") for name in ("commune_code", "sheet", "parcel"))
    return ParcelKey(commune, sheet, number) if commune and sheet and number else None


def _address(fields: Mapping[str, str]) -> Address:
    """The address in the columns; an alley chain inside the street's name moves into the alley path."""
    street = fields.get("street", "")
    path = parse_alley_path(fields.get("alley_path", ""))
    if not path and street[:1] in "NnHhKk":
        named = parse_street_name(street)
        if named.alley_path and named.name:
            street, path = named.full_name, named.alley_path
    return Address(
        house_number=fields.get("house_number", ""),
        alley_path=path,
        street=street,
        hamlet=fields.get("hamlet", ""),
        estate=fields.get("estate", ""),
        building=fields.get("building", ""),
        floor=fields.get("floor", ""),
        unit=fields.get("unit", ""),
    )


def _derived_id(fields: Mapping[str, str]) -> str:
    return derived_id("household", [f"{name}={value}" for name, value in sorted(fields.items()) if value])


def drawn_place(feature: Feature) -> LonLat | None:
    """A point for a shape in the survey plane, inside it where it is an area; None without a usable shape."""
    shape = feature.shape
    if shape is None or shapely.is_empty(shape) or not shapely.is_valid(shape):
        return None
    centre = shapely.centroid(shape)
    if not shapely.intersects(shape, centre):
        centre = shapely.point_on_surface(shape)
    place = np.asarray(shapely.get_coordinates(centre)).tolist()[0]
    return float(place[0]), float(place[1])
