"""The nouns every part of the product shares; the glossary in docs/glossary.md defines each word once."""

import math
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A position in WGS 84 degrees; raises `ValueError` when it is not on the globe (NaN included)."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        # A chained comparison is False for NaN, so NaN cannot pass.
        if not (-180.0 <= self.lon <= 180.0 and -90.0 <= self.lat <= 90.0):
            raise ValueError(f"not a position in degrees: lon={self.lon}, lat={self.lat}")


@dataclass(frozen=True, slots=True)
class Box:
    """A closed box in WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box, its edges included."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north


HANOI = Box(west=105.2, south=20.5, east=106.1, north=21.45)
"""A box around the city with a margin of about 5 km; what lies outside is certainly not in Hanoi."""


class UnitKind(StrEnum):
    """Kinds of administrative unit; the last four ended on 1 July 2025 (Resolution 1656/NQ-UBTVQH15)."""

    PHUONG = "phường"
    XA = "xã"
    THI_TRAN = "thị trấn"
    QUAN = "quận"
    HUYEN = "huyện"
    THI_XA = "thị xã"


class MatchLevel(IntEnum):
    """What kind of thing matched, from nothing to one household."""

    NONE = 0
    COMMUNE = 1
    STREET = 2
    ALLEY = 3
    PARCEL = 4
    HOUSEHOLD = 5


class Accuracy(StrEnum):
    """How a position was derived, best first."""

    DOOR = "door"
    BUILDING = "building"
    PARCEL = "parcel"
    INTERPOLATED = "interpolated"
    CENTROID = "centroid"


class Verdict(StrEnum):
    """What a caller may conclude from an answer."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    PARTIAL = "partial"
    NONE = "none"


class HouseholdStatus(StrEnum):
    """Where a household stands in the commune's workflow."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    CERTIFIED = "certified"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, order=True)
class ParcelKey:
    """How the cadastre names a parcel: commune code, map sheet (tờ), parcel number (thửa)."""

    commune_code: str
    sheet: str
    number: str

    def __str__(self) -> str:
        return f"{self.commune_code}-{self.sheet}-{self.number}"


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one address as written by its register; an absent part is the empty string.

    `alley_path` is ordered from the street inwards: ("12", "5") is ngách 5 of ngõ 12. Four families share the
    fields: street (house_number, alley_path, street), building (building, floor, unit, with estate or street),
    estate plot (house_number such as "LK3-12", estate) and rural (hamlet, with or without house_number).
    """

    house_number: str = ""
    alley_path: tuple[str, ...] = ()
    street: str = ""
    hamlet: str = ""
    estate: str = ""
    building: str = ""
    floor: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Household:
    """A household as it is published; `code` is the stored spelling, empty when none was issued.

    `id` is the opaque permanent identifier, `external_id` the one of the register it came from.
    `former_commune_code` is the commune that held it on 30 June 2025, empty where no outline of that day decides.
    """

    id: str
    external_id: str
    code: str
    address: Address
    commune_code: str
    point: Point
    access_point: Point | None
    accuracy: Accuracy
    parcels: tuple[ParcelKey, ...]
    former_commune_code: str = ""


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """One official area; `code` alone does not identify it, `code` and a date do.

    `valid_to` is the last day of validity, None while the unit exists. `district_code` is empty from 1 July 2025 on.
    """

    code: str
    kind: UnitKind
    name: str
    valid_from: date
    valid_to: date | None
    district_code: str
    source: str

    @property
    def full_name(self) -> str:
        """Kind and name as written in an address: "Phường Ba Đình"."""
        return f"{self.kind.capitalize()} {self.name}"

    def is_valid_on(self, day: date) -> bool:
        """Whether the unit existed on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input row refused: its 1-based row number, the stable rule code, and the facts that broke the rule."""

    row: int
    rule: str
    external_id: str
    detail: str


def is_finite(*values: float) -> bool:
    """Whether no value is NaN or infinite."""
    return all(math.isfinite(value) for value in values)
