"""What a file is and how it is read: its format by its first bytes, its encoding, its delimiter, its header."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.batches.heading import LOOKED_AT, find_heading, likely_heading
from app.batches.options import Format, Options
from app.batches.tables import MAX_COLUMNS, TOO_LARGE, Table
from geocoding.errors import InputUnreadable
from geocoding.text.encodings import ENCODINGS, UTF_8
from geocoding.text.looking import DELIMITERS, Seen, see_delimiter, see_encoding, stated_encoding
from geocoding.text.records import lines_in, open_raw, records, split, unquoted
from postcode.words import Words

_ZIP: Final = b"PK\x03\x04"
EMPTY: Final = Words("tệp rỗng; chọn tệp khác", "the file is empty; choose another")
_NO_ROWS: Final = Words("tệp không có dòng nào", "the file has no rows")
_FOREIGN: Final = (
    (
        (b"\xd0\xcf\x11\xe0",),
        Words(
            "tệp Excel đời cũ (.xls) không đọc được; mở bằng Excel rồi lưu thành .xlsx",
            "Excel before 2007 (.xls) is not read; save it as .xlsx",
        ),
    ),
    (
        (b"%pdf-", b"{\\rtf"),
        Words(
            "tệp là PDF hoặc văn bản, không phải bảng; cần CSV, XLSX hoặc JSON Lines",
            "this is a PDF or a text document, no table; CSV, XLSX or JSON Lines is needed",
        ),
    ),
    (
        (b"<!doctype", b"<html", b"<?xml", b"<table"),
        Words(
            "tệp là trang web hoặc XML; mở bằng Excel rồi lưu thành .xlsx",
            "this is a web page or XML; open it in Excel and save it as .xlsx",
        ),
    ),
    (
        (b"[{", b"[ {", b"[\n", b"[\r\n"),
        Words(
            "tệp là một mảng JSON; cần JSON Lines, mỗi dòng một đối tượng, không có dấu [ ]",
            "this is one JSON array; JSON Lines is needed, one object a line and no brackets",
        ),
    ),
)
"""First bytes, in small letters, of what people send by mistake, and what to send instead."""


def format_of(path: Path, *, stated: Format | None) -> Format:
    """The format of a file by its first bytes; raises `InputUnreadable` where they contradict the stated one."""
    with path.open("rb") as file:
        opening = file.read(64)
    if not opening:
        raise InputUnreadable(EMPTY)
    if (foreign := _foreign(opening)) is not None:
        raise InputUnreadable(foreign)
    is_zip = opening.startswith(_ZIP)
    if stated is not None and is_zip is not (stated is Format.XLSX):
        raise InputUnreadable(Words(f"nội dung tệp không phải {stated.value}", f"the content is not {stated.value}"))
    if is_zip:
        return Format.XLSX
    is_json = opening.removeprefix(UTF_8.bom).lstrip().startswith(b"{")
    return stated or (Format.JSONL if is_json else Format.CSV)


def _foreign(opening: bytes) -> Words | None:
    """What to say of a file whose first bytes are those of no table."""
    small = opening.removeprefix(UTF_8.bom).lstrip().lower()
    return next((words for beginnings, words in _FOREIGN if small.startswith(beginnings)), None)


def open_table(path: Path, options: Options, *, source: Format) -> Table:
    """How to read a file that is no XLSX; raises `InputUnreadable`."""
    return _csv_table(path, options) if source is Format.CSV else _jsonl_table(path)


def _csv_table(path: Path, options: Options) -> Table:
    seen = _encoding(path, options)
    encoding = seen.encoding
    table = Table(
        format=Format.CSV,
        source=Format.CSV,
        columns=(),
        width=0,
        start=seen.start,
        encoding_name=encoding.name,
        encoding_evidence=seen.evidence,
        has_bom=seen.has_bom,
        delimiter=options.delimiter or see_delimiter(path, encoding, offset=seen.start, quote=options.quote),
        quote=options.quote,
        header=options.header,
    )
    opening = first_records(path, table)
    if not opening:
        raise InputUnreadable(_NO_ROWS)
    if options.header:
        table = _with_header(path, table, options)
    else:
        fields = split(opening[0].raw, table.dialect)
        table = replace(table, columns=tuple(str(number) for number in range(1, len(fields) + 1)))
    if len(table.columns) > MAX_COLUMNS:
        raise InputUnreadable(TOO_LARGE)
    return replace(table, width=len(table.columns))


def _encoding(path: Path, options: Options) -> Seen:
    return stated_encoding(path, ENCODINGS[options.encoding]) if options.encoding else see_encoding(path)


@dataclass(frozen=True, slots=True)
class Opened:
    """One of the first records that are not empty: its text, the 1-based line it stands on, the offset behind it."""

    raw: str
    line: int
    end: int


def first_records(path: Path, table: Table) -> list[Opened]:
    """The first records of a CSV file that are not empty."""
    found: list[Opened] = []
    offset, line = table.start, 1
    with open_raw(path, table.encoding, offset=offset) as text:
        for record in records(text, table.dialect):
            offset += table.encoding.size(record.raw + record.ending)
            if record.raw:
                found.append(Opened(record.raw, line, offset))
            if len(found) == LOOKED_AT:
                break
            line += lines_in(record)
    return found


def _with_header(path: Path, table: Table, options: Options) -> Table:
    """The table with the names of its columns, which begins after them.

    A title may hide the delimiter: then that one counts by which the names below it are found and most lines are cut
    as they are.
    """
    seen = _tried(path, table, options)
    if seen.evenness < _EVEN and not options.delimiter:
        others = [replace(table, delimiter=mark) for mark in DELIMITERS.values() if mark != table.delimiter]
        cut = [tried for other in others if len((tried := _tried(path, other, options)).table.columns) > 1]
        seen = max([seen, *cut], key=lambda one: one.evenness)
    if seen.evenness:
        return seen.table
    opening = first_records(path, table)
    likely = likely_heading([_names(one.raw, table) for one in opening])
    first, names = opening[likely.place], likely.names
    if first.raw.strip() and not any(names):
        said = table.encoding_name
        raise InputUnreadable(
            Words(f"dòng tiêu đề không phải {said}; đổi encoding", f"the header is not {said}; change encoding")
        )
    return replace(table, columns=names, start=first.end, header_line=first.line)


_EVEN: Final = 0.5
"""With fewer of its first lines cut like its heading, a delimiter may be none."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A table cut by one delimiter, and the share of its first records cut as its heading is; 0 without one."""

    table: Table
    evenness: float


def _tried(path: Path, table: Table, options: Options) -> _Tried:
    opening = first_records(path, table)
    lines = [_names(one.raw, table) for one in opening]
    heading = find_heading(lines, options.columns)
    if heading is None:
        return _Tried(table, 0.0)
    found, below = opening[heading.place], lines[heading.place :]
    even = sum(len(line) == len(heading.names) for line in below) / len(below)
    return _Tried(replace(table, columns=heading.names, start=found.end, header_line=found.line), even)


def _names(raw: str, table: Table) -> tuple[str, ...]:
    """The fields of a record as names, none where they are no text."""
    fields = split(raw, table.dialect)
    try:
        return tuple(table.encoding.read(unquoted(field, table.quote)).strip() for field in fields)
    except UnicodeError:
        return ("",) * len(fields)


def _jsonl_table(path: Path) -> Table:
    with path.open("rb") as file:
        has_bom = file.read(3) == UTF_8.bom
    start = len(UTF_8.bom) if has_bom else 0
    return Table(Format.JSONL, Format.JSONL, columns=(), width=0, start=start, has_bom=has_bom, quote="")
