"""Boxes by which things of a snapshot are asked for: in degrees, or in metres of a plane over Hanoi."""

from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.geometry import reproject
from geocoding.model import HANOI, Box, Point
from geocoding.snapshot.boxes import Frame

MARGIN_M = 2.0
"""Things this near to the edge of a box are looked at one by one; between two steps an edge bends by less."""
STEPS = 64
"""An edge of a box in one system is a curve in another; it is followed in so many steps."""
STEP_M = 500.0
"""Metres of an edge that are drawn as one line in degrees: it strays by less than a millimetre."""


@dataclass(frozen=True, slots=True)
class PlaneBox:
    """A closed box in metres of a plane, easting before northing; `epsg` says of which."""

    west: float
    south: float
    east: float
    north: float
    epsg: int

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box, its edges included."""
        ((x, y),) = transform(np.array([[point.lon, point.lat]]), source_epsg=WGS84_EPSG, target_epsg=self.epsg)
        return bool(self.west <= x <= self.east and self.south <= y <= self.north)


Window = Box | PlaneBox


def outline(window: Window) -> BaseGeometry:
    """What a box covers, in WGS 84 degrees; of one in metres the part in Hanoi, empty when it has none."""
    if isinstance(window, Box):
        return shapely.box(window.west, window.south, window.east, window.north)
    inside = clipped(window)
    if inside is None:
        return shapely.Polygon()
    frame = shapely.segmentize(_frame(inside), STEP_M)
    return reproject(frame, source_epsg=epsg_of_window(inside), target_epsg=WGS84_EPSG)


def _frame(window: Window) -> BaseGeometry:
    """The box as a shape: without width or height a line or a point, as a polygon without area may meet nothing."""
    west, south, east, north = window.west, window.south, window.east, window.north
    if west < east and south < north:
        return shapely.box(west, south, east, north)
    if west < east or south < north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.Point(west, south)


def clipped(window: Window) -> Window | None:
    """The part of a box in Hanoi, where the survey plane is good; None when it has none."""
    limits = city_frame(epsg_of_window(window))
    west, east = max(window.west, limits[0]), min(window.east, limits[2])
    south, north = max(window.south, limits[1]), min(window.north, limits[3])
    if west > east or south > north:
        return None
    return Box(west, south, east, north) if isinstance(window, Box) else PlaneBox(west, south, east, north, window.epsg)


def survey_frames(window: Window) -> tuple[Frame, Frame]:
    """Two boxes of the survey plane: one that holds the box, and one that the box holds."""
    xs = np.linspace(window.west, window.east, STEPS + 1)
    ys = np.linspace(window.south, window.north, STEPS + 1)
    epsg = epsg_of_window(window)
    west, east = (_plane(np.full_like(ys, x), ys, epsg)[:, 0] for x in (window.west, window.east))
    south, north = (_plane(xs, np.full_like(xs, y), epsg)[:, 1] for y in (window.south, window.north))
    outer = (west.min() - MARGIN_M, south.min() - MARGIN_M, east.max() + MARGIN_M, north.max() + MARGIN_M)
    inner = (west.max() + MARGIN_M, south.max() + MARGIN_M, east.min() - MARGIN_M, north.min() - MARGIN_M)
    return outer, inner


def epsg_of_window(window: Window) -> int:
    """The system in which the numbers of a box are meant."""
    return WGS84_EPSG if isinstance(window, Box) else window.epsg


@lru_cache(maxsize=8)
def city_frame(epsg: int) -> Frame:
    """A box around the city and its margin in a reference system."""
    if epsg == WGS84_EPSG:
        return HANOI.west, HANOI.south, HANOI.east, HANOI.north
    around = shapely.segmentize(shapely.box(*astuple(HANOI)), 0.01)
    west, south, east, north = reproject(around, source_epsg=WGS84_EPSG, target_epsg=epsg).bounds
    return west, south, east, north


def _plane(xs: NDArray[np.float64], ys: NDArray[np.float64], epsg: int) -> NDArray[np.float64]:
    return transform(np.column_stack([xs, ys]), source_epsg=epsg, target_epsg=SURVEY_EPSG)
