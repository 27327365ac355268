import pytest

from app.questions.spelling import (
    estate_parts,
    flat_identity,
    hamlet_identity,
    plain,
    plain_number,
    street_parts,
)


@pytest.mark.parametrize(
    ("text", "same"), [("Đống Đa", "dong da"), ("HÀNG ĐÀO", "hang dao"), ("Hoà", "hoa"), ("a  b.", "a b")]
)
def test_names_are_compared_without_diacritics_and_case(text: str, same: str) -> None:
    assert plain(text) == same


@pytest.mark.parametrize(
    ("text", "same"), [("012 A", "12a"), ("12a", "12a"), ("LK3-05", "lk3-5"), ("100", "100"), ("20 - 22", "20-22")]
)
def test_numbers_are_compared_without_spaces_and_leading_zeros(text: str, same: str) -> None:
    assert plain_number(text) == same


@pytest.mark.parametrize(
    ("floor", "unit", "flat"),
    [
        ("5", "05", "0505"),
        ("", "0505", "0505"),
        ("5", "505", "0505"),
        ("", "05-05", "0505"),
        ("12A", "05", "12a05"),
        ("", "12A05", "12a05"),
        ("2", "201", "0201"),
        ("5", "", ""),
    ],
)
def test_flats_are_floor_and_number_however_they_are_written(floor: str, unit: str, flat: str) -> None:
    assert flat_identity(floor, unit) == flat


def test_kind_words_are_no_part_of_a_name() -> None:
    assert street_parts("Phố Hàng Đào") == ("Phố", "Hàng Đào")
    assert street_parts("Đại lộ Thăng Long") == ("Đại lộ", "Thăng Long")
    assert street_parts("Dương Nội") == ("", "Dương Nội")
    assert estate_parts("Khu tập thể Kim Liên") == ("Khu tập thể", "Kim Liên")


def test_hamlet_that_is_a_number_keeps_its_word() -> None:
    assert hamlet_identity("Thôn Đại Bái") == "dai bai"
    assert hamlet_identity("Xóm 4") == "xom 4"
    assert hamlet_identity("Đội 4") != hamlet_identity("Xóm 4")
