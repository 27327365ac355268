"""Which parcel holds a point, shown on drawn maps; each letter is a parcel 20 m wide, north is up."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geocoding.crs import to_survey
from geocoding.model import ParcelKey, Point
from geocoding.snapshot.parcels import ParcelStore
from tests.factories import DONG_DA, at, drawn_parcels, snapshot_of

MAP = ("AAB", "A.B", "CCC")


@pytest.fixture
def store(tmp_path: Path) -> ParcelStore:
    return snapshot_of(tmp_path, parcels=drawn_parcels(*MAP)).parcels


def letter_at(store: ParcelStore, point: Point) -> str:
    position = store.containing(*to_survey(point))
    return "" if position is None else store.key(position).number


@pytest.mark.parametrize(
    ("column", "row", "letter"),
    [(0, 2, "A"), (1, 2, "A"), (0, 1, "A"), (2, 2, "B"), (1, 0, "C"), (1, 1, ""), (9, 9, "")],
)
def test_point_inside_belongs_to_its_parcel(store: ParcelStore, column: int, row: int, letter: str) -> None:
    assert letter_at(store, at(column, row)) == letter


@pytest.mark.parametrize(("column", "row", "letter"), [(1.5, 2, "A"), (0, 0.5, "A"), (2, 0.5, "B")])
def test_point_on_shared_edge_resolves_to_lowest_parcel_key(
    store: ParcelStore, column: float, row: float, letter: str
) -> None:
    assert letter_at(store, at(column, row)) == letter


def test_nearest_parcel_tells_how_far_it_is(store: ParcelStore) -> None:
    x, y = to_survey(at(4, 0))
    nearest = store.nearest(x, y, within_m=50)
    assert nearest is not None
    assert (store.key(nearest[0]).number, nearest[1]) == ("C", pytest.approx(30.0, abs=0.01))
    assert store.nearest(x, y, within_m=29) is None


def test_every_parcel_is_found_by_its_key_and_no_other(store: ParcelStore) -> None:
    assert [store.find(ParcelKey(DONG_DA, "1", letter)) for letter in "ABCD"] == [0, 1, 2, None]


def test_shapes_come_back_as_they_went_in(tmp_path: Path) -> None:
    parcels = drawn_parcels("AAA", "A.A", "AAA")  # a parcel with a hole
    store = snapshot_of(tmp_path, parcels=parcels).parcels
    assert shapely.equals(store.shape(0), parcels[0].shape)
    assert letter_at(store, at(1, 1)) == ""


def test_a_snapshot_without_parcels_answers_nothing(tmp_path: Path) -> None:
    store = snapshot_of(tmp_path).parcels
    assert (len(store), letter_at(store, at(0, 0)), store.nearest(0, 0, within_m=50)) == (0, "", None)


def test_packed_tree_agrees_with_a_search_of_every_parcel(tmp_path: Path) -> None:
    parcels = drawn_parcels(*("".join(chr(0x100 + 40 * r + c) for c in range(40)) for r in range(40)))
    store = snapshot_of(tmp_path, parcels=parcels).parcels
    by_key = sorted(parcels, key=lambda p: p.key)
    for column in range(0, 39, 3):
        x, y = to_survey(at(column + 0.2, 17))
        holding = [i for i, p in enumerate(by_key) if shapely.intersects_xy(p.shape, x, y)]
        assert store.containing(x, y) == min(holding)


def test_keys_that_read_alike_are_told_apart(tmp_path: Path) -> None:
    keys = [ParcelKey(DONG_DA, "1", "2-3"), ParcelKey(DONG_DA, "1-2", "3")]
    [plot] = drawn_parcels("A")
    store = snapshot_of(tmp_path, parcels=[replace(plot, key=key) for key in keys]).parcels
    assert [store.find(key) for key in keys] == [0, 1]
    assert store.find(ParcelKey(DONG_DA, "1-2-3", "")) is None
