"""Who sees what: the demo shows everything, a caller without a key what any citizen may see.

A code shows its own 3 m cell to anyone. Protected is the link between codes and address texts, units, parcels and
lists of households (ARCHITECTURE, "Who sees what").
"""

from dataclasses import replace
from enum import StrEnum

from geocoding.match.answer import Answer, Match, NextAction
from geocoding.match.present import commune_match
from geocoding.model import Address, Box, Household, MatchLevel, Point, Verdict
from geocoding.snapshot.communes import CommuneRecord

SMALL_GROUP = 10
"""Counts of fewer households are not shown, so that nobody can be singled out."""


class View(StrEnum):
    """How much a caller sees."""

    EVERYTHING = "everything"
    CITIZEN = "citizen"


def visible_matches(answer: Answer, *, view: View) -> tuple[Match, ...]:
    """The matches of a text answer that may be shown: a citizen gets the one match, or areas, never candidates."""
    if view is View.EVERYTHING or answer.verdict is Verdict.MATCHED:
        return answer.matches
    return tuple(match for match in answer.matches if match.level < MatchLevel.PARCEL)


def visible_surroundings(answer: Answer, *, commune: CommuneRecord | None, view: View) -> Answer:
    """The answer about a point as far as it may be shown: a citizen gets the commune, not whose land it is.

    `commune` is the one of the best match, None when nothing matched.
    """
    if view is View.EVERYTHING or commune is None:
        return answer
    area = commune_match(commune, distance_m=0.0)
    return Answer(Verdict.PARTIAL, NextAction.COMPLETE, matches=(area,), total=1)


def visible_household(household: Household, *, cell: Box, view: View) -> Household:
    """The household behind a code as far as it may be shown: a citizen learns that the code is issued, and its cell."""
    if view is View.EVERYTHING:
        return household
    centre = Point(lon=(cell.west + cell.east) / 2, lat=(cell.south + cell.north) / 2)
    return replace(household, id="", external_id="", address=Address(), point=centre, access_point=None, parcels=())


def visible_count(count: int, *, view: View) -> int | None:
    """The count, or None where it would describe too small a group."""
    return count if view is View.EVERYTHING or count == 0 or count >= SMALL_GROUP else None
