"""What lies at a point of a drawn map; each letter is a parcel 20 m wide, north is up, "." is street."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geocoding.match.answer import Answer
from geocoding.model import MatchLevel, ParcelKey, Point, Verdict
from tests.factories import DONG_DA, address, at, drawn_parcels, household, resolver_of, snapshot_of


def key(letter: str) -> ParcelKey:
    return ParcelKey(DONG_DA, "1", letter)


HOUSEHOLDS = [
    household("a", address("1", "Láng"), point=at(0, 0), parcels=[key("A")]),
    household("b1", address("3", "Láng"), point=at(1, 0), parcels=[key("B")]),
    household("b2", address("3A", "Láng"), point=at(1, 0), parcels=[key("B")]),
    household("lone", address("9", "Láng"), point=at(12, 0)),
]


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[Point], Answer]:
    return resolver_of(snapshot_of(tmp_path, HOUSEHOLDS, parcels=drawn_parcels("ABC."))).reverse


def found(answer: Answer) -> list[str]:
    return [match.household.external_id for match in answer.matches if match.household is not None]


def test_point_in_a_parcel_gives_its_households(ask: Callable[[Point], Answer]) -> None:
    assert (ask(at(0, 0)).verdict, found(ask(at(0, 0)))) == (Verdict.MATCHED, ["a"])
    assert (ask(at(1, 0)).verdict, found(ask(at(1, 0)))) == (Verdict.AMBIGUOUS, ["b1", "b2"])


def test_point_on_a_shared_edge_gives_the_lowest_parcel(ask: Callable[[Point], Answer]) -> None:
    assert found(ask(at(0.5, 0))) == ["a"]


def test_parcel_without_household_is_still_an_answer(ask: Callable[[Point], Answer]) -> None:
    (match,) = ask(at(2, 0)).matches
    assert (match.level, match.parcel) == (MatchLevel.PARCEL, key("C"))


def test_point_in_the_street_gives_the_nearest_and_its_distance(ask: Callable[[Point], Answer]) -> None:
    answer = ask(at(3, 0))
    assert answer.verdict is Verdict.PARTIAL
    assert answer.matches[0].distance_m == pytest.approx(10, abs=0.1)


def test_household_without_parcel_is_found_nearby(ask: Callable[[Point], Answer]) -> None:
    assert found(ask(at(12.5, 0))) == ["lone"]


def test_far_from_everything_gives_the_commune(ask: Callable[[Point], Answer]) -> None:
    assert [match.level for match in ask(at(30, 30)).matches] == [MatchLevel.COMMUNE]


def test_outside_the_city_is_nothing(ask: Callable[[Point], Answer]) -> None:
    assert ask(Point(lon=2.35, lat=48.85)).verdict is Verdict.NONE
