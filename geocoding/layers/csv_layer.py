"""Reading CSV files in any encoding that is met in Vietnam, with or without a byte-order mark, any usual delimiter."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geocoding.errors import InputUnreadable, LayerUnreadable
from geocoding.text.encodings import ENCODINGS, Encoding
from geocoding.text.looking import DELIMITERS, Seen, see_encoding, stated_encoding
from geocoding.text.records import Dialect, Record, lines_in, open_raw, records, split, unquoted
from geocoding.words import Words

_NO_HEADER = Words("không có dòng tiêu đề cột", "no header row")
_OPEN_QUOTE = Words("mở dấu ngoặc kép mà không đóng", "a quotation mark is never closed")
_RENAME = Words(
    "xóa các dòng phía trên dòng tiêu đề cột (tên bảng), và đổi tên các cột trùng nhau",
    "remove lines above the names of the columns, as titles, and rename columns of one name",
)
_SAVE_UTF8 = Words(
    "trong Excel chọn Lưu thành, loại “CSV UTF-8”; hoặc nói rõ bảng mã: --encoding " + " | ".join(ENCODINGS),
    "in Excel, save it as “CSV UTF-8”; or say which encoding it is: --encoding " + " | ".join(ENCODINGS),
)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its columns, its delimiter and encoding as found or stated, and the cells row by row."""

    columns: tuple[str, ...]
    delimiter: str
    encoding: str
    evidence: str
    rows: Iterator[list[str]]


def open_csv(path: Path, *, encoding: str = "") -> CsvTable:
    """The table in a CSV file; blank lines are no rows. `encoding` is one of `ENCODINGS`, "" to look which it is.

    Raises `LayerUnreadable` at once on an empty header or text in no encoding that is known, and on the row that cannot
    be read; `ValueError` on an encoding nobody knows.
    """
    seen = _seen(path, encoding)
    lines = _lines(path, seen, Dialect(",", '"'))
    delimiter = max(DELIMITERS.values(), key=next(lines, _Line(1, "")).raw.count)
    rows = _rows(path, seen, Dialect(delimiter, '"'))
    columns = tuple(name.strip() for name in next(rows, []))
    if not any(columns):
        raise LayerUnreadable(path, _NO_HEADER, _RENAME)
    if repeated := {name for name in columns if columns.count(name) > 1}:
        names = ", ".join(sorted(repeated))
        reason = Words(f"cột bị lặp lại: {names or '(trống)'}", f"columns given twice: {names or '(empty)'}")
        raise LayerUnreadable(path, reason, _RENAME)
    return CsvTable(columns, delimiter, seen.encoding.name, seen.evidence, rows)


def _seen(path: Path, encoding: str) -> Seen:
    if encoding and encoding not in ENCODINGS:
        raise ValueError(f"--encoding {encoding}: {' | '.join(ENCODINGS)}")
    try:
        return stated_encoding(path, ENCODINGS[encoding]) if encoding else see_encoding(path)
    except InputUnreadable as error:
        raise LayerUnreadable(path, error.words, _SAVE_UTF8) from None


@dataclass(frozen=True, slots=True)
class _Line:
    """A record that is not empty, and the 1-based line it begins on."""

    number: int
    raw: str


def _lines(path: Path, seen: Seen, dialect: Dialect) -> Iterator[_Line]:
    number = 1
    with open_raw(path, seen.encoding, offset=seen.start) as text:
        try:
            for record in records(text, dialect):
                _require_closed(path, record, number=number)
                if record.raw:
                    yield _Line(number, record.raw)
                number += lines_in(record)
        except InputUnreadable as error:
            raise LayerUnreadable(path, _on_line(number, error.reason)) from None


def _require_closed(path: Path, record: Record, *, number: int) -> None:
    if record.is_open:
        raise LayerUnreadable(path, _on_line(number, _OPEN_QUOTE))


def _rows(path: Path, seen: Seen, dialect: Dialect) -> Iterator[list[str]]:
    for line in _lines(path, seen, dialect):
        fields = [unquoted(field, dialect.quote) for field in split(line.raw, dialect)]
        cells = [_text(path, field, seen.encoding, line=line.number, place=at) for at, field in enumerate(fields, 1)]
        if any(cells):
            yield cells


def _text(path: Path, raw: str, encoding: Encoding, *, line: int, place: int) -> str:
    try:
        return encoding.read(raw)
    except UnicodeError:
        name = encoding.name
        reason = Words(f"cột {place}: không phải chữ {name}", f"column {place}: not {name.upper()} text")
        raise LayerUnreadable(path, _on_line(line, reason), _SAVE_UTF8) from None


def _on_line(number: int, reason: Words) -> Words:
    """The reason after the line of the file that it is about."""
    return Words(f"dòng {number}, {reason.vi}", f"line {number}, {reason.en}")
