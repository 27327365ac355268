"""The nouns of the feed: what it tells of a household, and one change of that."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import cast

import orjson

from geocoding.model import Accuracy, Address, HouseholdStatus, Point


class ChangeKind(StrEnum):
    """What happened to a household, as far as the feed tells of it."""

    ISSUED = "issued"
    """It has a code for the first time."""
    CHANGED = "changed"
    """Its code is the same, something else is not."""
    REHEADED = "reheaded"
    """Its commune got another postcode and so the household another code."""
    REPLACED = "replaced"
    """It has another code for another reason."""
    RETIRED = "retired"
    """It has no code any more."""
    RESTORED = "restored"
    """It has a code again, after it had none."""
    LEFT = "left"
    """It stands in a commune now that this feed does not tell of; never stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdState:
    """What the feed tells of a household that has a code; `code` is the stored spelling."""

    code: str
    commune_code: str
    point: Point
    accuracy: Accuracy
    status: HouseholdStatus
    access_point: Point | None
    address: Address


@dataclass(frozen=True, slots=True)
class Successor:
    """A household that carries on after a retired one, and its code at that time, stored spelling, empty without."""

    household_id: str
    code: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the feed told last of a household; `state` is None where it told that the household has no code."""

    commune_code: str
    code: str
    state: HouseholdState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is new of one household.

    `reason` says how a code ended (a `SuccessionKind`), empty where none did. `left_commune` is the commune it stood
    in before, empty where that is its own. `previous_code` is the code that ended, empty where none did. `state` is
    None where the household has no code from then on.
    """

    household_id: str
    kind: ChangeKind
    reason: str
    commune_code: str
    left_commune: str
    previous_code: str
    successors: tuple[Successor, ...]
    state: HouseholdState | None

    @property
    def code(self) -> str:
        """The code from then on, empty without one."""
        return "" if self.state is None else self.state.code


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change in its place in the feed; `at` is when the feed took it up."""

    sequence: int
    at: datetime
    change: Change


_ADDRESS_PARTS = tuple(field.name for field in fields(Address))


def state_text(state: HouseholdState) -> str:
    """A state as it is stored: JSON with members in one order, so that equal states are equal texts."""
    access = state.access_point
    return orjson.dumps(
        {
            "code": state.code,
            "commune_code": state.commune_code,
            "point": [state.point.lon, state.point.lat],
            "accuracy": state.accuracy.value,
            "status": state.status.value,
            "access_point": None if access is None else [access.lon, access.lat],
            "address": [getattr(state.address, name) for name in _ADDRESS_PARTS],
        }
    ).decode()


def read_state(text: str) -> HouseholdState:
    """The state that `state_text` wrote."""
    json = cast(Mapping[str, object], orjson.loads(text))
    access = json["access_point"]
    parts = (tuple(one) if isinstance(one, list) else one for one in cast(list[object], json["address"]))
    return HouseholdState(
        code=str(json["code"]),
        commune_code=str(json["commune_code"]),
        point=_read_point(json["point"]),
        accuracy=Accuracy(str(json["accuracy"])),
        status=HouseholdStatus(str(json["status"])),
        access_point=None if access is None else _read_point(access),
        address=Address(**dict(zip(_ADDRESS_PARTS, parts, strict=True))),  # type: ignore[arg-type]
    )


def _read_point(value: object) -> Point:
    lon, lat = cast(list[float], value)
    return Point(lon=lon, lat=lat)
