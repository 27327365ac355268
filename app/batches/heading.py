"""Which of the first lines of a table holds the names of its columns: titles stand above, and names on two lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.batches.asking import asking_for, has_known_name, speaks_of_address
from app.batches.errors import OptionRefused
from app.batches.options import Columns

LOOKED_AT: Final = 20
"""Lines that are looked at; names of columns do not stand lower."""

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of the columns, and the place of their last line among the lines looked at, from 0."""

    place: int
    names: tuple[str, ...]


def find_heading(lines: Sequence[Line], mapping: Columns) -> Heading | None:
    """The first line by whose names a table can be asked; None when none is such a line.

    Lines above it are titles: they have fewer filled cells, and a title that only speaks of addresses gives way to
    names that are known. Where a name stands above several cells ("Địa chỉ" above "Số nhà", "Đường"), the line below
    goes with it, and its names count.
    """
    found = list(_headings(lines, mapping))
    known = (heading for heading in found if mapping or any(map(has_known_name, heading.names)))
    return next(known, found[0] if found else None)


def likely_heading(lines: Sequence[Line]) -> Heading:
    """The line to name to whoever wrote a mapping that fits none: the one that would do without it, else the first."""
    return find_heading(lines, {}) or Heading(0, tuple(lines[0]))


def _headings(lines: Sequence[Line], mapping: Columns) -> Iterator[Heading]:
    """Every line that may be the heading, from the top."""
    widest = max(map(_filled, lines), default=0)
    above = 0
    for place, names in enumerate(lines):
        if _filled(names) > above and _filled(names) >= min(2, widest):
            below = lines[place + 1] if place + 1 < len(lines) else ()
            if _stands_above(names, below) and can_be_asked(below, mapping):
                yield Heading(place + 1, tuple(lower or upper for upper, lower in zip(names, below, strict=True)))
            elif can_be_asked(names, mapping):
                yield Heading(place, tuple(names))
        above = max(above, _filled(names))


def can_be_asked(names: Line, mapping: Columns) -> bool:
    """Whether these names say what to ask; any single column would, so that one must speak of an address."""
    if len(names) == 1 and not mapping and not speaks_of_address(names[0]):
        return False
    try:
        asking_for(names, mapping)
    except OptionRefused:
        return False
    return True


def _stands_above(names: Line, below: Line) -> bool:
    """Whether a line has nothing where the next one has names."""
    if len(names) != len(below):
        return False
    return any(not upper and lower for upper, lower in zip(names, below, strict=True))


def _filled(line: Line) -> int:
    return sum(1 for cell in line if cell)
