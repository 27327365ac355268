import numpy as np
import shapely

from app.sample.city import read_outlines
from app.sample.outlines import Site, draw_outlines
from geocoding.gazetteer.facts import read_unit_links

OUTLINES = read_outlines()


def site(code, *, centre=(0.0, 0.0), extent=(-1_000.0, -1_000.0, 1_000.0, 1_000.0)):
    return Site(code, centre, extent)


def test_every_commune_of_both_dates_has_one_valid_polygon():
    for outlines, count in ((OUTLINES.present, 126), (OUTLINES.former, 526)):
        assert len(outlines) == count
        assert {outline.geom_type for outline in outlines.values()} == {"Polygon"}
        assert all(outline.is_valid for outline in outlines.values())


def test_communes_of_each_date_tile_the_same_city_without_gap_or_overlap():
    cities = []
    for outlines in (OUTLINES.present, OUTLINES.former):
        shapes = np.array(list(outlines.values()))
        assert shapely.coverage_is_valid(shapes)
        city = shapely.coverage_union_all(shapes)
        assert city.geom_type == "Polygon"
        assert not city.interiors
        cities.append(city)
    assert cities[0].symmetric_difference(cities[1]).area < 1.0


def test_a_former_commune_has_land_only_in_communes_it_is_linked_to():
    links = {(link.old_code, link.new_code) for link in read_unit_links()}
    codes, present = list(OUTLINES.present), np.array(list(OUTLINES.present.values()))
    tree = shapely.STRtree(present)
    for former, outline in OUTLINES.former.items():
        met = [index for index in tree.query(outline) if outline.intersection(present[index]).area > 1.0]
        assert {(former, codes[index]) for index in met} <= links


def test_a_place_belongs_to_the_commune_with_the_nearer_centre():
    west = site("w", centre=(-500.0, 0.0))
    east = site("e", centre=(500.0, 0.0))
    drawn = draw_outlines([west, east], [west, east], [("w", "w"), ("e", "e")])
    assert drawn.present["w"].contains(shapely.Point(-100, 0))
    assert drawn.present["e"].contains(shapely.Point(100, 0))


def test_a_split_commune_is_divided_among_its_successors_by_their_centres():
    old = site("o")
    north = site("n", centre=(0.0, 600.0))
    south = site("s", centre=(0.0, -600.0))
    drawn = draw_outlines([north, south], [old], [("o", "n"), ("o", "s")])
    assert drawn.present["n"].contains(shapely.Point(0, 500))
    assert drawn.present["s"].contains(shapely.Point(0, -500))
    assert drawn.former["o"].contains(shapely.MultiPoint([(0, 500), (0, -500)]))


def test_a_former_commune_keeps_land_though_its_published_centre_lies_outside_its_successor():
    present = [site("p"), site("q", centre=(2_500.0, 0.0), extent=(1_000.0, -1_000.0, 4_000.0, 1_000.0))]
    astray = site("a", centre=(2_600.0, 0.0), extent=(900.0, -500.0, 3_000.0, 500.0))
    drawn = draw_outlines(present, [site("b"), astray, site("c", centre=(2_500.0, 0.0))], [
        ("b", "p"),
        ("a", "p"),
        ("c", "q"),
    ])  # fmt: skip
    assert set(drawn.former) == {"a", "b", "c"}
