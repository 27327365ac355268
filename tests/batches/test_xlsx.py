"""Excel files: read in a process of their own, written so that nothing in them runs."""

import zipfile
from datetime import date
from pathlib import Path

import orjson
import pytest
import xlsxwriter

from app.batches.errors import OptionRefused
from app.batches.options import Format, Options, Role
from app.batches.reading import chunk_rows, whole
from geocoding.errors import InputUnreadable
from tests.batches.made import made, written

ROWS = [["Địa chỉ", "mã", "số", "ngày"], ["Số 6 Láng", "00420", 12.0, date(2026, 1, 2)], [], ["=1+1", "x", 1.5, True]]


def book(folder: Path, rows: list[list[object]], *, sheet: str = "Tờ 1") -> bytes:
    path = folder / "made.xlsx"
    made_book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    made_book.add_worksheet("khác") if sheet != "Tờ 1" else None
    page = made_book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            page.write(number, place, value)
    made_book.close()
    return path.read_bytes()


def values(folder: Path, content: bytes) -> list[tuple[object, ...]]:
    prepared = made(folder, content)
    rows = chunk_rows(prepared.source, prepared.table, whole(prepared.scanned), wanted=range(4))
    return [row.values for row in rows if row.number]


def test_cells_are_read_as_they_mean(tmp_path: Path) -> None:
    assert values(tmp_path, book(tmp_path, ROWS)) == [
        ("Số 6 Láng", "00420", 12, "2026-01-02"),
        ("=1+1", "x", 1.5, True),
    ]


@pytest.mark.parametrize("first", [0, 2], ids=["in the corner", "lower and further right"])
def test_an_error_in_a_cell_is_no_empty_cell(tmp_path: Path, first: int) -> None:
    path = tmp_path / "made.xlsx"
    made_book = xlsxwriter.Workbook(str(path))
    made_book.add_worksheet("khác").write_formula(0, 0, "=1/0", None, "#DIV/0!")
    page = made_book.add_worksheet("A & B")
    for place, name in enumerate(("Số nhà", "Đường")):
        page.write(first, first + place, name)
    page.write_formula(first + 1, first, "=VLOOKUP(7,A1:B2,1,0)", None, "#N/A")
    page.write(first + 1, first + 1, "Hàng Đào")
    made_book.close()
    prepared = made(tmp_path, path.read_bytes(), Options(sheet="A & B"))
    (row,) = chunk_rows(prepared.source, prepared.table, whole(prepared.scanned), wanted=range(2))
    assert row.values == ("#N/A", "Hàng Đào")


def test_the_written_book_holds_the_same_rows_and_the_answers(tmp_path: Path) -> None:
    result = written(made(tmp_path, book(tmp_path, ROWS)), Format.XLSX, label="=2+2")
    again = made(tmp_path, result, Options(columns={Role.QUERY: ("Địa chỉ",)}, prefix="again_"))
    assert again.table.columns[:5] == ("Địa chỉ", "mã", "số", "ngày", "result_verdict")
    assert values(tmp_path, book(tmp_path, ROWS))[0] == ("Số 6 Láng", "00420", 12, "2026-01-02")


def test_no_cell_of_the_written_book_is_a_formula(tmp_path: Path) -> None:
    content = b'dia_chi,b\n=1+1,"@SUM(A1)"\n+1,http://a.b\n-1,\t=x\n'
    result = tmp_path / "result.xlsx"
    result.write_bytes(written(made(tmp_path, content), Format.XLSX, label="=cmd|' /C calc'!A0"))
    with zipfile.ZipFile(result) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in sheet


def test_a_sheet_is_chosen_by_name_and_an_unknown_one_refused(tmp_path: Path) -> None:
    content = book(tmp_path, ROWS, sheet="hộ")
    assert made(tmp_path, content, Options(sheet="hộ")).scanned.rows == 2
    with pytest.raises(InputUnreadable, match="khác, hộ"):
        made(tmp_path, content, Options(sheet="thiếu"))


def test_a_book_that_unpacks_to_too_much_is_refused_before_it_is(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 20_000_000)
    with pytest.raises(InputUnreadable, match="unpacks"):
        made(tmp_path, bomb.read_bytes())


def test_rows_of_a_book_go_to_every_format(tmp_path: Path) -> None:
    prepared = made(tmp_path, book(tmp_path, ROWS))
    lines = written(prepared, Format.CSV).decode().splitlines()
    assert lines[1].startswith("Số 6 Láng,00420,12,2026-01-02,matched")
    first = orjson.loads(written(prepared, Format.JSONL).splitlines()[0])
    assert (first["mã"], first["số"], first["result_verdict"]) == ("00420", 12, "matched")


def test_texts_of_a_book_are_harmless_in_a_csv_file_when_that_is_asked_for(tmp_path: Path) -> None:
    plain, safe = (
        written(made(tmp_path, book(tmp_path, ROWS), Options(neutral_formulas=wanted)), Format.CSV, label="@x")
        for wanted in (False, True)
    )
    assert (b"\n=1+1,x," in plain, b",@x," in plain) == (True, True)
    assert (b"\n'=1+1,x," in safe, b",'@x," in safe) == (True, True)


def test_an_unreadable_option_of_a_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionRefused):
        made(tmp_path, book(tmp_path, ROWS), Options(columns={Role.QUERY: ("thiếu",)}))
