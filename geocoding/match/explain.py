"""The story of one question: what was taken out of it, how it was read, what was looked up, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from geocoding.address.query import AddressQuery
from geocoding.match.answer import Answer
from geocoding.match.asked import Asked
from geocoding.match.households import reached
from geocoding.snapshot.store import Snapshot


@dataclass(frozen=True, slots=True)
class LookUp:
    """One container looked into: in which round, under which keys, in which communes (None: all), and how many
    households were reached. `slips` counts the letters by which its name was mended.
    """

    round: int
    container: str
    path: str
    leaves: tuple[str, ...]
    communes: tuple[str, ...] | None
    slips: int
    households: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The text as read, the kinds of noise taken out, the repairs, the readings, the look-ups, and the answer."""

    text: str
    removed: tuple[str, ...]
    repairs: tuple[str, ...]
    readings: tuple[AddressQuery, ...]
    look_ups: tuple[LookUp, ...]
    answer: Answer


def look_ups(snapshot: Snapshot, rounds: Iterable[list[Asked]]) -> tuple[LookUp, ...]:
    """The look-ups round by round, up to the first round that reaches a household."""
    told: list[LookUp] = []
    for number, asked in enumerate(rounds, start=1):
        told += [_look_up(snapshot, number, thing) for thing in asked]
        if any(look_up.households for look_up in told):
            break
    return tuple(told)


def _look_up(snapshot: Snapshot, number: int, asked: Asked) -> LookUp:
    communes = asked.context.communes
    return LookUp(
        round=number,
        container=f"{asked.container.kind.name.lower()} {asked.container.name}",
        path=asked.path,
        leaves=asked.leaves,
        communes=None if communes is None else tuple(sorted(communes)),
        slips=asked.slips,
        households=len(reached(snapshot, asked)),
    )
