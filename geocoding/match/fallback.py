"""When no household matches: one level at a time, from the parcel to the alley, the street and the commune."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geocoding.address.keys import ContainerKind
from geocoding.address.numbers import chain_key
from geocoding.address.query import Reading
from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.match.asked import Asked, fallback_places
from geocoding.match.between import Way, between
from geocoding.match.context import Contexts
from geocoding.match.households import unread
from geocoding.match.listed import ListedStreets
from geocoding.match.present import commune_match, listed_street_match, match_between, parcel_match, place_match
from geocoding.model import MatchLevel, ParcelKey, Verdict
from geocoding.snapshot.store import Snapshot

TORN = 0.5
"""The probability that a name is meant which was found among words that say nothing: as likely as not."""
_INCOMPLETE = (Verdict.PARTIAL, NextAction.COMPLETE)
_EXACT = (Verdict.MATCHED, NextAction.ACCEPT)


def parcel_answer(snapshot: Snapshot, readings: Iterable[Reading], contexts: Contexts, *, limit: int) -> Answer | None:
    """The parcel that a cadastral form names ("thửa 12 tờ bản đồ 34, phường …"); it needs its commune."""
    for names, numbers in readings:
        if numbers.sheet and numbers.parcel:
            communes = sorted(contexts.of(names).communes or ())
            keys = [ParcelKey(code, numbers.sheet, numbers.parcel) for code in communes]
            matches = [match for match in (parcel_match(snapshot, key) for key in keys) if match is not None]
            if matches:
                return _answer(matches[:limit], total=len(matches), single=_EXACT)
    return None


def place_answer(snapshot: Snapshot, asked: Iterable[Asked], *, limit: int) -> Answer | None:
    """The deepest alley, or else the street, estate or hamlet, that the question names within its communes."""
    best: list[Match] = []
    chosen: Asked | None = None
    for thing in asked:
        found = [place_match(snapshot, place) for place in fallback_places(thing, snapshot)]
        if found and (not best or found[0].level > best[0].level):
            best, chosen = found, thing
    if chosen is None:
        return None
    if chosen.torn_from:
        best = [replace(match, confidence=TORN) for match in best]
    placed = sorted((_along(snapshot, chosen, match) for match in best), key=lambda match: match.extent is None)
    return incomplete(chosen, placed, limit=limit)


def incomplete(asked: Asked, matches: Sequence[Match], *, limit: int) -> Answer:
    """The answer that streets or alleys make, where the house itself is not on file."""
    answer = _answer(matches[:limit], total=len(matches), single=_INCOMPLETE)
    return replace(answer, faults=_missing(asked, matches[0]), unmatched=unread(asked))


def listed_answer(snapshot: Snapshot, asked: Iterable[Asked], listed: ListedStreets, *, limit: int) -> Answer | None:
    """The street that only a list knows, in each commune that both the list and the question allow."""
    for thing in asked:
        if thing.container.kind is ContainerKind.STREET:
            name = thing.names.street
            allowed = listed.communes(name)
            codes = thing.context.ranked if thing.context.communes is not None else sorted(allowed)
            communes = [snapshot.commune(code) for code in codes if code in allowed]
            matches = [listed_street_match(one, listed.named(name)[0].name) for one in communes if one is not None]
            if matches:
                return incomplete(thing, matches, limit=limit)
    return None


def _along(snapshot: Snapshot, asked: Asked, match: Match) -> Match:
    """The place with the position that the absent house would have along it, where its neighbours tell."""
    if match.place is None or chain_key(match.place.alley_path) != asked.path:
        return match
    way = Way(asked.container, asked.path, match.commune_code)
    found = between(snapshot, way, asked.leaves[0])
    return match_between(match, found) if found is not None else match


def commune_answer(snapshot: Snapshot, readings: Iterable[Reading], contexts: Contexts, *, limit: int) -> Answer | None:
    """The communes of today that the question's unit names allow; what stands for a street comes last among them."""
    for names, numbers in readings:
        street = names.street
        context = contexts.of(names._replace(unmarked=(*names.unmarked, street)) if street else names)
        known = [snapshot.commune(code) for code in context.ranked]
        matches = [commune_match(commune) for commune in known if commune is not None]
        if matches:
            answer = _answer(matches[:limit], total=len(matches), single=_INCOMPLETE)
            unmatched = ", ".join(part for part in (numbers.rest, *context.unknown) if part)
            return replace(answer, faults=context.faults, unmatched=unmatched)
    return None


def _answer(matches: Sequence[Match], *, total: int, single: tuple[Verdict, NextAction]) -> Answer:
    verdict, action = single if total == 1 else (Verdict.AMBIGUOUS, NextAction.CHOOSE)
    shared = tuple(replace(match, confidence=match.confidence / total) for match in matches)
    return Answer(verdict, action, shared, total)


def _missing(asked: Asked, match: Match) -> tuple[Fault, ...]:
    """What the fallback left behind: the house that is not on file, the alley that does not exist."""
    address = asked.query.address
    faults = list(asked.context.faults)
    if address.alley_path and match.level is not MatchLevel.ALLEY:
        faults.append(Fault("alley_path", FaultKind.NOT_FOUND, asked="/".join(address.alley_path)))
    if asked.has_leaf:
        number = address.house_number or " ".join(filter(None, (address.building, address.unit)))
        faults.append(Fault("house_number", FaultKind.NOT_FOUND, asked=number))
    return tuple(faults)
