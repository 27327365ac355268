from collections import Counter

import pytest
import shapely

from app.sample.character import SAMPLE_COMMUNES
from geocoding.address.keys import street_name
from geocoding.geometry import survey_shape
from tests.sample.made import committed, made, parcel_of, parcels_by_key, tree

CODES = sorted(SAMPLE_COMMUNES)
PARTS = ("house_number", "alley_path", "street", "hamlet", "estate", "building", "floor", "unit")


def place_of(row, lon="lon", lat="lat"):
    return survey_shape(shapely.Point(float(row[lon]), float(row[lat])))


def address_of(row):
    return row["commune_code"], *(street_name(row[part]) if part == "street" else row[part] for part in PARTS)


@pytest.mark.parametrize("code", CODES)
def test_a_household_with_place_and_parcel_stands_on_that_parcel(code):
    parcels = parcels_by_key(made(code))
    rows = [row for row in made(code).accepted() if row["lon"] and row["parcel"]]
    assert len(rows) > 100
    assert all(parcels[parcel_of(row)].contains(place_of(row)) for row in rows)


@pytest.mark.parametrize("code", CODES)
def test_a_household_with_its_place_alone_stands_on_some_parcel(code):
    rows = [row for row in made(code).accepted() if row["lon"] and not row["parcel"]]
    assert len(rows) > 50
    places = [place_of(row) for row in rows]
    found, _ = tree(made(code).shapes("parcels")).query(places, predicate="within")
    assert sorted(found.tolist()) == list(range(len(places)))


@pytest.mark.parametrize("code", CODES)
def test_a_household_with_its_parcel_alone_names_one_that_exists(code):
    parcels = parcels_by_key(made(code))
    rows = [row for row in made(code).accepted() if not row["lon"]]
    assert len(rows) > 50
    assert all(parcel_of(row) in parcels for row in rows)


def test_a_door_lies_at_the_edge_of_its_parcel():
    parcels = parcels_by_key(made("00070"))
    rows = [row for row in made("00070").accepted() if row["access_lon"] and row["parcel"]]
    assert rows
    assert all(
        parcels[parcel_of(row)].boundary.distance(place_of(row, "access_lon", "access_lat")) < 0.1 for row in rows
    )


def test_addresses_come_twice_exactly_where_the_sample_says_so():
    rows = [row for row in committed().accepted() if any(row[part] for part in PARTS)]
    coded = [{**row, "commune_code": row["external_id"][1:6]} for row in rows]
    first, repeated = {}, {}
    for row in coded:
        known = first.setdefault(address_of(row), row["external_id"])
        if known != row["external_id"]:
            repeated[row["external_id"]] = known
    stated = {row["external_id"]: row["same_as"] for row in committed().rows("repeated_addresses")}
    assert repeated == stated
    assert 0.02 < len(stated) / len(coded) < 0.10


def test_all_four_families_of_address_occur():
    rows = committed().accepted()
    families = Counter(
        "building" if row["building"] else "plot" if row["estate"] else "hamlet" if row["hamlet"] else "street"
        for row in rows
    )
    assert min(families.values()) > 200
    assert set(families) == {"building", "plot", "hamlet", "street"}


def test_some_street_names_occur_in_two_communes():
    named = {
        (feature["properties"]["name"], feature["properties"]["commune_code"])
        for feature in committed().features("streets")
    }
    shared = {name for name, count in Counter(name for name, _ in named).items() if count > 1}
    assert shared >= {"Thăng Long", "Lê Duẩn", "Quang Trung"}


def test_every_street_and_alley_of_an_address_is_in_the_street_layer():
    drawn = {
        (found["commune_code"], found["name"], found["alley_path"])
        for feature in committed().features("streets")
        if (found := feature["properties"])
    }
    used = {
        (row["external_id"][1:6], street_name(row["street"]), row["alley_path"])
        for row in committed().accepted()
        if row["street"]
    }
    assert used <= drawn


def test_an_alley_is_named_after_a_house_of_its_street():
    houses = {(row["street"], row["house_number"]) for row in made("00229").rows("households")}
    alleys = [
        feature["properties"] for feature in made("00229").features("streets") if feature["properties"]["alley_path"]
    ]
    first = [(alley["name"], alley["alley_path"]) for alley in alleys if alley["alley_path"].isdigit()]
    known = [alley for alley in first if alley in houses]
    # The house itself may be a shop, a rejected row or one written with a letter or a range.
    assert len(known) > 0.7 * len(first)
