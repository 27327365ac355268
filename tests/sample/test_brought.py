import shapely

from app.sample.brought import Fate
from geocoding.crs import to_survey
from geocoding.geometry import survey_shape
from geocoding.model import Point
from postcode.code import cell, parse
from postcode.editions import current_edition
from tests.sample.made import committed

HEADS = current_edition().heads


def cell_of(row):
    point = Point(lon=float(row["lon"]), lat=float(row["lat"]))
    box = cell(parse(row["vpostcode"]).code, reference=point)
    return survey_shape(shapely.box(box.west, box.south, box.east, box.north)), shapely.Point(to_survey(point))


def brought():
    fates = {row["external_id"]: row["fate"] for row in committed().rows("brought_codes")}
    return [(row, fates[row["external_id"]]) for row in committed().accepted() if row["vpostcode"]]


def test_twenty_to_fifty_households_bring_a_code_and_no_two_the_same():
    codes = [str(parse(row["vpostcode"]).code) for row, _ in brought()]
    assert 20 <= len(codes) == len(set(codes)) <= 50
    assert {fate for _, fate in brought()} == set(Fate)


def test_an_adopted_code_is_that_of_the_households_own_place():
    for row, fate in brought():
        if fate != Fate.ELSEWHERE:
            box, place = cell_of(row)
            assert box.buffer(0.01).contains(place)


def test_a_code_of_elsewhere_lies_well_away():
    distances = [
        box.distance(place) for row, fate in brought() if fate == Fate.ELSEWHERE for box, place in [cell_of(row)]
    ]
    assert min(distances) > 200


def test_only_a_reheaded_code_has_another_postcode_than_todays():
    for row, fate in brought():
        is_current = parse(row["vpostcode"]).code.head == HEADS[row["external_id"][1:6]]
        assert is_current == (fate != Fate.REHEADED)
