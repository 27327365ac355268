"""Reading CSV files with the standard library: UTF-8, with or without a byte-order mark, any usual delimiter."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geocoding.errors import LayerUnreadable

_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its columns, the delimiter found in its header, and the cells row by row."""

    columns: tuple[str, ...]
    delimiter: str
    rows: Iterator[list[str]]


def open_csv(path: Path) -> CsvTable:
    """The table in a CSV file; blank lines are no rows.

    Raises `LayerUnreadable` at once on an empty header or text that is not UTF-8, and on the row that cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LayerUnreadable(path, f"not UTF-8 text (byte {error.start})") from None
    delimiter = _delimiter(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = _rows(path, reader)
    columns = tuple(name.strip() for name in next(rows, []))
    if not any(columns):
        raise LayerUnreadable(path, "no header row")
    if repeated := {name for name in columns if columns.count(name) > 1}:
        raise LayerUnreadable(path, f"columns given twice: {', '.join(sorted(repeated))}")
    return CsvTable(columns, delimiter, rows)


def _delimiter(header: str) -> str:
    """The delimiter that cuts the header into the most cells; the comma when none does."""
    return max(_DELIMITERS, key=header.count)


def _rows(path: Path, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    number = -1
    try:
        for cells in reader:
            if any(cells):
                number += 1
                yield cells
    except csv.Error as error:
        raise LayerUnreadable(path, f"row {number + 1}: {error}") from None
