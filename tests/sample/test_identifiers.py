from collections import Counter

from app.sample.identifiers import GIVEN_UP_DAY, PROPERTY_DAY
from geocoding.crs import to_wgs84
from geocoding.geohash import encode_geohash
from geocoding.geometry import label_point
from geocoding.identifiers import Scheme, read_identifier
from tests.sample.made import committed, make, parcel_of, parcels_by_key


def lists():
    return committed().rows("identifiers_2022"), committed().rows("identifiers_2026")


def test_values_have_the_forms_of_their_schemes():
    for row in (*lists()[0], *lists()[1]):
        assert read_identifier(Scheme.DIGITAL_ADDRESS, row["digital_address"]) == row["digital_address"]
        if row["property_code"]:
            assert read_identifier(Scheme.PROPERTY_CODE, row["property_code"]) == row["property_code"]
            assert len(row["property_code"]) == 40


def test_only_good_households_are_named_and_once_on_each_list():
    good = {row["external_id"] for row in committed().accepted()}
    for rows in lists():
        named = [row["external_id"] for row in rows]
        assert len(named) == len(set(named)) > 3_000
        assert set(named) <= good


def test_a_value_was_never_given_to_two_households():
    for column in ("digital_address", "property_code"):
        given = {(row[column], row["external_id"]) for rows in lists() for row in rows if row[column]}
        assert max(Counter(value for value, _ in given).values()) == 1


def test_some_addresses_are_replaced_and_some_given_up():
    pilot, current = ({row["external_id"]: row for row in rows} for rows in lists())
    again = set(pilot) & set(current)
    replaced = [one for one in again if pilot[one]["digital_address"] != current[one]["digital_address"]]
    assert 50 < len(replaced) < len(again) / 4
    assert {row["valid_to"] for row in pilot.values()} == {"", GIVEN_UP_DAY}
    assert {(row["valid_from"], row["valid_to"]) for row in current.values()} == {(PROPERTY_DAY, "")}
    assert not [one for one in again if pilot[one]["valid_to"] and one not in replaced]


def test_a_property_code_begins_with_the_geohash_of_its_parcel_and_holds_the_digital_address():
    parcels, homes = parcels_by_key(committed()), {row["external_id"]: row for row in committed().accepted()}
    coded = [row for row in lists()[1] if row["property_code"]]
    assert len(coded) > 3_000
    for row in coded:
        parcel = parcels[parcel_of(homes[row["external_id"]])]
        assert row["property_code"].startswith(encode_geohash(to_wgs84(*label_point(parcel))).upper())
        assert f".{row['digital_address']}." in row["property_code"]


def test_the_identifiers_of_a_commune_are_the_same_whatever_others_are_made_with_it():
    alone, together = make(["00070"], households=300), make(["00070", "09895"], households=500)
    for name in ("identifiers_2022", "identifiers_2026"):
        rows = alone.rows(name)
        assert rows
        assert together.rows(name)[: len(rows)] == rows
