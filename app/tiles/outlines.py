"""Outlines of communes as fine as a zoom shows them; thinned together, so that neighbours keep their common line."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.tiles.grid import MARGIN, Tile, degrees_per_unit
from geocoding.snapshot.communes import CommuneRecord

UNITS_SEEN: Final = 8
"""One screen pixel is so many units of a tile."""
FINEST_ZOOM: Final = 14
"""From here on outlines are drawn as they are on file."""


class Outlines:
    """The communes of one snapshot, thinned once for each zoom."""

    def __init__(self, communes: Sequence[CommuneRecord]) -> None:
        self._communes = communes
        self._shapes = np.array([commune.shape for commune in communes], dtype=object)
        self._thinned: dict[int, NDArray[np.object_]] = {}

    def at(self, tile: Tile) -> Sequence[tuple[CommuneRecord, BaseGeometry]]:
        """The communes whose boxes meet the tile, with their outlines in degrees."""
        if not len(self._shapes):
            return []
        box = tile.box(margin=MARGIN)
        west, south, east, north = shapely.bounds(self._shapes).T
        meeting = (west <= box.east) & (east >= box.west) & (south <= box.north) & (north >= box.south)
        shapes = self._thinned_for(min(tile.z, FINEST_ZOOM))
        return [(self._communes[index], shapes[index]) for index in np.flatnonzero(meeting).tolist()]

    def _thinned_for(self, zoom: int) -> NDArray[np.object_]:
        if zoom == FINEST_ZOOM:
            return self._shapes
        if zoom not in self._thinned:
            self._thinned[zoom] = shapely.coverage_simplify(self._shapes, UNITS_SEEN * degrees_per_unit(zoom))
        return self._thinned[zoom]
