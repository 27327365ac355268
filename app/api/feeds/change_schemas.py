"""The lines of the change feed as the API gives them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.access.principal import Principal, Scope
from app.api.officials.household_schemas import AddressOut, PointOut, point_out
from app.api.schemas import Schema
from app.changes.model import Change, ChangeKind, HouseholdState, Numbered
from geocoding.model import Accuracy, HouseholdStatus
from postcode.code import read_stored


class StateOut(Schema):
    """What is true of a household; `address` and `access_point` are null for callers who may not see addresses there.

    `access_point` is also null where it is unknown.
    """

    point: PointOut
    accuracy: Accuracy
    status: HouseholdStatus
    access_point: PointOut | None
    address: AddressOut | None


class SuccessorOut(Schema):
    """A household that carries on after a retired one, and its code at that time, null without one."""

    household_id: str
    code: str | None


class ChangeLine(Schema):
    """One change. Between two lines of a feed nothing is missing while `previous` is not above the last number seen."""

    sequence: int
    previous: int = Field(description="Number of the line before in this feed, or one that follows it.")
    at: datetime = Field(description="When the feed took the change up.")
    kind: ChangeKind
    reason: str | None = Field(description="How the previous code ended: ended, merged, replaced, reheaded, withdrawn.")
    household_id: str
    commune_code: str
    left_commune_code: str | None = Field(description="The commune it stood in before, if that was another.")
    code: str | None = Field(description="The code from now on, as printed; null: remove the household.")
    previous_code: str | None = Field(description="The code that ended with this change.")
    successors: tuple[SuccessorOut, ...]
    state: StateOut | None


class HouseholdLine(Schema):
    """One household with a code."""

    kind: Literal["household"] = "household"
    household_id: str
    commune_code: str
    code: str
    state: StateOut


class FeedEndLine(Schema):
    """The last line of a page; without it the page is cut off. Ask again with `after` = `sequence`."""

    kind: Literal["end"] = "end"
    sequence: int
    more: bool = Field(description="Whether there is more to be had at once.")


class FullEndLine(Schema):
    """The last line of the whole; without it the answer is cut off. It is true at `sequence`: go on with changes."""

    kind: Literal["end"] = "end"
    sequence: int
    households: int = Field(description="How many lines stand above.")


def change_line(one: Numbered, *, previous: int, caller: Principal, communes: frozenset[str] | None) -> ChangeLine:
    """A change as a feed of these communes tells it to a caller; a household that has left them is no more there."""
    change = one.change
    has_left = communes is not None and change.commune_code not in communes and change.state is not None
    state = None if has_left else change.state
    return ChangeLine(
        sequence=one.sequence,
        previous=previous,
        at=one.at,
        kind=ChangeKind.LEFT if has_left else change.kind,
        reason=change.reason or None,
        household_id=change.household_id,
        commune_code=change.commune_code,
        left_commune_code=change.left_commune or None,
        code=None if state is None else printed(state.code),
        previous_code=printed(change.previous_code),
        successors=_successors(change),
        state=None if state is None else state_out(state, caller=caller),
    )


def household_line(household_id: str, state: HouseholdState, *, caller: Principal) -> HouseholdLine:
    """A household of the whole, as a caller may see it."""
    return HouseholdLine(
        household_id=household_id,
        commune_code=state.commune_code,
        code=printed(state.code) or "",
        state=state_out(state, caller=caller),
    )


def state_out(state: HouseholdState, *, caller: Principal) -> StateOut:
    """A state as a caller may see it."""
    may_see = caller.may_in(state.commune_code, Scope.ADDRESSES)
    address = AddressOut(**{name: getattr(state.address, name) for name in AddressOut.model_fields})
    access = state.access_point
    return StateOut(
        point=point_out(state.point),
        accuracy=state.accuracy,
        status=state.status,
        access_point=point_out(access) if may_see and access is not None else None,
        address=address if may_see else None,
    )


def printed(code: str) -> str | None:
    """A stored code as it is printed; None for none."""
    return read_stored(code).printed() if code else None


def _successors(change: Change) -> tuple[SuccessorOut, ...]:
    return tuple(SuccessorOut(household_id=one.household_id, code=printed(one.code)) for one in change.successors)
