"""Which cells can matter to a household that applies alone, so that a plan for it need not know the whole city."""

import shapely
from shapely import Geometry

from geocoding.crs import to_wgs84
from postcode.code import suffix_of
from postcode.olc import Cell, cell_of
from postcode.plan import Applicant

MAX_CELLS = 5_000
"""Land that spans more cells is so large that asking for all codes of its commune is as quick."""


def bases_near(applicant: Applicant, *, head: str) -> frozenset[str] | None:
    """The 12 characters of every cell that a plan may look at for one household: its own, and those on its land.

    None when there are more than `MAX_CELLS`.
    """
    home = cell_of(applicant.point)
    if applicant.footprint is None or shapely.is_empty(applicant.footprint):
        return frozenset({head + suffix_of(home)})
    south, west, north, east = _span(applicant.footprint, home)
    if (north - south + 1) * (east - west + 1) > MAX_CELLS:
        return None
    cells = (Cell(row, column) for row in range(south, north + 1) for column in range(west, east + 1))
    return frozenset(head + suffix_of(cell) for cell in cells)


def _span(land: Geometry, home: Cell) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of the cells around some land and a cell, with one to spare."""
    west, south, east, north = shapely.bounds(land).tolist()
    corners = [cell_of(to_wgs84(x, y)) for x in (west, east) for y in (south, north)]
    rows = [cell.row for cell in (*corners, home)]
    columns = [cell.column for cell in (*corners, home)]
    return min(rows) - 1, min(columns) - 1, max(rows) + 1, max(columns) + 1
