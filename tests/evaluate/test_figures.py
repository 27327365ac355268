import pytest

from app.evaluate.cases import Case
from app.evaluate.figures import figures, figures_by_tag, percentile
from geocoding.model import MatchLevel, Verdict
from tests.evaluate.makers import FAR, HERE, NEAR, match, outcome


def wanted(household: str = "a", *tags: str) -> Case:
    return Case("q", household, MatchLevel.HOUSEHOLD, "00229", HERE, tags)


def test_shares_are_over_the_cases_that_can_count() -> None:
    seen = figures(
        [
            outcome(wanted(), match("a")),
            outcome(wanted(), match("b", point=FAR)),
            outcome(wanted(), match("a"), verdict=Verdict.AMBIGUOUS),
            outcome(wanted()),
            outcome(Case("q", "-"), match("a")),
            outcome(Case("q", "-")),
            outcome(Case("q", place=HERE), match("c", point=FAR)),
            outcome(Case("q"), match("d")),
        ]
    )
    assert (seen.n, seen.with_household, seen.without_household, seen.false_households) == (8, 4, 3, 2)
    assert seen.household_top1 == pytest.approx(1 / 4)
    assert seen.other_household == pytest.approx(1 / 4)
    assert seen.false_household_rate == pytest.approx(2 / 3)
    assert seen.false_household_upper95 is not None
    assert seen.false_household_upper95 > 2 / 3
    assert seen.within_200m == pytest.approx(2 / 5)
    assert seen.level_right == pytest.approx(3 / 4)


def test_share_in_which_no_case_can_count_is_none() -> None:
    seen = figures([outcome(Case("q"))])
    assert seen.household_top1 is None
    assert seen.false_household_rate is None
    assert seen.false_household_upper95 is None
    assert seen.commune_top1 is None
    assert seen.within_50m is None
    assert seen.ece is None


def test_nothing_asked_gives_no_figures() -> None:
    seen = figures([])
    assert (seen.n, seen.p50_ms, seen.p99_ms) == (0, None, None)


def test_commune_counts_among_the_first_three() -> None:
    found = [match(str(i), commune=str(i)) for i in range(5)]
    first, third, fifth = (figures([outcome(Case("q", expect_commune=code), *found)]) for code in ("0", "2", "4"))
    assert (first.commune_top1, first.commune_top3, first.commune_among) == (1.0, 1.0, 1.0)
    assert (third.commune_top1, third.commune_top3, third.commune_among) == (0.0, 1.0, 1.0)
    assert (fifth.commune_top1, fifth.commune_top3, fifth.commune_among) == (0.0, 0.0, 1.0)


def test_distance_is_that_of_the_best_match() -> None:
    seen = figures([outcome(wanted(), match("a", point=NEAR), match("b", point=HERE))])
    assert (seen.within_50m, seen.within_100m) == (0.0, 1.0)


def test_calibration_is_over_the_answers_that_return_a_household() -> None:
    seen = figures(
        [
            outcome(wanted(), match("a", confidence=0.5), verdict=Verdict.AMBIGUOUS),
            outcome(wanted(), match("a", confidence=0.9)),
            outcome(Case("q", "-"), match("a", confidence=0.9)),
        ]
    )
    assert seen.ece == pytest.approx(0.4)
    assert sum(part.count for part in seen.reliability) == 2


def test_figures_of_a_tag_are_those_of_its_cases() -> None:
    by_tag = figures_by_tag([outcome(wanted("a", "x", "y"), match("a")), outcome(wanted("a", "y"), match("b"))])
    assert list(by_tag) == ["x", "y"]
    assert (by_tag["x"].n, by_tag["x"].household_top1) == (1, 1.0)
    assert (by_tag["y"].n, by_tag["y"].household_top1) == (2, 0.5)


@pytest.mark.parametrize(("values", "p50", "p99"), [([], None, None), ([7.0], 7.0, 7.0), (list(range(1, 101)), 50, 99)])
def test_percentiles_are_values_that_were_seen(values: list[float], p50: float | None, p99: float | None) -> None:
    assert (percentile(values, 50), percentile(values, 99)) == (p50, p99)
