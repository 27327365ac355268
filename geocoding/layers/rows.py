"""What each layer holds once it has been read and checked; shapes are valid and in metres of the survey plane."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geocoding.identifiers import Scheme
from geocoding.model import Accuracy, Address, ParcelKey, Point, Rejected


class Layer(StrEnum):
    """The kinds of layer that can be imported."""

    COMMUNES = "communes"
    PARCELS = "parcels"
    BUILDINGS = "buildings"
    STREETS = "streets"
    HOUSEHOLDS = "households"
    OSM = "osm"
    REFERENCE_COUNTS = "reference-counts"
    CERTIFICATIONS = "certifications"
    IDENTIFIERS = "identifiers"
    SERVICE_POINTS = "service-points"


@dataclass(frozen=True, slots=True)
class Feature:
    """One record as read from a file: its 1-based row, its fields as text, and its shape as read, None without one.

    `shape` is in the survey plane; an absent or null field is the empty string.
    """

    row: int
    fields: Mapping[str, str]
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class CommuneOutline:
    """The outline of a commune valid on `valid_on`; (code, valid_on) names the unit.

    `approximate` says that the outline only imitates the legal line.
    """

    code: str
    valid_on: date
    shape: BaseGeometry
    source: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """A cadastral unit of land with the point that stands for it (always inside)."""

    key: ParcelKey
    shape: BaseGeometry
    label: Point
    land_use: str = ""


@dataclass(frozen=True, slots=True)
class Building:
    """A building footprint; `levels` is None when unknown."""

    external_id: str
    shape: BaseGeometry
    name: str = ""
    levels: int | None = None


@dataclass(frozen=True, slots=True)
class Street:
    """A named street, or the alley of one when `alley_path` is not empty.

    `name` excludes `prefix` ("Đường", "Phố", …). A street from a plain list has no shape; it may name a district
    that was abolished in 2025 and no commune.
    """

    external_id: str
    name: str
    prefix: str = ""
    alley_path: tuple[str, ...] = ()
    commune_code: str = ""
    district: str = ""
    shape: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household accepted from a layer.

    `commune_code` is the commune that contains `point`; `stated_commune_code` what the row claimed. `brought_code`
    is a Vpostcode the row says was already issued, as written. `address_text` keeps the raw text of the row.
    """

    external_id: str
    address: Address
    commune_code: str
    point: Point
    accuracy: Accuracy
    access_point: Point | None = None
    parcels: tuple[ParcelKey, ...] = ()
    building_external_id: str = ""
    stated_commune_code: str = ""
    address_text: str = ""
    brought_code: str = ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row that could be several things: kept in the queue for a person to decide, with what it may be."""

    row: int
    rule: str
    external_id: str
    address_text: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """The number of households of a commune by an outside source on a day."""

    commune_code: str
    count: int
    dated_on: date
    source: str


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """That a household was certified on a day, and by which paper."""

    external_id: str
    certified_on: date
    paper: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """National identifiers of a household, from a day on; `valid_to` is the last day, None while it has them."""

    external_id: str
    values: Mapping[Scheme, str]
    valid_from: date
    valid_to: date | None = None


class ServiceKind(StrEnum):
    """The kinds of postal service point."""

    POST_OFFICE = "post-office"
    AGENCY = "agency"
    MAILBOX = "mailbox"
    LOCKER = "locker"


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A place where one can post or fetch something; `commune_code` is the commune that contains `point`."""

    external_id: str
    name: str
    kind: ServiceKind
    commune_code: str
    point: Point
    address_text: str = ""


AreaRow = CommuneOutline | Parcel | Building | Street
LayerRow = AreaRow | HouseholdRow | ReferenceCount | CertificationRow | IdentifierRow | ServicePoint


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of one layer: every input row is in exactly one of the three lists."""

    accepted: tuple[LayerRow, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    doubtful: tuple[Doubtful, ...] = field(default=())
