"""Tiles as bytes (Mapbox Vector Tile specification 2.1): surfaces and points, all of a tile at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.tiles.grid import EXTENT, MARGIN, Tile
from app.tiles.wire import Property, layer_bytes, packed, tile_bytes

MEDIA_TYPE: Final = "application/vnd.mapbox-vector-tile"
CUT: Final = "cut"
"""The layer that says of a tile that it does not hold everything: one square over all of it."""

_POINT, _POLYGON = 1, 3
_MOVE_ONCE, _LINE, _CLOSE = 9, 2, 15
"""Commands: move to one place, a line to so many (their number goes before these three bits), close the ring."""
_CORNERS: Final = 3

Drawing = tuple[int, bytes]
"""A kind of geometry, and its commands."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing to draw: its shape in degrees, a surface or a point, and what is told of it."""

    shape: BaseGeometry
    properties: Mapping[str, Property]


def encode_tile(tile: Tile, layer: str, things: Sequence[Drawn], *, shown_of_more: bool = False) -> bytes:
    """The tile with one layer; `shown_of_more` adds the layer `cut`.

    What lies outside, or is smaller than a unit of the tile, is left out.
    """
    layers = [_layer(tile, layer, things)]
    if shown_of_more:
        whole = shapely.box(0, 0, EXTENT, EXTENT)
        drawing = _surfaces(np.array([shapely.orient_polygons(whole)], dtype=object))[0]
        layers.append(layer_bytes(CUT, [(drawing, {"shown": len(things)})], extent=EXTENT))
    return tile_bytes(layers)


def _layer(tile: Tile, name: str, things: Sequence[Drawn]) -> bytes:
    shapes = np.array([thing.shape for thing in things], dtype=object)
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    drawings: dict[int, Drawing] = {}
    for chosen, draw in ((is_point, _points), (~is_point, _surfaces)):
        rows = np.flatnonzero(chosen)
        if len(rows):
            drawings |= {int(rows[nth]): drawing for nth, drawing in draw(_fitted(tile, shapes[rows])).items()}
    return layer_bytes(name, ((drawings[row], things[row].properties) for row in sorted(drawings)), extent=EXTENT)


def _fitted(tile: Tile, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The shapes cut at the tile's margin, in whole units, outer rings turned as the specification wants them."""
    placed = shapely.transform(shapes, tile.units)
    cut = shapely.clip_by_rect(placed, -MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    return shapely.orient_polygons(shapely.set_precision(cut, 1.0, mode="pointwise"))


def _points(shapes: NDArray[np.object_]) -> dict[int, Drawing]:
    """The drawings of points by their row; those that were cut away are missing."""
    rows = np.flatnonzero(~shapely.is_empty(shapes))
    places = _zigzag(shapely.get_coordinates(shapes[rows])).tolist()
    return {row: (_POINT, packed((_MOVE_ONCE, x, y))) for row, (x, y) in zip(rows.tolist(), places, strict=True)}


def _surfaces(shapes: NDArray[np.object_]) -> dict[int, Drawing]:
    """The drawings of polygons by their row.

    One that only touches the edge leaves a line or a point there, one smaller than a unit no area: both are missing.
    """
    parts, row_of_part = shapely.get_parts(shapes, return_index=True)
    is_surface = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & (shapely.area(parts) > 0)
    rings, part_of_ring = shapely.get_rings(parts[is_surface], return_index=True)
    places, ring_of_place = _corners(rings)
    if not len(places):
        return {}
    row_of_place = row_of_part[is_surface][part_of_ring[ring_of_place]]
    steps = _zigzag(np.diff(places, axis=0, prepend=0))
    first = np.flatnonzero(np.diff(row_of_place, prepend=-1))
    steps[first] = _zigzag(places[first])
    starts = np.flatnonzero(np.diff(ring_of_place, prepend=-1))
    return _drawn(steps, starts, row_of_place[starts].tolist())


def _corners(rings: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The corners of rings and the ring of each: none twice in a row, not the first again; at least three."""
    places, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(places):
        return places, ring
    new_ring = np.diff(ring, prepend=-1) != 0
    moved = np.any(np.diff(places, axis=0, prepend=np.nan) != 0, axis=1)
    kept = (moved | new_ring) & ~np.append(new_ring[1:], True)
    places, ring = places[kept], ring[kept]
    enough = np.bincount(ring, minlength=len(rings)) >= _CORNERS
    return places[enough[ring]], ring[enough[ring]]


def _drawn(steps: NDArray[np.int64], starts: NDArray[np.int64], rows: Sequence[int]) -> dict[int, Drawing]:
    commands: dict[int, list[int]] = {}
    flat, begins = steps.ravel().tolist(), [*starts.tolist(), len(steps)]
    for row, begin, end in zip(rows, begins, begins[1:], strict=False):
        ring = (_MOVE_ONCE, *flat[2 * begin : 2 * begin + 2], (end - begin - 1) << 3 | _LINE)
        commands.setdefault(row, []).extend((*ring, *flat[2 * begin + 2 : 2 * end], _CLOSE))
    return {row: (_POLYGON, packed(told)) for row, told in commands.items()}


def _zigzag(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole numbers so that small ones of both signs stay small: 0, -1, 1, -2 become 0, 1, 2, 3."""
    whole = numbers.astype(np.int64)
    return (whole << 1) ^ (whole >> 63)
