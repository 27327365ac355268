"""What became of one question: the answer beside what was expected, judged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.evaluate.cases import NO_HOUSEHOLD, Case
from geocoding.geometry import distance_m
from geocoding.match.answer import Answer
from geocoding.model import MatchLevel, Verdict

FALSE_BEYOND_M = 200.0
"""A household farther than this from the known place of the house asked for is a false one."""

Resolve = Callable[[str], Answer]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case with its answer in short.

    `household` is the external id of the household returned, "" when none was: only the verdict "matched" returns a
    household; "ambiguous" offers candidates, which is not an answer to act on. `communes` are those of the matches,
    best first, each once; `distance_m` is that of the best match from the known place, None without either.
    """

    case: Case
    verdict: Verdict
    household: str
    label: str
    confidence: float
    level: MatchLevel
    communes: tuple[str, ...]
    distance_m: float | None
    elapsed_ms: float

    @property
    def can_be_false(self) -> bool:
        """Whether the case counts in the false-household rate: no household is right, or only the place is known."""
        case = self.case
        return case.expect_household == NO_HOUSEHOLD or (not case.expect_household and case.place is not None)

    @property
    def is_false(self) -> bool:
        """Whether a household was returned where none, or only one within 200 m, may be."""
        if not self.household or not self.can_be_false:
            return False
        if self.case.expect_household == NO_HOUSEHOLD:
            return True
        return self.distance_m is not None and self.distance_m > FALSE_BEYOND_M

    @property
    def is_right_household(self) -> bool:
        """Whether the one expected household was returned."""
        return self.case.has_household and self.household == self.case.expect_household

    @property
    def is_other_household(self) -> bool:
        """Whether another household than the one expected was returned."""
        return self.case.has_household and bool(self.household) and not self.is_right_household

    @property
    def can_be_trusted(self) -> bool | None:
        """Whether the household returned is right; None when none was or nobody knows."""
        if not self.household or not (self.case.has_household or self.can_be_false):
            return None
        return self.is_right_household if self.case.has_household else not self.is_false


def outcomes(cases: Iterable[Case], resolve: Resolve, *, clock: Clock) -> Iterator[Outcome]:
    """Ask every question in turn, one at a time; `clock` gives seconds."""
    for case in cases:
        started = clock()
        answer = resolve(case.query)
        yield judged(case, answer, elapsed_ms=(clock() - started) * 1_000)


def judged(case: Case, answer: Answer, *, elapsed_ms: float = 0.0) -> Outcome:
    """The answer beside what the case expects."""
    best = answer.matches[0] if answer.matches else None
    household = best.household if best is not None and answer.verdict is Verdict.MATCHED else None
    return Outcome(
        case=case,
        verdict=answer.verdict,
        household=household.external_id if household is not None else "",
        label=best.label if best is not None else "",
        confidence=best.confidence if best is not None else 0.0,
        level=best.level if best is not None else MatchLevel.NONE,
        communes=tuple(dict.fromkeys(match.commune_code for match in answer.matches)),
        distance_m=distance_m(best.point, case.place) if best is not None and case.place is not None else None,
        elapsed_ms=elapsed_ms,
    )
