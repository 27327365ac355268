"""Each household row gets a place, a rejection or a doubt; the point published follows one rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geocoding.geometry import distance_m
from geocoding.layers.households import take_households
from geocoding.layers.rows import HouseholdRow, Intake
from geocoding.model import Accuracy, Point
from tests.layers.city import EAST, WEST, at, building, city, fates, household, key, parcel, plots, square, street

MAP = """
    AAB.
    AAB.
"""
PLOTS = plots(MAP)
TOWN = city(parcels=[parcel("A", PLOTS["A"]), parcel("B", PLOTS["B"])])
ON_A = {"commune_code": WEST, "sheet": "1", "parcel": "A"}


def only(intake: Intake) -> HouseholdRow:
    [row] = intake.accepted
    assert isinstance(row, HouseholdRow)
    return row


def is_near(point: Point, other: Point) -> bool:
    return distance_m(point, other) < 0.01


def test_a_door_inside_its_parcel_is_the_point() -> None:
    row = only(take_households([household(point=at(0.5, 0.5), **ON_A)], TOWN))
    assert is_near(row.point, at(0.5, 0.5))
    assert (row.accuracy, row.parcels, row.commune_code) == (Accuracy.DOOR, (key("A"),), WEST)


def test_a_door_outside_its_parcel_gives_way_to_the_parcel_label() -> None:
    row = only(take_households([household(point=at(3.5, 0.5), **ON_A)], TOWN))
    assert is_near(row.point, at(1, 1))
    assert row.accuracy is Accuracy.PARCEL


def test_a_parcel_alone_gives_its_label_point() -> None:
    row = only(take_households([household(**ON_A)], TOWN))
    assert is_near(row.point, at(1, 1))
    assert row.accuracy is Accuracy.PARCEL


def test_a_point_alone_links_the_parcel_that_contains_it() -> None:
    row = only(take_households([household(point=at(2.5, 1))], TOWN))
    assert (row.accuracy, row.parcels) == (Accuracy.DOOR, (key("B"),))


def test_a_point_on_a_shared_edge_links_the_lowest_parcel_key() -> None:
    row = only(take_households([household(lon="587020", lat="2325010")], TOWN, epsg=5897))
    assert row.parcels == (key("A"),)


def test_a_point_on_no_parcel_stands_alone() -> None:
    row = only(take_households([household(point=at(3.5, 0.5))], TOWN))
    assert (row.parcels, row.accuracy, row.building_external_id) == ((), Accuracy.DOOR, "")


def test_a_point_in_a_building_names_the_building() -> None:
    town = city(buildings=[building("b1", square(3, 0))])
    assert only(take_households([household(point=at(3.5, 0.5))], town)).building_external_id == "b1"


def test_a_named_building_on_the_parcel_gives_its_own_point() -> None:
    town = city(parcels=[parcel("A", PLOTS["A"])], buildings=[building("b1", square(0, 0), name="CT4 A")])
    row = only(take_households([household(building="CT4A", unit="2506", **ON_A)], town))
    assert is_near(row.point, at(0.5, 0.5))
    assert (row.accuracy, row.building_external_id) == (Accuracy.BUILDING, "b1")


def test_the_commune_is_that_of_the_point_and_the_stated_one_is_kept() -> None:
    row = only(take_households([household(point=at(150, 5), commune_code=WEST)], TOWN))
    assert (row.commune_code, row.stated_commune_code) == (EAST, WEST)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"lon": "NaN", "lat": "21.0"}, "household-bad-number"),
        ({"lon": "inf", "lat": "21.0"}, "household-bad-number"),
        ({"lon": "105.8", "lat": ""}, "household-bad-number"),
        ({"lon": "east", "lat": "21.0"}, "household-bad-number"),
        ({**ON_A, "access_lon": "NaN", "access_lat": "21.0"}, "household-bad-number"),
        ({"lon": "1e308", "lat": "21.0"}, "household-outside-city"),
        ({"lon": f"{at(5, 5).lon + 360}", "lat": f"{at(5, 5).lat}"}, "household-outside-city"),
        ({"lon": "21.03", "lat": "105.85"}, "household-outside-city"),
        ({"lon": "100.5", "lat": "13.7"}, "household-outside-city"),
        ({**ON_A, "parcel": "Z"}, "household-parcel-unknown"),
        ({**ON_A, "commune_code": "99999"}, "household-commune-unknown"),
        ({**ON_A, "house_number": ""}, "household-without-address"),
        ({**ON_A, "house_number": "Trần"}, "household-bad-house-number"),
        ({"street": "Phố Không Có"}, "household-unlocated"),
        ({}, "household-unlocated"),
    ],
)
def test_a_row_that_breaks_a_rule_is_rejected_with_it(fields: dict[str, str], rule: str) -> None:
    assert fates(take_households([household(row=7, **fields)], TOWN)) == {7: rule}


def test_the_first_of_two_rows_with_one_id_counts() -> None:
    rows = [household(row, external_id="same", **ON_A) for row in (1, 2)]
    assert fates(take_households(rows, TOWN)) == {"same": "accepted", 2: "household-duplicate-id"}


def test_a_row_without_an_id_gets_the_same_one_in_any_order() -> None:
    rows = [household(row, external_id="", house_number=f"{row}", **ON_A) for row in (1, 2)]
    assert fates(take_households(rows, TOWN)) == fates(take_households(rows[::-1], TOWN))


def test_the_access_point_is_kept_beside_the_point() -> None:
    gate = at(5, 5)
    row = only(take_households([household(access_lon=f"{gate.lon}", access_lat=f"{gate.lat}", **ON_A)], TOWN))
    assert row.access_point is not None
    assert is_near(row.access_point, gate)
    assert only(take_households([household(access_lon="999", access_lat="999", **ON_A)], TOWN)).access_point is None


def test_a_decimal_comma_is_read() -> None:
    lon, lat = (f"{value:.9f}".replace(".", ",") for value in (at(3.5, 0.5).lon, at(3.5, 0.5).lat))
    assert is_near(only(take_households([household(lon=lon, lat=lat)], TOWN)).point, at(3.5, 0.5))


def test_columns_in_the_survey_plane_are_read_as_such() -> None:
    row = household(lon="587035", lat="2325005")
    assert is_near(only(take_households([row], TOWN, epsg=5897)).point, at(3.5, 0.5))


def test_a_cadastral_text_finds_its_parcel() -> None:
    row = household(house_number="", street="", address_text="thửa đất số 5, tờ bản đồ 7, phường Hoàn Kiếm")
    town = city(parcels=[_numbered(WEST), _numbered(EAST)])
    found = only(take_households([row], town))
    assert (found.parcels, found.accuracy) == ((key("5", sheet="7"),), Accuracy.PARCEL)


def test_a_cadastral_text_without_a_commune_is_doubtful_where_two_have_such_a_parcel() -> None:
    row = household(house_number="", street="", address_text="thửa 5 tờ bản đồ 7")
    [doubt] = take_households([row], city(parcels=[_numbered(WEST), _numbered(EAST)])).doubtful
    assert doubt.candidates == (f"{EAST}-7-5", f"{WEST}-7-5")


def _numbered(commune: str):
    return type(parcel("x", square(0, 0)))(key("5", commune=commune, sheet="7"), square(1, 1), at(1.5, 1.5))


STREETS = city(
    streets=[
        street("Huế"),
        street("Huế", path=("12",), row=60),
        street("Vọng", row=70),
        street("Vọng", row=70, start=101, end=199),
    ]
)


def test_a_text_with_a_drawn_street_gets_a_coarse_place() -> None:
    found = only(take_households([household(house_number="", street="", address_text="34 Phố Huế")], STREETS))
    assert (found.accuracy, found.address.house_number, found.address.street) == (Accuracy.CENTROID, "34", "Huế")


def test_a_text_is_placed_on_the_deepest_alley_that_is_known() -> None:
    row = household(house_number="", street="", address_text="số 3 ngách 5 ngõ 12 phố Huế")
    assert is_near(only(take_households([row], STREETS)).point, at(49.5, 60))


def test_a_street_in_two_communes_makes_a_text_doubtful_with_both() -> None:
    [doubt] = take_households([household(house_number="", street="", address_text="34 phố Vọng")], STREETS).doubtful
    assert [candidate[-7:] for candidate in doubt.candidates] == [f"({EAST})", f"({WEST})"]


def test_the_named_commune_settles_a_street_in_two() -> None:
    row = household(house_number="", street="", address_text="34 phố Vọng, phường Ba Đình")
    assert only(take_households([row], STREETS)).commune_code == EAST


def test_components_alone_are_placed_like_a_text() -> None:
    assert only(take_households([household(street="Phố Huế")], STREETS)).accuracy is Accuracy.CENTROID


def test_an_alley_inside_the_street_name_becomes_the_alley_path() -> None:
    row = only(take_households([household(point=at(1, 1), street="Ngách 5 Ngõ 12 Phố Huế")], TOWN))
    assert (row.address.street, row.address.alley_path) == ("Phố Huế", ("12", "5"))


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "external_id": st.sampled_from(["", "a", "b", "c"]),
                "house_number": st.sampled_from(["", "1", "Trần"]),
                "parcel": st.sampled_from(["", "A", "Z"]),
                "lon": st.sampled_from(["", "nan", "587005", "9"]),
                "lat": st.sampled_from(["", "2325005"]),
                "address_text": st.sampled_from(["", "34 phố Vọng", "thửa A", "?"]),
            }
        ),
        max_size=12,
    )
)
def test_every_row_ends_in_exactly_one_list(rows: list[dict[str, str]]) -> None:
    features = [household(row, **{**ON_A, **fields}) for row, fields in enumerate(rows, start=1)]
    intake = take_households(features, TOWN, epsg=5897)
    assert len(intake.accepted) + len(intake.rejected) + len(intake.doubtful) == len(rows)
    refused = [row.row for row in (*intake.rejected, *intake.doubtful)]
    assert len(refused) == len(set(refused))
