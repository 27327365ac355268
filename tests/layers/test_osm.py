"""What OpenStreetMap writes into names and house numbers, and how its objects become our rows."""

import pytest
import shapely

from geocoding.address.street_names import parse_alley_path, parse_street_name
from geocoding.layers.osm import straighten, take_osm
from geocoding.layers.premises import premises
from geocoding.layers.rows import Feature, Street
from geocoding.model import Accuracy
from tests.layers.city import ORIGIN, city, fates, square, street


@pytest.mark.parametrize(
    ("written", "name", "prefix", "path"),
    [
        ("Phố Huế", "Huế", "Phố", ()),
        ("Ngõ 12 Láng", "Láng", "", ("12",)),
        ("Ngách 74 Ngõ 1 Phố Quan Nhân", "Quan Nhân", "Phố", ("1", "74")),
        ("Hẻm 354/137/21 Trường Chinh", "Trường Chinh", "", ("354", "137", "21")),
        ("Hẻm 101 Ngách 1 Ngõ 72 Nguyễn Trãi", "Nguyễn Trãi", "", ("72", "1", "101")),
        ("Ngách 595/7, ngõ 595 Lĩnh Nam", "Lĩnh Nam", "", ("595", "7")),
        ("Ngõ Thịnh Quang", "Thịnh Quang", "Ngõ", ()),
        ("Ngách 17 Ngõ Thịnh Quang", "Thịnh Quang", "Ngõ", ("17",)),
        ("Ngõ 191A Phố Đại La", "Đại La", "Phố", ("191A",)),
        ("phố Tây Sơn, quận Đống Đa, thành phố Hà Nội", "Tây Sơn", "Phố", ()),
        ("Ngách 8, Ngõ 95", "", "", ("95", "8")),
        ("Đại lộ Thăng Long", "Thăng Long", "Đại lộ", ()),
        ("Dương Quảng Hàm", "Dương Quảng Hàm", "", ()),
        ("Phó Đức Chính", "Phó Đức Chính", "", ()),
        ("Quan Nhân", "Quan Nhân", "", ()),
        ("Xã Đàn - Đại Cồ Việt", "Xã Đàn - Đại Cồ Việt", "", ()),
        ("", "", "", ()),
    ],
)
def test_a_street_name_is_taken_apart(written: str, name: str, prefix: str, path: tuple[str, ...]) -> None:
    found = parse_street_name(written)
    assert (found.name, found.prefix, found.alley_path) == (name, prefix, path)


@pytest.mark.parametrize("written", ["12/5", "Ngách 5 ngõ 12", "ngõ 12, 5", "ngách 12/5, ngõ 12", "12 / 5"])
def test_an_alley_column_is_read_from_the_street_inwards(written: str) -> None:
    assert parse_alley_path(written) == ("12", "5")


@pytest.mark.parametrize(
    ("number", "street", "expected"),
    [
        ("162", "Đường Láng", {"house_number": "162", "street": "Đường Láng"}),
        ("Số 11", "Hà Kế Tấn", {"house_number": "11", "street": "Hà Kế Tấn"}),
        ("44/30", "Tạ Quang Bửu", {"house_number": "44/30", "street": "Tạ Quang Bửu"}),
        ("78 ngõ 121", "Lê Thanh Nghị", {"house_number": "78", "alley_path": "121", "street": "Lê Thanh Nghị"}),
        ("5", "Ngách 5 Ngõ 95 Chùa Bộc", {"house_number": "5", "alley_path": "95/5", "street": "Chùa Bộc"}),
        ("5 ngách 7", "Ngõ 95 Chùa Bộc", {"house_number": "5", "alley_path": "95/7", "street": "Chùa Bộc"}),
        ("195, 197, 199", "Phố Chùa Bộc", {"house_number": "195, 197, 199", "street": "Phố Chùa Bộc"}),
        ("197-199", "Phố Vọng", {"house_number": "197-199", "street": "Phố Vọng"}),
        ("101 A3", "tập thể 128c đại la", {"unit": "101", "building": "A3", "estate": "tập thể 128c đại la"}),
        ("112A C1", "Phố X", {"unit": "112A", "building": "C1", "street": "Phố X"}),
        ("101-B24", "Ngõ 41 Đông Tác", {"unit": "101", "building": "B24", "alley_path": "41", "street": "Đông Tác"}),
        ("72, R4", "Đường X", {"house_number": "72", "building": "R4", "street": "Đường X"}),
        ("R4", "Royal City Complex", {"house_number": "R4", "estate": "Royal City Complex"}),
        ("B7 Bis", "Phố X", {"house_number": "B7 Bis", "street": "Phố X"}),
        ("36A", "Phố X", {"house_number": "36A", "street": "Phố X"}),
    ],
)
def test_a_house_number_is_taken_apart_only_where_it_is_certain(
    number: str, street: str, expected: dict[str, str]
) -> None:
    assert premises({"housenumber": number, "street": street}) == expected


def test_a_unit_of_one_letter_belongs_to_the_house_number() -> None:
    assert premises({"housenumber": "173", "street": "Phố X", "unit": "B"})["house_number"] == "173B"


def test_an_alley_pair_written_from_the_inside_is_turned_where_the_map_shows_it() -> None:
    drawn = [street("X", path=("165",)), street("X", path=("4", "165")), street("X", path=("12", "101"))]
    assert [line.alley_path for line in straighten(drawn)] == [("165",), ("165", "4"), ("12", "101")]


def test_pho_with_the_wrong_accent_is_mended_where_such_a_street_is() -> None:
    wrong = Street("w1", "Phó Huế", shape=street("Huế").shape)
    kept = Street("w2", "Phó Đức Chính", shape=street("Huế").shape)
    names = [(line.prefix, line.name) for line in straighten([street("Huế"), wrong, kept])]
    assert names == [("Phố", "Huế"), ("Phố", "Huế"), ("", "Phó Đức Chính")]


def osm(external_id: str, shape: shapely.Geometry, *, row: int = 1, **tags: str) -> Feature:
    kind = "building" if shape.geom_type == "Polygon" else "street" if "highway" in tags else "address"
    return Feature(row, {"external_id": external_id, "kind": kind, "name": "", "highway": ""} | tags, shape)


def door(column: float, row: float) -> shapely.Point:
    return shapely.Point(ORIGIN[0] + column * 10, ORIGIN[1] + row * 10)


HOUSE = {"housenumber": "12", "street": "Phố Huế"}


def test_a_door_in_a_building_with_the_same_address_is_one_household() -> None:
    taken = take_osm([osm("w1", square(0, 0), **HOUSE), osm("n1", door(0.5, 0.5), row=2, **HOUSE)], city())
    assert fates(taken.households) == {"n1": "accepted", 1: "household-repeated"}
    assert len(taken.buildings.accepted) == 1


def test_the_same_address_in_two_places_stays_two_households() -> None:
    taken = take_osm([osm("n1", door(1, 1), **HOUSE), osm("n2", door(5, 5), row=2, **HOUSE)], city())
    assert fates(taken.households) == {"n1": "accepted", "n2": "accepted"}


def test_a_building_with_a_house_number_carries_the_accuracy_building() -> None:
    [row] = take_osm([osm("w1", square(0, 0), **HOUSE)], city()).households.accepted
    assert (getattr(row, "accuracy"), getattr(row, "building_external_id")) == (Accuracy.BUILDING, "w1")  # noqa: B009


def test_a_house_number_without_a_street_is_refused() -> None:
    taken = take_osm([osm("n1", door(0, 0), housenumber="12")], city())
    assert fates(taken.households) == {1: "household-without-street"}


def test_named_ways_become_streets_and_alleys() -> None:
    line = street("Huế").shape
    assert line is not None
    taken = take_osm([osm("w1", line, name="Ngõ 5 Phố Huế", highway="service")], city())
    [row] = taken.streets.accepted
    assert isinstance(row, Street)
    assert (row.external_id, row.name, row.prefix, row.alley_path) == ("w1", "Huế", "Phố", ("5",))
