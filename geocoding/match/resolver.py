"""From a text to its answer: normalised, read and searched for; where that leaves doubt, looked at in other ways."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geocoding.address.forms import rewritten
from geocoding.address.marked_names import MarkedNames
from geocoding.address.parse import read, with_chain
from geocoding.address.query import AddressQuery
from geocoding.address.quoted_names import QuotedNames
from geocoding.gazetteer.units import Units
from geocoding.match.answer import MAX_MATCHES, Answer, Fault, FaultKind, NextAction
from geocoding.match.explain import Explanation
from geocoding.match.reverse import reverse
from geocoding.match.search import NOTHING, Begun, Search
from geocoding.match.second_look import SecondLook
from geocoding.model import Point, Verdict
from geocoding.snapshot.store import Snapshot
from geocoding.text.normalise import Noise, Normalised, Removed, normalise

_TYPING = frozenset({"telex", "vni"})


class Resolver:
    """Answers questions from one snapshot; pure but for reading it."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._search = search = Search(snapshot, units)
        self._names = names = MarkedNames((*snapshot.places.marked_names, *units.marked_names()))
        self._second_look = SecondLook(names, search.context, is_nearly_a_name=search.is_nearly_a_name)
        self._quoted_names = QuotedNames(snapshot.places.marked_names)

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
        begun = [self._search.begin(each) for each in readings]
        return [self._finish(*each, limit=limit) for each in zip(texts, normalised, begun, strict=True)]

    def _finish(self, text: str, normalised: Normalised, begun: Begun, *, limit: int) -> Answer:
        answer = self._looked_at_twice(normalised.text, begun, limit=limit)
        if answer.verdict is not Verdict.MATCHED:
            answer = self._in_other_words(normalised.text, answer, limit=limit)
        if answer.verdict is not Verdict.MATCHED and not _TYPING.isdisjoint(normalised.repairs):
            answer = self._as_typed(text, answer, limit=limit)
        if answer.verdict is not Verdict.MATCHED:
            answer = self._with_quoted_name(normalised.text, answer, limit=limit)
        return _with_noise(answer, normalised.removed) if normalised.removed and answer is not NOTHING else answer

    def _looked_at_twice(self, text: str, begun: Begun, *, limit: int) -> Answer:
        """The answer of a search for a text; where it is not sure, that with slips forgiven if it is better."""
        answer, is_sure = self._search.answer(begun, limit=limit)
        if is_sure:
            return answer
        loosely, _ = self._search.answer(self._search.begin(self._second_look.readings(text)), limit=limit)
        return loosely if self._second_look.is_better(loosely, begun.readings) else answer

    def _in_other_words(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text in the usual words where it is written in others and that tells more."""
        if (usual := rewritten(text)) == text or any(fault.element == "province" for fault in answer.faults):
            return answer
        again = self._looked_at_twice(usual, self._search.begin(read(usual, self._names)), limit=limit)
        return again if self._second_look.is_nearer(again, answer) else answer

    def _as_typed(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text with no keys replayed where that tells more: "Lê Dusn" is a slip, not Telex."""
        usual = rewritten(normalise(text, is_typing=False).text)
        again = self._looked_at_twice(usual, self._search.begin(read(usual, self._names)), limit=limit)
        leaves_more = set(again.unmatched.split(", ")) - {"", *answer.unmatched.split(", ")}  # it may be a place
        return again if not leaves_more and self._second_look.is_nearer(again, answer) else answer

    def _with_quoted_name(self, text: str, answer: Answer, *, limit: int) -> Answer:
        """The answer to the text with the street whose name it quotes, where that finds a household."""
        quoted = self._quoted_names.taken_out(text)
        if quoted is None:
            return answer
        readings = [each.with_street(quoted.name) for each in read(rewritten(quoted.rest), self._names)]
        again, _ = self._search.answer(self._search.begin(readings), limit=limit)
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
            look_ups=self._search.look_ups(readings),
            answer=self.resolve(text, limit=limit),
        )

    def resolve_query(self, query: AddressQuery, *, limit: int = MAX_MATCHES) -> Answer:
        """What an address given in parts means, by the same rules as a text; a number "12/5" is read both ways."""
        return self._search.answer(self._search.begin([each.reading for each in with_chain(query)]), limit=limit)[0]

    def reverse(self, point: Point, *, limit: int = MAX_MATCHES) -> Answer:
        """What lies at a point: its parcel with the households there, else the nearest within reach."""
        return reverse(self._snapshot, point, limit=limit)


def _with_noise(answer: Answer, removed: Sequence[Removed]) -> Answer:
    """The answer with what was taken out of the text; what the text itself doubts is asked back, never matched."""
    faults = (*answer.faults, *_noise(removed))
    if answer.verdict is not Verdict.MATCHED or all(piece.kind is not Noise.DOUBT for piece in removed):
        return replace(answer, faults=faults)
    matches = tuple([replace(match, confidence=match.confidence / 2) for match in answer.matches])
    return replace(answer, verdict=Verdict.AMBIGUOUS, next_action=NextAction.CORRECT, matches=matches, faults=faults)


def _noise(removed: Iterable[Removed]) -> tuple[Fault, ...]:
    """One fault for each kind of noise; what was written is not repeated, it may be about a person."""
    kinds = dict.fromkeys(str(piece.kind) for piece in removed)
    return tuple(Fault(kind, FaultKind.DROPPED) for kind in kinds)
