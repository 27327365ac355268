import pytest

from geocoding.gazetteer.facts import read_admin_units
from geocoding.text.syllables import ACUTE, DOT, GRAVE, TILDE, is_syllable, spell


@pytest.mark.parametrize(
    ("letters", "tone", "expected"),
    [
        ("nguyên", TILDE, "nguyễn"),
        ("hoa", GRAVE, "hòa"),
        ("hoan", GRAVE, "hoàn"),
        ("gia", GRAVE, "già"),
        ("giêng", ACUTE, "giếng"),
        ("gi", GRAVE, "gì"),
        ("quôc", ACUTE, "quốc"),
        ("thuy", DOT, "thụy"),
        ("ưu", "", "ưu"),
        ("rươi", "", "rươi"),
        ("lac", DOT, "lạc"),
        ("khuya", "", "khuya"),
    ],
)
def test_the_tone_stands_on_the_letter_that_the_spelling_rules_give_it(letters: str, tone: str, expected: str) -> None:
    assert spell(letters, tone) == expected


@pytest.mark.parametrize(
    ("letters", "tone"), [("lac", ""), ("lac", GRAVE), ("kang", ""), ("ce", ""), ("star", ""), ("", "")]
)
def test_what_the_grammar_cannot_make_is_no_syllable(letters: str, tone: str) -> None:
    assert spell(letters, tone) == ""


@pytest.mark.parametrize("word", ["Láng", "duong", "ĐỐNG", "Huế", "hoà", "Quỳ", "Nghĩa", "uyên"])
def test_a_syllable_is_known_in_any_case_with_or_without_diacritics(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "Vinhomes", "City", "KĐT", "Traix", "Lang2", "LángHạ", "bis"])
def test_anything_else_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_every_word_of_every_commune_and_district_is_a_syllable() -> None:
    words = {word.strip("-,'()") for unit in read_admin_units() for word in unit.name.split()}
    assert {word for word in words if word.isalpha() and not is_syllable(word)} == set()
