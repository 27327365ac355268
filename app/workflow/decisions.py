"""Who may decide what about an edit and when: two people, an unchanged household, and undoing on the same day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

from app.workflow.model import NOT_YET, Edit, EditState, Person

HANOI_TIME: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has kept UTC+7 without summer time since 1975."""

LOCK_TIME: Final = timedelta(hours=2)


class Outcome(StrEnum):
    """What became of one edit in a decision or an undoing."""

    APPROVED = "approved"
    REFUSED = "refused"
    UNDONE = "undone"
    OWN_EDIT = "own-edit"
    """Approving needs a second person."""
    CONFLICT = "conflict"
    """The household was changed meanwhile."""
    SETTLED = "settled"
    """The edit has been decided or undone already."""
    LOCKED = "locked"
    """A colleague is editing the household."""
    TOO_LATE = "too-late"
    """The day is over."""
    NOT_YOURS = "not-yours"
    """Only the two people of an edit may undo it."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A household that one person edits, until it frees itself."""

    household_id: str
    holder: Person
    until: datetime

    def keeps_out(self, person_id: str, *, now: datetime) -> bool:
        """Whether that person has to wait."""
        return now < self.until and self.holder.id != person_id


Versions = Mapping[str, int]
"""The version of each household that exists."""
Locks = Mapping[str, Lock]
"""The locks by household."""


def approval_of(edit: Edit, *, by: Person, now: datetime, versions: Versions, locks: Locks) -> Outcome:
    """What approving an edit comes to."""
    if edit.state is not EditState.PROPOSED:
        return Outcome.SETTLED
    if edit.proposed.by.id == by.id:
        return Outcome.OWN_EDIT
    if _is_locked(edit, by=by, now=now, locks=locks):
        return Outcome.LOCKED
    unchanged = all(versions.get(one.household_id, NOT_YET) == one.base_version for one in edit.targets)
    return Outcome.APPROVED if unchanged else Outcome.CONFLICT


def refusal_of(edit: Edit) -> Outcome:
    """What refusing an edit comes to; its proposer may take it back this way."""
    return Outcome.REFUSED if edit.state is EditState.PROPOSED else Outcome.SETTLED


def undoing_of(edit: Edit, *, by: Person, now: datetime, versions: Versions, locks: Locks) -> Outcome:
    """What undoing an edit comes to: on the day of its approval in Hanoi, by one of its two people."""
    if edit.state is not EditState.APPROVED or edit.decided is None:
        return Outcome.SETTLED
    if by.id not in (edit.proposed.by.id, edit.decided.by.id):
        return Outcome.NOT_YOURS
    if hanoi_day(now) != hanoi_day(edit.decided.at):
        return Outcome.TOO_LATE
    if _is_locked(edit, by=by, now=now, locks=locks):
        return Outcome.LOCKED
    untouched = all(versions.get(one.household_id) == one.base_version + 1 for one in edit.targets)
    return Outcome.UNDONE if untouched else Outcome.CONFLICT


def hanoi_day(moment: datetime) -> tuple[int, int, int]:
    """The calendar day of a moment in Hanoi: year, month, day."""
    local = moment.astimezone(HANOI_TIME)
    return local.year, local.month, local.day


def _is_locked(edit: Edit, *, by: Person, now: datetime, locks: Locks) -> bool:
    held = (locks[one.household_id] for one in edit.targets if one.household_id in locks)
    return any(lock.keeps_out(by.id, now=now) for lock in held)
