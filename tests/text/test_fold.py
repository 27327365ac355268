import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.text.fold import accents, fold, tidy


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Số\u00a06 ,\tngõ  12 ", "Số 6 , ngõ 12"),
        ("So\u0302\u0301 6", "Số 6"),  # NFD
        ("Ð\u1ed1ng \u00d0a", "Đống Đa"),  # eth for đ
        ("１２Ａ／３", "12A/3"),
        ("Lá\u200bng\u202e Hạ", "Láng Hạ"),
        ("3–5", "3-5"),
        ("", ""),
    ],
)
def test_tidy_text_is_composed_plain_and_visible(written: str, expected: str) -> None:
    assert tidy(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("Đường Láng", "duong lang"), ("QUÁN THÁNH", "quan thanh"), ("½", "½")]
)
def test_fold_drops_case_and_diacritics(written: str, expected: str) -> None:
    assert fold(written) == expected


def test_tone_placement_is_no_difference_but_the_tone_is() -> None:
    assert accents("Hoà") == accents("hòa")
    assert accents("Vạn Phúc") != accents("Vân Phúc")


@given(st.text(max_size=200))
def test_tidying_again_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(tidy(text))) == len(tidy(text))
