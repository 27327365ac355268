"""Files as a person's spreadsheet makes them: read what was exported, change cells, write it again."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

Row = dict[str, object]
"""A line by heading."""

ID, MARK, CODE, COMMUNE = "Mã hộ (không sửa)", "Dấu phiên bản (không sửa)", "Mã địa chỉ", "Mã xã, phường"
NUMBER, ALLEYS, STREET = "Số nhà", "Ngõ, ngách, hẻm", "Đường, phố"


def sheet_rows(content: bytes, sheet: int = 0) -> list[list[object]]:
    """All rows of a sheet, the headings too."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


def table_of(content: bytes) -> list[Row]:
    """The lines of the list."""
    headings, *rows = sheet_rows(content)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def notes_of(content: bytes) -> dict[str, str]:
    """What the second sheet says."""
    return {str(name): str(words) for name, words in sheet_rows(content, 1)}


def book_of(rows: Sequence[Row], *, headings: Sequence[str] | None = None) -> bytes:
    """The lines as a new Excel file."""
    names = list(headings or rows[0])
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(names):
                sheet.write(number, place, row.get(name, ""))
    return made.getvalue()


def edited(content: bytes, edit: Callable[[list[Row]], object]) -> bytes:
    """The exported file with something changed in it."""
    rows = table_of(content)
    headings = list(rows[0])
    edit(rows)
    return book_of(rows, headings=headings)


def written(folder: Path, content: bytes, name: str = "list.xlsx") -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path
