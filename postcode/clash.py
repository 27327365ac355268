"""Where a household goes whose cell another site holds: to the nearest one with its centre on its own land.

Works on many households at a time, because reference systems and polygons are asked in bulk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.model import Point
from postcode.olc import COLUMNS_PER_DEGREE, ROWS_PER_DEGREE, Cell, cell_of

_REACHES = (3, 12, 48, 192)
"""How many cells to look in each direction: first about 10 m, at last about 500 m."""
_ROW_M = 2.75
"""No row or column of the grid is narrower anywhere in Vietnam."""
_BATCH = 2_048

_Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ground:
    """The own land of a household in metres of the survey plane, and its canonical point."""

    footprint: Geometry
    point: Point


@dataclass(frozen=True, slots=True)
class _Window:
    """The cells around a point with their centre on the own land, nearest first.

    All of the land lies within `extent_m` of the point.
    """

    distances_m: NDArray[np.float64]
    rows: _Integers
    columns: _Integers
    extent_m: float

    def between(self, above_m: float, up_to_m: float) -> Iterator[Cell]:
        first, last = np.searchsorted(self.distances_m, (above_m, up_to_m), side="right")
        for row, column in zip(self.rows[first:last].tolist(), self.columns[first:last].tolist(), strict=True):
            yield Cell(row=row, column=column)


def own_cells(grounds: Sequence[Ground]) -> Iterator[Iterator[Cell]]:
    """For each ground the cells with their centre inside it, nearest to its point first, then by row.

    Inside means not on the edge. Cells more than some 500 m away are left out.
    """
    for start in range(0, len(grounds), _BATCH):
        batch = grounds[start : start + _BATCH]
        for ground, window in zip(batch, _windows(batch, reach=_REACHES[0]), strict=True):
            yield _widening(ground, window)


def _widening(ground: Ground, window: _Window) -> Iterator[Cell]:
    """The cells of ever wider windows; each window is sure of the cells up to its nearest edge only."""
    seen_m = -1.0
    for reach in _REACHES:
        if reach > _REACHES[0]:
            (window,) = _windows([ground], reach=reach)
        sure_m = (reach + 0.5) * _ROW_M
        yield from window.between(seen_m, sure_m)
        if window.extent_m <= sure_m:
            return
        seen_m = sure_m


def _windows(grounds: Sequence[Ground], *, reach: int) -> Iterator[_Window]:
    rows, columns, owners = _cells_around(grounds, reach=reach)
    centres = _centres(rows, columns)
    footprints = np.array([ground.footprint for ground in grounds], dtype=object)
    points = _survey_points(grounds)
    chosen = np.flatnonzero(shapely.contains_xy(footprints[owners], centres[:, 0], centres[:, 1]))
    distances = np.hypot(*(centres[chosen] - points[owners[chosen]]).T)
    order = np.lexsort((columns[chosen], rows[chosen], distances, owners[chosen]))
    chosen, distances = chosen[order], distances[order]
    borders = np.searchsorted(owners[chosen], np.arange(len(grounds) + 1))
    for extent_m, first, last in zip(_extents(footprints, points), borders, borders[1:], strict=False):
        near = chosen[first:last]
        yield _Window(distances[first:last], rows[near], columns[near], extent_m=float(extent_m))


def _cells_around(grounds: Sequence[Ground], *, reach: int) -> tuple[_Integers, _Integers, _Integers]:
    """Row, column and number of the ground, of every cell within reach of every ground's point."""
    homes = [cell_of(ground.point) for ground in grounds]
    steps = np.arange(-reach, reach + 1)
    rows = np.array([home.row for home in homes])[:, None] + np.repeat(steps, steps.size)
    columns = np.array([home.column for home in homes])[:, None] + np.tile(steps, steps.size)
    return rows.ravel(), columns.ravel(), np.repeat(np.arange(len(grounds)), steps.size**2)


def _centres(rows: _Integers, columns: _Integers) -> Coordinates:
    """Centres of cells in metres of the survey plane."""
    lons = (columns + 0.5 - 180 * COLUMNS_PER_DEGREE) / COLUMNS_PER_DEGREE
    lats = (rows + 0.5 - 90 * ROWS_PER_DEGREE) / ROWS_PER_DEGREE
    return transform(np.column_stack([lons, lats]), source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)


def _survey_points(grounds: Sequence[Ground]) -> Coordinates:
    degrees = np.array([(ground.point.lon, ground.point.lat) for ground in grounds])
    return transform(degrees, source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)


def _extents(footprints: NDArray[np.object_], points: Coordinates) -> NDArray[np.float64]:
    """Metres from each point to the farthest corner of its footprint's box."""
    west, south, east, north = shapely.bounds(footprints).T
    x, y = points.T
    width, height = np.maximum(x - west, east - x), np.maximum(y - south, north - y)
    extents: NDArray[np.float64] = np.hypot(width, height)
    return extents


def centres_inside(footprints: Sequence[Geometry], cells: Sequence[Cell]) -> list[bool]:
    """Whether the centre of each cell lies inside its footprint, given in metres of the survey plane."""
    if not cells:
        return []
    centres = _centres(np.array([cell.row for cell in cells]), np.array([cell.column for cell in cells]))
    inside = shapely.contains_xy(np.array(footprints, dtype=object), centres[:, 0], centres[:, 1])
    return [bool(value) for value in inside]
