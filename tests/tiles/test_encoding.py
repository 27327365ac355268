"""Tiles as they are written, read back by the library."""

import re

import mapbox_vector_tile
import pytest
import shapely

from app.api.pages.site import PAGES
from app.tiles.encoding import Drawn, encode_tile
from app.tiles.grid import EXTENT, MARGIN, MAX_ZOOM, Tile
from app.tiles.kept import KeptTiles
from app.tiles.outlines import Outlines
from app.tiles.shares import BOUNDS, share_class
from tests.api.city import commune

HANOI = Tile(14, 13007, 7212)


def read(content: bytes) -> dict[str, list[dict[str, object]]]:
    """The features of each layer, in the tile's own units with y to the south."""
    layers = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})
    return {name: layer["features"] for name, layer in layers.items()}


def square(west: float, south: float, east: float, north: float) -> Drawn:
    """A square given in parts of the tile, from its south-west corner."""
    box = HANOI.box()
    across, up = box.east - box.west, box.north - box.south
    shape = shapely.box(
        box.west + west * across, box.south + south * up, box.west + east * across, box.south + north * up
    )
    return Drawn(shape, {"name": "a"})


def test_a_tile_and_its_neighbour_share_an_edge():
    east = Tile(HANOI.z, HANOI.x + 1, HANOI.y)
    assert HANOI.box().east == east.box().west
    assert HANOI.box().south == Tile(HANOI.z, HANOI.x, HANOI.y + 1).box().north


def test_the_corners_of_a_tile_are_the_corners_of_its_units():
    box = HANOI.box()
    units = HANOI.units(shapely.get_coordinates(shapely.box(box.west, box.south, box.east, box.north)))
    assert units.min(axis=0) == pytest.approx((0, 0), abs=1e-4)
    assert units.max(axis=0) == pytest.approx((EXTENT, EXTENT), abs=1e-4)


@pytest.mark.parametrize(("z", "x", "y"), [(0, 1, 0), (1, 0, 2), (2, -1, 0), (MAX_ZOOM + 1, 0, 0), (-1, 0, 0)])
def test_a_square_outside_the_grid_is_no_tile(z: int, x: int, y: int):
    with pytest.raises(ValueError, match=r"\("):
        Tile(z, x, y)


def test_a_shape_is_cut_a_little_beyond_the_edge_of_the_tile():
    [feature] = read(encode_tile(HANOI, "a", [square(0.5, 0.25, 1.5, 0.75)]))["a"]
    drawn = shapely.geometry.shape(feature["geometry"])
    assert drawn.bounds == pytest.approx((EXTENT / 2, EXTENT / 4, EXTENT + MARGIN, 3 * EXTENT / 4), abs=2)


def test_outer_rings_run_clockwise_on_the_screen():
    [feature] = read(encode_tile(HANOI, "a", [square(0.1, 0.1, 0.2, 0.2)]))["a"]
    ring = feature["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw  # counted with y to the north; the screen's y runs south


@pytest.mark.parametrize(
    "outside", [(1.5, 0.1, 1.6, 0.2), (1 + MARGIN / EXTENT, 0.1, 1.2, 0.2), (0.5, 0.5, 0.5001, 0.5001)]
)
def test_what_lies_outside_or_is_too_small_is_left_out(outside: tuple[float, float, float, float]):
    assert read(encode_tile(HANOI, "a", [square(*outside)]))["a"] == []


def test_an_empty_tile_has_its_layer_and_nothing_in_it():
    assert read(encode_tile(HANOI, "a", [])) == {"a": []}


def test_a_tile_that_holds_not_everything_says_so():
    layers = read(encode_tile(HANOI, "a", [square(0.1, 0.1, 0.2, 0.2)], shown_of_more=True))
    assert [feature["properties"] for feature in layers["cut"]] == [{"shown": 1}]


@pytest.mark.parametrize(
    ("share", "number"), [(0.0, 0), (0.4999, 0), (0.5, 1), (0.8, 2), (0.9, 3), (0.95, 4), (1.0, 4)]
)
def test_a_share_on_a_bound_belongs_to_the_class_above(share: float, number: int):
    assert share_class(share) == number


def test_the_map_and_the_tiles_begin_classes_at_the_same_shares():
    script = (PAGES / "console" / "map.js").read_text(encoding="utf-8")
    assert tuple(float(bound) for bound in re.findall(r"upTo: ([\d.]+)", script)) == BOUNDS


def test_communes_side_by_side_keep_their_common_line_when_thinned():
    outlines = Outlines([commune("00001"), commune("00002")])
    shapes = [shape for _, shape in outlines.at(Tile(8, 203, 112))]
    assert shapely.area(shapely.intersection(*shapes)) == 0
    assert shapely.length(shapely.intersection(*shapes)) == pytest.approx(0.01)


def parts(*boxes: tuple[float, float, float, float]) -> shapely.Polygon:
    """The squares together, in degrees, given in parts of the tile."""
    return shapely.union_all([square(*one).shape for one in boxes])


@pytest.mark.parametrize(
    "shape",
    [
        parts((0.1, 0.1, 0.4, 0.4)).difference(parts((0.2, 0.2, 0.3, 0.3))),
        parts((0.1, 0.1, 0.2, 0.2), (0.5, 0.5, 0.7, 0.8), (0.8, 0.1, 0.9, 0.15)),
        parts((-0.5, -0.5, 1.5, 1.5)).difference(parts((0.4, 0.4, 0.6, 0.6), (0.9, 0.2, 1.2, 0.4))),
        shapely.Point(parts((0.5, 0.5, 0.5001, 0.5001)).centroid).buffer(0.002, quad_segs=40),
    ],
    ids=["with a hole", "in three parts", "over the whole tile and beyond", "round"],
)
def test_a_surface_is_read_back_as_it_is_on_the_ground(shape: shapely.Polygon):
    [feature] = read(encode_tile(HANOI, "a", [Drawn(shape, {"name": "a"})]))["a"]
    margin = MARGIN / EXTENT
    expected = shapely.transform(
        shape.intersection(square(-margin, -margin, 1 + margin, 1 + margin).shape), HANOI.units
    )
    drawn = shapely.geometry.shape(feature["geometry"])
    assert drawn.is_valid
    assert drawn.symmetric_difference(expected).area < 2 * expected.length


def test_every_kind_of_property_is_read_back():
    told = {"text": "Số 5", "whole": 7, "below": -3, "part": 0.25, "yes": True, "no": False, "one": 1, "long": 1 << 40}
    shape = square(0.1, 0.1, 0.2, 0.2).shape
    first, second = read(encode_tile(HANOI, "a", [Drawn(shape, told), Drawn(shape, {"text": "Số 5", "one": 2})]))["a"]
    assert first["properties"] == told
    assert [type(value) for value in first["properties"].values()] == [type(value) for value in told.values()]
    assert second["properties"] == {"text": "Số 5", "one": 2}


def test_a_tile_asked_for_again_is_kept_until_others_need_the_room():
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode() * 4

    kept = KeptTiles(room=10)
    for name in "aabac":
        assert kept.get(name, lambda name=name: make(name)) == name.encode() * 4
    assert made == ["a", "b", "c"]
    kept.get("a", lambda: make("a"))
    kept.get("b", lambda: make("b"))
    assert made == ["a", "b", "c", "b"]
