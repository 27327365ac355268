"""The line with the names of the columns is found below titles, and where names stand on two lines."""

from pathlib import Path

import pytest
import xlsxwriter

from app.batches.errors import OptionRefused
from app.batches.heading import Heading, find_heading
from app.batches.options import Format, Options, Role
from tests.batches.made import made, written
from tests.batches.test_xlsx import book

PARTS = ("", "Số nhà", "Đường", "Phường xã")


@pytest.mark.parametrize(
    ("lines", "place", "names"),
    [
        ([("dia_chi", "x"), ("1 Huế", "2")], 0, ("dia_chi", "x")),
        ([("DANH SÁCH ĐỊA CHỈ", ""), ("STT", "Địa chỉ"), ("1", "2 Huế")], 1, ("STT", "Địa chỉ")),
        ([("Công ty", "", ""), ("Tháng 5", "", ""), ("a", "dia_chi", "b")], 2, ("a", "dia_chi", "b")),
        ([("STT", "Địa chỉ", "", ""), PARTS, ("1", "12", "Huế", "Láng")], 1, ("STT", "Số nhà", "Đường", "Phường xã")),
        ([("DS", "", "", ""), ("STT", "Địa chỉ", "", ""), PARTS], 2, ("STT", "Số nhà", "Đường", "Phường xã")),
        ([("dia_chi", "a", ""), ("", "", "0")], 0, ("dia_chi", "a", "")),
    ],
    ids=["first", "title", "two titles", "two lines", "title and two lines", "a column without a name"],
)
def test_the_heading_is_found(lines: list[tuple[str, ...]], place: int, names: tuple[str, ...]) -> None:
    assert find_heading(lines, {}) == Heading(place, names)


def test_a_row_that_speaks_of_an_address_below_names_nobody_knows_is_no_heading() -> None:
    assert find_heading([("ma", "noi", "ghi chú"), ("7", "12 Hàng Bạc", "sai địa chỉ")], {}) is None


def test_the_names_of_a_mapping_are_looked_for_below_titles() -> None:
    lines = [("DANH SÁCH", ""), ("ma", "noi")]
    assert find_heading(lines, {Role.QUERY: ("noi",)}) == Heading(1, ("ma", "noi"))


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_a_mapping_that_fits_no_line_is_told_the_names_of_the_columns_not_the_title(
    tmp_path: Path, form: Format
) -> None:
    rows: list[list[object]] = [["DANH SÁCH", "", ""], [], ["STT", "Địa chỉ", "Ghi chú"], ["1", "12 Huế", "x"]]
    lines = "".join(";".join(map(str, row)) + "\n" for row in rows).encode()
    content = book(tmp_path, rows) if form is Format.XLSX else lines
    with pytest.raises(OptionRefused) as refused:
        made(tmp_path, content, Options(columns={Role.QUERY: ("Dia chi giao",)}))
    assert refused.value.reason.en.endswith("there are STT, Địa chỉ, Ghi chú")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_titles_stay_in_the_result_and_hide_no_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [["STT", "Số nhà", "Đường"], ["1", "12", "Phố Huế"], ["2", "14", "Láng"]]
    content = "DANH SÁCH ĐỊA CHỈ, tháng 5\r\n\r\n" + "".join(delimiter.join(row) + "\r\n" for row in rows)
    prepared = made(tmp_path, content.encode())
    assert (prepared.table.header_line, prepared.scanned.rows) == (3, 2)
    assert set(prepared.asking.places) == {Role.HOUSE_NUMBER, Role.STREET}
    result = written(prepared, Format.CSV).decode().splitlines()
    assert result[0] == "DANH SÁCH ĐỊA CHỈ, tháng 5"
    assert result[2].startswith(delimiter.join([*rows[0], "result_verdict"]))
    assert result[3].startswith(delimiter.join([*rows[1], "matched"]))


def test_the_heading_of_a_sheet_is_found_below_titles_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["DANH SÁCH KHÁCH HÀNG"],
        [],
        ["STT", "Địa chỉ"],
        ["", "Số nhà", "Đường", "Phường xã"],
        [1, 12.0, "Phố Huế", "Hai Bà Trưng"],
    ]
    prepared = made(tmp_path, book(tmp_path, rows, sheet="hộ"), Options(sheet="hộ"))
    assert (prepared.table.header_line, prepared.scanned.rows, prepared.table.other_sheets) == (4, 1, ("khác",))
    assert set(prepared.asking.places) == {Role.HOUSE_NUMBER, Role.STREET, Role.COMMUNE}


def test_a_sheet_of_notes_before_the_list_is_passed_over_and_a_stated_sheet_never(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as pages:
        pages.add_worksheet("Ghi chú").write(0, 0, "Lưu ý")
        listed = pages.add_worksheet("Khách")
        listed.write_row(0, 0, ["Số nhà", "Đường", "Phường/Xã"])
        listed.write_row(1, 0, [12, "Láng", "Láng"])
    prepared = made(tmp_path, path.read_bytes())
    assert (prepared.table.sheet, prepared.table.other_sheets) == ("Khách", ("Ghi chú",))
    assert set(prepared.asking.places) == {Role.HOUSE_NUMBER, Role.STREET, Role.COMMUNE}
    assert made(tmp_path, path.read_bytes(), Options(sheet="Ghi chú")).table.sheet == "Ghi chú"


def test_a_single_column_of_addresses_with_commas_stays_one(tmp_path: Path) -> None:
    content = "Địa chỉ nhận hàng\nSố 6, Láng, Hà Nội\nSố 8, Láng, Hà Nội\n"
    assert made(tmp_path, content.encode()).table.columns == ("Địa chỉ nhận hàng",)
