import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.gazetteer.facts import read_admin_units
from geocoding.text.fold import accents, fold
from geocoding.text.telex import decode

NAMES = sorted({unit.name for unit in read_admin_units()})
TELEX = {
    "\u0302": "",
    "\u0306": "w",
    "\u031b": "w",
    "\u0301": "s",
    "\u0300": "f",
    "\u0309": "r",
    "\u0303": "x",
    "\u0323": "j",
}
VNI = {
    "\u0302": "6",
    "\u0306": "8",
    "\u031b": "7",
    "\u0301": "1",
    "\u0300": "2",
    "\u0309": "3",
    "\u0303": "4",
    "\u0323": "5",
}
TONES = "sfrxj12345"


def typed(text: str, keys: dict[str, str], *, tone_last: bool) -> str:
    """The keystrokes for a text, the tone after its vowel or at the end of the word."""
    return " ".join(typed_word(word, keys, tone_last=tone_last) for word in text.split(" "))


def typed_word(word: str, keys: dict[str, str], *, tone_last: bool) -> str:
    written, tone = "", ""
    for letter in word.replace("Đ", "Dd" if keys is TELEX else "D9").replace("đ", "dd" if keys is TELEX else "d9"):
        base, *marks = unicodedata.normalize("NFD", letter)
        doubled = base.lower() if keys is TELEX and "\u0302" in marks else ""
        pressed = doubled + "".join(keys[mark] for mark in marks)
        shape, tone = pressed.rstrip(TONES), tone or pressed[len(pressed.rstrip(TONES)) :]
        written += base + shape
        if not tone_last:
            written, tone = written + tone, ""
    return written + tone


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Nguyeenx Traix", "Nguyễn Trãi"),
        ("ddoongs ddaf", "đống đà"),
        ("Dduwowngf Lasng", "Đường Láng"),
        ("dduongwf Lasng", "đường Láng"),
        ("dduwongf Lasng", "đường Láng"),
        ("DDUWOWNGF LASNG", "ĐƯỜNG LÁNG"),
        ("12 Tây Sown", "12 Tây Sơn"),
        ("Nguyênx Trãi", "Nguyễn Trãi"),
        ("Twf Lieem", "Từ Liêm"),
        ("Hangf Max, KDDT Linh Ddamf", "Hàng Mã, KĐT Linh Đàm"),
    ],
)
def test_telex_keys_are_typed_out(written: str, expected: str) -> None:
    assert decode(written) == (expected, ("telex",))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Nguye6n4 Tra4i", "Nguyễn Trãi"),
        ("D9o61ng D9a", "Đống Đa"),
        ("so61 12 La1ng Ha5", "số 12 Láng Hạ"),
        ("tòa No6 D9o61ng D9a", "tòa No6 Đống Đa"),
        ("Hoang2 Hoa Tham1", "Hoàng Hoa Thám"),
        ("QUA65N THANH XUA6N", "QUẬN THANH XUÂN"),
    ],
)
def test_vni_keys_are_typed_out(written: str, expected: str) -> None:
    assert decode(written) == (expected, ("vni",))


@pytest.mark.parametrize(
    "text",
    [
        "12A, 36bis, B15, B15A, CT4A, LK3-12, TT6, No6, NO4A, N04A, A1, E5, D9a, 12D18, A312-BT1B, P12Q3",
        "so5ngo12",
        "Lasx",
        "ngo5c",
        "tòa SA3, tòa BA1, khu 7.2ha",
        "Moon Tower, Rose Town, Times City, Royal City, Vinhomes Sky Lake, Golden West, Box Bar",
        "Visa, Taxi, Room 501, Goldmark City, Ecopark, Park Hill, Seasons Avenue, Discovery Complex",
        "Trần Hưng Đạo, tran hung dao, Xuân La, Ô Chợ Dừa, Phố Huế",
        "",
    ],
)
def test_codes_foreign_words_and_plain_vietnamese_stay(text: str) -> None:
    assert decode(text) == (text, ())


def test_a_foreign_word_beside_surer_typing_is_taken_for_typing_too() -> None:
    assert decode("Hangf Box")[0] == "Hàng Bõ"
    assert decode("Hàng Box")[0] == "Hàng Box"


@pytest.mark.parametrize("keys", [TELEX, VNI], ids=["telex", "vni"])
@pytest.mark.parametrize("tone_last", [True, False])
@pytest.mark.parametrize("case", [str.title, str.lower, str.upper])
def test_every_commune_survives_being_typed(keys: dict[str, str], tone_last: bool, case: Callable[[str], str]) -> None:
    cased = [case(name) for name in NAMES]
    context = typed("phường Đống Đa, Hà Nội", keys, tone_last=tone_last)
    lost = []
    for name in cased:
        pressed = typed(name, keys, tone_last=tone_last)
        keyed = pressed.upper() if name.isupper() else pressed
        decoded = decode(f"{keyed}, {context}")[0].partition(", ")[0]
        if accents(decoded) != accents(name):
            lost.append((name, keyed, decoded))
    assert lost == []


@given(st.sampled_from(NAMES), st.sampled_from([str, str.lower, str.upper, fold]))
def test_no_name_is_taken_for_typing(name: str, form: Callable[[str], str]) -> None:
    written = form(name)
    assert decode(f"12 {written}") == (f"12 {written}", ())
