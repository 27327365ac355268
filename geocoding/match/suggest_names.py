"""From the words and numbers typed so far to the places they may begin, each look-up bounded."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from geocoding.address.numbers import chain_key
from geocoding.address.parse import read
from geocoding.gazetteer.units import Units
from geocoding.match.context import Contexts
from geocoding.match.suggest_label import Draft, disagreements, text_of
from geocoding.match.suggest_typed import End, Typed, spelled
from geocoding.snapshot.completion_keys import (
    COMMUNES,
    SEPARATOR,
    WITH_DIACRITICS,
    Completion,
    CompletionKind,
    building_word,
    with_diacritics,
)
from geocoding.snapshot.completions import CACHED_COMPLETIONS
from geocoding.snapshot.store import Snapshot

MAX_COMMUNES = 3
"""So many communes are suggested while there is anything else: each of them outweighs all that lies in it."""
MAX_AREAS = 16
"""An old district has at most so many communes of today."""
MIN_LETTERS = 5
"""Shorter names are too near to each other to be guessed."""

SLIP_REACH = 4
"""A slip is looked for so many letters before the place where no name goes on as typed."""
MAX_SLIPPED = 40
"""No name with its commune is much longer."""

_LETTERS = "abcdeghiklmnopqrstuvxy"
_FLAT_DIGITS = (3, 4)
_WITH_ALLEYS = frozenset({CompletionKind.STREET, CompletionKind.ESTATE, CompletionKind.HAMLET})
_WITH_NUMBERS = _WITH_ALLEYS | {CompletionKind.ALLEY}


class Places:
    """Finds the places of one snapshot by the beginning of their names."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._store = snapshot.completions
        self._contexts = Contexts(units)
        self._words = lru_cache(maxsize=CACHED_COMPLETIONS)(self._words_of)

    def exact(self, typed: Typed, areas: Sequence[str]) -> list[Draft]:
        """The places that the words begin as they are, then without the kind word before them, then in their areas.

        `areas` are codes of communes, or "" for the whole city.
        """
        unmarked = _without_mark(typed)
        for way in (typed,) if len(unmarked.words) == len(typed.words) else (typed, unmarked):
            if drafts := self._look(way, spelled(way.words, way.end), areas):
                return drafts
        return self._within_named(unmarked, areas)

    def near(self, typed: Typed, areas: Sequence[str]) -> list[Draft]:
        """The places one slip away from the words, in names of `MIN_LETTERS` letters or more; never in a number."""
        unmarked = _without_mark(typed)
        found: dict[tuple[int, str], Draft] = {}
        for way in (typed,) if unmarked.words == typed.words else (typed, unmarked):
            for variant in self._variants(way, areas):
                found.update(((draft.rank, draft.number), draft) for draft in self._look(way, variant, areas))
        return sorted(found.values(), key=lambda draft: draft.order)

    def _variants(self, typed: Typed, areas: Sequence[str]) -> list[str]:
        """The beginnings of names that are one slip away, where the text stops being the beginning of any."""
        text = spelled(typed.words, typed.end)[:MAX_SLIPPED]
        if sum(letter.isalpha() for letter in text) < MIN_LETTERS:
            return []
        known = bisect_left(range(len(text)), True, key=lambda end: not self._begins(typed, text[: end + 1], areas))
        slips = _slips(text, first=max(0, known - SLIP_REACH), last=known)
        return [variant for variant in slips if self._begins(typed, variant, areas)]

    def without_area(self, typed: Typed, areas: Sequence[str]) -> list[Draft]:
        """The places of the first comma part, when nobody knows what the later ones mean yet."""
        first = [word for word in typed.words if word.part == typed.words[0].part]
        if len(first) == len(typed.words):
            return []
        return self.exact(replace(typed, words=first, end=End.NOTHING), areas)

    def _within_named(self, typed: Typed, areas: Sequence[str]) -> list[Draft]:
        """The places that the first words name, in the communes that the words after them name: old ones too."""
        beginnings = list(self._known_beginnings(typed, areas))
        count = len(beginnings)
        if count in (0, len(typed.words)):
            return []
        named = self._areas_named(typed.text[typed.words[count].start :])
        head = replace(typed, words=typed.words[:count], end=End.NOTHING)
        return self._look(head, beginnings[-1], [code for code in named if areas == ("",) or code in areas])

    def _known_beginnings(self, typed: Typed, areas: Sequence[str]) -> Iterator[str]:
        """The first word, the first two and so on, as long as they begin any place."""
        beginning = ""
        for word in typed.words:
            beginning += spelled((word,), End.NOTHING)
            if not self._begins(typed, beginning, areas):
                return
            yield beginning

    def _areas_named(self, text: str) -> Sequence[str]:
        """The communes of today that unit names of any time stand for, the likeliest first; none for other words."""
        for names, _ in read(text)[:1]:
            street = names.street
            context = self._contexts.of(names._replace(unmarked=(street, *names.unmarked)) if street else names)
            if not context.unknown:
                return context.ranked[:MAX_AREAS]
        return ()

    def _begins(self, typed: Typed, beginning: str, areas: Sequence[str]) -> bool:
        path = f"{chain_key(typed.path)}{SEPARATOR}" if typed.path else ""
        scopes = areas if path else (*areas, COMMUNES)
        return any(self._store.begins(f"{scope}{SEPARATOR}{path}{beginning}") for scope in scopes)

    def _look(self, typed: Typed, beginning: str, areas: Sequence[str]) -> list[Draft]:
        """The drafts for a beginning of a name, with the numbers that were typed; communes only without any."""
        ways = list(_chain_readings(typed)) if typed.chain else [typed]
        drafts = [draft for way in ways for draft in self._known(way, beginning, areas)]
        if not drafts:
            houses = [way for way in ways if way.number or not typed.chain]
            drafts = [draft for way in houses for draft in self._with_unknown_alley(way, beginning, areas)]
        return sorted(drafts, key=lambda draft: draft.order)

    def _known(self, typed: Typed, beginning: str, areas: Sequence[str]) -> Iterator[Draft]:
        ranks = self._alleys(typed, beginning, areas) if typed.path else self._named(typed, beginning, areas)
        for rank in ranks:
            draft = self._draft(rank, typed)
            if draft is not None:
                yield draft

    def _named(self, typed: Typed, beginning: str, areas: Sequence[str]) -> set[int]:
        """Ranks of the places with that name."""
        if not beginning:
            return set()
        ranks = {rank for area in areas for rank in self._store.best(f"{area}{SEPARATOR}{beginning}")}
        scopes: list[str] = [] if typed.has_number else [COMMUNES]
        if typed.has_diacritics:
            written = with_diacritics(" ".join(word.written for word in typed.words))
            for scope in ("", *scopes):
                ranks |= set(self._store.best(f"{WITH_DIACRITICS}{scope}{SEPARATOR}{written}"))
        ranks |= {rank for scope in scopes for rank in self._store.best(f"{scope}{SEPARATOR}{beginning}")}
        return ranks if areas == ("",) else {rank for rank in ranks if self._store[rank].commune_code in areas}

    def _alleys(self, typed: Typed, beginning: str, areas: Sequence[str]) -> set[int]:
        """Ranks of the alleys with that path, in places of that name; a path at the end of the text may go on."""
        path = chain_key(typed.path) + ("/" if typed.ends_in_slash else "")
        if typed.end is not End.PATH:
            texts = [f"{area}{SEPARATOR}{path}{SEPARATOR}{beginning}" for area in areas]
            return {rank for text in texts for rank in self._store.best(text)}
        if not beginning:
            return {rank for area in areas for rank in self._store.best(f"{area}{SEPARATOR}{path}") if path}
        parents = [self._store[rank] for rank in self._named(typed, beginning, areas)]
        return {rank for parent in parents for rank in self._store.children(parent, path=path)}

    def _with_unknown_alley(self, typed: Typed, beginning: str, areas: Sequence[str]) -> list[Draft]:
        """The places of that name with the alley as typed: the text is kept, and leads as far as we know."""
        ranks = self._named(typed, beginning, areas) if typed.path else ()
        drafts = (self._draft(rank, replace(typed, path=())) for rank in ranks)
        return [replace(draft, path=typed.path) for draft in drafts if draft and draft.place.kind in _WITH_ALLEYS]

    def _draft(self, rank: int, typed: Typed) -> Draft | None:
        """The place with the numbers that were typed; None when it cannot have them."""
        place = self._store[rank]
        if bool(typed.path) != (place.kind is CompletionKind.ALLEY):
            return None
        number, flat = typed.number, typed.flat
        if place.kind is CompletionKind.BUILDING:
            if number and (flat or len(number) not in _FLAT_DIGITS or not number.isdecimal()):
                return None
            number, flat = "", flat or number
        elif (number or flat) and (place.kind not in _WITH_NUMBERS or not number):
            return None
        return Draft(
            rank,
            place,
            number=number,
            flat=flat,
            disagreements=disagreements(typed.words, self._words(rank)) if typed.has_diacritics else 0,
            is_longer=_is_longer(place, typed),
        )

    def _words_of(self, rank: int) -> tuple[str, ...]:
        """The words of the text of a place, in either way of setting tones."""
        text = self.text(self._store[rank])
        return (*text.lower().split(), *with_diacritics(text).split())

    def text(self, place: Completion) -> str:
        """The text of the place itself."""
        commune = self._snapshot.commune(place.commune_code)
        return text_of(Draft(0, place), commune.full_name if commune is not None else "")


def _is_longer(place: Completion, typed: Typed) -> bool:
    """Whether the place's own number goes on after the typed one."""
    if place.kind is CompletionKind.ALLEY:
        return place.path != chain_key(typed.path)
    building = building_word(place.address.building).lower()
    is_code = any(letter.isdecimal() for letter in building)
    return is_code and all(word.written != building for word in typed.words)


def _chain_readings(typed: Typed) -> Iterator[Typed]:
    """A bare chain as a house in an alley, as a house before its alleys, and as an alley."""
    chain = typed.chain
    is_last = typed.end is End.CHAIN
    if not typed.number:
        end = End.NUMBER if is_last else typed.end
        yield replace(typed, chain=(), number=chain[-1], path=chain[:-1], end=end)
        yield replace(typed, chain=(), number=chain[0], path=chain[:0:-1], end=End.NOTHING if is_last else end)
    yield replace(typed, chain=(), path=chain, end=End.PATH if is_last else typed.end)


def _without_mark(typed: Typed) -> Typed:
    """Without the kind words before the name: "phố hàng đ" → "hàng đ", unless nothing would be left."""
    count = 0
    while count < len(typed.words) - 1 and typed.words[count].is_mark:
        count += 1
    return replace(typed, words=typed.words[count:])


def _slips(text: str, *, first: int, last: int) -> Iterator[str]:
    """The text with a letter between these replaced, dropped, added, or swapped with the next; digits stay."""
    for i, letter in enumerate(text[: last + 1]):
        if i < first or letter.isdecimal():
            continue
        head, tail = text[:i], text[i + 1 :]
        yield head + tail
        yield from (head + other + tail for other in _LETTERS if other != letter)
        yield from (head + other + text[i:] for other in _LETTERS)
        if tail and not tail[0].isdecimal():
            yield head + tail[0] + letter + tail[1:]


def few_communes(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with at most `MAX_COMMUNES` communes before the other places, the rest of them after."""
    communes = 0
    first: list[Draft] = []
    last: list[Draft] = []
    for draft in drafts:
        communes += draft.place.kind is CompletionKind.COMMUNE
        is_late = draft.place.kind is CompletionKind.COMMUNE and communes > MAX_COMMUNES
        (last if is_late else first).append(draft)
    return first + last
