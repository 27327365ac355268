"""As-you-type: from the beginning of an address to ways to go on, street → alley → number, and communes.

What is suggested depends on places only. Whether a house number exists is never looked at, unless the caller may see
lists of households.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geocoding.address.numbers import chain_key
from geocoding.gazetteer.units import Units
from geocoding.match.suggest_keystrokes import typed_out
from geocoding.match.suggest_label import Draft, LabelPart, Suggestion, suggestion
from geocoding.match.suggest_names import Places, few_communes
from geocoding.match.suggest_numbers import listed_numbers
from geocoding.match.suggest_typed import MAX_TYPED, Awaited, End, Typed, readings
from geocoding.snapshot.completion_keys import SEPARATOR, Completion, CompletionKind, plain
from geocoding.snapshot.store import Snapshot

__all__ = ["MAX_SUGGESTIONS", "LabelPart", "Suggester", "Suggestion"]

MAX_SUGGESTIONS = 10

_NUMBERED = frozenset({CompletionKind.STREET, CompletionKind.ALLEY, CompletionKind.ESTATE, CompletionKind.HAMLET})
_LISTED_PLACES = 3
"""Numbers are listed for so many places at once."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The drafts for one reading of what was typed."""

    typed: Typed
    drafts: tuple[Draft, ...]


_Find = Callable[[Typed, Sequence[str]], list[Draft]]


class Suggester:
    """Suggests how to go on, from one snapshot."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._places = Places(snapshot, units)

    def suggest(
        self, text: str, *, limit: int = MAX_SUGGESTIONS, commune_code: str = "", lists_numbers: bool = False
    ) -> tuple[Suggestion, ...]:
        """At most `limit` ways to go on, best first; none for a text that begins nothing known.

        `commune_code` keeps to one commune. With `lists_numbers` houses and flats on file are named; without, a
        typed number is repeated as it is, whether it exists or not.
        """
        found = self._found(text, (commune_code,))
        if found is None:
            return ()
        drafts = self._with_next_steps(found, lists_numbers=lists_numbers, limit=limit)
        fresh: dict[str, Suggestion] = {}
        for draft in drafts:
            made = suggestion(draft, self._snapshot, found.typed)
            if made.complete or made.text.strip() != text.strip():
                fresh.setdefault(made.text, made)
            if len(fresh) == limit:
                break
        return tuple(fresh.values())

    def place_text(self, place: Completion) -> str:
        """The text that suggests a place."""
        return self._places.text(place)

    def _found(self, text: str, areas: Sequence[str]) -> _Found | None:
        """The first way of reading the text that leads anywhere: as typed, with its keystrokes mended, with a slip."""
        places = self._places
        as_typed = tuple(readings(text))
        if found := _leading(places.exact, as_typed, areas):
            return found
        mended = tuple(readings(typed_out(text[:MAX_TYPED])))
        ways = (as_typed,) if mended == as_typed else (as_typed, mended)
        tries = ((find, way) for find in (places.exact, places.without_area, places.near) for way in ways)
        return next((found for find, way in tries if (found := _leading(find, way, areas))), None)

    def _with_next_steps(self, found: _Found, *, lists_numbers: bool, limit: int) -> list[Draft]:
        typed, drafts = found.typed, list(found.drafts)
        if typed.awaited is Awaited.ALLEY:
            return [alley for draft in drafts[:_LISTED_PLACES] for alley in self._alleys(draft.place)]
        if typed.awaited is not Awaited.NOTHING:
            return self._awaiting(drafts, lists_numbers=lists_numbers, limit=limit)
        if any(draft.number or draft.flat for draft in drafts):
            return self._numbered(typed, drafts, limit=limit) if lists_numbers else drafts
        if plain(self._places.text(drafts[0].place)) == plain(typed.text):
            return [*self._next(drafts[0], lists_numbers=lists_numbers, limit=limit), *drafts[1:]]
        if len(drafts) > 1 or drafts[0].path:
            return drafts
        return [*drafts, *self._next(drafts[0], lists_numbers=lists_numbers, limit=limit)]

    def _numbered(self, typed: Typed, drafts: list[Draft], *, limit: int) -> list[Draft]:
        """The typed numbers that are on file, or the numbers as typed when none is."""
        is_open = typed.end in (End.NUMBER, End.CHAIN, End.FLAT)
        return listed_numbers(drafts, self._snapshot, is_open=is_open, limit=limit) or drafts

    def _awaiting(self, drafts: list[Draft], *, lists_numbers: bool, limit: int) -> list[Draft]:
        """After "…, số": the numbers on file for those who may see them, else the places with the label kept."""
        if lists_numbers:
            return listed_numbers(drafts[:_LISTED_PLACES], self._snapshot, is_open=True, limit=limit)
        return [labelled for draft in drafts if (labelled := _labelled(draft)) is not None]

    def _next(self, draft: Draft, *, lists_numbers: bool, limit: int) -> Iterator[Draft]:
        """The steps from a place: a number, the alleys and buildings within it; the streets of a commune."""
        labelled = _labelled(draft)
        if labelled is not None:
            yield labelled
        yield from self._within(draft.place)
        if lists_numbers:
            yield from listed_numbers([draft], self._snapshot, is_open=True, limit=limit)

    def _within(self, place: Completion) -> Iterator[Draft]:
        store = self._snapshot.completions
        match place.kind:
            case CompletionKind.COMMUNE:
                ranks = store.best(f"{place.commune_code}{SEPARATOR}")
                drafts = (Draft(rank, store[rank]) for rank in ranks)
                yield from (draft for draft in drafts if draft.place.kind is not CompletionKind.ALLEY)
            case CompletionKind.ALLEY:
                yield from self._alleys(place)
            case CompletionKind.STREET | CompletionKind.ESTATE | CompletionKind.HAMLET:
                yield from (Draft(rank, store[rank]) for rank in store.children(place, path=""))

    def _alleys(self, place: Completion) -> Iterator[Draft]:
        """The alleys that lead off a place."""
        store = self._snapshot.completions
        path = f"{chain_key(place.address.alley_path)}/" if place.address.alley_path else ""
        drafts = (Draft(rank, store[rank]) for rank in store.children(place, path=path))
        yield from (draft for draft in drafts if draft.place.kind is CompletionKind.ALLEY)


def _leading(find: _Find, ways: Iterable[Typed], areas: Sequence[str]) -> _Found | None:
    """What the readings lead to, those of second choice only when the others lead nowhere."""
    found = [_Found(typed, tuple(find(typed, areas))) for typed in ways if typed.words or typed.path]
    leading = [one for one in found if one.drafts]
    best = [one for one in leading if not one.typed.is_second_choice] or leading
    if not best:
        return None
    merged = sorted((draft for one in best for draft in one.drafts), key=lambda draft: draft.order)
    return _Found(best[0].typed, tuple(few_communes(merged)))


def _labelled(draft: Draft) -> Draft | None:
    """The place with the label of the number that is to follow, None where none can.

    After "Đội 1" or a nameless alley the grammar would take a lone "số" for the name of a street.
    """
    place = draft.place
    if place.kind is CompletionKind.BUILDING:
        return replace(draft, label="căn hộ")
    name = place.address.street or place.address.estate or place.address.hamlet
    is_named = bool(name) and not name[-1].isdecimal()
    return replace(draft, label="số") if place.kind in _NUMBERED and is_named else None
