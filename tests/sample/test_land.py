import numpy as np
import pytest
import shapely

from app.sample.character import SAMPLE_COMMUNES
from tests.sample.made import made, pairs, parcels_by_key, tree

CODES = sorted(SAMPLE_COMMUNES)
HOMES = {"00070": (12, 60), "00229": (15, 110), "00634": (20, 8_000), "09895": (50, 600)}


@pytest.mark.parametrize("code", CODES)
def test_parcels_are_valid_and_lie_wholly_inside_their_commune(code):
    parcels = made(code).shapes("parcels")
    assert shapely.is_valid(parcels).all()
    outline = made(code).outline(code)
    shapely.prepare(outline)
    assert shapely.contains(outline, parcels).all()


@pytest.mark.parametrize("code", CODES)
def test_no_two_parcels_overlap(code):
    parcels = made(code).shapes("parcels")
    assert not list(pairs(tree(parcels).query(parcels, predicate="overlaps")))
    assert not list(pairs(tree(parcels).query(parcels, predicate="contains")))


@pytest.mark.parametrize("code", CODES)
def test_neighbouring_parcels_share_their_edges(code):
    parcels = made(code).shapes("parcels")
    touching = list(pairs(tree(parcels).query(parcels, predicate="touches")))
    lengths = [shapely.intersection(parcels[a], parcels[b]).length for a, b in touching]
    assert sum(length > 1.0 for length in lengths) > 0.5 * len(parcels)


@pytest.mark.parametrize("code", CODES)
def test_parcels_with_homes_have_sizes_met_in_such_places(code):
    keys = {(row["commune_code"], row["sheet"], row["parcel"]) for row in made(code).accepted()}
    areas = [shape.area for key, shape in parcels_by_key(made(code)).items() if key in keys]
    low, high = HOMES[code]
    assert low < min(areas)
    assert max(areas) < high


def test_tube_houses_of_the_old_quarter_measure_15_to_45_square_metres():
    areas = [shape.area for shape in made("00070").shapes("parcels")]
    assert np.mean([15 <= area <= 45 for area in areas]) > 0.85


@pytest.mark.parametrize("code", CODES)
def test_the_stated_area_is_that_of_the_shape(code):
    for feature, shape in zip(made(code).features("parcels"), made(code).shapes("parcels"), strict=True):
        assert feature["properties"]["area_m2"] == pytest.approx(shape.area, rel=1e-3, abs=0.3)


@pytest.mark.parametrize("code", CODES)
def test_every_building_stands_inside_one_parcel(code):
    buildings = made(code).shapes("buildings")
    assert shapely.is_valid(buildings).all()
    inner = shapely.buffer(buildings, -0.05)
    standing, _ = tree(made(code).shapes("parcels")).query(inner, predicate="within")
    assert sorted(standing.tolist()) == list(range(len(buildings)))


def test_alleys_of_the_inner_ward_branch_four_times():
    depths = [
        path.count("/") + 1
        for feature in made("00229").features("streets")
        if (path := feature["properties"]["alley_path"])
    ]
    assert set(depths) == {1, 2, 3, 4}


def test_towers_stack_flats_on_one_parcel():
    rows = [row for row in made("00634").accepted() if row["building"] and row["parcel"]]
    homes = {}
    for row in rows:
        homes.setdefault((row["sheet"], row["parcel"]), set()).add((row["building"], row["floor"], row["unit"]))
    assert max(map(len, homes.values())) > 30


def test_parcels_are_numbered_from_one_on_every_sheet():
    sheets = {}
    for _, sheet, number in parcels_by_key(made("00229")):
        sheets.setdefault(int(sheet), []).append(int(number))
    assert sorted(sheets) == list(range(1, len(sheets) + 1))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in sheets.values())
