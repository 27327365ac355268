"""From the readings of a text to its answer: looked up round by round, until households or a known place are found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geocoding.address.keys import ContainerKind
from geocoding.address.query import Names, Reading
from geocoding.gazetteer.provinces import city_named_as_street, other_province, province_at_end, province_behind
from geocoding.gazetteer.units import Units
from geocoding.match.answer import Answer, Fault, FaultKind, NextAction
from geocoding.match.asked import Asked, Asking
from geocoding.match.context import Context
from geocoding.match.explain import LookUp, look_ups
from geocoding.match.fallback import commune_answer, listed_answer, parcel_answer, place_answer
from geocoding.match.households import Found, found_answer, reached
from geocoding.model import Verdict
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import CACHED_NAMES

NOTHING = Answer(Verdict.NONE, NextAction.CORRECT)


class _Round(NamedTuple):
    """What was asked for in one round, and the households that it reached."""

    asked: list[Asked]
    found: Found


class Begun(NamedTuple):
    """The readings of a text, and the first round of looking them up; the later ones are done when asked for."""

    readings: Sequence[Reading]
    first: _Round


class Search:
    """Looks readings up in one snapshot. Names may be written in many ways; numbers never vary."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._units = units
        self._asking = Asking(snapshot, units)
        self._elsewhere = lru_cache(maxsize=CACHED_NAMES)(self._find_elsewhere)
        self.is_nearly_a_name = self._asking.is_nearly_a_name

    def context(self, names: Names) -> Context:
        """Where names say the address is."""
        return self._asking.contexts.of(names)

    def begin(self, readings: Sequence[Reading]) -> Begun:
        """The search for what some readings mean, its first round done; most texts need no other."""
        asked = self._asking.as_written(readings)
        return Begun(readings, _Round(asked, self._found(asked, readings)))

    def answer(self, begun: Begun, *, limit: int) -> tuple[Answer, bool]:
        """The answer, and whether it is sure: households were found, or the name asked for is surely known."""
        for names, _ in begun.readings:
            if province := self._elsewhere(names):
                return _answer_elsewhere(province), True
        if begun.first.found:
            return found_answer(self._snapshot, begun.first.found, limit=limit), True
        places: Answer | None = None
        is_sure = False
        for asked, found in self._rounds(begun):
            if found:
                is_whole = not any(thing.torn_from for thing in found.values())
                return found_answer(self._snapshot, found, limit=limit), is_whole
            named = [thing for thing in asked if self._is_sure(thing)]
            if answer := self._place_answer(named, limit=limit):
                places, is_sure = answer, True
                break  # the name is known: guessing at another one could only name a wrong house
            places = places or place_answer(self._snapshot, asked, limit=limit)
        contexts = self._asking.contexts
        answer = (
            parcel_answer(self._snapshot, begun.readings, contexts, limit=limit)
            or places
            or commune_answer(self._snapshot, begun.readings, contexts, limit=limit)
            or NOTHING
        )
        return answer, is_sure

    def look_ups(self, readings: Sequence[Reading]) -> tuple[LookUp, ...]:
        """What is looked up for some readings, for the story of a question."""
        return look_ups(self._snapshot, self._asking.rounds(readings))

    def _rounds(self, begun: Begun) -> Iterator[_Round]:
        yield begun.first
        for asked in self._asking.later_rounds(begun.readings):
            yield _Round(asked, self._found(asked, begun.readings))

    def _place_answer(self, named: Sequence[Asked], *, limit: int) -> Answer | None:
        """The street, alley, estate or hamlet that is surely named: one with a place, or one that is only listed.

        A listed name that is also that of a unit says less than the unit ("Trung Liệt"), where no commune is marked.
        """
        if found := place_answer(self._snapshot, named, limit=limit):
            return found
        streets = (t for t in named if t.names.commune_kind or not self._units.is_known(t.container.name))
        return listed_answer(self._snapshot, streets, self._asking.listed, limit=limit)

    def _is_sure(self, thing: Asked) -> bool:
        """Whether the question surely names this container, and not a unit of the same name."""
        if thing.torn_from or thing.container.kind is ContainerKind.COMMUNE:
            return False
        return thing.is_marked or not self._units.is_known(thing.container.name)

    def _find_elsewhere(self, named: Names) -> str:
        """The other province that a reading names, by a name that nothing here has ("Vĩnh Phúc" was a ward too)."""
        is_known = self._units.is_known
        written = [piece for name in (*named.unmarked, named.commune, named.district) for piece in name.split(" - ")]
        names = [name for name in written if name and not is_known(name)]
        found = next(filter(None, map(other_province, names)), "") or province_behind(
            named.street or named.estate or named.hamlet
        )
        if not found and named.street and (named.is_street or not is_known(named.street)):
            found = city_named_as_street(named.unmarked)
        if found or not named.district or is_known(named.district):
            return found
        return other_province(named.district) or province_at_end(named.district)

    def _found(self, asked: Iterable[Asked], readings: Iterable[Reading]) -> Found:
        """The households that any reading reaches, each with the first reading that does.

        A reading that leaves names unread must not go beyond the communes that another one understood; "5 Xã Đàn" with
        a 2 left unread gives way to "5 Xã Đàn 2".
        """
        found: Found = {}
        leaves_rest = False
        for thing in asked:
            if self._may_be_a_unit(thing):
                continue
            positions = reached(self._snapshot, thing)
            if positions and thing.unread:
                positions = self._understood(positions, readings, unread=thing.unread)
            for position in positions:
                leaves_rest = leaves_rest or bool(thing.numbers.rest)
                found.setdefault(position, thing)
        if not leaves_rest:
            return found
        longer = {str(thing.container) for thing in found.values()}
        return {position: thing for position, thing in found.items() if thing.with_rest not in longer}

    def _may_be_a_unit(self, thing: Asked) -> bool:
        """Whether its street has a unit's name, and a name left unread may be the street: "7 Sa ôi, Tây Mỗ"."""
        is_bare = thing.container.kind is ContainerKind.STREET and not thing.names.is_street
        if not (is_bare and thing.unread and self._units.is_known(thing.container.name)):
            return False
        return any(map(self._asking.is_nearly_a_name, thing.unread))

    def _understood(self, positions: list[int], readings: Iterable[Reading], *, unread: Collection[str]) -> list[int]:
        """Those households that lie in the communes of a reading that leaves less unread; all when there is no such."""
        contexts = [self._asking.contexts.of(reading.names) for reading in readings]
        clear = [context for context in contexts if context.communes is not None and set(context.unknown) < set(unread)]
        code_of = self._snapshot.households.commune_code
        return [p for p in positions if not clear or any(context.allows(code_of(p)) for context in clear)]


def _answer_elsewhere(province: str) -> Answer:
    """The answer to a question about another province."""
    fault = Fault("province", FaultKind.CONTRADICTED, asked=province, answered="Hà Nội")
    return Answer(Verdict.NONE, NextAction.CORRECT, faults=(fault,))
