"""Open Location Code in whole numbers, so that equal input gives equal cells on every machine.

Our own short form of the public rule (github.com/google/open-location-code), proved with its test vectors.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geocoding.crs import Coordinates
from geocoding.model import Box, Point

ALPHABET = "23456789CFGHJMPQRVWX"
"""The 20 symbols of the code; a symbol stands for its position."""

MAX_LENGTH = 15
ROWS_PER_DEGREE = 40_000
COLUMNS_PER_DEGREE = 32_000
"""The grid of the 11-digit code: cells of 1/40000 degree by 1/32000 degree, in Hanoi 2.77 m by 3.25 m."""

_PAIR_DIGITS = 10
_GRID_ROWS, _GRID_COLUMNS = 5, 4
_LAT_STEPS, _LON_STEPS = 8_000 * _GRID_ROWS**5, 8_000 * _GRID_COLUMNS**5
"""Smallest steps per degree, those of 15 digits."""
_SEPARATOR, _SEPARATOR_AT, _PADDING = "+", 8, "0"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell of the 11-digit grid: rows counted from 90° S, columns from 180° W."""

    row: int
    column: int

    @property
    def box(self) -> Box:
        """The cell in degrees."""
        return Box(
            west=column_lon(self.column),
            south=row_lat(self.row),
            east=column_lon(self.column + 1),
            north=row_lat(self.row + 1),
        )

    @property
    def centre(self) -> Point:
        """The middle of the cell."""
        return Point(lon=column_lon(self.column + 0.5), lat=row_lat(self.row + 0.5))


def row_lat(row: float) -> float:
    """Latitude of the south edge of a row; half a row more is its middle."""
    # The offset is taken off before the division, which then gives the float nearest to the true value.
    return (row - 90 * ROWS_PER_DEGREE) / ROWS_PER_DEGREE


def column_lon(column: float) -> float:
    """Longitude of the west edge of a column; half a column more is its middle."""
    return (column - 180 * COLUMNS_PER_DEGREE) / COLUMNS_PER_DEGREE


def _steps(point: Point) -> tuple[int, int]:
    """Smallest steps from 90° S and from 180° W; the pole belongs to the last row, 180° E is 180° W."""
    # 129.7 has no exact float: without rounding, as in the public rule, it would fall into the cell below.
    lat = math.floor(round(point.lat * _LAT_STEPS, 6)) + 90 * _LAT_STEPS
    lon = math.floor(round(point.lon * _LON_STEPS, 6)) + 180 * _LON_STEPS
    return min(lat, 180 * _LAT_STEPS - 1), lon % (360 * _LON_STEPS)


def cell_of(point: Point) -> Cell:
    """The cell of the 11-digit grid that holds the point; its south and west edges belong to it."""
    lat, lon = _steps(point)
    return Cell(row=lat // _GRID_ROWS**4, column=lon // _GRID_COLUMNS**4)


def _digits(row: int, column: int, *, grid_digits: int) -> str:
    """Five pairs of digits and then `grid_digits` more, of a cell of the grid with that many digits."""
    digits = []
    for _ in range(grid_digits):
        digits.append(ALPHABET[row % _GRID_ROWS * _GRID_COLUMNS + column % _GRID_COLUMNS])
        row, column = row // _GRID_ROWS, column // _GRID_COLUMNS
    for _ in range(_PAIR_DIGITS // 2):
        digits += (ALPHABET[column % 20], ALPHABET[row % 20])
        row, column = row // 20, column // 20
    return "".join(reversed(digits))


def digits_of(cell: Cell) -> str:
    """The 11 digits of a cell, without the separator."""
    return _digits(cell.row, cell.column, grid_digits=1)


def last_digits(degrees: Coordinates) -> NDArray[np.bytes_]:
    """The last 7 of the 11 digits of each point (n, 2), lon before lat, rounded by numpy and not by Python."""
    steps = np.floor(np.round(degrees * (_LON_STEPS, _LAT_STEPS), 6)).astype(np.int64)
    column, row = (steps // (_GRID_COLUMNS**4, _GRID_ROWS**4) + (180 * COLUMNS_PER_DEGREE, 90 * ROWS_PER_DEGREE)).T
    values = [row % _GRID_ROWS * _GRID_COLUMNS + column % _GRID_COLUMNS]
    row, column = row // _GRID_ROWS, column // _GRID_COLUMNS
    for _ in range(3):
        values += [column % 20, row % 20]
        row, column = row // 20, column // 20
    symbols = np.frombuffer(ALPHABET.encode(), dtype="S1")[np.column_stack(values[::-1])]
    return np.ascontiguousarray(symbols).view("S7").ravel()


def encode(point: Point, *, length: int = 11) -> str:
    """The full code of a point with that many digits, separator and padding included: "7PH72RJP+W2M".

    A length over 15 gives 15; raises `ValueError` on a length of 0, 1, 3, 5, 7, 9 or below.
    """
    if length < 2 or (length < _PAIR_DIGITS and length % 2):
        raise ValueError(f"no code has {length} digits")
    grid_digits = min(max(length - _PAIR_DIGITS, 0), MAX_LENGTH - _PAIR_DIGITS)
    finer = MAX_LENGTH - _PAIR_DIGITS - grid_digits
    lat, lon = _steps(point)
    digits = _digits(lat // _GRID_ROWS**finer, lon // _GRID_COLUMNS**finer, grid_digits=grid_digits)[:length]
    padded = digits.ljust(_SEPARATOR_AT, _PADDING)
    return padded[:_SEPARATOR_AT] + _SEPARATOR + padded[_SEPARATOR_AT:]


def decode(code: str) -> Box:
    """The cell of a full code in upper case; digits after the fifteenth are ignored.

    Raises `ValueError` on a code that is short, misplaces its separator or holds a foreign symbol.
    """
    if code.find(_SEPARATOR) != _SEPARATOR_AT:
        raise ValueError(f"not a full code: {code!r}")
    digits = (code[:_SEPARATOR_AT].rstrip(_PADDING) + code[_SEPARATOR_AT + 1 :])[:MAX_LENGTH]
    if not digits or not set(digits) <= _VALUE.keys():
        raise ValueError(f"not a full code: {code!r}")
    return _box([_VALUE[digit] for digit in digits])


def _box(values: list[int]) -> Box:
    south, west = -90 * _LAT_STEPS, -180 * _LON_STEPS
    height, width = 400 * _LAT_STEPS, 400 * _LON_STEPS
    for lat_value, lon_value in zip(values[:_PAIR_DIGITS:2], values[1:_PAIR_DIGITS:2], strict=False):
        height, width = height // 20, width // 20
        south, west = south + lat_value * height, west + lon_value * width
    for value in values[_PAIR_DIGITS:]:
        height, width = height // _GRID_ROWS, width // _GRID_COLUMNS
        south, west = south + value // _GRID_COLUMNS * height, west + value % _GRID_COLUMNS * width
    return Box(
        west=west / _LON_STEPS,
        south=south / _LAT_STEPS,
        east=(west + width) / _LON_STEPS,
        north=(south + height) / _LAT_STEPS,
    )


def nearest_cell(suffix: str, reference: Point) -> Cell:
    """The cell nearest to the reference of those whose 11 digits end in these 7; each square degree has one.

    Raises `KeyError` on a foreign symbol.
    """
    row = column = 0
    for lat_symbol, lon_symbol in zip(suffix[:6:2], suffix[1:6:2], strict=True):
        row, column = row * 20 + _VALUE[lat_symbol], column * 20 + _VALUE[lon_symbol]
    grid = _VALUE[suffix[6]]
    row, column = row * _GRID_ROWS + grid // _GRID_COLUMNS, column * _GRID_COLUMNS + grid % _GRID_COLUMNS
    near = cell_of(reference)
    return Cell(
        row=_nearest(row, near.row, period=ROWS_PER_DEGREE),
        column=_nearest(column, near.column, period=COLUMNS_PER_DEGREE),
    )


def _nearest(residue: int, reference: int, *, period: int) -> int:
    """The number nearest to the reference that leaves the residue when divided by the period."""
    return residue + (reference - residue + period // 2) // period * period
