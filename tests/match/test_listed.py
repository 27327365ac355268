"""Streets that only a list knows, and streets that are drawn across communes."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely.affinity
from shapely import LineString

from geocoding.crs import to_survey
from geocoding.layers.rows import Street
from geocoding.match.resolver import Resolver
from geocoding.model import Accuracy, MatchLevel, Verdict
from tests.factories import (
    DONG_DA,
    KIM_LIEN,
    ORIGIN,
    address,
    commune,
    household,
    resolver_of,
    snapshot_of,
)

COMMUNES = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
HOUSEHOLDS = [household("bac-12", address("12", "Hàng Bạc")), household("thinh-5", address("5", "Thịnh Hào"))]
LISTED = [
    Street("1", "Hàng Bài", "Phố", district="Quận Đống Đa"),
    Street("6", "Hàng Khay", "Phố", district="Quận Đống Đa"),
    Street("2", "Đông Tác", "Phố", commune_code=KIM_LIEN),
    Street("3", "Vân Đồn", "Phố"),
    Street("4", "Kim Liên", "Phố", district="Quận Đống Đa"),
    Street("5", "1", "Đường", district="Quận Đống Đa"),
]


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    snapshot = snapshot_of(tmp_path_factory.mktemp("listed"), HOUSEHOLDS, streets=LISTED, communes=COMMUNES)
    return resolver_of(snapshot)


def test_listed_street_is_not_taken_for_a_slip_in_another(resolver: Resolver) -> None:
    assert resolver.resolve("12 Hàng Bạcc, phường Đống Đa").verdict is Verdict.MATCHED
    for text in ("12 Hàng Bài, phường Đống Đa", "12 Hang Bai, phuong Dong Da"):
        answer = resolver.resolve(text)
        assert answer.verdict is Verdict.PARTIAL
        assert answer.matches[0].label == "Phố Hàng Bài, Phường Đống Đa, Hà Nội"


def test_listed_street_stands_at_the_centre_of_its_commune(resolver: Resolver) -> None:
    [match] = resolver.resolve("7 phố Đông Tác").matches
    assert (match.level, match.commune_code, match.household) == (MatchLevel.STREET, KIM_LIEN, None)
    assert (match.point, match.accuracy) == (COMMUNES[1].centre, Accuracy.CENTROID)
    assert match.uncertainty_m > 1_000


def test_listed_street_of_an_old_district_may_lie_in_each_of_its_communes(resolver: Resolver) -> None:
    answer = resolver.resolve("7 Hàng Khay, Hà Nội")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert {match.commune_code for match in answer.matches} == {DONG_DA, KIM_LIEN}


def test_listed_street_without_an_area_leads_nowhere_but_guards_its_name(resolver: Resolver) -> None:
    assert resolver.resolve("7 Vân Đồn").verdict is Verdict.NONE


def test_name_of_a_unit_is_not_a_street_because_a_list_has_it(resolver: Resolver) -> None:
    [match] = resolver.resolve("7, Kim Liên, Đống Đa").matches
    assert match.level is MatchLevel.COMMUNE


def test_drawn_street_without_a_commune_is_a_place_in_each_commune_it_runs_through(tmp_path: Path) -> None:
    x, y = to_survey(ORIGIN)
    east = replace(COMMUNES[1], shape=shapely.affinity.translate(COMMUNES[1].shape, xoff=0.0289))  # 3 km
    line = Street("1", "Đê La Thành", "Phố", shape=LineString([(x, y), (x + 2_000, y)]))
    resolver = resolver_of(snapshot_of(tmp_path, HOUSEHOLDS, streets=[line], communes=[commune(), east]))
    answer = resolver.resolve("7 Đê La Thành")
    assert {match.commune_code for match in answer.matches} == {DONG_DA, KIM_LIEN}
    assert all(match.uncertainty_m < 1_000 for match in answer.matches)
