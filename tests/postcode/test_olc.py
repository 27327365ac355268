import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.model import HANOI, Point
from postcode import olc

VECTORS = Path(__file__).parent / "vectors"

points = st.builds(Point, lon=st.floats(-180, 179.999), lat=st.floats(-90, 90))
hanoi_points = st.builds(Point, lon=st.floats(HANOI.west, HANOI.east), lat=st.floats(HANOI.south, HANOI.north))


def rows(name: str) -> list[list[str]]:
    lines = (VECTORS / name).read_text(encoding="utf-8").splitlines()
    return list(csv.reader(line for line in lines if not line.startswith("#")))


def on_globe(lon: float, lat: float) -> Point:
    """The vectors go round the globe several times; a point of ours does so at most once."""
    return Point(lon=(lon + 180) % 360 - 180 if abs(lon) > 180 else lon, lat=max(-90.0, min(90.0, lat)))


@pytest.mark.parametrize(("lat", "lon", "length", "code"), rows("encoding.csv"))
def test_public_vectors_encode(lat: str, lon: str, length: str, code: str) -> None:
    assert olc.encode(on_globe(float(lon), float(lat)), length=int(length)) == code


@pytest.mark.parametrize(("code", "length", "south", "west", "north", "east"), rows("decoding.csv"))
def test_public_vectors_decode(code: str, length: str, south: str, west: str, north: str, east: str) -> None:
    box = olc.decode(code)
    expected = [float(side) for side in (south, west, north, east)]
    assert [box.south, box.west, box.north, box.east] == pytest.approx(expected, abs=1e-9)


@given(points, st.sampled_from([2, 4, 6, 8, *range(10, 16)]))
def test_decoded_cell_holds_its_point(point: Point, length: int) -> None:
    box = olc.decode(olc.encode(point, length=length))
    slack = 1e-9
    assert box.south - slack <= point.lat <= box.north + slack
    assert box.west - slack <= point.lon <= box.east + slack


@given(points)
def test_cell_of_a_point_is_the_eleven_digit_code(point: Point) -> None:
    cell = olc.cell_of(point)
    code = olc.encode(point, length=11)
    assert olc.digits_of(cell) == code.replace("+", "")
    assert (cell.box.south, cell.box.west) == pytest.approx((olc.decode(code).south, olc.decode(code).west))


@given(points)
def test_centre_of_a_cell_lies_in_it(point: Point) -> None:
    cell = olc.cell_of(point)
    assert olc.cell_of(cell.centre) == cell


@given(hanoi_points, hanoi_points)
def test_suffix_and_any_point_of_the_city_give_the_cell_back(point: Point, reference: Point) -> None:
    near = abs(point.lat - reference.lat) < 0.49 and abs(point.lon - reference.lon) < 0.49
    cell = olc.cell_of(point)
    if near:
        assert olc.nearest_cell(olc.digits_of(cell)[-7:], reference) == cell


@pytest.mark.parametrize("length", [-1, 0, 1, 3, 5, 7, 9])
def test_odd_or_no_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="digits"):
        olc.encode(Point(lon=105.8, lat=21.0), length=length)


@pytest.mark.parametrize("code", ["", "+", "7PH72RJP", "2RJP+W2M", "7PH72RJP+W2A", "00000000+", "7PH7200P+"])
def test_what_is_no_full_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="full code"):
        olc.decode(code)
