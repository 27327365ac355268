import pytest

from app.evaluate.cases import Case
from app.evaluate.outcomes import outcomes
from geocoding.model import MatchLevel, Verdict
from tests.evaluate.makers import FAR, HERE, NEAR, answer, match, outcome

WANTED = Case("q", "a", MatchLevel.HOUSEHOLD, "00229", HERE)
NOBODY = Case("q", "-")
SOMEWHERE = Case("q", place=HERE)
UNKNOWN = Case("q")


def test_only_a_match_returns_a_household() -> None:
    assert outcome(WANTED, match("a")).household == "a"
    assert outcome(WANTED, match("a"), verdict=Verdict.AMBIGUOUS).household == ""
    assert outcome(WANTED, match("a"), verdict=Verdict.PARTIAL).household == ""


@pytest.mark.parametrize(
    ("case", "found", "right", "other", "false"),
    [
        (WANTED, "a", True, False, False),
        (WANTED, "b", False, True, False),
        (WANTED, "", False, False, False),
        (NOBODY, "a", False, False, True),
        (NOBODY, "", False, False, False),
        (UNKNOWN, "a", False, False, False),
    ],
)
def test_household_returned_is_judged_by_what_was_expected(
    case: Case, found: str, right: bool, other: bool, false: bool
) -> None:
    seen = outcome(case, match(found)) if found else outcome(case)
    assert (seen.is_right_household, seen.is_other_household, seen.is_false) == (right, other, false)


def test_where_only_the_place_is_known_a_household_beyond_200_m_is_false() -> None:
    assert not outcome(SOMEWHERE, match(point=NEAR)).is_false
    assert outcome(SOMEWHERE, match(point=FAR)).is_false
    assert not outcome(SOMEWHERE, match(point=FAR), verdict=Verdict.AMBIGUOUS).is_false


def test_household_of_which_nothing_is_known_counts_nowhere() -> None:
    seen = outcome(UNKNOWN, match())
    assert not seen.can_be_false
    assert seen.can_be_trusted is None


def test_street_is_no_household() -> None:
    seen = outcome(NOBODY, match(level=MatchLevel.STREET), verdict=Verdict.PARTIAL)
    assert seen.household == ""
    assert seen.level is MatchLevel.STREET


def test_communes_are_those_of_the_matches_each_once() -> None:
    seen = outcome(WANTED, match("a", commune="1"), match("b", commune="2"), match("c", commune="1"))
    assert seen.communes == ("1", "2")


def test_each_question_is_timed_by_itself() -> None:
    ticks = iter([0.0, 0.001, 5.0, 5.25])
    seen = list(outcomes([WANTED, NOBODY], lambda _: answer(), clock=lambda: next(ticks)))
    assert [o.elapsed_ms for o in seen] == pytest.approx([1.0, 250.0])
