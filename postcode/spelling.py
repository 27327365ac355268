"""How people write a code: what is free, what is repaired, and what a text that is no code may have meant."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from postcode import check, olc
from postcode.errors import CodeMalformed, Flaw

HEAD_LENGTH, BASE_LENGTH = 5, 12
MAX_NEAR_MISSES = 5
MAX_TEXT = 64
"""No spelling of a code is longer; what is, is refused unread."""

HEAD_SYMBOLS = "0123456789"
STORED = re.compile(rf"([0-9]{{5}})([{olc.ALPHABET}]{{7}})(?:/([{check.ALPHABET}]{{1,{check.MAX_UNIT}}}))?")

_DASH = re.compile("[\u2010-\u2015\u2212]")
_SEPARATOR = re.compile(r"[\s\-+._]")
_UNIT_AND_CHECK = re.compile(r"\s*([^\s/-]+)\s*(?:-\s*([^\s/-]))?\s*")

_CROCKFORD_READINGS = {"O": "0", "I": "1", "L": "1"}
_HEAD_READINGS = _CROCKFORD_READINGS | {"Z": "2", "S": "5", "B": "8"}
_SUFFIX_READINGS = {"Z": "2", "S": "5", "B": "8"}
"""What a foreign symbol is read as: the one symbol of its place that looks like it."""

_HEAD_GUESSES = {"A": "4", "D": "0", "E": "3", "G": "6", "Q": "0", "T": "7"}
_SUFFIX_GUESSES = {
    **dict.fromkeys("0OD", "QCG"),
    **dict.fromkeys("1ILT", "7J"),
    **dict.fromkeys("UY", "V"),
    "A": "4",
    "E": "3F",
    "K": "XH",
    "N": "MH",
}
"""What a foreign symbol may stand for where that is a guess: near misses, never a reading."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A symbol read as another because it is none of its place; positions count from 1 without separators."""

    position: int
    written: str
    read: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """The parts of a written code, each in the symbols of its place; `check` is empty without one."""

    base: str
    unit: str
    check: str
    repairs: tuple[Repair, ...]


def read(text: str) -> Spelling:
    """The parts of a code in any spelling; raises `CodeMalformed` with the codes the text may mean."""
    if len(text) > MAX_TEXT:
        raise CodeMalformed(text[:MAX_TEXT], Flaw.LENGTH)
    body, slash, tail = _DASH.sub("-", unicodedata.normalize("NFKC", text).upper()).partition("/")
    symbols = _SEPARATOR.sub("", body)
    found = _UNIT_AND_CHECK.fullmatch(tail)
    flaw = _flaw_of_form(symbols, has_unit=bool(slash), unit_is_well_formed=found is not None)
    if flaw is None:
        unit, symbol = (found[1], found[2] or "") if found is not None else ("", symbols[BASE_LENGTH:])
        spelling = _in_place(symbols[:BASE_LENGTH], unit, symbol)
        flaw = _flaw_of_symbols(spelling)
    if flaw is not None:
        raise CodeMalformed(text, flaw, tuple(islice(_near_misses(symbols, tail), MAX_NEAR_MISSES)))
    return spelling


def _flaw_of_form(symbols: str, *, has_unit: bool, unit_is_well_formed: bool) -> Flaw | None:
    if not symbols:
        return Flaw.EMPTY
    if len(symbols) != BASE_LENGTH and (has_unit or len(symbols) != BASE_LENGTH + 1):
        return Flaw.LENGTH
    return Flaw.UNIT if has_unit and not unit_is_well_formed else None


def _in_place(base: str, unit: str, symbol: str) -> Spelling:
    """The parts with every foreign symbol read as the one of its place that looks like it."""
    written = base + unit + symbol
    suffix_at, unit_at = HEAD_LENGTH, len(base)
    as_read = (
        _translated(written[:suffix_at], _HEAD_READINGS)
        + _translated(written[suffix_at:unit_at], _SUFFIX_READINGS)
        + _translated(written[unit_at:], _CROCKFORD_READINGS)
    )
    pairs = enumerate(zip(written, as_read, strict=True), start=1)
    repairs = tuple(Repair(position, before, after) for position, (before, after) in pairs if before != after)
    unit_end = unit_at + len(unit)
    return Spelling(as_read[:unit_at], as_read[unit_at:unit_end], as_read[unit_end:], repairs)


def _translated(symbols: str, readings: Mapping[str, str]) -> str:
    return "".join(readings.get(symbol, symbol) for symbol in symbols)


def _flaw_of_symbols(spelling: Spelling) -> Flaw | None:
    return flaw_of(spelling.base, spelling.unit) or (None if set(spelling.check) <= set(check.ALPHABET) else Flaw.CHECK)


def flaw_of(base: str, unit: str) -> Flaw | None:
    """What is wrong with the parts of a code, the first part first; None when nothing is."""
    if not set(base[:HEAD_LENGTH]) <= set(HEAD_SYMBOLS):
        return Flaw.HEAD
    if not set(base[HEAD_LENGTH:]) <= set(olc.ALPHABET):
        return Flaw.SUFFIX
    return Flaw.UNIT if unit and not is_unit(unit) else None


def is_unit(text: str) -> bool:
    """Whether the text can be the unit part of a code as it stands."""
    return 0 < len(text) <= check.MAX_UNIT and set(text) <= set(check.ALPHABET)


def _near_misses(symbols: str, tail: str) -> Iterator[str]:
    """The codes, in stored spelling, that a text which is none may mean; what follows the 12 is a unit."""
    if len(symbols) < BASE_LENGTH:
        return
    rest = _SEPARATOR.sub("", tail).replace("/", "") or symbols[BASE_LENGTH:]
    unit = _translated(rest, _CROCKFORD_READINGS)
    for base in _guessed_bases(symbols[:BASE_LENGTH]):
        if flaw_of(base, unit) is not None:
            yield base
        elif unit and check.check_symbol(base, unit[:-1]) == unit[-1]:
            yield f"{base}/{unit[:-1]}".rstrip("/")
        else:
            yield f"{base}/{unit}".rstrip("/")


def _guessed_bases(symbols: str) -> Iterator[str]:
    head_guesses, suffix_guesses = _HEAD_READINGS | _HEAD_GUESSES, _SUFFIX_READINGS | _SUFFIX_GUESSES
    head = [_guesses(symbol, HEAD_SYMBOLS, head_guesses) for symbol in symbols[:HEAD_LENGTH]]
    suffix = [_guesses(symbol, olc.ALPHABET, suffix_guesses) for symbol in symbols[HEAD_LENGTH:]]
    return ("".join(guess) for guess in product(*head, *suffix))


def _guesses(symbol: str, alphabet: str, readings: Mapping[str, str]) -> str:
    return symbol if symbol in alphabet else readings.get(symbol, "")
