"""Lists as an Excel file: headings that filter and stay in sight, texts that stay texts, and a sheet about it all.

A text is written as a text and its cells are formatted as such, so that no spreadsheet takes it for a formula, a
date or a link, neither when the file is opened nor when somebody edits the cell. XlsxWriter makes the file with its
headings, formats and protection; the rows are put in by `sheet_rows` (docs/decisions/0028-rows-of-a-workbook.md).
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.excel.sheet_rows import MAX_CELL, Cell, write_rows

NOTES_SHEET: Final = "Thông tin"

Note = tuple[str, str]
"""What it is called, and what it says."""

_BOOK: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_COLUMNS_STYLE: Final = re.compile(rb'<col min="(\d+)" max="(\d+)" [^>]*?style="(\d+)"')
_END: Final = b"</sheetData>"
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
    """A list to be written on a sheet of its own."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class _Formats:
    heading: Format
    text: Format
    open_text: Format
    prose: Format


def write_book(path: Path, listings: Sequence[Listing], *, notes: Callable[[int], Iterable[Note]] | None = None) -> int:
    """Write the file; gives back how many rows the first list has. Memory does not grow with them.

    `notes` says what stands on the last sheet, given how many rows the first list has.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        frame = folder / "frame.xlsx"
        _write_frame(frame, listings, counts=[0] * len(listings), notes=())
        spooled = [folder / f"rows-{nth}" for nth in range(len(listings))]
        counts = [
            _spool(file, listing, styles=_column_styles(frame, nth))
            for nth, (file, listing) in enumerate(zip(spooled, listings, strict=True), start=1)
        ]
        _write_frame(frame, listings, counts=counts, notes=notes(counts[0]) if notes is not None else ())
        _fill(frame, path, spooled)
    return counts[0]


def _write_frame(path: Path, listings: Sequence[Listing], *, counts: Sequence[int], notes: Iterable[Note]) -> None:
    """Write the file as it is without its rows."""
    with xlsxwriter.Workbook(str(path), _BOOK) as book:
        formats = _Formats(
            heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3EFEA"}),
            text=book.add_format({"num_format": "@"}),
            open_text=book.add_format({"num_format": "@", "locked": False, "bg_color": "#FFFBEA"}),
            prose=book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        )
        for listing, count in zip(listings, counts, strict=True):
            _write_headings(book.add_worksheet(listing.name), listing, formats, last=max(count, 1))
        if told := list(notes):
            _write_notes(book.add_worksheet(NOTES_SHEET), told, formats)


def _write_headings(sheet: Worksheet, listing: Listing, formats: _Formats, *, last: int) -> None:
    for place, column in enumerate(listing.columns):
        kind = formats.open_text if column.is_open else formats.text
        sheet.set_column(place, place, column.width, kind, {"hidden": column.is_hidden})
        sheet.write_string(0, place, column.heading, formats.heading)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(listing.columns) - 1)
    if any(column.is_open for column in listing.columns):
        sheet.protect("", _FREE)


def _write_notes(sheet: Worksheet, notes: Iterable[Note], formats: _Formats) -> None:
    sheet.set_column(0, 0, 34, formats.prose)
    sheet.set_column(1, 1, 100, formats.prose)
    for row, (name, words) in enumerate(notes):
        sheet.write_string(row, 0, name, formats.heading)
        sheet.write_string(row, 1, words[:MAX_CELL], formats.prose)


def _column_styles(frame: Path, nth: int) -> list[int]:
    """The number of the format of each column of the nth sheet."""
    with zipfile.ZipFile(frame) as book:
        runs = [map(int, run) for run in _COLUMNS_STYLE.findall(book.read(_sheet(nth)))]
    return [style for first, last, style in runs for _ in range(first, last + 1)]


def _spool(path: Path, listing: Listing, *, styles: Sequence[int]) -> int:
    with path.open("wb") as file:
        return write_rows(file, listing.rows, styles=styles)


def _fill(frame: Path, path: Path, spooled: Sequence[Path]) -> None:
    """Copy a file made without rows, and put them in."""
    rows = {_sheet(nth): file for nth, file in enumerate(spooled, start=1)}
    with zipfile.ZipFile(frame) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as filled:
        for name in book.namelist():
            with filled.open(name, "w") as part:
                if name in rows:
                    _fill_sheet(part, book.read(name), rows[name])
                else:
                    part.write(book.read(name))


def _fill_sheet(part: IO[bytes], empty: bytes, rows: Path) -> None:
    before, after = empty.split(_END)
    part.write(before)
    with rows.open("rb") as file:
        shutil.copyfileobj(file, part, 1 << 18)
    part.write(_END + after)


def _sheet(nth: int) -> str:
    return f"xl/worksheets/sheet{nth}.xml"
