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
UTM_EPSG = 3405
"""VN-2000 / UTM zone 48N, the plane of maps of whole provinces; same datum and meridian, another scale."""

Coordinates = NDArray[np.float64]
"""Shape (n, 2): lon, lat in degrees or easting, northing in metres."""


_DATUM = (
    "step proj=push v_3 step proj=cart ellps=WGS84 step {} proj=helmert x=-191.90441429 y=-39.30318279 z=-111.45032835 "
    "rx=-0.00928836 ry=0.01975479 rz=-0.00427372 s=0.252906278 convention=coordinate_frame "
    "step inv proj=cart ellps=WGS84 step proj=pop v_3"
)
_PLANES = {
    SURVEY_EPSG: "proj=tmerc lat_0=0 lon_0=105 k=0.9999 x_0=500000 y_0=0 ellps=WGS84",
    UTM_EPSG: "proj=utm zone=48 ellps=WGS84",
}
_PIPELINES = {
    (WGS84_EPSG, epsg): f"proj=pipeline step proj=unitconvert xy_in=deg xy_out=rad {_DATUM.format('inv')} step {plane}"
    for epsg, plane in _PLANES.items()
} | {
    (epsg, WGS84_EPSG): f"proj=pipeline step inv {plane} {_DATUM.format('')} step proj=unitconvert xy_in=rad xy_out=deg"
    for epsg, plane in _PLANES.items()
}
"""VN-2000 to WGS 84 (2), EPSG:5194, written out: the very numbers that PROJ chooses in Hanoi.

Every thread makes its transformer anew. From two codes PROJ looks through its database for that, which takes 55 ms of
processor time; and it may choose otherwise after an update, when codes must not move.
"""


@lru_cache(maxsize=16)
def _transformer(source_epsg: int, target_epsg: int) -> Transformer:
    pipeline = _PIPELINES.get((source_epsg, target_epsg))
    if pipeline is not None:
        return Transformer.from_pipeline(pipeline)
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
