"""Between WGS 84 degrees and the survey plane: the only module that imports pyproj."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geocoding.model import Point

WGS84_EPSG = 4326
SURVEY_EPSG = 5897
"""VN-2000 / TM-3 zone 105°00', the survey plane of Hanoi (TT 24/2024/TT-BTNMT)."""

Coordinates = NDArray[np.float64]
"""Shape (n, 2): lon, lat in degrees or easting, northing in metres."""


@lru_cache(maxsize=16)
def _transformer(source_epsg: int, target_epsg: int) -> Transformer:
    return Transformer.from_crs(source_epsg, target_epsg, always_xy=True)


def transform(coordinates: Coordinates, *, source_epsg: int, target_epsg: int) -> Coordinates:
    """The same places in another reference system, shape (n, 2) in and out, x before y."""
    if source_epsg == target_epsg:
        return coordinates
    x, y = _transformer(source_epsg, target_epsg).transform(coordinates[:, 0], coordinates[:, 1])
    return np.column_stack([x, y])


def to_survey(point: Point) -> tuple[float, float]:
    """Easting and northing in metres (EPSG:5897)."""
    x, y = _transformer(WGS84_EPSG, SURVEY_EPSG).transform(point.lon, point.lat)
    return float(x), float(y)


def to_wgs84(x: float, y: float) -> Point:
    """The point at that easting and northing in metres (EPSG:5897); raises `ValueError` off the globe."""
    lon, lat = _transformer(SURVEY_EPSG, WGS84_EPSG).transform(x, y)
    return Point(lon=float(lon), lat=float(lat))


def epsg_of(definition: str) -> int | None:
    """The EPSG code of a reference system written as "EPSG:n", a bare number, WKT or PROJ; None when it has none."""
    text = f"EPSG:{definition}" if definition.isdecimal() else definition
    try:
        return CRS.from_user_input(text).to_epsg()
    except CRSError:
        return None
