"""GeoHash: a position as a short text, 12 characters for the parcel id of TT 09/2024/TT-BTNMT.

Base 32 without a, i, l, o; bits of longitude and latitude in turn, longitude first. 12 characters are a cell
of some 3.5 by 2 cm at Hanoi. The parcel id is a pure function of the parcel's label point, so it is
computed and never stored.
"""

from typing import Final

from geocoding.model import Box, Point

ALPHABET: Final = "0123456789bcdefghjkmnpqrstuvwxyz"
PARCEL_LENGTH: Final = 12


def encode_geohash(point: Point, *, length: int = PARCEL_LENGTH) -> str:
    """The GeoHash of a point with so many characters."""
    bits = 5 * length
    east_bits, north_bits = (bits + 1) // 2, bits // 2
    column = min(int((point.lon + 180.0) / 360.0 * (1 << east_bits)), (1 << east_bits) - 1)
    row = min(int((point.lat + 90.0) / 180.0 * (1 << north_bits)), (1 << north_bits) - 1)
    whole = 0
    for place in range(bits):
        source, left = (column, east_bits) if place % 2 == 0 else (row, north_bits)
        whole = whole << 1 | source >> (left - 1 - place // 2) & 1
    return "".join(ALPHABET[whole >> 5 * place & 31] for place in reversed(range(length)))


def geohash_box(text: str) -> Box:
    """The cell of a GeoHash; raises `ValueError` on a text that is none."""
    if not text or any(symbol not in ALPHABET for symbol in text):
        raise ValueError(f"not a GeoHash: {text!r}")
    bits = [ALPHABET.index(symbol) >> place & 1 for symbol in text for place in (4, 3, 2, 1, 0)]
    west, east = _halved(bits[::2], -180.0, 180.0)
    south, north = _halved(bits[1::2], -90.0, 90.0)
    return Box(west, south, east, north)


def _halved(bits: list[int], low: float, high: float) -> tuple[float, float]:
    for bit in bits:
        middle = (low + high) / 2
        low, high = (middle, high) if bit else (low, middle)
    return low, high
