"""The written-out transformation is the one that PROJ finds by the codes, bit for bit, all over Hanoi."""

import numpy as np
import pytest
from pyproj import Transformer

from geocoding.crs import SURVEY_EPSG, UTM_EPSG, WGS84_EPSG, to_survey, to_wgs84, transform
from geocoding.model import HANOI, Point


def places() -> np.ndarray:
    rng = np.random.default_rng(5)
    return np.column_stack([rng.uniform(HANOI.west, HANOI.east, 20_000), rng.uniform(HANOI.south, HANOI.north, 20_000)])


@pytest.mark.parametrize("epsg", [SURVEY_EPSG, UTM_EPSG])
def test_to_the_plane_and_back_as_proj_does_it(epsg: int) -> None:
    degrees = places()
    plane = transform(degrees, source_epsg=WGS84_EPSG, target_epsg=epsg)
    by_codes = Transformer.from_crs(WGS84_EPSG, epsg, always_xy=True)
    assert np.array_equal(plane, np.column_stack(by_codes.transform(*degrees.T)))
    back = Transformer.from_crs(epsg, WGS84_EPSG, always_xy=True)
    again = transform(plane, source_epsg=epsg, target_epsg=WGS84_EPSG)
    assert np.array_equal(again, np.column_stack(back.transform(*plane.T)))
    assert np.abs(again - degrees).max() < 1e-8


def test_a_point_is_where_qgis_puts_it() -> None:
    """As QGIS 3.22 transformed it, with a PROJ of its own (9.1)."""
    x, y = to_survey(Point(lon=105.85122910729174, lat=21.03436869614832))
    assert (x, y) == pytest.approx((588279.65969844, 2326993.41488966), abs=1e-6)
    point = to_wgs84(x, y)
    assert (point.lon, point.lat) == pytest.approx((105.85122910729174, 21.03436869614832), abs=1e-8)


def test_what_is_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="not a position"):
        to_wgs84(1e12, 1e12)
