"""A file that cannot be answered says what was found in it and what to do, Vietnamese first; so does each row."""

import pickle
import re
from pathlib import Path

import pytest

from app.batches.errors import REFUSALS, OptionRefused
from app.batches.local import FAULTS_SHOWN, RowFault, _faults
from app.batches.options import Options, Role
from app.batches.reading import lines_of_rows
from app.batches.results import COLUMNS, Result, cells
from app.batches.row_words import ROW_WORDS
from geocoding.errors import InputUnreadable
from postcode.words import Words
from tests.batches.made import made
from tests.conftest import ROOT

VNI = "ma;dia_chi\n1;soá 35 ngoõ 19 Xaõ Ñaøn, phöôøng Kim Lieân\n".encode("latin-1")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"", ("tệp rỗng", "empty")),
        (b"%PDF-1.7\nx", ("PDF", "CSV, XLSX")),
        (b"\xef\xbb\xbf<html><table>", ("trang web", "web page")),
        (b'[{"q": "12"}]', ("mảng JSON", "one object a line")),
        (b"PK\x03\x04 no archive", ("hỏng", "damaged")),
        (VNI, ("VNI", "Unicode", "CSV UTF-8")),
        ("DANH SÁCH QUÝ 4,,\nma,noi_nhan,x\n1,2,3\n".encode(), ("“DANH SÁCH QUÝ 4”", "xóa các dòng", "a title does")),
        (b"1,so 35 ngo 19\n2,12 Hang Bac\n", ("so 35 ngo 19", "header=false")),
        (b"ma,noi\n1,2\n", ("query=noi", "ma, noi")),
        (b"ma,dia_chi,Dia chi\n1,2,3\n", ("2 cột cùng tên “dia_chi”", "rename one")),
    ],
    ids=["nothing", "pdf", "html", "array", "zip", "vni", "title", "headless", "unnamed", "twice"],
)
def test_a_file_that_cannot_be_answered_says_what_it_is_and_what_to_do(
    tmp_path: Path, content: bytes, parts: tuple[str, ...]
) -> None:
    with pytest.raises(REFUSALS) as refused:
        made(tmp_path, content)
    assert [part for part in parts if part not in str(refused.value)] == []
    assert refused.value.words.vi != refused.value.words.en


@pytest.mark.parametrize("heading", ["Địa chỉ nhận hàng", "DIA CHI GIAO", "delivery address"])
def test_the_only_column_whose_name_speaks_of_an_address_is_the_question(tmp_path: Path, heading: str) -> None:
    prepared = made(tmp_path, f"STT;Email address;{heading}\n1;a@b;12 Hàng Bạc\n".encode())
    assert prepared.asking.places == {Role.QUERY: (2,)}


def test_two_columns_that_speak_of_addresses_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(OptionRefused):
        made(tmp_path, "Địa chỉ gửi;Địa chỉ nhận\n1;2\n".encode())
    mapped = Options(columns={Role.QUERY: ("Địa chỉ nhận",)})
    assert made(tmp_path, "Địa chỉ gửi;Địa chỉ nhận\n1;2\n".encode(), mapped).asking.places == {Role.QUERY: (1,)}


def test_rows_that_were_not_answered_are_named_by_number() -> None:
    chunk = [cells(Result(error=error)) for error in ("", "question-missing", "", "row-ragged")]
    assert _faults(chunk, after=2_000) == [RowFault(2_002, "question-missing"), RowFault(2_004, "row-ragged")]
    assert len(COLUMNS) > FAULTS_SHOWN


def test_every_word_of_the_error_column_is_explained_in_both_languages_and_on_its_page() -> None:
    page = (ROOT / "docs" / "reference" / "batches.md").read_text(encoding="utf-8")
    table = page.partition("| `result_error` | the row |")[2].partition("##")[0]
    listed = {
        word for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for word in re.findall(r"`([^`]+)`", row)
    }
    assert set(ROW_WORDS) == listed
    assert [word for word, words in ROW_WORDS.items() if not words.vi or not words.en] == []


def test_what_is_wrong_comes_whole_from_another_process() -> None:
    for error in (OptionRefused("header", Words("phải", "must")), InputUnreadable(Words("hỏng", "damaged"), row=3)):
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)


def test_rows_that_were_not_answered_are_found_by_their_line_in_the_file(tmp_path: Path) -> None:
    content = 'DANH SÁCH\n\nma,dia_chi\n1,"12 Hàng\nBạc"\n\n2,\n3,x\n'.encode()
    prepared = made(tmp_path, content)
    assert prepared.table.columns == ("ma", "dia_chi")
    assert lines_of_rows(prepared.source, prepared.table, {1, 2, 3}) == {1: 4, 2: 7, 3: 8}
