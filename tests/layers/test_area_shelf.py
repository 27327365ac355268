"""Areas on disk are found as areas in memory are."""

import numpy as np
import shapely
from hypothesis import given, settings

from geocoding.layers.area_index import AreaIndex
from geocoding.layers.area_shelf import AreaShelf, Numbers
from geocoding.layers.city import Buildings, Parcels
from geocoding.layers.rows import Building
from tests.layers.city import ORIGIN, building, key, parcel, square
from tests.layers.test_area_index import areas, places


@settings(deadline=None)
@given(areas, places)
def test_a_shelf_answers_like_the_index_in_memory(
    boxes: list[tuple[int, ...]], points: list[tuple[float, float]]
) -> None:
    shapes = [(f"k{number}", shapely.box(x, y, x + w, y + h)) for number, (x, y, w, h) in enumerate(boxes)]
    shelf = AreaShelf(((name,), shape) for name, shape in shapes)
    found = [tuple(sorted(shelf.texts(one)[0] for one in hits)) for hits in shelf.covering(np.array(points))]
    assert found == AreaIndex(shapes).covering(np.array(points))


def test_no_areas_and_no_numbers_give_nothing() -> None:
    assert AreaShelf().covering(np.array([[1.0, 1.0]])) == [[]]
    shelf = AreaShelf([(("a",), shapely.box(0, 0, 1, 1))])
    assert shelf.covering(np.array([[np.nan, 0.5], [np.inf, 0.5], [0.5, 0.5]])) == [[], [], [0]]
    assert shelf.covering(np.empty((0, 2))) == []


def test_a_shape_comes_back_as_it_was() -> None:
    ring = square(0, 0, width=9, height=9).difference(square(3, 3))
    assert AreaShelf([(("a", "Hà Nội"), ring)]).shape(0).wkb == ring.wkb


def test_keys_that_share_a_number_are_told_apart_by_their_texts() -> None:
    from array import array

    numbers = Numbers(array("q", [7, -3, 7, 5]))
    assert [list(numbers.positions(number)) for number in (7, -3, 6)] == [[0, 2], [1], []]
    assert numbers.repeated() == [7]


def test_a_parcel_is_found_by_key_and_by_number_and_has_its_shape_and_label() -> None:
    a, b = parcel("a", square(0, 0)), parcel("a", square(150, 0), commune="00004")
    parcels = Parcels([a, b])
    assert parcels.numbered("1", "a") == (b.key, a.key)
    assert parcels.numbered("2", "a") == ()
    assert (parcels.label(a.key), parcels.shape(a.key)) == (a.label, a.shape)
    assert parcels.label(key("z")) is None


def test_of_several_buildings_with_one_id_the_last_counts() -> None:
    inside = np.array([[ORIGIN[0] + 5, ORIGIN[1] + 5]])
    old, new = building("b1", square(0, 0), name="CT4"), building("b1", square(5, 5), name="CT4")
    assert Buildings([old, building("b2", square(0, 0))]).covering(inside) == [("b1", "b2")]
    buildings = Buildings([old, new])
    assert buildings.covering(inside) == [()]
    assert buildings.named("ct4", within=square(0, 0, width=9, height=9)) == (Building("b1", new.shape),)
