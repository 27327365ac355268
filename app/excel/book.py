"""One list as an Excel file: headings that filter and stay in sight, texts that stay texts, and a sheet about it all.

A text is written as a text and its cells are formatted as such, so that no spreadsheet takes it for a formula, a
date or a link, neither when the file is opened nor when somebody edits the cell.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAX_CELL: Final = 32_767
"""What one cell can hold; a longer text is cut."""
NOTES_SHEET: Final = "Thông tin"

Cell = str | int | float | None
Note = tuple[str, str]
"""What it is called, and what it says."""

_BOOK: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FREE: Final = {
    "autofilter": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What the protection of a sheet leaves people free to do; it has no password, for it prevents slips, not people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list; `is_open` lets people edit it, `is_hidden` keeps it out of sight."""

    heading: str
    width: int = 16
    is_open: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list to be written; `notes` says what stands on the second sheet, given how many rows there are."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Callable[[int], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class _Formats:
    heading: Format
    text: Format
    open_text: Format
    prose: Format


def write_listing(path: Path, listing: Listing) -> int:
    """Write the file; gives back how many rows the list has. Memory does not grow with them."""
    with xlsxwriter.Workbook(str(path), {**_BOOK, "tmpdir": str(path.parent)}) as book:
        formats = _Formats(
            heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3EFEA"}),
            text=book.add_format({"num_format": "@"}),
            open_text=book.add_format({"num_format": "@", "locked": False, "bg_color": "#FFFBEA"}),
            prose=book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        )
        count = _write_list(book.add_worksheet(listing.name), listing, formats)
        _write_notes(book.add_worksheet(NOTES_SHEET), listing.notes(count), formats)
    return count


def _write_list(sheet: Worksheet, listing: Listing, formats: _Formats) -> int:
    kinds = [formats.open_text if column.is_open else formats.text for column in listing.columns]
    for place, column in enumerate(listing.columns):
        sheet.set_column(place, place, column.width, kinds[place], {"hidden": column.is_hidden})
        sheet.write_string(0, place, column.heading, formats.heading)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(listing.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, last, place, cell, kinds[place])
    sheet.autofilter(0, 0, max(last, 1), len(listing.columns) - 1)
    if any(column.is_open for column in listing.columns):
        sheet.protect("", _FREE)
    return last


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, kind: Format) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(row, place, cell[:MAX_CELL], kind)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell)


def _write_notes(sheet: Worksheet, notes: Iterable[Note], formats: _Formats) -> None:
    sheet.set_column(0, 0, 34, formats.prose)
    sheet.set_column(1, 1, 100, formats.prose)
    for row, (name, words) in enumerate(notes):
        sheet.write_string(row, 0, name, formats.heading)
        sheet.write_string(row, 1, words[:MAX_CELL], formats.prose)
