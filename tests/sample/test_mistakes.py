from collections import Counter

from app.sample.mistakes import Mistake
from geocoding.crs import to_wgs84
from geocoding.gazetteer.facts import read_admin_units, read_unit_links
from geocoding.gazetteer.units import Units
from geocoding.geometry import label_point
from geocoding.layers.city import build_city
from geocoding.layers.households import take_households
from geocoding.layers.rows import CommuneOutline, Feature, Parcel
from geocoding.model import ParcelKey
from tests.sample.made import committed, made, parcels_by_key


def test_about_three_rows_in_a_hundred_are_wrong_and_every_mistake_occurs():
    wrong = Counter(row["rule"] for row in committed().rows("expected_rejections"))
    assert set(wrong) == {mistake.value for mistake in Mistake}
    assert 0.02 < wrong.total() / len(committed().rows("households")) < 0.04


def test_an_expected_rejection_names_the_row_it_means():
    rows = committed().rows("households")
    for wrong in committed().rows("expected_rejections"):
        assert rows[int(wrong["row"]) - 1]["external_id"] == wrong["external_id"]


def test_a_repeated_id_is_that_of_an_earlier_good_row():
    rows, expected = committed().rows("households"), committed().rows("expected_rejections")
    wrong = {int(row["row"]) for row in expected}
    first = {}
    for number, row in enumerate(rows, start=1):
        first.setdefault(row["external_id"], number)
    repeated = [row for row in expected if row["rule"] == Mistake.DUPLICATE_ID]
    assert all(first[row["external_id"]] < int(row["row"]) for row in repeated)
    assert not {first[row["external_id"]] for row in repeated} & wrong


def test_the_intake_refuses_exactly_the_rows_that_were_made_wrong():
    sample = made("00229")
    city = city_of(sample, code="00229")
    features = [Feature(number, row, None) for number, row in enumerate(sample.rows("households"), start=1)]
    intake = take_households(features, city)
    expected = [(int(row["row"]), row["external_id"], row["rule"]) for row in sample.rows("expected_rejections")]
    assert [(row.row, row.external_id, row.rule) for row in intake.rejected] == expected
    assert not intake.doubtful


def city_of(sample, *, code):
    units = read_admin_units()
    parcels = [
        Parcel(ParcelKey(*key), shape, to_wgs84(*label_point(shape))) for key, shape in parcels_by_key(sample).items()
    ]
    return build_city(
        outlines=[CommuneOutline(code, units[0].valid_from, sample.outline(code), "sample")],
        known_codes=[unit.code for unit in units],
        units=Units(units, read_unit_links()),
        parcels=parcels,
    )
