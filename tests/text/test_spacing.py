import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.text.spacing import punctuate, space


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("P12Q3", "P12 Q3"),
        ("P.12Q.3", "P.12 Q.3"),
        ("ng.5ngh.12", "ng.5 ngh.12"),
        ("ng5ngh12", "ng 5 ngh 12"),
        ("P401sn26/9A", "P401 sn 26/9A"),
        ("so5ngo12", "so 5 ngo 12"),
        ("SO5NGO12", "SO 5 NGO 12"),
        ("Số6ngõ12Láng", "Số 6 ngõ 12 Láng"),
        ("Số6Ngõ12LángHạ", "Số 6 Ngõ 12 Láng Hạ"),
        ("12Angõ5", "12A ngõ 5"),
        ("ngõ12/5", "ngõ 12/5"),
        ("12ngõ 5", "12 ngõ 5"),
        ("12/5LángHạ", "12/5 Láng Hạ"),
        ("12Lang", "12 Lang"),
        ("phườngLángHạ", "phường Láng Hạ"),
        ("PhoHue, HaNoi", "Pho Hue, Ha Noi"),
        ("12Nguyeenx", "12 Nguyeenx"),
        ("tổ5 thôn4 tầng12", "tổ 5 thôn 4 tầng 12"),
    ],
)
def test_words_and_numbers_run_together_are_taken_apart(written: str, expected: str) -> None:
    assert space(written) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12A, 36bis, 23B4, 12D18, 16B1, 105E5",
        "CT4A, LK3-12, TT6, No6, B15, HH3C, R4A, A312-BT1B, 18T, K612, Z153",
        "QL1A, ĐT286, TL419, 7.2ha, 100m2, 17h30",
        "VietinBank, VinCom Center Hà Nội, DreamTown, McDonald, AEONMall",
        "Đường 19/5, Đường K2, căn 2506",
    ],
)
def test_codes_suffixes_and_brands_are_left_together(text: str) -> None:
    assert space(text) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Số 6,ngõ 12", "Số 6, ngõ 12"),
        ("Số 6 , ngõ 12,, Láng,", "Số 6, ngõ 12, Láng"),
        ("Láng,12", "Láng, 12"),
        ("5,7 Láng", "5,7 Láng"),
        ("167, 169, 171 Chùa Bộc", "167, 169, 171 Chùa Bộc"),
        ("Láng ()", "Láng"),
        ("Láng (, Đống Đa, )", "Láng (Đống Đa)"),
        (", - Láng - , Hà Nội, .", "Láng, Hà Nội"),
        ("Láng, Hà Nội.", "Láng, Hà Nội."),
        ("Văn Miếu - Quốc Tử Giám", "Văn Miếu - Quốc Tử Giám"),
        (" ,;", ""),
    ],
)
def test_breaks_are_single_and_followed_by_a_space(written: str, expected: str) -> None:
    assert punctuate(written) == expected


@given(st.text(alphabet="aÁ5 ,;.-()", max_size=30).map(lambda text: " ".join(text.split())))
def test_letters_and_digits_outlive_punctuation(text: str) -> None:
    kept = [character for character in text if character.isalnum()]
    assert [character for character in punctuate(text) if character.isalnum()] == kept


@given(st.text(alphabet="aHọố5ngõ12LángTraix/.", max_size=30))
def test_spacing_adds_nothing_but_spaces(text: str) -> None:
    assert space(text).replace(" ", "") == text.replace(" ", "")
