import pytest

from geocoding.address.numbers import covered_numbers, flat_key, number_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("36A", "36a"),
        ("36 a", "36a"),
        ("Số 012", "12"),
        ("12 bis", "12bis"),
        ("", ""),
        ("3 - 5", "3-5"),
        ("LK3-07", "lk3-7"),
    ],
)
def test_a_number_has_one_comparable_form(written: str, key: str) -> None:
    assert number_key(written) == key


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("5", ("5",)),
        ("3-7", ("3-7", "3", "5", "7")),
        ("3-6", ("3-6", "3", "4", "5", "6")),
        ("7-3", ("7-3",)),
        ("3-120", ("3-120",)),
        ("195, 197", ("195,197", "195", "197")),
        ("", ()),
    ],
)
def test_a_range_stands_for_the_numbers_of_its_side_of_the_street(written: str, numbers: tuple[str, ...]) -> None:
    assert covered_numbers(written) == numbers


@pytest.mark.parametrize(
    ("floor", "unit", "key"),
    [
        ("25", "6", "2506"),
        ("", "25-06", "2506"),
        ("", "2506", "2506"),
        ("", "506", "0506"),
        ("12A", "3", "12a03"),
        ("", "A2", "a2"),
        ("", "", ""),
    ],
)
def test_a_flat_is_floor_and_number_in_two_digits_each(floor: str, unit: str, key: str) -> None:
    assert flat_key(floor, unit) == key
