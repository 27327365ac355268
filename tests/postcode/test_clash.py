from itertools import islice
from math import hypot

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geocoding.crs import to_survey
from geocoding.model import Point
from postcode import clash
from postcode.clash import Ground, centres_inside, own_cells
from postcode.olc import Cell, cell_of
from tests.postcode.makers import HOAN_KIEM, beside, square


def nearest_by_hand(ground: Ground, *, reach: int) -> list[Cell]:
    """Every cell around, asked one by one."""
    x, y = to_survey(ground.point)
    home = cell_of(ground.point)
    found = []
    for row in range(home.row - reach, home.row + reach + 1):
        for column in range(home.column - reach, home.column + reach + 1):
            cell = Cell(row=row, column=column)
            cell_x, cell_y = to_survey(cell.centre)
            if shapely.contains_xy(ground.footprint, cell_x, cell_y):
                found.append((hypot(cell_x - x, cell_y - y), cell))
    return [cell for _, cell in sorted(found)]


def cells_of(*grounds: Ground) -> list[list[Cell]]:
    return [list(cells) for cells in own_cells(grounds)]


grounds = st.builds(
    lambda east, north, off_east, side: Ground(
        square(beside(HOAN_KIEM, east_m=east + off_east, north_m=north), side_m=side),
        beside(HOAN_KIEM, east_m=east, north_m=north),
    ),
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(-20, 20),
    st.floats(0.5, 60),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(grounds, max_size=4))
def test_cells_come_nearest_first_and_none_is_missing(lands: list[Ground]) -> None:
    assert cells_of(*lands) == [nearest_by_hand(ground, reach=22) for ground in lands]


def test_batches_and_single_grounds_give_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [beside(HOAN_KIEM, east_m=20 * number) for number in range(7)]
    lands = [Ground(square(point, side_m=12.0), point) for point in points]
    together = cells_of(*lands)
    monkeypatch.setattr(clash, "_BATCH", 2)
    assert cells_of(*lands) == together
    assert [cells_of(land)[0] for land in lands] == together


def test_land_that_holds_no_centre_gives_no_cell() -> None:
    corner = cell_of(HOAN_KIEM).box
    point = Point(lon=corner.west + 1e-6, lat=corner.south + 1e-6)
    assert cells_of(Ground(square(point, side_m=0.5), point)) == [[]]


def test_wide_land_is_searched_far_but_not_without_end() -> None:
    (cells,) = own_cells([Ground(square(HOAN_KIEM, side_m=3_000.0), HOAN_KIEM)])
    assert next(cells) == cell_of(HOAN_KIEM)
    count = sum(1 for _ in islice(cells, 200_000))
    assert 80_000 < count < 120_000


def test_far_part_of_the_land_is_found_though_the_point_is_outside() -> None:
    far = beside(HOAN_KIEM, east_m=150)
    (cells,) = own_cells([Ground(square(far, side_m=8.0), HOAN_KIEM)])
    assert cell_of(far) in set(cells)


@pytest.mark.parametrize(("east_m", "inside"), [(0.0, True), (4.0, True), (30.0, False)])
def test_centre_of_a_cell_lies_inside_its_footprint_or_not(east_m: float, inside: bool) -> None:
    cell = cell_of(HOAN_KIEM)
    assert centres_inside([square(beside(HOAN_KIEM, east_m=east_m))], [cell]) == [inside]


def test_no_cells_give_no_answers() -> None:
    assert centres_inside([], []) == []
    assert cells_of() == []
