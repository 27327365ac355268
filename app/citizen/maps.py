"""Two small maps as SVG, drawn without a map library or anybody's tiles: the cell close up, and where in the commune.

They show what a code shows to anyone: its own cell. Parcels are outlines without numbers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry

from app.citizen.html import template
from app.html import Html, fill, joined
from geocoding.model import Box, Point
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.store import ParcelRecord

SIDE: Final = 320.0
"""Width of a map in its own units."""

CLOSE_M: Final = 110.0
"""Metres from edge to edge of the close map."""

METRES_PER_DEGREE: Final = 111_320.0
OUTLINE_TOLERANCE: Final = 2e-4


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become units of a picture: a plain projection, right to a pixel over a commune."""

    west: float
    north: float
    units_per_degree: float
    squeeze: float

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point is drawn, from the upper left corner."""
        x = (point.lon - self.west) * self.squeeze * self.units_per_degree
        return round(x, 1), round((self.north - point.lat) * self.units_per_degree, 1)

    def path(self, shape: BaseGeometry) -> str:
        """The outline of an area as SVG path data; what is no area has none."""
        parts = (part for part in shapely.get_parts(shape) if isinstance(part, Polygon))
        return " ".join(self._ring(ring) for part in parts for ring in (part.exterior, *part.interiors))

    def _ring(self, ring: LinearRing) -> str:
        places = [self.at(Point(lon=lon, lat=lat)) for lon, lat, *_ in ring.coords]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) + "Z"


def close_window(cell: Box) -> Box:
    """What the close map shows of the ground."""
    middle = centre(cell)
    half_lat = CLOSE_M / 2 / METRES_PER_DEGREE
    half_lon = half_lat / _squeeze(middle.lat)
    return Box(middle.lon - half_lon, middle.lat - half_lat, middle.lon + half_lon, middle.lat + half_lat)


def close_map(cell: Box, parcels: Sequence[ParcelRecord], *, code: str) -> Html:
    """The cell of a code among the parcels around it, north up, with a scale."""
    window = close_window(cell)
    frame = _frame(window)
    x, y = frame.at(Point(lon=cell.west, lat=cell.north))
    right, bottom = frame.at(Point(lon=cell.east, lat=cell.south))
    return fill(
        template("close-map.svg"),
        code=code,
        parcels=joined(fill('<path d="$d"/>', d=frame.path(one.shape)) for one in parcels),
        x=f"{x:g}",
        y=f"{y:g}",
        width=f"{right - x:g}",
        height=f"{bottom - y:g}",
        middle_x=f"{(x + right) / 2:g}",
        middle_y=f"{(y + bottom) / 2:g}",
        scale=f"{20 * SIDE / CLOSE_M:g}",
    )


def commune_map(commune: CommuneRecord, others: Sequence[CommuneRecord], *, point: Point) -> Html:
    """Where in its commune a point lies, with the outlines of the communes around."""
    west, south, east, north = commune.shape.bounds
    margin_lon, margin_lat = (east - west) * 0.12, (north - south) * 0.12
    window = _squared(Box(west - margin_lon, south - margin_lat, east + margin_lon, north + margin_lat))
    frame = _frame(window)
    area = shapely.box(window.west, window.south, window.east, window.north)
    around = [one for one in others if one.code != commune.code and shapely.intersects(one.shape, area)]
    x, y = frame.at(point)
    return fill(
        template("commune-map.svg"),
        name=commune.full_name,
        others=joined(fill('<path d="$d"/>', d=frame.path(_thinned(one.shape))) for one in around),
        own=frame.path(_thinned(commune.shape)),
        x=f"{x:g}",
        y=f"{y:g}",
    )


def centre(cell: Box) -> Point:
    """The middle of a cell."""
    return Point(lon=(cell.west + cell.east) / 2, lat=(cell.south + cell.north) / 2)


def _frame(window: Box) -> Frame:
    return Frame(
        window.west, window.north, SIDE / (window.north - window.south), _squeeze((window.north + window.south) / 2)
    )


def _squared(window: Box) -> Box:
    """The window made as wide as it is high, on the ground."""
    squeeze = _squeeze((window.north + window.south) / 2)
    side = max((window.east - window.west) * squeeze, window.north - window.south)
    lon, lat = (window.west + window.east) / 2, (window.south + window.north) / 2
    return Box(lon - side / squeeze / 2, lat - side / 2, lon + side / squeeze / 2, lat + side / 2)


def _squeeze(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return math.cos(math.radians(lat))


def _thinned(shape: BaseGeometry) -> BaseGeometry:
    return shapely.simplify(shape, OUTLINE_TOLERANCE)
