"""The nouns of the workflow: what can be changed of a household, the edit that asks for it, and who decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point


class EditKind(StrEnum):
    """What an edit does."""

    CORRECT = "correct"
    MOVE = "move"
    CERTIFY = "certify"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    RETIRE = "retire"


class EditState(StrEnum):
    """Where an edit stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Content:
    """What the register says of a household, as far as people may change it."""

    address: Address
    commune_code: str
    point: Point
    accuracy: Accuracy
    status: HouseholdStatus
    access_point: Point | None = None
    parcels: tuple[ParcelKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an edit asks for; None leaves a part as it is, an empty text takes it away.

    `into` is the household that stays after a merger; `parts` are the households that come out of a split.
    """

    house_number: str | None = None
    alley_path: tuple[str, ...] | None = None
    street: str | None = None
    hamlet: str | None = None
    estate: str | None = None
    building: str | None = None
    floor: str | None = None
    unit: str | None = None
    point: Point | None = None
    access_point: Point | None = None
    accuracy: Accuracy | None = None
    parcels: tuple[ParcelKey, ...] | None = None
    commune_code: str | None = None
    into: str | None = None
    parts: tuple["Wanted", ...] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts: the permanent id, and the name shown to colleagues."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """Who did something, when and why."""

    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """What an edit does to one household.

    `base_version` is the version the edit was written against, -1 for a household that comes into being;
    `before` is None then. The codes are stored spellings, empty for none, known once the edit is approved.
    """

    household_id: str
    base_version: int
    before: Content | None
    after: Content
    code_before: str = ""
    code_after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of the register that somebody asks for; all its targets or none of them are changed."""

    id: str
    kind: EditKind
    state: EditState
    commune_code: str
    wanted: Wanted
    evidence: str
    proposed: Step
    targets: tuple[Target, ...]
    decided: Step | None = None
    undone: Step | None = None


NOT_YET = -1
"""The version of a household that does not exist yet."""
