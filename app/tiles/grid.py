"""Which part of the world a tile is: the web map's square grid (EPSG:3857), y counted from the north."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from geocoding.crs import Coordinates
from geocoding.model import Box

EXTENT: Final = 4096
"""A tile is so many units wide and high, as the vector tile specification suggests."""
MARGIN: Final = 64
"""Units drawn beyond the edge, so that lines along it do not show."""
MAX_ZOOM: Final = 20


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the grid; raises `ValueError` for one that is not in it."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= MAX_ZOOM or not (0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise ValueError((self.z, self.x, self.y))

    @classmethod
    def at(cls, zoom: int, *, lon: float, lat: float) -> "Tile":
        """The tile of a zoom that holds a place."""
        size = 1 << zoom
        row = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
        return cls(zoom, int((lon / 360.0 + 0.5) * size), int(row * size))

    def box(self, *, margin: int = 0) -> Box:
        """The tile with so many of its units around it, in WGS 84 degrees."""
        size, part = 1 << self.z, margin / EXTENT
        west, east = (360.0 * column / size - 180.0 for column in (self.x - part, self.x + 1 + part))
        north, south = (_latitude(row / size) for row in (self.y - part, self.y + 1 + part))
        return Box(west=max(west, -180.0), south=south, east=min(east, 180.0), north=north)

    def units(self, degrees: Coordinates) -> Coordinates:
        """Places in the tile's own units, x to the east and y to the south; those outside lie beyond 0 and `EXTENT`."""
        size = EXTENT * (1 << self.z)
        mercator = np.log(np.tan(np.pi / 4 + np.radians(degrees[:, 1]) / 2))
        x = (degrees[:, 0] / 360.0 + 0.5) * size - self.x * EXTENT
        y = (0.5 - mercator / (2 * np.pi)) * size - self.y * EXTENT
        return np.column_stack([x, y])


def degrees_per_unit(zoom: int) -> float:
    """How many degrees of longitude a unit of a tile is."""
    return 360.0 / (EXTENT * (1 << zoom))


def _latitude(row: float) -> float:
    """The latitude of a row counted from the north, the whole world being 1."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row))))
