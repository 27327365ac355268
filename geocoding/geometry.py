"""Small geometric questions, asked of shapely in metres of the survey plane unless a name says degrees."""

import math
from collections.abc import Sequence
from typing import cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.model import Box, Point

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG)."""


def reproject(shape: BaseGeometry, *, source_epsg: int, target_epsg: int) -> BaseGeometry:
    """The same shape in another reference system; Z is dropped."""
    return shapely.transform(
        shape, lambda xy: transform(xy, source_epsg=source_epsg, target_epsg=target_epsg), include_z=False
    )


def survey_shape(shape: BaseGeometry) -> BaseGeometry:
    """A shape given in WGS 84 degrees, in metres of the survey plane."""
    return reproject(shape, source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)


def wgs84_shape(shape: BaseGeometry) -> BaseGeometry:
    """A shape given in metres of the survey plane, in WGS 84 degrees."""
    return reproject(shape, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG)


def wgs84_shapes(shapes: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """Several shapes given in metres of the survey plane, in WGS 84 degrees; much quicker than one at a time."""
    transformed = shapely.transform(
        np.asarray(shapes, dtype=object),
        lambda xy: transform(xy, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG),
        include_z=False,
    )
    return cast(Sequence[BaseGeometry], transformed)


def label_point(polygon: BaseGeometry) -> tuple[float, float]:
    """A point inside a valid polygon (metres): its centroid, or else a point on its surface.

    The parcel identifier of TT 09/2024/TT-BTNMT is built on the same point. Raises `ValueError` on an empty shape.
    """
    if shapely.is_empty(polygon):
        raise ValueError("an empty shape has no label point")
    point = shapely.centroid(polygon)
    if not shapely.contains(polygon, point):
        point = shapely.point_on_surface(polygon)
    return float(shapely.get_x(point)), float(shapely.get_y(point))


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres; within 0.6 % of the ellipsoidal one."""
    phi_a, phi_b = math.radians(a.lat), math.radians(b.lat)
    half_dlat, half_dlon = (phi_b - phi_a) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_dlat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_dlon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def shared_area(a: Box, b: Box) -> float:
    """The area two boxes share in square degrees, good enough to put neighbours in order; 0 for boxes apart."""
    width = min(a.east, b.east) - max(a.west, b.west)
    height = min(a.north, b.north) - max(a.south, b.south)
    return max(width, 0.0) * max(height, 0.0)


def has_finite_coordinates(shape: BaseGeometry) -> bool:
    """Whether no coordinate of the shape is NaN or infinite."""
    return bool(np.isfinite(shapely.get_coordinates(shape)).all())
