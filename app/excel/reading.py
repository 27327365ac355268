"""The lines of a file that was sent: read in the confined process of the batches, columns known by their headings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.batches.opening import format_of, open_table
from app.batches.options import Format, Options
from app.batches.reading import chunk_rows, scan, whole
from app.batches.tables import Cell, Table
from app.batches.xlsx_rows import spool
from app.errors import ImportColumnsMissing
from app.excel.household_columns import COLUMNS, ID, MARK
from app.excel.model import GivenLine
from geocoding.errors import InputUnreadable
from geocoding.text.fold import tidy
from postcode.words import Words

MAX_LINES: Final = 30_000
"""A commune has some 25,000 households at most."""
_KEYS: Final = {one.column.heading.casefold(): one.key for one in COLUMNS}
_HEADINGS: Final = {one.key: one.column.heading for one in COLUMNS}
_NEEDED: Final = (ID, MARK)


def given_lines(path: Path, *, spooled: Path) -> list[GivenLine]:
    """The lines of an XLSX or CSV file, empty ones left out; `spooled` is where an XLSX file is copied to.

    Raises `InputUnreadable`, and `ImportColumnsMissing` where a column is missing that the comparison needs.
    """
    source = format_of(path, stated=None)
    if source is Format.JSONL:
        raise InputUnreadable(Words("tệp không phải XLSX hay CSV", "the file is neither XLSX nor CSV"))
    is_book = source is Format.XLSX
    table = spool(path, spooled, Options()) if is_book else open_table(path, Options(), source=source)
    places = _places(table)
    return list(_lines(spooled if is_book else path, table, places))


def _lines(path: Path, table: Table, places: dict[str, int]) -> Iterator[GivenLine]:
    scanned = scan(path, table)
    if scanned.rows > MAX_LINES:
        raise InputUnreadable(
            Words(f"tệp có hơn {MAX_LINES:,} dòng; chia nhỏ tệp", f"more than {MAX_LINES:,} rows; split the file")
        )
    rows = chunk_rows(path, scanned.table, whole(scanned), wanted=list(places.values()))
    for number, row in enumerate(rows, start=table.header_line + 1):
        cells = dict(zip(places, map(_text, row.values), strict=True))
        if row.number and any(cells.values()):
            yield GivenLine(number, cells, is_readable=not row.fault)


def _places(table: Table) -> dict[str, int]:
    """Where the known columns are; of two with one heading the first."""
    found: dict[str, int] = {}
    for place, heading in enumerate(table.columns):
        key = _KEYS.get(tidy(heading).casefold())
        if key is not None:
            found.setdefault(key, place)
    if missing := [_HEADINGS[key] for key in _NEEDED if key not in found]:
        raise ImportColumnsMissing(tuple(missing))
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
