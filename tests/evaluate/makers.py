"""Cases, answers and outcomes with full defaults."""

from app.evaluate.cases import Case
from app.evaluate.outcomes import Outcome, judged
from geocoding.match.answer import Answer, Match, NextAction
from geocoding.model import Accuracy, Address, Household, MatchLevel, Point, Verdict

HERE = Point(lon=105.82, lat=21.01)
NEAR = Point(lon=105.8205, lat=21.01)
FAR = Point(lon=105.83, lat=21.01)


def match(
    household: str = "a",
    *,
    commune: str = "00229",
    point: Point = HERE,
    confidence: float = 1.0,
    level: MatchLevel = MatchLevel.HOUSEHOLD,
) -> Match:
    found = Household(household, household, "", Address(), commune, point, None, Accuracy.DOOR, ())
    return Match(
        level=level,
        label=household,
        point=point,
        accuracy=Accuracy.DOOR,
        commune_code=commune,
        uncertainty_m=5.0,
        confidence=confidence,
        household=found if level is MatchLevel.HOUSEHOLD else None,
    )


def answer(*matches: Match, verdict: Verdict = Verdict.MATCHED) -> Answer:
    return Answer(verdict if matches else Verdict.NONE, NextAction.ACCEPT, matches, len(matches))


def outcome(case: Case, *matches: Match, verdict: Verdict = Verdict.MATCHED, elapsed_ms: float = 1.0) -> Outcome:
    return judged(case, answer(*matches, verdict=verdict), elapsed_ms=elapsed_ms)
