"""Tiles as bytes (Mapbox Vector Tile specification 2.1): the only module that imports mapbox_vector_tile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.tiles.grid import EXTENT, MARGIN, Tile

MEDIA_TYPE: Final = "application/vnd.mapbox-vector-tile"
CUT: Final = "cut"
"""The layer that says of a tile that it does not hold everything: one square over all of it."""

_POLYGONS: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
Property = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing to draw: its shape in degrees, and what is told of it."""

    shape: BaseGeometry
    properties: Mapping[str, Property]


def encode_tile(tile: Tile, layer: str, things: Sequence[Drawn], *, shown_of_more: bool = False) -> bytes:
    """The tile with one layer; `shown_of_more` adds the layer `cut`.

    What lies outside, or is smaller than a unit of the tile, is left out.
    """
    layers = [_layer(layer, _features(tile, things))]
    if shown_of_more:
        whole = shapely.box(0, 0, EXTENT, EXTENT)
        layers.append(_layer(CUT, [{"geometry": whole, "properties": {"shown": len(things)}}]))
    # Rings are turned here, all at once: the library does it ring by ring, and takes three times as long.
    options = {"extents": EXTENT, "y_coord_down": True, "check_winding_order": False}
    return cast(bytes, mapbox_vector_tile.encode(layers, default_options=options))


def _layer(name: str, features: Iterable[Mapping[str, object]]) -> Mapping[str, object]:
    return {"name": name, "features": list(features)}


def _features(tile: Tile, things: Sequence[Drawn]) -> Iterable[Mapping[str, object]]:
    if not things:
        return []
    shapes = _fitted(tile, np.array([thing.shape for thing in things], dtype=object))
    return [
        {"geometry": shape, "properties": thing.properties}
        for shape, thing in zip(shapes, things, strict=True)
        if shape is not None and not shape.is_empty
    ]


def _fitted(tile: Tile, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The shapes cut at the tile's margin, in whole units, outer rings turned as the specification wants them."""
    placed = shapely.transform(shapes, tile.units)
    cut = shapely.clip_by_rect(placed, -MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    whole = shapely.set_precision(cut, 1.0, mode="pointwise")
    surfaces = np.isin(shapely.get_type_id(shapes), _POLYGONS)
    fitted = shapely.orient_polygons(whole)
    # A polygon that only touches the edge leaves a line or a point there, one smaller than a unit no area.
    fitted[surfaces & (shapely.area(fitted) == 0)] = None
    return fitted
