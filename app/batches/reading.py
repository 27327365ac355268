"""The rows of a file: a first pass that settles where its chunks begin, then rows from any chunk."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import orjson

from app.batches.json_rows import object_cells, object_keys
from app.batches.options import Format
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
from geocoding.errors import InputUnreadable
from geocoding.text.records import Dialect, Record, lines_in, open_raw, records, split, unquoted

CHUNK_ROWS: Final = 2_000
_LINES: Final = Dialect("\n", "")
"""Lines of JSON are records of one field."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file looked through: what it is, how many rows it has, and the chunks they come in."""

    table: Table
    rows: int
    chunks: tuple[Chunk, ...]


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


def lines_of_rows(path: Path, table: Table, rows: Collection[int]) -> dict[int, int]:
    """On which line of the file each of some rows begins, both from 1; of an Excel file, in which row of its sheet."""
    found: dict[int, int] = {}
    offset, line, number = _first_byte(table), 1, 0
    for record in _records(path, table, offset=offset):
        if offset >= table.start and record.raw:
            number += 1
            if number in rows:
                found[number] = line
        if len(found) == len(rows):
            break
        offset += table.encoding.size(record.raw + record.ending)
        line += lines_in(record)
    return found


def _first_byte(table: Table) -> int:
    return len(table.encoding.bom) if table.has_bom else 0


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
