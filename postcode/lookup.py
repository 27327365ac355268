"""What a written code stands for today: in any spelling, under an old head, or with a slip in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Protocol

from geocoding.match.answer import Fault, FaultKind
from geocoding.model import HANOI, Box, Household, Point
from geocoding.snapshot.retired import RetiredCode
from postcode.code import ParsedCode, Vpostcode, cell, parse, read_stored
from postcode.editions import Edition
from postcode.olc import ALPHABET
from postcode.spelling import MAX_NEAR_MISSES

CITY = Point(lon=(HANOI.west + HANOI.east) / 2, lat=(HANOI.south + HANOI.north) / 2)
"""Reference that tells every cell of the city from its namesakes a degree away."""


class Directory(Protocol):
    """The households with live codes."""

    def find(self, stored: str) -> Household | None:
        """The household with the code of that stored spelling; None when nobody has it."""
        ...

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        """All households whose codes have those 7 characters, under any head and with any unit."""
        ...

    def retired(self, stored: str) -> RetiredCode | None:
        """What became of the code of that stored spelling if it lives no more; None for any other."""
        ...


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What is known of a code.

    `code` is the code of today, the one asked for unless its head was translated or corrected, `box` its
    cell. `household` is None when nobody has the code or the check symbol speaks against it; `near_misses`
    are then issued codes it may mean, in stored spelling, the likeliest first. `faults` tell what was changed
    or doubted. `retired` tells what became of a code that lives no more; a household that itself got another code is
    then the answer all the same.
    """

    asked: ParsedCode
    code: Vpostcode
    box: Box
    household: Household | None = None
    faults: tuple[Fault, ...] = ()
    near_misses: tuple[str, ...] = ()
    retired: RetiredCode | None = None


def look_up(text: str, *, directory: Directory, editions: Sequence[Edition]) -> CodeAnswer:
    """The household that a written code stands for, or the issued codes near it; editions come oldest first.

    Raises `CodeMalformed` when the text is no code in any spelling.
    """
    asked = parse(text)
    household, retired = (None, None) if asked.check_ok is False else _holder(asked.code, directory)
    code = asked.code if household is None else read_stored(household.code)
    return CodeAnswer(
        asked,
        code=code,
        box=cell(code, reference=CITY),
        household=household,
        faults=tuple(_faults(text, asked, code=code, found=household is not None, retired=retired, editions=editions)),
        near_misses=() if household is not None or retired is not None else _near_misses(asked, directory),
        retired=retired,
    )


def _holder(code: Vpostcode, directory: Directory) -> tuple[Household | None, RetiredCode | None]:
    """The household with the code, or else the only one with its suffix and unit under another head.

    Of a retired code what became of it, and the household that it was issued to, if that one got another code.
    """
    exact = directory.find(str(code))
    if exact is not None:
        return exact, None
    retired = directory.retired(str(code))
    if retired is not None:
        return directory.find(retired.successors[0]) if retired.has_moved_on else None, retired
    namesakes = [one for one in directory.with_suffix(code.suffix) if read_stored(one.code).unit == code.unit]
    return namesakes[0] if len(namesakes) == 1 else None, None


def _faults(
    text: str,
    asked: ParsedCode,
    *,
    code: Vpostcode,
    found: bool,
    retired: RetiredCode | None,
    editions: Sequence[Edition],
) -> Iterator[Fault]:
    if asked.repairs:
        yield Fault("code", FaultKind.CHANGED, asked=text, answered=str(asked.code))
    if asked.check_ok is False:
        yield Fault("check", FaultKind.CONTRADICTED, asked=asked.check, answered=asked.code.check)
    elif retired is not None and found:
        yield Fault("code", FaultKind.CHANGED, asked=str(asked.code), answered=str(code))
    elif not found:
        yield Fault("code", FaultKind.NOT_FOUND, asked=str(asked.code))
    if code.head != asked.code.head and retired is None:
        former = any(asked.code.head in edition.heads.values() for edition in editions[:-1])
        kind = FaultKind.CHANGED if former else FaultKind.CONTRADICTED
        yield Fault("head", kind, asked=asked.code.head, answered=code.head)


def _near_misses(asked: ParsedCode, directory: Directory) -> tuple[str, ...]:
    """Issued codes that one slip turns into the one asked for; the check symbol itself may be the slip."""
    itself = (str(asked.code),) if directory.find(str(asked.code)) is not None else ()
    neighbours = (one.code for one in directory.with_suffix(asked.code.suffix))
    slips = (
        str(slip)
        for slip in _slips(asked.code)
        if asked.check in ("", slip.check) and directory.find(str(slip)) is not None
    )
    found = chain(itself, slips, sorted(neighbours, key=lambda code: (_difference(code, str(asked.code)), code)))
    return _first_distinct(found)


def _first_distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(codes), MAX_NEAR_MISSES))


def _difference(a: str, b: str) -> int:
    """The number of places in which two spellings differ."""
    return sum(left != right for left, right in zip_longest(a, b))


def _slips(code: Vpostcode) -> Iterator[Vpostcode]:
    """The codes whose suffix differs by one symbol or by two neighbours swapped."""
    suffix = code.suffix
    for place, symbol in enumerate(suffix):
        before, after = suffix[:place], suffix[place + 1 :]
        if after and after[0] != symbol:
            yield Vpostcode(code.head, before + after[0] + symbol + after[1:], code.unit)
        for other in ALPHABET.replace(symbol, ""):
            yield Vpostcode(code.head, before + other + after, code.unit)
