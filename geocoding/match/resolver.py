"""Text to household: normalise, parse, look up, decide. Names may be written in many ways; numbers never vary."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geocoding.address.marked_names import marked_names
from geocoding.address.parse import parse
from geocoding.address.query import AddressQuery
from geocoding.gazetteer.units import Units
from geocoding.match.answer import MAX_MATCHES, Answer, Fault, FaultKind, Match, NextAction
from geocoding.match.candidates import Asked, asked_things, fallback_places
from geocoding.match.context import Context, context_of
from geocoding.match.present import commune_match, household_match, parcel_match, place_match
from geocoding.match.reverse import reverse
from geocoding.model import MatchLevel, ParcelKey, Point, Verdict
from geocoding.snapshot.store import Snapshot

NOTHING = Answer(Verdict.NONE, NextAction.CORRECT)


class Resolver:
    """Answers questions from one snapshot; pure but for reading it."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._units = units
        self._names = marked_names((*snapshot.places.marked_names, *units.marked_names()))

    def resolve(self, text: str, *, limit: int = MAX_MATCHES) -> Answer:
        """What an address text means; verdict NONE for a text that names nothing known."""
        readings = parse(text, self._names)
        asked = [thing for reading in readings for thing in self._asked(reading)]
        return (
            self._households(asked, limit=limit)
            or self._parcels(readings, limit=limit)
            or self._places(asked, limit=limit)
            or self._communes(readings, limit=limit)
            or NOTHING
        )

    def reverse(self, point: Point, *, limit: int = MAX_MATCHES) -> Answer:
        """What lies at a point: its parcel with the households there, else the nearest within reach."""
        return reverse(self._snapshot, point, limit=limit)

    def _asked(self, reading: AddressQuery) -> Iterable[Asked]:
        return asked_things(reading, places=self._snapshot.places, units=self._units)

    def _households(self, asked: Sequence[Asked], *, limit: int) -> Answer | None:
        found: dict[int, Asked] = {}
        for thing in asked:
            for position in self._reached(thing):
                found.setdefault(position, thing)
        if not found:
            return None
        positions = list(found)
        confidence = 1 / len(positions)
        matches = tuple(household_match(self._snapshot, p, confidence=confidence) for p in positions[:limit])
        first = found[positions[0]]
        verdict, action = (
            (Verdict.MATCHED, NextAction.ACCEPT) if len(positions) == 1 else (Verdict.AMBIGUOUS, NextAction.CHOOSE)
        )
        faults = self._renamed(first, matches[0].commune_code)
        return Answer(verdict, action, matches, len(positions), faults, _unmatched(first))

    def _renamed(self, thing: Asked, commune_code: str) -> tuple[Fault, ...]:
        commune = self._snapshot.commune(commune_code)
        name = commune.full_name if commune is not None else ""
        return tuple(replace(fault, answered=name) for fault in thing.context.faults)

    def _reached(self, thing: Asked) -> list[int]:
        """The households a reading means: those with exactly its number and flat, or all flats of its premises."""
        places = self._snapshot.places
        for address_key in thing.address_keys():
            if found := self._allowed(thing, places.households(address_key)):
                return found
        if thing.asks_no_flat:
            for address_key in thing.address_keys():
                if found := self._allowed(thing, places.flats(address_key)):
                    return found
        return []

    def _allowed(self, thing: Asked, positions: Iterable[int]) -> list[int]:
        households = self._snapshot.households
        return [position for position in positions if thing.context.allows(households.commune_code(position))]

    def _parcels(self, readings: Sequence[AddressQuery], *, limit: int) -> Answer | None:
        for reading in readings:
            if reading.sheet and reading.parcel:
                communes = context_of(reading, self._units).communes or frozenset()
                keys = [ParcelKey(code, reading.sheet, reading.parcel) for code in sorted(communes)]
                matches = [m for m in (parcel_match(self._snapshot, key) for key in keys) if m is not None]
                if matches:
                    return _answer(matches, limit=limit, single=(Verdict.MATCHED, NextAction.ACCEPT))
        return None

    def _places(self, asked: Sequence[Asked], *, limit: int) -> Answer | None:
        best: list[Match] = []
        chosen: Asked | None = None
        for thing in asked:
            found = [place_match(self._snapshot, place) for place in fallback_places(thing, self._snapshot.places)]
            if found and (not best or found[0].level > best[0].level):
                best, chosen = found, thing
        if chosen is None:
            return None
        answer = _answer(best, limit=limit, single=(Verdict.PARTIAL, NextAction.COMPLETE))
        return replace(answer, faults=_missing(chosen, best[0]), unmatched=_unmatched(chosen))

    def _communes(self, readings: Sequence[AddressQuery], *, limit: int) -> Answer | None:
        for reading in readings:
            named = replace(
                reading,
                names=(reading.address.street, *reading.names) if reading.address.street else reading.names,
            )
            context = context_of(named, self._units)
            known = [self._snapshot.commune(code) for code in sorted(context.communes or ())]
            matches = [commune_match(commune) for commune in known if commune is not None]
            if matches:
                answer = _answer(matches, limit=limit, single=(Verdict.PARTIAL, NextAction.COMPLETE))
                return replace(answer, faults=context.faults, unmatched=_rest(reading, context))
        return None


def _answer(matches: Sequence[Match], *, limit: int, single: tuple[Verdict, NextAction]) -> Answer:
    verdict, action = single if len(matches) == 1 else (Verdict.AMBIGUOUS, NextAction.CHOOSE)
    shared = tuple(replace(match, confidence=match.confidence / len(matches)) for match in matches[:limit])
    return Answer(verdict, action, shared, len(matches))


def _missing(thing: Asked, match: Match) -> tuple[Fault, ...]:
    """What the fallback left behind: the house that is not on file, the alley that does not exist."""
    address = thing.query.address
    faults = list(thing.context.faults)
    if address.alley_path and match.level is not MatchLevel.ALLEY:
        faults.append(Fault("alley_path", FaultKind.NOT_FOUND, asked="/".join(address.alley_path)))
    if thing.has_leaf:
        asked = address.house_number or " ".join(filter(None, (address.building, address.unit)))
        faults.append(Fault("house_number", FaultKind.NOT_FOUND, asked=asked))
    return tuple(faults)


def _unmatched(thing: Asked) -> str:
    return _rest(thing.query, thing.context)


def _rest(query: AddressQuery, context: Context) -> str:
    return ", ".join(part for part in (query.rest, *context.unknown) if part)
