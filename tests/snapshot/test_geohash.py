"""GeoHash against vectors published for it, and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.geohash import encode_geohash, geohash_box
from geocoding.model import Point


@pytest.mark.parametrize(
    ("lat", "lon", "length", "text"),
    [
        (57.64911, 10.40744, 11, "u4pruydqqvj"),
        (42.605, -5.603, 5, "ezs42"),
        (0.0, 0.0, 5, "s0000"),
        (90.0, 180.0, 12, "zzzzzzzzzzzz"),
        (-90.0, -180.0, 12, "000000000000"),
        (51.501568, -0.141257, 8, "gcpuuz94"),
    ],
)
def test_points_have_their_published_geohash(lat: float, lon: float, length: int, text: str) -> None:
    assert encode_geohash(Point(lon=lon, lat=lat), length=length) == text


@given(st.floats(105.2, 106.1), st.floats(20.5, 21.45))
def test_a_point_lies_in_its_cell_of_a_few_centimetres(lon: float, lat: float) -> None:
    box = geohash_box(encode_geohash(Point(lon=lon, lat=lat)))
    assert box.contains(Point(lon=lon, lat=lat))
    assert ((box.east - box.west) * 103_900, (box.north - box.south) * 110_700) < (0.04, 0.04)


@pytest.mark.parametrize("text", ["", "a", "w7er!", "W7ER"])
def test_other_texts_are_no_geohash(text: str) -> None:
    with pytest.raises(ValueError, match="not a GeoHash"):
        geohash_box(text)
