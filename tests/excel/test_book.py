"""What stands in a workbook is what was given, whatever it is, and whichever process wrote it."""

import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from app.db.engine import migrate, open_engine
from app.db.errors import RegisterNotReady
from app.errors import ListTooLong
from app.excel.apart import ListWriter
from app.excel.book import NOTES_SHEET, Column, Listing, write_book
from app.excel.sheet_rows import MAX_CELL, Cell

ODD_TEXTS = (
    *("Số 5 Phố Huế", " before", "after ", "two  spaces", "a & b < c > d", '"quoted"', "'", "line\nbreak", "tab\tstop"),
    *("return\rreturn", "bell\x07", "_x000D_", "_x41_", "not_x0041", "😀", "=1+1", "00123", "1E5"),
)
PLAIN = Column(heading="Chữ", width=20)
NUMBER = Column(heading="Số", width=9)


def written(path: Path, rows: Iterable[Sequence[Cell]], *columns: Column) -> list[list[object]]:
    write_book(path, [Listing(name="Trang", columns=columns, rows=rows)])
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_a_text_is_read_back_as_it_was_written(tmp_path: Path, text: str):
    _, (found,) = written(tmp_path / "book.xlsx", [(text,)], PLAIN)
    assert found == text


def test_a_text_that_no_cell_can_hold_is_cut(tmp_path: Path):
    _, (found,) = written(tmp_path / "book.xlsx", [("x" * (MAX_CELL + 1),)], PLAIN)
    assert found == "x" * MAX_CELL


def test_numbers_are_numbers_and_nothing_is_nothing(tmp_path: Path):
    rows = written(tmp_path / "book.xlsx", [(1, "a"), (None, ""), (105.85, "b"), (0, "c")], NUMBER, PLAIN)
    assert rows[1:] == [[1.0, "a"], ["", ""], [105.85, "b"], [0.0, "c"]]


def test_every_column_keeps_its_format(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    open_ = Column(heading="Sửa", is_open=True)
    written(path, [("a", "b", "c")], PLAIN, PLAIN, open_)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    text, twice, unlocked = (part.split('"')[0] for part in sheet.split('<row r="2">')[1].split(' s="')[1:])
    assert text == twice != unlocked


def test_more_columns_than_letters_are_named(tmp_path: Path):
    columns = [Column(heading=str(place)) for place in range(60)]
    _, row = written(tmp_path / "book.xlsx", [tuple(map(str, range(60)))], *columns)
    assert row == list(map(str, range(60)))


def test_a_book_has_a_sheet_for_each_list_and_one_about_them(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    listings = [Listing(name=name, columns=[PLAIN], rows=[(name,)] * count) for name, count in (("A", 3), ("B", 0))]
    assert write_book(path, listings, notes=lambda count: [("Số hàng", str(count))]) == 3
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["A", "B", NOTES_SHEET]
    assert book.get_sheet_by_index(1).to_python() == [["Chữ"]]
    assert book.get_sheet_by_name(NOTES_SHEET).to_python() == [["Số hàng", "3"]]


def write_numbers(_session: Session, path: Path, *, count: int) -> int:
    return write_book(path, [Listing(name="Số", columns=[NUMBER], rows=((n,) for n in range(count)))])


def write_too_much(_session: Session, _path: Path) -> int:
    raise ListTooLong


def test_a_list_comes_from_another_process_with_what_was_raised_there(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'register.sqlite'}"
    with pytest.raises(RegisterNotReady):
        ListWriter(url).write(write_too_much, tmp_path / "list.xlsx")
    migrate(open_engine(url))
    with pytest.raises(ListTooLong):
        ListWriter(url).write(write_too_much, tmp_path / "list.xlsx")
    assert ListWriter(url).write(partial(write_numbers, count=7), tmp_path / "list.xlsx") == 7
    assert (tmp_path / "list.xlsx").exists()
