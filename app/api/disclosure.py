"""Who sees what: how much of an answer a caller may see follows from the caller's scopes and communes.

A code shows its own 3 m cell to anyone. Protected is the link between codes and address texts, units, parcels and
lists of households (ARCHITECTURE, "Who sees what").
"""

from dataclasses import replace
from enum import StrEnum

from app.access.principal import Principal, Scope
from geocoding.match.answer import Answer, Match, NextAction
from geocoding.match.present import commune_match, whole_place
from geocoding.model import Address, Box, Household, MatchLevel, Point, Verdict
from geocoding.snapshot.communes import CommuneRecord
from postcode.agreement import Agreement, Reason, agreement_of
from postcode.verify import VerifyAnswer, refusal

CODE_ELEMENTS = frozenset({"code", "check", "head"})
"""Elements of a fault that is about the spelling of a code."""

SMALL_GROUP = 10
"""Counts of fewer households are not shown, so that nobody can be singled out."""


class View(StrEnum):
    """How much a caller sees."""

    EVERYTHING = "everything"
    SHOP = "shop"
    CITIZEN = "citizen"


def view_of(caller: Principal, commune_code: str = "") -> View:
    """How much the caller sees of what lies in a commune, or anywhere in the city when none is named."""
    if caller.may_in(commune_code, Scope.ADDRESSES):
        return View.EVERYTHING
    return View.SHOP if caller.may(Scope.CANDIDATES) else View.CITIZEN


def visible_matches(answer: Answer, *, view: View) -> tuple[Match, ...]:
    """The matches of a text answer that may be shown: a citizen gets the one match, or areas, never candidates.

    A position between two houses tells where both stand, also where neither could be asked for alone, so a citizen
    gets the middle of the street or alley.
    """
    if view is not View.CITIZEN or answer.verdict is Verdict.MATCHED:
        return answer.matches
    return tuple(whole_place(match) for match in answer.matches if match.level < MatchLevel.PARCEL)


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


def visible_verification(found: VerifyAnswer, *, view: View) -> VerifyAnswer:
    """The answer about a code and an address as far as it may be shown.

    Without the right to addresses a caller learns whether the two are the same household, to a shop yes or no only.
    How far apart they are would lead step by step from a code to its address: of an address that means no single
    household it is only told that, whatever the code.
    """
    if view is View.EVERYTHING:
        return found
    reason = _told_reason(found)
    agreement = agreement_of(reason)
    if view is View.SHOP and agreement is Agreement.PARTLY:
        agreement = Agreement.NO
    # What was guessed from spelling alone is no secret; an issued neighbour is one.
    near = found.near_misses if found.code is None else ()
    written = tuple(fault for fault in found.faults if fault.element in CODE_ELEMENTS)
    return replace(found, agreement=agreement, reason=reason, faults=written, near_misses=near)


def _told_reason(found: VerifyAnswer) -> Reason:
    refused = refusal(found.code)
    if refused is not None:
        return refused
    match found.address.verdict:
        case Verdict.NONE:
            return Reason.ADDRESS_UNKNOWN
        case Verdict.AMBIGUOUS:
            return Reason.ADDRESS_AMBIGUOUS
        case Verdict.PARTIAL:
            return Reason.ADDRESS_INCOMPLETE
    same = found.reason in {Reason.SAME_HOUSEHOLD, Reason.HEAD_WRONG}
    return found.reason if same else Reason.ELSEWHERE


def visible_count(count: int, *, view: View) -> int | None:
    """The count, or None where it would describe too small a group."""
    return count if view is View.EVERYTHING or count == 0 or count >= SMALL_GROUP else None


def hides_small(caller: Principal, commune_code: str) -> bool:
    """Whether small communes are hidden: from all who may not read the register there; the city's list from more."""
    if commune_code:
        return not caller.may_in(commune_code, Scope.REGISTER_READ)
    return not (caller.may(Scope.REGISTER_READ) and caller.communes is None)
