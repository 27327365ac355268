"""Answers beside their rows in an Excel file; the only module that imports xlsxwriter for batches."""

from pathlib import Path
from typing import Final

import xlsxwriter

from app.batches.errors import OptionRefused
from app.batches.tables import Cell
from app.batches.writing import Answered, Layout
from postcode.words import Words

MAX_XLSX_ROWS: Final = 1_048_575
MAX_CELL: Final = 32_767
"""What one sheet and one cell can hold; a longer text is cut."""


def write_xlsx(path: Path, layout: Layout, answered: Answered) -> None:
    """Write the rows with their answers; texts stay texts, so that nothing is ever run as a formula."""
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Vpostcode")
    for place, name in enumerate((*layout.input_names, *layout.added)):
        sheet.write_string(0, place, name[:MAX_CELL])
    first_added = len(layout.input_names)
    for number, (row, cells) in enumerate(answered, start=1):
        if number > MAX_XLSX_ROWS:
            raise OptionRefused(
                "format",
                Words(
                    f"một trang Excel chỉ chứa {MAX_XLSX_ROWS:,} dòng; chọn csv",
                    f"an Excel sheet holds {MAX_XLSX_ROWS:,} rows; take csv",
                ),
            )
        for place, cell in enumerate(row.values):
            _write(sheet, number, place, cell)
        for place, cell in enumerate(cells, start=first_added):
            _write(sheet, number, place, cell)
    book.close()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell)
    elif cell:
        sheet.write_string(row, place, cell[:MAX_CELL])
