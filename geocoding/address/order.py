"""The key that puts addresses in the order in which one walks, and by which they are searched."""

import re

from geocoding.model import Address
from geocoding.text.fold import fold

_DIGITS = re.compile(r"\d+")
_WIDTH = 5
_SEPARATOR = ","
"""Sorts before every digit and letter and before the slash, so that a street comes before its alleys."""


def order_key(address: Address) -> str:
    """Street, alleys, number, then building, floor and flat, folded, with numbers that sort by their value.

    >>> order_key(Address(house_number="36A", alley_path=("12", "5"), street="Hàng Trống"))
    'hang trong,00012/00005,00036a,,,'
    """
    where = " ".join(part for part in (address.street, address.estate, address.hamlet) if part)
    parts = (where, "/".join(address.alley_path), address.house_number, address.building, address.floor, address.unit)
    return searchable(_SEPARATOR.join(parts))


def searchable(text: str) -> str:
    """A text in the letters and numbers of an order key, so that it can be found in one."""
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0").rjust(_WIDTH, "0"), fold(text))
