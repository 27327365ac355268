"""A delimited text cut into records and fields, with every character kept: the standard reader forgets the quotes.

What a record holds is what the standard library's `csv` reads in its lenient mode; a property test says so.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from geocoding.errors import InputUnreadable
from geocoding.text.encodings import Encoding
from geocoding.words import Words

MAX_RECORD: Final = 1 << 20
"""Characters of one record; a longer one is no row but a quotation mark that was never closed."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as written: its raw text, its line ending, and whether a quotation mark is left open at the end."""

    raw: str
    ending: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are written; an empty `quote` means that no character quotes."""

    delimiter: str
    quote: str


_QUOTE_OPEN: Final = Words(
    f'dài hơn {MAX_RECORD:,} ký tự, có lẽ vì thiếu dấu ngoặc kép đóng; thêm dấu " hoặc đặt quote=none',
    f"longer than {MAX_RECORD:,} characters: a quotation mark may be left open; close it, or set quote=none",
)


def open_raw(path: Path, encoding: Encoding, *, offset: int) -> TextIOWrapper:
    """The raw text of a file from a byte offset on, its line endings untouched."""
    file = path.open("rb")
    file.seek(offset)
    return TextIOWrapper(file, encoding=encoding.codec, errors=encoding.errors, newline="")


def records(text: TextIOWrapper, dialect: Dialect) -> Iterator[Record]:
    """The records of a raw text, empty lines too; raises `InputUnreadable` at one that is too long."""
    number = 0
    while line := text.readline(MAX_RECORD + 1):
        number += 1
        raw, is_open = line, False
        if dialect.quote and dialect.quote in line:
            raw, is_open = _joined(text, line, dialect, number=number)
        if len(raw) > MAX_RECORD:
            raise InputUnreadable(_QUOTE_OPEN, row=number)
        body = raw if is_open else raw[: len(raw) - _ending_length(raw)]
        yield Record(body, raw[len(body) :], is_open)


def lines_in(record: Record) -> int:
    """How many lines of the file a record takes."""
    return record.raw.count("\n") + bool(record.ending)


def _ending_length(raw: str) -> int:
    if raw.endswith("\r\n"):
        return 2
    return 1 if raw.endswith(("\r", "\n")) else 0


def _joined(text: TextIOWrapper, line: str, dialect: Dialect, *, number: int) -> tuple[str, bool]:
    """The record that starts with a line and goes on while a quotation mark is open."""
    lines, length = [line], len(line)
    inside = _is_inside(line, dialect, inside=False, starts=True)
    while inside and (line := text.readline(MAX_RECORD + 1)):
        length += len(line)
        if length > MAX_RECORD:
            raise InputUnreadable(_QUOTE_OPEN, row=number)
        lines.append(line)
        inside = _is_inside(line, dialect, inside=True, starts=False)
    return "".join(lines), inside


def _is_inside(line: str, dialect: Dialect, *, inside: bool, starts: bool) -> bool:
    """Whether a quoted field is still open at the end of a line."""
    opening = dialect.delimiter + dialect.quote
    at = 0
    if starts and line.startswith(dialect.quote):
        inside, at = True, 1
    while True:
        if inside:
            at = _after_quote(line, dialect.quote, at)
            if at < 0:
                return True
            inside = False
        at = line.find(opening, at)
        if at < 0:
            return False
        inside, at = True, at + 2


def _after_quote(text: str, quote: str, at: int) -> int:
    """The place after the quotation mark that closes a field, -1 when none does."""
    while (found := text.find(quote, at)) >= 0:
        if not text.startswith(quote, found + 1):
            return found + 1
        at = found + 2
    return -1


def split(raw: str, dialect: Dialect) -> list[str]:
    """The fields of a record as written, quotation marks included; joined by the delimiter they are the record."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if not quote or quote not in raw:
        return raw.split(delimiter)
    fields, start = [], 0
    while True:
        after = _after_quote(raw, quote, start + 1) if raw.startswith(quote, start) else start
        end = raw.find(delimiter, after) if after >= 0 else -1
        if end < 0:
            fields.append(raw[start:])
            return fields
        fields.append(raw[start:end])
        start = end + 1


def unquoted(field: str, quote: str) -> str:
    """What a field says: without the quotation marks around it, doubled ones single."""
    if not quote or not field.startswith(quote):
        return field
    end = _after_quote(field, quote, 1)
    if end < 0:
        return field[1:].replace(quote * 2, quote)
    return field[1 : end - 1].replace(quote * 2, quote) + field[end:]


def quoting(dialect: Dialect) -> Callable[[str], str]:
    """What writes a value as a field: quoted where it must be; without a quotation mark, separators become blanks."""
    delimiter, quote = dialect.delimiter, dialect.quote
    special = re.compile(f"[{re.escape(delimiter + quote)}\r\n]")

    def quoted(text: str) -> str:
        if special.search(text) is None:
            return text
        if quote:
            return quote + text.replace(quote, quote * 2) + quote
        return " ".join(text.replace(delimiter, " ").split())

    return quoted
