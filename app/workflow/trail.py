"""The trail: who did what, when and why, each entry sealed together with all before it (SHA-256 hash chain)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

import orjson

GENESIS = "0" * 64
"""What the first entry is sealed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing somebody did; `facts` is a JSON object that says what exactly, never a secret."""

    at: datetime
    actor_id: str
    role: str
    action: str
    commune_code: str
    subject: str
    reason: str
    facts: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry in its place: numbers run from 1 without gaps; `seal` covers the entry, its number and `previous`."""

    number: int
    entry: Entry
    previous: str
    seal: str


class Break(StrEnum):
    """How a trail is broken."""

    CHANGED = "changed"
    MISSING = "missing"
    UNLINKED = "unlinked"
    CUT_SHORT = "cut-short"
    HEAD_UNKNOWN = "head-unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a trail found: how many entries hold, the last good seal, and where and how it breaks."""

    entries: int
    head: str
    broken_at: int = 0
    broken: Break | None = None


def sealed(entry: Entry, *, number: int, previous: str) -> Sealed:
    """The entry as the trail keeps it."""
    return Sealed(number, entry, previous, seal_of(entry, number=number, previous=previous))


def seal_of(entry: Entry, *, number: int, previous: str) -> str:
    """SHA-256 in hexadecimal digits of the previous seal and the entry as canonical JSON: sorted names, UTC, UTF-8."""
    canonical = {
        "number": number,
        "previous": previous,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "role": entry.role,
        "action": entry.action,
        "commune_code": entry.commune_code,
        "subject": entry.subject,
        "reason": entry.reason,
        "facts": entry.facts,
    }
    return sha256(orjson.dumps(canonical, option=orjson.OPT_SORT_KEYS)).hexdigest()


def check(trail: Iterable[Sealed], *, count: int, head: str, noted: str = GENESIS) -> Verdict:
    """Whether a trail is whole, entries given by number; `count` and `head` say where it should end.

    Finds every changed, removed, inserted or reordered entry, and a tail cut off, by the first place that is wrong.
    `noted` is a seal that somebody kept elsewhere: it must still be in the trail, else all of it was made anew.
    """
    number, previous, has_noted = 0, GENESIS, noted == GENESIS
    for one in trail:
        broken = _break(one, number=number + 1, previous=previous)
        if broken is not None:
            return Verdict(number, previous, broken_at=number + 1, broken=broken)
        number, previous = one.number, one.seal
        has_noted = has_noted or one.seal == noted
    if not has_noted:
        return Verdict(number, previous, broken=Break.HEAD_UNKNOWN)
    if (number, previous) != (count, head):
        return Verdict(number, previous, broken_at=number + 1, broken=Break.CUT_SHORT)
    return Verdict(number, previous)


def _break(one: Sealed, *, number: int, previous: str) -> Break | None:
    if one.number != number:
        return Break.MISSING
    if one.previous != previous:
        return Break.UNLINKED
    return None if one.seal == seal_of(one.entry, number=one.number, previous=one.previous) else Break.CHANGED
