"""Everything that answers questions, bound to one snapshot: built once per snapshot and process."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.epochs import Epochs
from geocoding.gazetteer.facts import read_admin_units, read_unit_extents, read_unit_links
from geocoding.gazetteer.units import Units
from geocoding.match.answer import MAX_MATCHES, Answer
from geocoding.match.explain import Explanation
from geocoding.match.present import household_match
from geocoding.match.resolver import Resolver
from geocoding.match.suggest import MAX_SUGGESTIONS, Suggester, Suggestion
from geocoding.model import Point
from geocoding.snapshot.store import Snapshot, open_snapshot
from postcode.beside import Written, apart, beside
from postcode.comparison import naming
from postcode.editions import Edition, read_editions
from postcode.lookup import CodeAnswer, look_up

SURE = 0.998
"""The confidence in the household of a code that fits what the address says; set by judgement."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A snapshot with its resolver, the editions of the postcode, and the names of other days."""

    snapshot: Snapshot
    resolver: Resolver
    editions: tuple[Edition, ...]
    epochs: Epochs
    suggester: Suggester

    def resolve(self, text: str, *, limit: int = MAX_MATCHES, settles: bool = False) -> Answer:
        """What an address text means; a code in it settles what it leaves open where the caller may know."""
        return self.resolve_many((text,), limit=limit, settles=settles)[0]

    def resolve_many(self, texts: Iterable[str], *, limit: int = MAX_MATCHES, settles: bool = False) -> list[Answer]:
        """What each of some texts means, in their order; a hundred at once take a quarter less time than one by one."""
        written = list(map(apart, texts))
        answers = self.resolver.resolve_many([each.address for each in written], limit=limit)
        return [
            self._beside(answer, each, settles=settles) if each.code else answer
            for answer, each in zip(answers, written, strict=True)
        ]

    def _beside(self, answer: Answer, written: Written, *, settles: bool) -> Answer:
        return beside(
            answer,
            self.look_up(written.code),
            is_alone=not written.address,
            settles=settles,
            match_of=partial(household_match, self.snapshot, confidence=SURE),
            name_commune=naming(self.snapshot),
        )

    def resolve_query(self, query: AddressQuery, *, limit: int = MAX_MATCHES) -> Answer:
        """What an address given in parts means."""
        return self.resolver.resolve_query(query, limit=limit)

    def explain(self, text: str) -> Explanation:
        """The story of one question."""
        return self.resolver.explain(apart(text).address)

    def reverse(self, point: Point, *, limit: int = MAX_MATCHES) -> Answer:
        """What lies at a point."""
        return self.resolver.reverse(point, limit=limit)

    def suggest(
        self, text: str, *, limit: int = MAX_SUGGESTIONS, commune_code: str = "", lists_numbers: bool = False
    ) -> tuple[Suggestion, ...]:
        """Ways to go on with a text."""
        return self.suggester.suggest(text, limit=limit, commune_code=commune_code, lists_numbers=lists_numbers)

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is, in any spelling."""
        return look_up(text, directory=self.snapshot, editions=self.editions)


def answering(snapshot: Snapshot) -> Answering:
    """What answers from one snapshot."""
    units, links, extents = read_admin_units(), read_unit_links(), read_unit_extents()
    named = Units(units, links, extents)
    return Answering(
        snapshot=snapshot,
        resolver=Resolver(snapshot, named),
        editions=read_editions(),
        epochs=Epochs(units, links, extents),
        suggester=Suggester(snapshot, named),
    )


def open_answering(snapshots: Path) -> Answering:
    """What answers from the active snapshot; raises `SnapshotError`."""
    return answering(open_snapshot(snapshots))
