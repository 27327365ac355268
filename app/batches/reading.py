"""The rows of a file: a first pass that settles what it is and where its chunks begin, then rows from any chunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import orjson

from app.batches.encodings import ENCODINGS, UTF_8
from app.batches.errors import InputUnreadable
from app.batches.json_rows import object_cells, object_keys
from app.batches.looking import Seen, see_delimiter, see_encoding
from app.batches.options import Format, Options
from app.batches.records import Dialect, Record, open_raw, records, split, unquoted
from app.batches.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    NOT_TEXT,
    QUOTE_OPEN,
    RAGGED,
    TOO_LARGE,
    Cell,
    Chunk,
    Row,
    Table,
)
from postcode.words import Words

CHUNK_ROWS: Final = 2_000
_LINES: Final = Dialect("\n", "")
"""Lines of JSON are records of one field."""
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


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file looked through: what it is, how many rows it has, and the chunks they come in."""

    table: Table
    rows: int
    chunks: tuple[Chunk, ...]


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
    start = len(encoding.bom) if seen.has_bom else 0
    delimiter = options.delimiter or see_delimiter(path, encoding, offset=start, quote=options.quote)
    dialect = Dialect(delimiter, options.quote)
    with open_raw(path, encoding, offset=start) as text:
        first = next((one for one in records(text, dialect) if one.raw), None)
    if first is None:
        raise InputUnreadable(_NO_ROWS)
    fields = split(first.raw, dialect)
    if len(fields) > MAX_COLUMNS:
        raise InputUnreadable(TOO_LARGE)
    table = Table(
        format=Format.CSV,
        source=Format.CSV,
        columns=tuple(str(number) for number in range(1, len(fields) + 1)),
        width=len(fields),
        start=start,
        encoding_name=encoding.name,
        encoding_evidence=seen.evidence,
        has_bom=seen.has_bom,
        delimiter=delimiter,
        quote=options.quote,
        header=options.header,
    )
    return _with_header(path, table) if options.header else table


def _encoding(path: Path, options: Options) -> Seen:
    if not options.encoding:
        return see_encoding(path)
    encoding = ENCODINGS[options.encoding]
    with path.open("rb") as file:
        has_bom = bool(encoding.bom) and file.read(len(encoding.bom)) == encoding.bom
    return Seen(encoding, has_bom=has_bom, evidence="stated")


def _with_header(path: Path, table: Table) -> Table:
    """The table with the names of its header, and its first row after it."""
    offset = table.start
    with open_raw(path, table.encoding, offset=offset) as text:
        for record in records(text, table.dialect):
            offset += table.encoding.size(record.raw + record.ending)
            if record.raw:
                break
    try:
        fields = split(record.raw, table.dialect)
        names = tuple(table.encoding.read(unquoted(field, table.quote)).strip() for field in fields)
    except UnicodeError:
        said = table.encoding_name
        raise InputUnreadable(
            Words(f"dòng tiêu đề không phải {said}; đổi encoding", f"the header is not {said}; change encoding")
        ) from None
    return replace(table, columns=names, start=offset)


def _jsonl_table(path: Path) -> Table:
    with path.open("rb") as file:
        has_bom = file.read(3) == UTF_8.bom
    start = len(UTF_8.bom) if has_bom else 0
    return Table(Format.JSONL, Format.JSONL, columns=(), width=0, start=start, has_bom=has_bom, quote="")


def scan(path: Path, table: Table, *, chunk_rows: int = CHUNK_ROWS) -> Scanned:
    """The file looked through once; raises `InputUnreadable` where no row can begin."""
    chunks: list[Chunk] = []
    keys: dict[str, None] = {}
    width, rows, start, end, first_row = table.width, 0, table.start, table.start, 1
    for record in _records(path, table, offset=table.start):
        if record.raw and rows - first_row + 1 == chunk_rows:
            chunks.append(Chunk(len(chunks), first_row=first_row, rows=chunk_rows, start=start, end=end))
            start, first_row = end, rows + 1
        end += table.encoding.size(record.raw + record.ending)
        if record.raw:
            rows += 1
            width = max(width, _width(record.raw, table))
            if table.format is Format.JSONL:
                keys.update(dict.fromkeys(object_keys(record.raw, table.encoding)))
            if max(width, len(keys)) > MAX_COLUMNS or rows > MAX_ROWS:
                raise InputUnreadable(TOO_LARGE, row=rows)
    if end > start:
        chunks.append(Chunk(len(chunks), first_row=first_row, rows=rows - first_row + 1, start=start, end=end))
    columns = tuple(keys) if table.format is Format.JSONL else table.columns
    return Scanned(replace(table, columns=columns, width=max(width, len(columns))), rows, tuple(chunks))


def _width(raw: str, table: Table) -> int:
    if table.format is not Format.CSV:
        return 0
    if not table.quote or table.quote not in raw:
        return raw.count(table.delimiter) + 1
    return len(split(raw, table.dialect))


def _records(path: Path, table: Table, *, offset: int) -> Iterator[Record]:
    dialect = table.dialect if table.format is Format.CSV else _LINES
    with open_raw(path, table.encoding, offset=offset) as text:
        yield from records(text, dialect)


def chunk_rows(path: Path, table: Table, chunk: Chunk, *, wanted: Sequence[int]) -> Iterator[Row]:
    """The rows of a chunk, empty lines too, each with the values of the wanted columns (their places, from 0)."""
    number, offset = chunk.first_row, chunk.start
    read = {Format.CSV: _csv_cells, Format.JSONL: _jsonl_cells, Format.XLSX: _spooled_cells}[table.format]
    for record in _records(path, table, offset=chunk.start):
        if offset >= chunk.end:
            return
        offset += table.encoding.size(record.raw + record.ending)
        if not record.raw:
            yield Row(0, "", record.ending)
            continue
        values, fault = read(record, table, wanted)
        yield Row(number, record.raw, record.ending, values, fault)
        number += 1


def whole(scanned: Scanned) -> Chunk:
    """All rows of a file as one chunk."""
    end = scanned.chunks[-1].end if scanned.chunks else scanned.table.start
    return Chunk(0, first_row=1, rows=scanned.rows, start=scanned.table.start, end=end)


def _csv_cells(record: Record, table: Table, wanted: Sequence[int]) -> tuple[tuple[Cell, ...], str]:
    fields = split(record.raw, table.dialect)
    surplus = fields[len(table.columns) :]
    fault = QUOTE_OPEN if record.is_open else ""
    if len(fields) < len(table.columns) or any(surplus):
        fault = fault or RAGGED
    read, quote = table.encoding.read, table.quote
    try:
        values = tuple(read(unquoted(fields[place], quote)) if place < len(fields) else "" for place in wanted)
    except UnicodeError:
        return tuple(_readable(fields, place, table) for place in wanted), fault or NOT_TEXT
    return values, fault


def _readable(fields: Sequence[str], place: int, table: Table) -> str:
    """A value as far as it can be read."""
    if place >= len(fields):
        return ""
    try:
        return table.encoding.read(unquoted(fields[place], table.quote))
    except UnicodeError:
        return table.encoding.to_bytes(fields[place]).decode("utf-8", "replace")


def _jsonl_cells(record: Record, table: Table, wanted: Sequence[int]) -> tuple[tuple[Cell, ...], str]:
    return object_cells(record.raw, table.encoding, [table.columns[place] for place in wanted])


def _spooled_cells(record: Record, table: Table, wanted: Sequence[int]) -> tuple[tuple[Cell, ...], str]:
    cells = orjson.loads(table.encoding.read(record.raw))
    return tuple(cells[place] if place < len(cells) else "" for place in wanted), ""
