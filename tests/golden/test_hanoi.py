"""The hand-written questions about the sample city, and how well they are answered today.

The floors below only ever rise, the list of false households only ever shrinks.
"""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from app.answering import open_answering
from app.evaluate.cases import COLUMNS, NO_HOUSEHOLD, Case, read_cases
from app.evaluate.figures import Figures, figures
from app.evaluate.outcomes import Outcome, outcomes
from geocoding.geometry import distance_m
from tests.conftest import SampleCity

FILE = Path(__file__).parent / "hanoi.csv"
HOUSEHOLD_FLOOR = 0.98
COMMUNE_FLOOR = 0.99
STILL_FALSE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return read_cases(FILE)


@pytest.fixture(scope="module")
def seen(sample_city: SampleCity, cases: tuple[Case, ...]) -> list[Outcome]:
    answering = open_answering(sample_city.settings.snapshots)
    return list(outcomes(cases, answering.resolve, clock=time.perf_counter))


@pytest.fixture(scope="module")
def found(seen: list[Outcome]) -> Figures:
    return figures(seen)


def test_no_household_is_returned_where_none_may_be(seen: list[Outcome]) -> None:
    assert {o.case.query for o in seen if o.is_false} <= STILL_FALSE


def test_no_household_is_taken_for_another(found: Figures) -> None:
    assert found.other_household == 0.0


def test_households_are_found(found: Figures) -> None:
    assert (found.household_top1 or 0.0) >= HOUSEHOLD_FLOOR


def test_communes_are_found_also_where_the_house_is_not(found: Figures) -> None:
    assert (found.commune_top1 or 0.0) >= COMMUNE_FLOOR


def test_file_holds_at_least_400_different_questions_of_all_kinds(cases: tuple[Case, ...]) -> None:
    assert len({case.query for case in cases}) == len(cases) >= 400
    assert sum(case.has_household for case in cases) >= 300
    assert sum(case.expect_household == NO_HOUSEHOLD for case in cases) >= 150


def test_expected_households_are_in_the_sample_with_that_place(
    sample_city: SampleCity, cases: tuple[Case, ...]
) -> None:
    snapshot = open_answering(sample_city.settings.snapshots).snapshot
    places = {
        one.external_id: (one.commune_code, one.point)
        for one in (snapshot.households[position] for position in range(len(snapshot.households)))
    }
    for case in cases:
        if case.has_household:
            commune, point = places[case.expect_household]
            assert commune == case.expect_commune
            assert case.place is not None
            assert distance_m(point, case.place) < 0.1


def test_every_question_has_a_tag_and_the_file_is_as_documented(cases: tuple[Case, ...]) -> None:
    assert all(case.tags for case in cases)
    with FILE.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(COLUMNS)


def test_families_of_addresses_are_all_asked_about(cases: tuple[Case, ...]) -> None:
    tags = Counter(tag for case in cases for tag in case.tags)
    for family in (
        "street",
        "alley",
        "deep",
        "room",
        "flat",
        "collective",
        "plot",
        "hamlet",
        "hamlet-alley",
        "cadastral",
    ):
        assert tags[family] >= 5, family
