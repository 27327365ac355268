"""Answers beside the rows they belong to, as CSV, JSON Lines or GeoJSON, piece by piece.

A CSV row keeps the bytes it came with; the result columns follow in its encoding and with its delimiter.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Final

import orjson

from app.batches.json_rows import with_members
from app.batches.options import Format, Options
from app.batches.results import COLUMNS, cell_text
from app.batches.tables import QUOTE_OPEN, Cell, Row, Table
from geocoding.text.records import Dialect, quoting, split, unquoted

Cells = tuple[Cell, ...]
Answered = Iterable[tuple[Row, Cells]]
"""Rows with their answers; an empty line has none."""

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_LON, _LAT = COLUMNS.index("lon"), COLUMNS.index("lat")
_FLUSH: Final = 500


@dataclass(frozen=True, slots=True)
class Layout:
    """What is written: the table, the names of the added columns, and the caller's wishes."""

    table: Table
    added: tuple[str, ...]
    options: Options

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the input columns up to the longest row, each once: a second "a" is "a_2"."""
        columns = self.table.columns
        padded = (*columns, *(str(place) for place in range(len(columns) + 1, self.table.width + 1)))
        seen: dict[str, int] = {}
        names = []
        for place, name in enumerate(padded, start=1):
            plain = name or str(place)
            seen[plain] = seen.get(plain, 0) + 1
            names.append(plain if seen[plain] == 1 else f"{plain}_{seen[plain]}")
        return tuple(names)


def wanted_for(layout: Layout, written: Format) -> tuple[int, ...]:
    """The places of the input columns that must be read to write a format; none where rows are copied as they are."""
    copied = {Format.CSV: Format.CSV, Format.JSONL: Format.JSONL}.get(written)
    return () if copied is layout.table.format else tuple(range(max(layout.table.width, len(layout.table.columns))))


def pieces(written: Format, layout: Layout, source: Path, answered: Answered) -> Iterator[bytes]:
    """The bytes of a result file, some hundred rows at a time; XLSX is written by `xlsx_writing`."""
    if written is Format.CSV and layout.table.format is Format.CSV:
        made = _csv_beside(layout, source, answered)
    else:
        made = {Format.CSV: _csv_anew, Format.JSONL: _jsonl, Format.GEOJSON: _geojson}[written](layout, answered)
    waiting: list[bytes] = []
    for piece in made:
        waiting.append(piece)
        if len(waiting) == _FLUSH:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)


def _csv_beside(layout: Layout, source: Path, answered: Answered) -> Iterator[bytes]:
    """The rows as they came, the answers appended; a short row gets empty fields so that the columns stay in line."""
    table, options = layout.table, layout.options
    encoding, dialect, written = table.encoding, table.dialect, _csv_cells(layout)
    if options.add_bom and not table.has_bom:
        yield encoding.bom
    yield from _head(layout, source)
    for row, cells in answered:
        if not row.number:
            yield encoding.to_bytes(row.ending)
            continue
        raw = row.raw + dialect.quote if row.fault == QUOTE_OPEN else row.raw
        fields = split(raw, dialect) if options.neutral_formulas or dialect.quote in raw else None
        if options.neutral_formulas and fields is not None:
            raw = dialect.delimiter.join(_harmless(field, dialect) for field in fields)
        count = len(fields) if fields is not None else raw.count(dialect.delimiter) + 1
        padding = dialect.delimiter * (table.width - count + 1)
        yield encoding.to_bytes(raw + padding + written(cells) + row.ending)


def _head(layout: Layout, source: Path) -> Iterator[bytes]:
    """What stands before the first row, with the names of the added columns at its end."""
    table = layout.table
    with source.open("rb") as file:
        head = file.read(table.start).decode(table.encoding.codec, table.encoding.errors)
    if not table.header:
        yield table.encoding.to_bytes(head)
        return
    body = head.rstrip("\r\n")
    quoted = quoting(table.dialect)
    names = table.delimiter.join(quoted(table.encoding.write(name)) for name in layout.added)
    padding = table.delimiter * (table.width - len(table.columns) + 1)
    yield table.encoding.to_bytes(body + padding + names + head[len(body) :])


def _csv_cells(layout: Layout) -> Callable[[Cells], str]:
    """What writes the added cells of a row as raw text."""
    delimiter, options = layout.table.delimiter, layout.options
    write, quoted = layout.table.encoding.write, quoting(layout.table.dialect)

    def written(cells: Cells) -> str:
        texts = map(cell_text, cells)
        if options.neutral_formulas:
            texts = map(_neutral, texts, cells, repeat(options))
        return delimiter.join(map(quoted, map(write, texts)))

    return written


def _harmless(field: str, dialect: Dialect) -> str:
    """A field that no spreadsheet runs: an apostrophe before the sign that would start a formula."""
    if not unquoted(field, dialect.quote).lstrip(" ").startswith(_FORMULA_SIGNS):
        return field
    opening = dialect.quote if dialect.quote and field.startswith(dialect.quote) else ""
    return f"{opening}'{field[len(opening) :]}"


def _csv_anew(layout: Layout, answered: Answered) -> Iterator[bytes]:
    """A new CSV file in UTF-8 for rows that came as something else."""
    dialect = Dialect(layout.options.delimiter or ",", '"')
    quoted = quoting(dialect)

    def line(cells: Iterable[Cell]) -> bytes:
        texts = (_neutral(cell_text(cell), cell, layout.options) for cell in cells)
        return (dialect.delimiter.join(map(quoted, texts)) + "\r\n").encode()

    if layout.options.add_bom:
        yield b"\xef\xbb\xbf"
    yield line((*layout.input_names, *layout.added))
    for row, cells in answered:
        yield line((*row.values, *cells)) if row.number else b"\r\n"


def _neutral(text: str, cell: Cell, options: Options) -> str:
    starts = options.neutral_formulas and isinstance(cell, str) and text.startswith(_FORMULA_SIGNS)
    return "'" + text if starts else text


def _jsonl(layout: Layout, answered: Answered) -> Iterator[bytes]:
    """One object a row: the input object with members added, or one made of the input columns."""
    is_copied = layout.table.format is Format.JSONL
    names = layout.input_names
    for row, cells in answered:
        if not row.number:
            yield row.ending.encode() if is_copied else b""
            continue
        added = dict(zip(layout.added, cells, strict=True))
        if is_copied and not row.fault:
            line = with_members(row.raw, added, layout.table.encoding)
            yield layout.table.encoding.to_bytes(line + row.ending)
        elif is_copied:
            written = row.raw.encode("latin-1").decode("utf-8", "replace")
            yield orjson.dumps({"input": written, **added}) + (row.ending.encode() or b"\n")
        else:
            yield _object({**dict(zip(names, row.values, strict=False)), **added}) + b"\n"


def _geojson(layout: Layout, answered: Answered) -> Iterator[bytes]:
    """A feature a row, without geometry where nothing was found."""
    names = layout.input_names
    opening = b'{"type":"FeatureCollection","features":[\n'
    for row, cells in answered:
        if not row.number:
            continue
        lon, lat = cells[_LON], cells[_LAT]
        geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        properties = {**dict(zip(names, row.values, strict=False)), **dict(zip(layout.added, cells, strict=True))}
        yield opening + _object({"type": "Feature", "geometry": geometry, "properties": properties})
        opening = b",\n"
    yield (opening if opening != b",\n" else b"") + b"\n]}\n"


def _object(members: Mapping[str, object]) -> bytes:
    return orjson.dumps(dict(members))


def added_names(prefix: str, joined: Sequence[str]) -> tuple[str, ...]:
    """The names of the added columns: those of every answer, then those of the join table."""
    return tuple(prefix + name for name in (*COLUMNS, *joined))
