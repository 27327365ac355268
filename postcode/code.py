"""The Vpostcode: 12 characters, and a unit part where several households share a cell.

Base = 5-digit postcode of the commune + last 7 digits of the 11-digit Open Location Code of the household's
point. That is our reading of the public sources; only this module knows it.
"""

from dataclasses import dataclass

from geocoding.crs import Coordinates
from geocoding.model import Box, Point
from postcode import check, olc, spelling
from postcode.errors import CodeMalformed, Flaw
from postcode.spelling import Repair

HEAD_LENGTH = spelling.HEAD_LENGTH
SUFFIX_LENGTH = spelling.BASE_LENGTH - HEAD_LENGTH


@dataclass(frozen=True, slots=True, order=True)
class Vpostcode:
    """One code; `unit` is empty where a household has the cell to itself.

    Raises `CodeMalformed` on a part of the wrong length or with foreign symbols.

    >>> Vpostcode("11024", "22F2345", "2506").printed()
    '11024-22F2345/2506-T'
    """

    head: str
    suffix: str
    unit: str = ""

    def __post_init__(self) -> None:
        if len(self.head) != HEAD_LENGTH or spelling.STORED.fullmatch(str(self)) is None:
            raise CodeMalformed(str(self), spelling.flaw_of(self.base, self.unit) or Flaw.LENGTH)

    def __str__(self) -> str:
        """The stored spelling: upper case, no separators within the 12, "/" before the unit."""
        return f"{self.head}{self.suffix}/{self.unit}" if self.unit else self.head + self.suffix

    @property
    def base(self) -> str:
        """The 12 characters."""
        return self.head + self.suffix

    @property
    def check(self) -> str:
        """The check symbol."""
        return check.check_symbol(self.base, self.unit)

    def printed(self) -> str:
        """The spelling for people: head and suffix apart, the unit, the check symbol last."""
        unit = f"/{self.unit}" if self.unit else ""
        return f"{self.head}-{self.suffix}{unit}-{self.check}"


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """A code as read, with the symbols that were repaired.

    `check` is the check symbol written with it; without one it is empty and `check_ok` is None.
    """

    code: Vpostcode
    check: str = ""
    check_ok: bool | None = None
    repairs: tuple[Repair, ...] = ()


def parse(text: str) -> ParsedCode:
    """The code that a text spells, in either case, with separators or without.

    Separators are free within the 12; "/" opens the unit; "-" after the 12 or the unit opens the check
    symbol; 13 bare symbols are code and check symbol. A wrong check symbol is told, not refused. Raises
    `CodeMalformed` on anything else, with the codes it may mean.

    >>> str(parse("11024 22f2 345/2506 - t").code)
    '1102422F2345/2506'
    """
    written = spelling.read(text)
    code = Vpostcode(written.base[:HEAD_LENGTH], written.base[HEAD_LENGTH:], written.unit)
    check_ok = written.check == code.check if written.check else None
    return ParsedCode(code, check=written.check, check_ok=check_ok, repairs=written.repairs)


def read_stored(text: str) -> Vpostcode:
    """The code in stored spelling; raises `CodeMalformed` on any other spelling."""
    found = spelling.STORED.fullmatch(text)
    if found is None:
        raise CodeMalformed(text, Flaw.LENGTH)
    return Vpostcode(found[1], found[2], found[3] or "")


def encode(point: Point, *, head: str) -> Vpostcode:
    """The code of the cell that holds the point, under a 5-digit head, without unit."""
    return Vpostcode(head, suffix_of(olc.cell_of(point)))


def suffix_of(cell: olc.Cell) -> str:
    """The 7 characters of a cell; cells a whole number of degrees apart share them."""
    return olc.digits_of(cell)[-SUFFIX_LENGTH:]


def suffixes_of(degrees: Coordinates) -> list[str]:
    """The 7 characters of the cell of each point (n, 2), lon before lat.

    Quick, but not exact: a point within a millionth of a millimetre of its cell's edge may get the cell next door.
    """
    return [digits.decode() for digits in olc.last_digits(degrees).tolist()]


def grid_cell(code: Vpostcode, *, reference: Point) -> olc.Cell:
    """The grid cell of a code: of those with its suffix, one a degree, the nearest to the reference."""
    return olc.nearest_cell(code.suffix, reference)


def cell(code: Vpostcode, *, reference: Point) -> Box:
    """The cell of a code in degrees; any reference within half a degree of it will do: one for all Hanoi."""
    return grid_cell(code, reference=reference).box
