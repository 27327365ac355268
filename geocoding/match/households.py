"""The households that a question reaches, and the answer they make."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from geocoding.address.keys import ContainerKind, estate_name, hamlet_name, street_name
from geocoding.address.query import Names
from geocoding.match.answer import Answer, Fault, FaultKind, NextAction
from geocoding.match.asked import Asked
from geocoding.match.confidence import Evidence, confidence_of
from geocoding.match.other_things import counts_another_thing, names_another_street
from geocoding.match.present import household_match
from geocoding.model import Address, Household, Verdict
from geocoding.quick import quick
from geocoding.snapshot.names import sound_of
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import CACHED_NAMES, accents, fold

MAX_COMPARED = 50
"""More households than this are the flats of one building: no diacritics can tell them apart."""

Found = dict[int, Asked]
"""Positions of households, each with the reading that reached it."""


def reached(snapshot: Snapshot, asked: Asked) -> list[int]:
    """The households a reading means: those with exactly its number and flat, or all flats of its premises."""
    places = snapshot.places
    address_keys = asked.address_keys()
    for address_key in address_keys:
        if (found := places.households(address_key)) and (allowed := _allowed(snapshot, asked, found)):
            return allowed
    if asked.has_leaf and not asked.has_flat:
        for address_key in address_keys:
            if (found := places.flats(address_key)) and (allowed := _allowed(snapshot, asked, found)):
                return allowed
    return []


def _allowed(snapshot: Snapshot, asked: Asked, positions: Sequence[int]) -> list[int]:
    households = snapshot.households
    allowed = [position for position in positions if asked.context.allows(households.commune_code(position))]
    if not asked.slips:
        return allowed
    return [position for position in allowed if _is_slip(asked, households[position].address)]


def _is_slip(asked: Asked, address: Address) -> bool:
    """Whether the name as written is as near to the known one as its plain letters are.

    A slip of the finger leaves the other diacritics as they are: "Hàng Bài" is another name than "Hàng Gai", though
    their plain letters differ by one.
    """
    written, known = _written_name(asked).lower(), _known_name(asked.container.kind, address).lower()
    if fold(written) == written:
        return True
    if sound_of(written) == sound_of(known):
        return True
    distances = (OSA.distance(form(written), form(known)) for form in (_composed, accents))
    return min(distances) <= asked.slips


def _composed(text: str) -> str:
    return text.replace(" ", "")


_make_answer = quick(Answer)


def found_answer(snapshot: Snapshot, found: Found, *, limit: int) -> Answer:
    """The answer that some households make: matched when there is one, ambiguous when there are several.

    Of several, those written with the same diacritics as the question are kept when there are any.
    """
    positions = _best_written(snapshot, found)
    first = found[positions[0]]
    rest = unread(first)
    if first.torn_from or first.context.is_doubtful or _may_mean_another(snapshot, first, rest):
        return _unconfirmed(snapshot, positions, first, limit=limit)
    household = snapshot.households[positions[0]]
    accents_differ = _accents_differ(first, household.address)
    faults = _faults(snapshot, first, household, accents_differ=accents_differ)
    if len(positions) == 1:
        has_context = first.context.communes is not None
        sure = confidence_of(Evidence(first.slips, has_context, accents_differ, has_rest=bool(rest)))
        match = household_match(snapshot, household, confidence=sure)
        return _make_answer(Verdict.MATCHED, NextAction.ACCEPT, (match,), 1, faults, rest)
    share = 1 / len(positions)
    matches = tuple(
        household_match(snapshot, snapshot.households[position], confidence=share) for position in positions[:limit]
    )
    return Answer(Verdict.AMBIGUOUS, NextAction.CHOOSE, matches, len(positions), faults, rest)


def _may_mean_another(snapshot: Snapshot, asked: Asked, rest: str) -> bool:
    """Whether what was left unread may be what matters (a number, another street, what the number counts), or a street
    that has a number of its own was read as a unit: Hàng Bông in "11 Hàng Nón, ngõ 16 Hàng Bông".
    """
    if rest and (_has_unread_number(asked) or counts_another_thing(rest)):
        return True
    others = asked.unread + asked.names.rivals
    is_street = asked.container.kind is ContainerKind.STREET
    return bool(others) and is_street and names_another_street(snapshot, asked.container, others)


def _has_unread_number(asked: Asked) -> bool:
    """Whether a number of the question was left unread: it may be the one that matters ("Số 5, Xã Đàn 2")."""
    rest = asked.numbers.rest
    return bool(rest) and any(character.isdecimal() for character in rest)


def _unconfirmed(snapshot: Snapshot, positions: list[int], asked: Asked, *, limit: int) -> Answer:
    """What was found, as candidates only: the question names a commune, a number or words that nobody knows."""
    share = 1 / (len(positions) + 1)
    matches = tuple(
        household_match(snapshot, snapshot.households[position], confidence=share) for position in positions[:limit]
    )
    element, written = _unknown(asked)
    fault = Fault(element, FaultKind.NOT_FOUND, asked=written)
    return Answer(Verdict.AMBIGUOUS, NextAction.CORRECT, matches, len(positions), (fault,), unread(asked))


def _unknown(asked: Asked) -> tuple[str, str]:
    """What the question names that nobody knows: the element it stands for, and the words."""
    if asked.context.is_doubtful:
        return "commune", asked.names.commune or asked.names.district
    if asked.torn_from:
        return _ELEMENT[asked.container.kind], asked.torn_from
    return "house_number", asked.numbers.rest or unread(asked) or ", ".join(asked.names.rivals)


def _best_written(snapshot: Snapshot, found: Found) -> list[int]:
    positions = list(found)
    if len(positions) == 1 or len(positions) > MAX_COMPARED:
        return positions
    fewest = min(asked.slips for asked in found.values())
    nearest = [position for position in positions if found[position].slips == fewest]
    same = [p for p in nearest if not _accents_differ(found[p], snapshot.households[p].address)]
    return same or nearest


def _accents_differ(asked: Asked, address: Address) -> bool:
    """Whether the question wrote the container's name with other diacritics than the register."""
    return _has_other_accents(_written_name(asked), _known_name(asked.container.kind, address))


@lru_cache(maxsize=CACHED_NAMES)
def _has_other_accents(written: str, known: str) -> bool:
    if written == known:
        return False
    pairs = list(zip(written.split(), known.split(), strict=False))
    if any(fold(ours) != fold(theirs) for ours, theirs in pairs):
        return False
    return any(fold(ours) != ours.lower() and accents(ours) != accents(theirs) for ours, theirs in pairs)


def _written_name(asked: Asked) -> str:
    kind, names = asked.container.kind, asked.names
    return _known_name(kind, names) or hamlet_name(names.street)


def _known_name(kind: ContainerKind, names: Address | Names) -> str:
    match kind:
        case ContainerKind.STREET:
            return street_name(names.street)
        case ContainerKind.ESTATE:
            return estate_name(names.estate or names.street)
        case ContainerKind.HAMLET:
            return hamlet_name(names.hamlet)
        case ContainerKind.COMMUNE:
            return ""


def _faults(snapshot: Snapshot, asked: Asked, household: Household, *, accents_differ: bool) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    if asked.context.faults:
        commune = snapshot.commune(household.commune_code)
        name = commune.full_name if commune is not None else ""
        faults += [replace(fault, answered=name) for fault in asked.context.faults]
    if asked.slips or accents_differ:
        known = _known_name(asked.container.kind, household.address)
        faults.append(Fault(_ELEMENT[asked.container.kind], FaultKind.CHANGED, _written_name(asked), known))
    return tuple(faults)


_ELEMENT = {
    ContainerKind.STREET: "street",
    ContainerKind.ESTATE: "estate",
    ContainerKind.HAMLET: "hamlet",
    ContainerKind.COMMUNE: "commune",
}


def unread(asked: Asked) -> str:
    """The part of the question that was not understood."""
    rest = asked.numbers.rest
    return ", ".join(filter(None, (rest, *asked.unread))) if rest or asked.unread else ""
