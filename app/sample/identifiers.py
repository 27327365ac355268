"""National identifiers of the sample's households: made up, but of the right forms, on two lists of 2022 and 2026.

A digital address has ten digits and a property code is composed as NĐ 357/2025 says: parcel id, building, location id,
distinguishing characters, 40 in all. Nothing of the inner order of the digits is published, so they are scrambled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from shapely import Polygon

from app.sample.commune import BlockLayers, HouseholdRecord
from app.sample.lots import Ring
from geocoding.crs import to_wgs84
from geocoding.geohash import encode_geohash
from geocoding.geometry import label_point
from geocoding.model import ParcelKey

PILOT_SHARE: Final = 0.30
"""Households with a digital address since the pilot of 2022."""
PROPERTY_SHARE: Final = 0.45
"""Households on the list of 2026; of those on the list of 2022 some get another digital address there."""
REPLACED_SHARE: Final = 0.04
GIVEN_UP_SHARE: Final = 0.01
PILOT_DAY: Final = "2022-10-10"
GIVEN_UP_DAY: Final = "2025-06-30"
PROPERTY_DAY: Final = "2026-06-01"

_SCRAMBLE: Final = 7_654_321_077
"""Prime to ten, so that no two numbers become one."""
_OF_A_COMMUNE: Final = 400_000
"""Numbers set aside for each commune code: two for each household."""
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Identified:
    """A row of a list of identifiers; empty where there is none."""

    external_id: str
    digital_address: str
    property_code: str
    valid_from: str
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierLists:
    """What a block adds to the lists of 2022 and 2026."""

    pilot: Sequence[Identified]
    current: Sequence[Identified]


def identifiers_of(layers: BlockLayers, *, seed: int) -> IdentifierLists:
    """The identifiers of a block's good households: each by itself, whatever others there are."""
    rings = {parcel.key: parcel.ring for parcel in layers.parcels}
    pilot: list[Identified] = []
    current: list[Identified] = []
    for household in layers.households:
        if household.mistake is None:
            for row in _rows(household, rings, seed=seed):
                (pilot if row.valid_from == PILOT_DAY else current).append(row)
    return IdentifierLists(pilot, current)


def _rows(household: HouseholdRecord, rings: Mapping[ParcelKey, Ring], *, seed: int) -> Iterator[Identified]:
    external_id = household.cells.external_id
    rng = Random(f"{seed}-identifiers-{external_id}")  # noqa: S311 - a made-up city, no secret
    in_pilot, is_replaced = rng.random() < PILOT_SHARE, rng.random() < REPLACED_SHARE
    is_given_up = rng.random() < GIVEN_UP_SHARE
    first, second = digital_address(external_id, nth=0), digital_address(external_id, nth=1)
    if in_pilot:
        yield Identified(external_id, first, "", PILOT_DAY, GIVEN_UP_DAY if is_given_up else "")
    if rng.random() < PROPERTY_SHARE or (in_pilot and is_replaced):
        address = second if in_pilot and (is_replaced or is_given_up) else first
        ring = rings.get(_parcel(household))
        code = "" if ring is None else _property_code(household, ring, address)
        yield Identified(external_id, address, code, PROPERTY_DAY)


def digital_address(external_id: str, *, nth: int) -> str:
    """The ten digits that a household (H, commune code, hyphen, number) gets first (0) or instead of them (1)."""
    commune_code, _, number = external_id.removeprefix("H").partition("-")
    plain = int(commune_code) * _OF_A_COMMUNE + int(number) * 2 + nth
    return f"{plain * _SCRAMBLE % 10**10:010d}"


def _parcel(household: HouseholdRecord) -> ParcelKey:
    cells = household.cells
    return ParcelKey(cells.commune_code, cells.sheet, cells.parcel)


def _property_code(household: HouseholdRecord, ring: Ring, address: str) -> str:
    written = Polygon([(round(x, 2), round(y, 2)) for x, y in ring])
    parcel_id = encode_geohash(to_wgs84(*label_point(written))).upper()
    building = "".join(one for one in household.cells.building.upper() if one.isascii() and one.isalnum())[:6]
    begun = ".".join(part for part in (parcel_id, building, address) if part) + "."
    number = household.cells.external_id.rpartition("-")[2]
    return begun + number.zfill(_LONGEST - len(begun))
