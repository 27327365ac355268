"""Which areas cover a point: compared with asking every area in turn."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geocoding.layers.area_index import AreaIndex

corner = st.integers(0, 8)
areas = st.lists(st.tuples(corner, corner, st.integers(1, 5), st.integers(1, 5)), max_size=8)
places = st.lists(st.tuples(corner.map(float), corner.map(float)), min_size=1, max_size=8)


def test_a_point_on_a_shared_edge_belongs_to_both_the_lowest_key_first() -> None:
    index = AreaIndex([("b", shapely.box(1, 0, 2, 1)), ("a", shapely.box(0, 0, 1, 1))])
    assert index.covering(np.array([[1.0, 0.5]])) == [("a", "b")]
    assert index.first(np.array([[1.0, 0.5]])) == ["a"]


def test_no_areas_and_no_numbers_give_nothing() -> None:
    assert AreaIndex[str]([]).covering(np.array([[1.0, 1.0]])) == [()]
    index = AreaIndex([("a", shapely.box(0, 0, 1, 1))])
    assert index.covering(np.array([[np.nan, 0.5], [np.inf, 0.5], [0.5, 0.5]])) == [(), (), ("a",)]
    assert index.covering(np.empty((0, 2))) == []


@settings(deadline=None)
@given(areas, places)
def test_the_index_answers_like_asking_every_area(
    boxes: list[tuple[int, ...]], points: list[tuple[float, float]]
) -> None:
    shapes = {f"k{number}": shapely.box(x, y, x + w, y + h) for number, (x, y, w, h) in enumerate(boxes)}
    expected = [
        tuple(key for key in sorted(shapes) if shapely.intersects(shapes[key], shapely.Point(point)))
        for point in points
    ]
    assert AreaIndex(shapes.items()).covering(np.array(points)) == expected
