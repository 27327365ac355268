"""Which column of a file holds what, and cells as people write them."""

import math
from pathlib import Path

import pytest

from geocoding.errors import LayerUnreadable
from geocoding.layers.columns import CANONICAL, match_columns, parse_decimal
from geocoding.layers.csv_layer import open_csv
from geocoding.layers.rows import Layer
from geocoding.text.encodings import ENCODINGS


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("sheet", "soHieuToBanDo"),
        ("sheet", "soto"),
        ("sheet", "so_to"),
        ("sheet", "Số tờ"),
        ("parcel", "soThuTuThua"),
        ("parcel", "sothua"),
        ("parcel", "SO_THUA"),
        ("land_use", "kyHieuMucDich"),
        ("commune_code", "MaXa"),
    ],
)
def test_cadastral_field_names_are_known(ours: str, theirs: str) -> None:
    assert (ours, theirs) in match_columns(Layer.PARCELS, [theirs, "other"], mapping={}).used


def test_the_exact_name_goes_before_an_alias() -> None:
    assert match_columns(Layer.PARCELS, ["soto", "sheet"], mapping={}).used == (("sheet", "sheet"),)


def test_the_mapping_goes_before_the_exact_name() -> None:
    columns = match_columns(Layer.PARCELS, ["sheet", "old_sheet"], mapping={"sheet": "old_sheet"})
    assert (columns.used, columns.ignored) == ((("sheet", "old_sheet"),), ("sheet",))


@pytest.mark.parametrize("mapping", [{"sheet": "absent"}, {"colour": "sheet"}])
def test_a_mapping_of_what_is_not_there_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="column"):
        match_columns(Layer.PARCELS, ["sheet"], mapping=mapping)


def test_canonical_fields_are_tidied_and_absent_ones_empty() -> None:
    columns = match_columns(Layer.HOUSEHOLDS, ["sonha", "duong"], mapping={})
    assert columns.canonical({"sonha": " 12  A ", "duong": "Đuờng"}) == {"house_number": "12 A", "street": "Đuờng"}


def test_every_canonical_name_is_its_own_alias() -> None:
    for layer, names in CANONICAL.items():
        assert match_columns(layer, names, mapping={}).used == tuple((name, name) for name in names)


@pytest.mark.parametrize(("text", "value"), [("219,9", 219.9), ("219.9", 219.9), ("-1", -1.0), ("1e3", 1000.0)])
def test_decimal_comma_and_point_are_the_same(text: str, value: float) -> None:
    assert parse_decimal(text) == value


@pytest.mark.parametrize("text", ["", "1,2,3", "1.234,5", "east"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_decimal(text)


def test_nan_is_left_to_the_caller() -> None:
    assert math.isnan(parse_decimal("NaN"))


@pytest.mark.parametrize(
    ("content", "delimiter", "rows"),
    [
        (b"\xef\xbb\xbfa,b\n1,2\n", ",", [["1", "2"]]),
        ("a;b\n1,5;Hồ\n".encode(), ";", [["1,5", "Hồ"]]),
        (b"a\tb\n\n1\t2\n", "\t", [["1", "2"]]),
        (b'a|b\n"x\ny"|2\n', "|", [["x\ny", "2"]]),
        (b"a\n01\n", ",", [["01"]]),
    ],
)
def test_csv_files_are_read_with_their_delimiter(
    tmp_path: Path, content: bytes, delimiter: str, rows: list[list[str]]
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    table = open_csv(path)
    assert (table.delimiter, list(table.rows)) == (delimiter, rows)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a,a\n1,2\n", b"a,b\n" + bytes(range(0x80, 0x100)) * 20, b'a,b\n1,"2\n']
)
def test_an_unusable_csv_file_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(LayerUnreadable) as refused:
        list(open_csv(path).rows)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["windows-1258", "tcvn3", "utf-16-le", "utf-16-be"])
def test_csv_files_in_the_encodings_of_old_programs_are_read_and_say_what_they_are(
    tmp_path: Path, encoding: str
) -> None:
    rows = [["12", "ngõ chợ Khâm Thiên, phường Thổ Quan"], ["14", "đường Nguyễn Trãi, quận Thanh Xuân"]] * 9
    text = "so_nha;dia_chi\r\n" + "".join(";".join(row) + "\r\n" for row in rows)
    path = tmp_path / "rows.csv"
    known = ENCODINGS[encoding]
    path.write_bytes(known.to_bytes(known.write(text)))
    for table in (open_csv(path), open_csv(path, encoding=encoding)):
        assert (table.encoding, table.columns, list(table.rows)) == (encoding, ("so_nha", "dia_chi"), rows)


def test_an_encoding_that_was_guessed_wrong_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("a,b\nĐ,é\n".encode("cp1252", "replace"))
    table = open_csv(path, encoding="windows-1252")
    assert (table.evidence, list(table.rows)) == ("stated", [["?", "é"]])
    with pytest.raises(ValueError, match="utf-8"):
        open_csv(path, encoding="klingon")
