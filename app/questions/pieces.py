"""The pieces an address text is put together from, and the order and separators they come in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from app.questions.style import Commas, Order


class Part(Enum):
    """What a piece of text names."""

    FLAT = "flat"
    BUILDING = "building"
    NUMBER = "number"
    ALLEY = "alley"
    STREET = "street"
    HAMLET = "hamlet"
    ESTATE = "estate"
    GROUP = "group"
    COMMUNE = "commune"
    DISTRICT = "district"
    CITY = "city"


CONTAINERS = frozenset({Part.STREET, Part.HAMLET, Part.ESTATE})
AREAS = frozenset({Part.COMMUNE, Part.DISTRICT})
_ALONG = frozenset({Part.NUMBER, Part.ALLEY, Part.STREET})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as written: the word for it ("" without one), what is between, the value, and what follows it."""

    part: Part
    value: str
    mark: str = ""
    gap: str = " "
    tail: str = ""

    @property
    def text(self) -> str:
        """The piece as it stands in the text."""
        return f"{self.mark}{self.gap if self.mark else ''}{self.value}{self.tail}"


def ordered(pieces: Iterable[Piece], order: Order) -> tuple[Piece, ...]:
    """Pieces given from the inside out, in another order."""
    inside_out = tuple(pieces)
    match order:
        case Order.REVERSED:
            return inside_out[::-1]
        case Order.STREET_FIRST:
            return tuple(sorted(inside_out, key=lambda piece: piece.part is not Part.STREET))
        case _:
            return inside_out


def laid_out(pieces: Sequence[Piece], commas: Commas, *, joined: bool = False) -> str:
    """The text of pieces in their order; `joined` lets a word follow a number without a space."""
    text = pieces[0].text if pieces else ""
    for left, right in pairwise(pieces):
        text += _between(left, right, commas, joined=joined) + right.text
    return text


def _between(left: Piece, right: Piece, commas: Commas, *, joined: bool) -> str:
    if commas is Commas.NONE or (commas is Commas.USUAL and left.part in _ALONG and right.part in _ALONG):
        return "" if joined and _can_join(left, right) else " "
    return "," if joined or commas is Commas.TIGHT else ", "


def _can_join(left: Piece, right: Piece) -> bool:
    """Whether a word may follow a number at once: not a lone letter, which would look like the number's own."""
    return left.text[-1:].isdigit() and right.mark.rstrip(".").isalpha() and len(right.mark.rstrip(".")) > 1
