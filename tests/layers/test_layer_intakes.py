"""Communes, parcels, buildings and streets: what is taken, and what is refused with which rule."""

from datetime import date

import pytest
import shapely

from geocoding.layers.buildings import take_buildings
from geocoding.layers.communes import take_communes
from geocoding.layers.parcels import take_parcels
from geocoding.layers.rows import CommuneOutline, Intake, Parcel, Street
from geocoding.layers.rules import RULE_TEXTS, Rule
from geocoding.layers.streets import street_name_of, take_streets
from geocoding.model import Rejected
from tests.layers.city import EAST, ORIGIN, WEST, city, fates, feature, square, street

BOW_TIE = shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])
FAR = shapely.box(0, 0, 10, 10)
PLOT = {"commune_code": WEST, "sheet": "01", "parcel": "007", "land_use": "ODT"}


def streets(*rows: dict[str, str]) -> Intake:
    return take_streets([feature(fields, row=row) for row, fields in enumerate(rows, start=1)], city())


@pytest.mark.parametrize(
    ("fields", "shape", "rule"),
    [
        ({"code": "99999"}, square(0, 0), "commune-unknown"),
        ({"code": WEST}, BOW_TIE, "commune-invalid-shape"),
        ({"code": WEST}, None, "commune-invalid-shape"),
        ({"code": WEST}, shapely.Point(1, 1), "commune-invalid-shape"),
        ({"code": WEST}, FAR, "commune-outside-city"),
    ],
)
def test_a_bad_outline_is_refused(fields: dict[str, str], shape: shapely.Geometry, rule: str) -> None:
    intake = take_communes([feature(fields, shape=shape)], known_codes={WEST}, valid_on=date(2025, 7, 1), source="t")
    assert fates(intake) == {1: rule}


@pytest.mark.parametrize(("text", "approximate"), [("True", True), ("", False), ("false", False)])
def test_an_outline_says_whether_it_is_approximate(text: str, approximate: bool) -> None:
    row = feature({"code": WEST, "approximate": text}, shape=square(0, 0))
    [outline] = take_communes([row], known_codes={WEST}, valid_on=date(2025, 7, 1), source="t").accepted
    assert isinstance(outline, CommuneOutline)
    assert outline.approximate is approximate


def test_a_commune_given_twice_counts_once() -> None:
    rows = [feature({"code": WEST}, row=row, shape=square(0, 0)) for row in (1, 2)]
    intake = take_communes(rows, known_codes={WEST}, valid_on=date(2025, 7, 1), source="t")
    assert (len(intake.accepted), fates(intake)) == (1, {2: "commune-duplicate"})


@pytest.mark.parametrize(
    ("fields", "shape", "rule"),
    [
        (PLOT | {"sheet": ""}, square(0, 0), "parcel-without-key"),
        (PLOT | {"commune_code": "99999"}, square(0, 0), "parcel-commune-unknown"),
        (PLOT, BOW_TIE, "parcel-invalid-shape"),
        (PLOT, None, "parcel-invalid-shape"),
        (PLOT, FAR, "parcel-outside-city"),
    ],
)
def test_a_bad_parcel_is_refused(fields: dict[str, str], shape: shapely.Geometry, rule: str) -> None:
    assert fates(take_parcels([feature(fields, shape=shape)], city())) == {1: rule}


def test_a_parcel_keeps_the_zeros_of_its_numbers() -> None:
    [parcel] = take_parcels([feature(PLOT, shape=square(0, 0))], city()).accepted
    assert isinstance(parcel, Parcel)
    assert str(parcel.key) == f"{WEST}-01-007"


def test_a_parcel_without_a_commune_gets_the_one_it_lies_in() -> None:
    [parcel] = take_parcels([feature(PLOT | {"commune_code": ""}, shape=square(150, 0))], city()).accepted
    assert isinstance(parcel, Parcel)
    assert parcel.key.commune_code == EAST


def test_the_label_point_of_a_ring_shaped_parcel_lies_inside_it() -> None:
    ring = square(0, 0, width=9, height=9) - square(1, 1, width=7, height=7)
    [parcel] = take_parcels([feature(PLOT, shape=ring)], city()).accepted
    assert isinstance(parcel, Parcel)
    x, y = shapely.get_coordinates(shapely.point_on_surface(ring))[0]
    from geocoding.crs import to_survey

    assert shapely.intersects_xy(shapely.buffer(ring, 0.001), *to_survey(parcel.label))
    assert (x, y) != ORIGIN


def test_the_second_parcel_of_a_key_is_refused() -> None:
    rows = [feature(PLOT, row=row, shape=square(row, 0)) for row in (1, 2)]
    assert fates(take_parcels(rows, city())) == {2: "parcel-duplicate"}


@pytest.mark.parametrize(
    ("shape", "fate"),
    [
        (square(0, 0), {"b": "accepted"}),
        (BOW_TIE, {1: "building-invalid-shape"}),
        (FAR, {1: "building-outside-city"}),
        (None, {1: "building-invalid-shape"}),
    ],
)
def test_a_building_is_taken_where_it_stands(shape: shapely.Geometry, fate: dict[int | str, str]) -> None:
    assert fates(take_buildings([feature({"external_id": "b"}, shape=shape)], city())) == fate


@pytest.mark.parametrize(
    ("text", "levels"), [("7", 7), ("3,5", 3), ("", None), ("many", None), ("nan", None), ("9999", None)]
)
def test_levels_are_a_sensible_number_or_unknown(text: str, levels: int | None) -> None:
    [building] = take_buildings([feature({"external_id": "b", "levels": text}, shape=square(0, 0))], city()).accepted
    assert getattr(building, "levels") == levels  # noqa: B009 - the row is one of several types


@pytest.mark.parametrize(
    ("written", "prefix", "name", "kind", "path"),
    [
        ("Đường Láng", "Đường", "Láng", "Đường", ()),
        ("Đường Thành", "Phố", "Đường Thành", "Phố", ()),
        ("Ngõ Gạch", "Phố", "Ngõ Gạch", "Phố", ()),
        ("Phố Huế", "", "Huế", "Phố", ()),
        ("39/178 Thái Hà", "Ngách", "Thái Hà", "", ("39", "178")),
        ("Dương Quảng Hàm", "", "Dương Quảng Hàm", "", ()),
    ],
)
def test_a_kind_word_in_its_own_column_is_told_from_one_in_the_name(
    written: str, prefix: str, name: str, kind: str, path: tuple[str, ...]
) -> None:
    found = street_name_of(written, prefix)
    assert (found.name, found.prefix, found.alley_path) == (name, kind, path)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"street": ""}, "street-without-name"),
        ({"street": "27 Ngõ 4", "prefix": "Ngách"}, "street-without-name"),
        ({"street": "614 Lạc Long Quân"}, "street-is-address"),
        ({"street": "62, Nguyễn Chí Thanh", "prefix": "Đường"}, "street-is-address"),
        ({"street": "Huế", "commune": "Không Có"}, "street-commune-unknown"),
    ],
)
def test_a_bad_street_is_refused(fields: dict[str, str], rule: str) -> None:
    assert fates(streets(fields)) == {1: rule}


@pytest.mark.parametrize("name", ["19 Tháng 12", "10", "Quan Nhân", "Xã Đàn"])
def test_a_name_that_looks_like_something_else_is_a_name(name: str) -> None:
    [found] = streets({"street": name}).accepted
    assert getattr(found, "name") == name  # noqa: B009


def test_a_plain_list_may_name_the_commune() -> None:
    [found] = streets({"street": "Huế", "commune": "Phường Ba Đình", "district": "Quận Ba Đình"}).accepted
    assert isinstance(found, Street)
    assert (found.commune_code, found.district, found.shape) == (EAST, "Quận Ba Đình", None)


def test_a_street_listed_twice_counts_once() -> None:
    assert list(fates(streets({"street": "Huế"}, {"street": "Huế"})).values()) == ["accepted", "street-duplicate"]


def test_a_drawn_street_must_touch_the_city() -> None:
    rows = [
        feature({"external_id": "in", "street": "Huế"}, row=1, shape=street("Huế").shape),
        feature({"external_id": "out", "street": "Huế"}, row=2, shape=shapely.LineString([(0, 0), (1, 1)])),
        feature({"external_id": "area", "street": "Huế"}, row=3, shape=square(0, 0)),
    ]
    assert fates(take_streets(rows, city())) == {"in": "accepted", 2: "street-outside-city", 3: "street-invalid-shape"}


def test_rows_the_reader_refused_stay_refused() -> None:
    refused = Rejected(3, Rule.SHAPE_NOT_FINITE, "x", "")
    assert fates(take_parcels([refused], city())) == {3: "shape-not-finite"}


def test_every_rule_has_a_text_in_both_languages() -> None:
    assert set(RULE_TEXTS) == set(Rule)
    assert all(text.vi and text.en for text in RULE_TEXTS.values())
