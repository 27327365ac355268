"""Text to household: normalise, parse, look up, decide. Names may be written in many ways; numbers never vary."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from geocoding.address.forms import rewritten
from geocoding.address.keys import ContainerKind
from geocoding.address.marked_names import MarkedNames
from geocoding.address.parse import read, with_chain
from geocoding.address.query import AddressQuery, Names, Reading
from geocoding.address.quoted_names import QuotedNames
from geocoding.gazetteer.provinces import other_province, province_at_end, province_behind
from geocoding.gazetteer.units import Units
from geocoding.match.answer import MAX_MATCHES, Answer, Fault, FaultKind, NextAction
from geocoding.match.asked import Asked, Asking
from geocoding.match.explain import Explanation, look_ups
from geocoding.match.fallback import commune_answer, listed_answer, parcel_answer, place_answer
from geocoding.match.households import Found, found_answer, reached
from geocoding.match.reverse import reverse
from geocoding.match.second_look import SecondLook
from geocoding.model import Point, Verdict
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import CACHED_NAMES
from geocoding.text.normalise import Normalised, Removed, normalise

_TYPING = frozenset({"telex", "vni"})
NOTHING = Answer(Verdict.NONE, NextAction.CORRECT)


class _Round(NamedTuple):
    """What was asked for in one round, and the households that it reached."""

    asked: list[Asked]
    found: Found


class _Search(NamedTuple):
    """The readings of a text, and the first round of looking them up; the later ones are done when asked for."""

    readings: Sequence[Reading]
    first: _Round


class Resolver:
    """Answers questions from one snapshot; pure but for reading it."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._units = units
        self._asking = Asking(snapshot, units)
        self._names = names = MarkedNames((*snapshot.places.marked_names, *units.marked_names()))
        self._second_look = SecondLook(names, self._asking.contexts, is_nearly_a_name=self._asking.is_nearly_a_name)
        self._quoted_names = QuotedNames(snapshot.places.marked_names)
        self._elsewhere = lru_cache(maxsize=CACHED_NAMES)(self._find_elsewhere)

    def resolve(self, text: str, *, limit: int = MAX_MATCHES) -> Answer:
        """What an address text means; verdict NONE for a text that names nothing known."""
        return self.resolve_many((text,), limit=limit)[0]

    def resolve_many(self, texts: Iterable[str], *, limit: int = MAX_MATCHES) -> list[Answer]:
        """What each of some texts means, in their order, exactly as `resolve` says.

        All go through one step before the next step begins: in chunks of a hundred that takes a quarter less time,
        because the code of a step stays in the processor's nearest memory.
        """
        texts = tuple(texts)
        normalised = [normalise(text) for text in texts]
        readings = [read(each.text, self._names) for each in normalised]
        begun = [self._begin(each) for each in readings]
        return [self._finish(*each, limit=limit) for each in zip(texts, normalised, begun, strict=True)]

    def _begin(self, readings: Sequence[Reading]) -> _Search:
        """The search for what the readings mean, its first round done; most texts need no other."""
        asked = self._asking.as_written(readings)
        return _Search(readings, _Round(asked, self._found(asked, readings)))

    def _rounds(self, search: _Search) -> Iterator[_Round]:
        yield search.first
        for asked in self._asking.later_rounds(search.readings):
            yield _Round(asked, self._found(asked, search.readings))

    def _finish(self, text: str, normalised: Normalised, search: _Search, *, limit: int) -> Answer:
        answer = self._looked_at_twice(normalised.text, search, limit=limit)
        if answer.verdict is not Verdict.MATCHED:
            answer = self._in_other_words(normalised.text, answer, limit=limit)
        if answer.verdict is not Verdict.MATCHED and not _TYPING.isdisjoint(normalised.repairs):
            answer = self._as_typed(text, answer, limit=limit)
        if answer.verdict is not Verdict.MATCHED:
            answer = self._with_quoted_name(normalised.text, answer, limit=limit)
        if normalised.removed and answer is not NOTHING:
            return replace(answer, faults=(*answer.faults, *_noise(normalised.removed)))
        return answer

    def _looked_at_twice(self, text: str, search: _Search, *, limit: int) -> Answer:
        """The answer of a search for a text; where it is not sure, that with slips forgiven if it is better."""
        answer, is_sure = self._answer(search, limit=limit)
        if is_sure:
            return answer
        loosely, _ = self._answer(self._begin(self._second_look.readings(text)), limit=limit)
        return loosely if self._second_look.is_better(loosely, search.readings) else answer

    def _in_other_words(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text in the usual words where it is written in others and that tells more."""
        if (usual := rewritten(text)) == text or any(fault.element == "province" for fault in answer.faults):
            return answer
        again = self._looked_at_twice(usual, self._begin(read(usual, self._names)), limit=limit)
        return again if self._second_look.is_nearer(again, answer) else answer

    def _as_typed(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text with no keys replayed where that tells more: "Lê Dusn" is a slip, not Telex."""
        usual = rewritten(normalise(text, is_typing=False).text)
        again = self._looked_at_twice(usual, self._begin(read(usual, self._names)), limit=limit)
        leaves_more = set(again.unmatched.split(", ")) - {"", *answer.unmatched.split(", ")}  # it may be a place
        return again if not leaves_more and self._second_look.is_nearer(again, answer) else answer

    def _with_quoted_name(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text with the street whose name it quotes, where that finds a household."""
        quoted = self._quoted_names.taken_out(text)
        if quoted is None:
            return answer
        readings = [each.with_street(quoted.name) for each in read(rewritten(quoted.rest), self._names)]
        again, _ = self._answer(self._begin(readings), limit=limit)
        return again if again.verdict is Verdict.MATCHED else answer

    def explain(self, text: str, *, limit: int = MAX_MATCHES) -> Explanation:
        """The story of one question; its answer is that of `resolve`."""
        normalised = normalise(text)
        readings = read(normalised.text, self._names)
        return Explanation(
            text=normalised.text,
            removed=tuple(dict.fromkeys(str(piece.kind) for piece in normalised.removed)),
            repairs=normalised.repairs,
            readings=tuple([reading.query for reading in readings]),
            look_ups=look_ups(self._snapshot, self._asking.rounds(readings)),
            answer=self.resolve(text, limit=limit),
        )

    def resolve_query(self, query: AddressQuery, *, limit: int = MAX_MATCHES) -> Answer:
        """What an address given in parts means, by the same rules as a text; a number "12/5" is read both ways."""
        return self._answer(self._begin([each.reading for each in with_chain(query)]), limit=limit)[0]

    def reverse(self, point: Point, *, limit: int = MAX_MATCHES) -> Answer:
        """What lies at a point: its parcel with the households there, else the nearest within reach."""
        return reverse(self._snapshot, point, limit=limit)

    def _answer(self, search: _Search, *, limit: int) -> tuple[Answer, bool]:
        """The answer, and whether it is sure: households were found, or the name asked for is surely known."""
        for names, _ in search.readings:
            if province := self._elsewhere(names):
                return _answer_elsewhere(province), True
        if search.first.found:
            return found_answer(self._snapshot, search.first.found, limit=limit), True
        places: Answer | None = None
        is_sure = False
        for asked, found in self._rounds(search):
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
            parcel_answer(self._snapshot, search.readings, contexts, limit=limit)
            or places
            or commune_answer(self._snapshot, search.readings, contexts, limit=limit)
            or NOTHING
        )
        return answer, is_sure

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


def _noise(removed: Iterable[Removed]) -> tuple[Fault, ...]:
    """One fault for each kind of noise; what was written is not repeated, it may be about a person."""
    kinds = dict.fromkeys(str(piece.kind) for piece in removed)
    return tuple(Fault(kind, FaultKind.DROPPED) for kind in kinds)
