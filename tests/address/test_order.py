from geocoding.address.order import order_key, searchable
from geocoding.model import Address


def lines(*addresses: Address) -> list[Address]:
    return sorted(addresses, key=order_key)


def house(number: str, *path: str) -> Address:
    return Address(house_number=number, alley_path=path, street="Hàng Trống")


def test_numbers_sort_by_value_and_alleys_come_after_the_street_itself() -> None:
    walk = [house("2"), house("2A"), house("10"), house("1", "3"), house("1", "12"), house("1", "12", "5")]
    assert lines(*reversed(walk)) == walk


def test_what_is_typed_without_marks_is_found_in_the_key() -> None:
    key = order_key(house("36A", "12", "5"))
    assert key == "hang trong,00012/00005,00036a,,,"
    assert all(searchable(word) in key for word in ("Hang", "TRỐNG", "36a", "12/5"))


def test_leading_zeros_mean_nothing() -> None:
    assert order_key(house("012")) == order_key(house("12"))
    assert searchable("0") == "00000"
