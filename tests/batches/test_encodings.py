"""Old encodings of Vietnamese: told apart, read, and written without losing a letter in silence."""

from pathlib import Path

import pytest

from app.batches.errors import OptionRefused
from app.batches.options import Format, Options
from geocoding.errors import InputUnreadable
from geocoding.text import tcvn3
from geocoding.text.encodings import CP1258, ENCODINGS, TCVN3, UTF_8, UTF_16_LE, Encoding, plain
from geocoding.text.fold import LOWER, UPPER
from geocoding.text.looking import see_delimiter, see_encoding
from tests.batches.made import made, written

SENTENCE = "Số 12 ngõ 34 phố Nguyễn Trãi, phường Thượng Đình, quận Thanh Xuân, Hà Nội"


def sees(folder: Path, content: bytes) -> str:
    path = folder / "file"
    path.write_bytes(content)
    return see_encoding(path).encoding.name


@pytest.mark.parametrize(
    "encoding", [one for one in ENCODINGS.values() if one.carries_vietnamese], ids=lambda o: o.name
)
def test_every_letter_of_vietnamese_is_written_and_read_back(encoding: Encoding) -> None:
    letters = "".join(letter for letter in LOWER + UPPER)
    assert encoding.read(encoding.write(letters)) == letters


def test_the_letters_of_tcvn3_are_read_by_their_bytes() -> None:
    assert tcvn3.decode(b"Ng\xe2 Ch\xee Kh\xa9m Thi\xaan".replace(b"\xe2", b"\xe2")) == "Ngõ Chợ Khâm Thiên"


def test_a_byte_without_a_letter_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        tcvn3.decode(b"a\x90")


def test_what_an_encoding_cannot_carry_loses_its_marks_not_its_letter() -> None:
    assert TCVN3.read(TCVN3.write("Đường Ái Mộ")) == "Đường Ai Mộ"
    assert plain("Đường Ái Mộ №") == "Duong Ai Mo ?"


@pytest.mark.parametrize("encoding", [UTF_8, UTF_16_LE, CP1258, TCVN3], ids=lambda one: one.name)
@pytest.mark.parametrize("marked", [True, False])
def test_the_encoding_of_a_file_is_found(tmp_path: Path, encoding: Encoding, marked: bool) -> None:
    body = encoding.to_bytes(encoding.write(f"dia_chi\n{SENTENCE}\n"))
    assert sees(tmp_path, (encoding.bom if marked else b"") + body) == encoding.name


def test_a_few_broken_bytes_do_not_make_utf8_something_else(tmp_path: Path) -> None:
    assert sees(tmp_path, (SENTENCE + "\n").encode() * 50 + b"\xff\xe1\n") == "utf-8"


def test_marks_that_come_late_in_a_long_file_are_seen(tmp_path: Path) -> None:
    assert (
        sees(tmp_path, b"dia_chi\n" + b"Lang Ha\n" * 200_000 + CP1258.to_bytes(CP1258.write(SENTENCE)))
        == "windows-1258"
    )


def test_bytes_that_make_no_words_ask_for_the_encoding(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="encoding"):
        sees(tmp_path, b"x\n" + bytes(range(0x80, 0x100)) * 20)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n", ";"),
        ('a,b\n"1;2;3",4\n', ","),
        ("a\tb\n1\t2\n", "\t"),
        ("dia_chi\nSố 6, Láng, Hà Nội\n", ";"),
        ("dia_chi\nSố 6 Láng\n", ","),
        ("id|dia_chi\n1|Số 6, Láng, Hà Nội\n", "|"),
    ],
)
def test_the_delimiter_of_a_file_is_found(tmp_path: Path, text: str, delimiter: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8", newline="")
    assert see_delimiter(path, UTF_8, offset=0, quote='"') == delimiter


def test_answers_in_windows_1258_are_readable_vietnamese(tmp_path: Path) -> None:
    prepared = made(tmp_path, CP1258.to_bytes(CP1258.write(f"dia_chi\n{SENTENCE.replace(',', '')}\n")))
    result = CP1258.read(written(prepared, Format.CSV, label="Phường Ô Chợ Dừa").decode("latin-1"))
    assert "Phường Ô Chợ Dừa" in result


def test_an_encoding_without_room_for_the_answers_is_refused_until_ascii_is_allowed(tmp_path: Path) -> None:
    content = TCVN3.to_bytes(TCVN3.write("dia_chi;x\nsố mười hai ngõ chợ;1\n"))
    with pytest.raises(OptionRefused) as refused:
        made(tmp_path, content)
    assert refused.value.option == "ascii_results"
    allowed = made(tmp_path, content, Options(ascii_results=True))
    assert written(allowed, Format.CSV).splitlines()[1].startswith(content.splitlines()[1])
