"""A suggestion in words: the text to put in the box, with what was typed marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geocoding.address.write import address_line
from geocoding.match.suggest_typed import Typed, Word
from geocoding.model import Address
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
    """A place that fits, by its rank, with what the text adds to it.

    `disagreements` counts typed words with other diacritics; `is_longer` says that its own number only begins as
    the typed one ("ngõ 12" and 122). `premises` has flats that are still to be named.
    """

    rank: int
    place: Completion
    number: str = ""
    flat: str = ""
    path: tuple[str, ...] = ()
    label: str = ""
    premises: bool = False
    disagreements: int = 0
    is_longer: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it names a house or flat, and not one whose flats are still to be named."""
        return bool(self.number or self.flat) and not self.premises

    @property
    def order(self) -> tuple[int, bool, int]:
        """Written with the same diacritics first, then with the same number, then by the rank of its place."""
        return self.disagreements, self.is_longer, self.rank


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
    where = draft.place.address
    address = Address(
        house_number=draft.number,
        alley_path=draft.path or where.alley_path,
        street=where.street,
        hamlet=where.hamlet,
        estate=where.estate,
        building=where.building,
        unit=draft.flat,
    )
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
    """The spans of the typed words and numbers in the text, each span once; words in a row stay in a row."""
    folded = fold(text)
    taken: set[int] = set()
    end = 0
    for piece in _pieces(typed):
        start = _find(folded, piece, taken, after=end)
        if start >= 0:
            end = start + len(piece)
            taken.update(range(start, end))
            yield start, end


def _pieces(typed: Typed) -> list[str]:
    """What to look for: numbers before the words, for names may hold numbers too."""
    chain = ["/".join(typed.path)] if typed.path else list(typed.chain)
    numbers = [fold(piece) for piece in (typed.flat, typed.number, *chain) if piece]
    return numbers + [piece for word in typed.words for piece in plain(word.written).split(" ") if piece]


def _find(text: str, piece: str, taken: set[int], *, after: int) -> int:
    """Where a word of the text begins with the piece, best after what was found before; -1 when nowhere."""
    first = -1
    start = text.find(piece)
    while start >= 0:
        if start not in taken and not text[start - 1 : start].isalnum():
            if start >= after:
                return start
            first = start if first < 0 else first
        start = text.find(piece, start + 1)
    return first


def disagreements(words: Iterable[Word], known: Sequence[str]) -> int:
    """How many typed words have diacritics that none of the known words begins with."""
    accented = (word.written for word in words if not word.written.isascii())
    forms = ((written, with_diacritics(written)) for written in accented)
    return sum(not any(word.startswith(form) for word in known) for form in forms)
