"""Answers of the look-ups: parcels with their households, streets and alleys, the life of a code."""

from datetime import date

from app.api.officials.household_schemas import CodeStepOut
from app.api.schemas import AddressParts, ParcelRef, Position, Schema
from geocoding.model import Accuracy


class FoundHousehold(Schema):
    """A household: `point` is its identity point, `access_point` where one enters; the parcels in their order."""

    household_id: str
    code: str | None
    label: str
    address: AddressParts
    commune_code: str
    point: Position
    access_point: Position | None
    accuracy: Accuracy
    parcels: tuple[ParcelRef, ...]


class FoundParcel(ParcelRef):
    """A parcel with its label point, its GeoHash id, and the households that stand on it."""

    geohash: str
    point: Position
    households: tuple[FoundHousehold, ...]


class Parcels(Schema):
    """The parcels found; `read_as` tells how a text was read."""

    dataset_version: str
    read_as: ParcelRef | None
    parcels: tuple[FoundParcel, ...]


class BranchOut(Schema):
    """A street, or an alley by its number, with the number of households in it and all below it."""

    name: str
    households: int


class Streets(Schema):
    """The streets of a commune; the empty name holds the households without a street."""

    dataset_version: str
    commune_code: str
    streets: tuple[BranchOut, ...]


class Houses(Schema):
    """What a street or alley holds: the alleys that begin in it, and a page of its own households."""

    dataset_version: str
    commune_code: str
    street: str
    alley_path: tuple[str, ...]
    alleys: tuple[BranchOut, ...]
    total: int
    households: tuple[FoundHousehold, ...]
    next: int | None


class CodeHistory(Schema):
    """What became of a code. Who may not see histories learns whether it lives, and of a retired one the successors.

    `steps` are all codes of its household, oldest first, `then` the one that was live at the end of the day asked for.
    """

    code: str
    live: bool
    successors: tuple[str, ...]
    household_id: str | None
    steps: tuple[CodeStepOut, ...] | None
    as_of: date | None
    then: str | None
