"""Old communes drawn on the survey plane, 1,000 m squares side by side: A | B; all of it is commune N today."""

import shapely

from app.former_communes import CHUNK, with_former_communes
from geocoding.crs import to_survey, to_wgs84
from geocoding.gazetteer.epochs import EVE
from geocoding.gazetteer.facts import REFORM, LinkKind, UnitLink
from geocoding.layers.rows import CommuneOutline
from geocoding.model import Household, Point
from tests.factories import ORIGIN, address, household

SIDE_M = 1_000.0
LINKS = tuple(UnitLink(old, "N", REFORM, LinkKind.PART, "test") for old in "AB")


def outline(code: str, column: int, *, width_m: float = SIDE_M) -> CommuneOutline:
    x, y = to_survey(ORIGIN)
    west = x + column * SIDE_M
    return CommuneOutline(code, EVE, shapely.box(west, y, west + width_m, y + SIDE_M), "test")


A, B = outline("A", 0), outline("B", 1)


def point(east_m: float) -> Point:
    x, y = to_survey(ORIGIN)
    return to_wgs84(x + east_m, y + SIDE_M / 2)


def home(east_m: float, *, commune_code: str = "N") -> Household:
    return household("h", address("5", "Láng"), commune_code=commune_code, point=point(east_m))


def former(*homes: Household, outlines: tuple[CommuneOutline, ...] = (A, B)) -> list[str]:
    return [one.former_commune_code for one in with_former_communes(homes, outlines=outlines, links=LINKS)]


def test_the_old_outline_around_a_household_decides() -> None:
    assert former(home(500), home(1500)) == ["A", "B"]


def test_outside_every_old_outline_nothing_is_decided() -> None:
    assert former(home(2500)) == [""]


def test_without_old_outlines_nothing_is_decided() -> None:
    assert former(home(500), outlines=()) == [""]


def test_where_old_outlines_overlap_nothing_is_decided() -> None:
    assert former(home(1100), outlines=(outline("A", 0, width_m=1200), B)) == [""]


def test_an_outline_of_a_commune_that_gave_nothing_to_that_of_today_does_not_count() -> None:
    assert former(home(500), home(500, commune_code="M"), outlines=(A, outline("C", 0))) == ["A", ""]


def test_households_keep_their_order_and_everything_else() -> None:
    homes = [home(500 + east) for east in range(2)] * (CHUNK // 2 + 1)
    found = list(with_former_communes(homes, outlines=(A,), links=LINKS))
    assert [one.point for one in found] == [one.point for one in homes]
    assert {one.former_commune_code for one in found} == {"A"}
