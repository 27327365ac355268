"""A suggestion in words: the text to put in the box, with what was typed marked in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geocoding.address.write import address_line
from geocoding.match.suggest_typed import Typed, Word
from geocoding.snapshot.completion_keys import Completion, CompletionKind, plain, with_diacritics
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import fold


@dataclass(frozen=True, slots=True)
class LabelPart:
    """A piece of a suggestion's text, and whether it stands for what was typed."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on. `text` is for the box and reads as just this place or number; its `label` adds up to it.

    `complete` says that nothing is left to add. A number that is not known to exist looks the same as one that is.
    """

    text: str
    label: tuple[LabelPart, ...]
    kind: CompletionKind
    commune_code: str
    commune: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A place that fits, by its rank, with what the text adds to it; `disagreements` counts other diacritics."""

    rank: int
    place: Completion
    number: str = ""
    flat: str = ""
    path: tuple[str, ...] = ()
    label: str = ""
    premises: bool = False
    disagreements: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether it names a house or flat, and not one whose flats are still to be named."""
        return bool(self.number or self.flat) and not self.premises

    @property
    def order(self) -> tuple[int, int]:
        """Written with the same diacritics first, then by the rank of its place."""
        return self.disagreements, self.rank


def suggestion(draft: Draft, snapshot: Snapshot, typed: Typed) -> Suggestion:
    """The draft in words."""
    commune = snapshot.commune(draft.place.commune_code)
    commune_name = commune.full_name if commune is not None else ""
    text = text_of(draft, commune_name)
    kind = CompletionKind.NUMBER if draft.number or draft.flat or draft.label else draft.place.kind
    label = tuple(label_parts(text, typed))
    return Suggestion(text, label, kind, draft.place.commune_code, commune_name, draft.is_complete)


def text_of(draft: Draft, commune_name: str) -> str:
    """What to put in the box; it ends in a label ("…, số ") where a number is to follow."""
    address = replace(draft.place.address, house_number=draft.number, unit=draft.flat)
    if draft.path:
        address = replace(address, alley_path=draft.path)
    text = ", ".join(part for part in (address_line(address), commune_name) if part)
    opened = text[:1].upper() + text[1:]
    return f"{opened}, {draft.label} " if draft.label else opened


def label_parts(text: str, typed: Typed) -> Iterator[LabelPart]:
    """The text cut where what was typed begins and ends."""
    end = 0
    for start, stop in sorted(_matched(text, typed)):
        if start > end:
            yield LabelPart(text[end:start], matched=False)
        yield LabelPart(text[start:stop], matched=True)
        end = stop
    if end < len(text):
        yield LabelPart(text[end:], matched=False)


def _matched(text: str, typed: Typed) -> Iterator[tuple[int, int]]:
    """The spans of the typed words and numbers in the text, each span once."""
    folded = fold(text)
    taken: set[int] = set()
    for piece in _pieces(typed):
        start = _find(folded, piece, taken)
        if start >= 0:
            taken.update(range(start, start + len(piece)))
            yield start, start + len(piece)


def _pieces(typed: Typed) -> list[str]:
    """What to look for: numbers before the words, for names may hold numbers too."""
    chain = ["/".join(typed.path)] if typed.path else list(typed.chain)
    numbers = [fold(piece) for piece in (typed.flat, typed.number, *chain) if piece]
    return numbers + [piece for word in typed.words for piece in plain(word.written).split(" ") if piece]


def _find(text: str, piece: str, taken: set[int]) -> int:
    """Where a word of the text begins with the piece, at a place not taken yet; -1 when nowhere."""
    start = text.find(piece)
    while start >= 0:
        opens = start == 0 or not text[start - 1].isalnum()
        if opens and start not in taken:
            return start
        start = text.find(piece, start + 1)
    return -1


def disagreements(words: Iterable[Word], *names: str) -> int:
    """How many typed words have diacritics that the names do not have in their place."""
    accented = [word.written for word in words if not word.written.isascii()]
    if not accented:
        return 0
    known = [form for name in names for text in (name.lower(), with_diacritics(name)) for form in text.split()]
    return sum(
        not any(form.startswith((written, with_diacritics(written))) for form in known) for written in accented
    )
