"""House numbers, flats and slash chains: their one comparable form, and what a range stands for."""

import re
from functools import lru_cache

from geocoding.text.fold import CACHED_NAMES, fold

_JOINED = re.compile(r"[\s.]+")
_LEADING_ZEROS = re.compile(r"(?<![0-9a-z])0+(?=\d)")
_ROW_ZEROS = re.compile(r"^([a-z]{1,3})0+(?=\d)")
"""Rows and towers are numbered with or without a zero: LK05-19 is LK5-19."""
_LIST = re.compile(r"\s*[,;+&]\s*")
_RANGE = re.compile(r"^(\d+)-(\d+)$")
_FLOOR_FLAT = re.compile(r"^(\d{1,2}[ab]?)[-./](\d{1,3})$")

MAX_RANGE_SPAN = 40
"""A span wider than this is a plot code ("3-120"), not the premises of one household."""


@lru_cache(maxsize=CACHED_NAMES)
def number_key(text: str) -> str:
    """The comparable form of a house or alley number: "Số 012 A" and "12a" alike; "" for an empty text."""
    folded = fold(text).strip()
    for label in ("so nha ", "so ", "sn ", "lo dat ", "lo "):
        folded = folded.removeprefix(label)
    return _ROW_ZEROS.sub(r"\1", _LEADING_ZEROS.sub("", _JOINED.sub("", folded)))


def chain_key(path: tuple[str, ...]) -> str:
    """The comparable form of an alley path, from the street inwards: ("12", "5 A") → "12/5a"."""
    return "/".join(map(number_key, path))


def covered_numbers(text: str) -> tuple[str, ...]:
    """Every house number that a written one stands for, itself first: "3-7" → 3-7, 3, 5, 7; "5, 7" → 5,7, 5, 7.

    A range keeps to one side of the street, so it counts in twos (TT 08/2024/TT-BXD art. 6).
    """
    parts = [number_key(part) for part in _LIST.split(fold(text)) if part.strip()]
    if len(parts) > 1:
        return (",".join(parts), *parts)
    whole = number_key(text)
    found = _RANGE.match(whole)
    if found is None:
        return (whole,) if whole else ()
    first, last = int(found[1]), int(found[2])
    if not 0 < last - first <= MAX_RANGE_SPAN:
        return (whole,)
    step = 2 if (last - first) % 2 == 0 else 1
    return (whole, *(str(number) for number in range(first, last + 1, step)))


def flat_key(floor: str, unit: str) -> str:
    """The flat as floor and number in two digits each, "2506", however written (TT 08/2024/TT-BXD art. 13).

    "25-06", floor "25" with unit "6" and unit "2506" are alike; a unit in another form keeps its own letters.
    """
    number = number_key(unit)
    joined = _FLOOR_FLAT.match(number)
    if joined is not None:
        return _two_digits(joined[1]) + _two_digits(joined[2])
    if floor and number.isdecimal() and len(number) <= 2:
        return _two_digits(number_key(floor)) + _two_digits(number)
    return f"0{number}" if number.isdecimal() and len(number) == 3 else number


def _two_digits(text: str) -> str:
    digits = text.rstrip("ab")
    return digits.zfill(2) + text[len(digits) :]
