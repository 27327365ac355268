"""The figures of an evaluation, over all cases and over those of each tag."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.evaluate.bounds import upper_bound
from app.evaluate.calibration import ReliabilityBin, expected_calibration_error, reliability
from app.evaluate.outcomes import Outcome
from geocoding.model import Verdict


@dataclass(frozen=True, slots=True)
class Figures:
    """What one set of cases showed; shares are 0 to 1, and None where no case could count.

    `household_top1` is over the `with_household` cases that expect one household, `other_household` over the same.
    `false_household_rate` is `false_households` of `without_household`: cases where none may be returned, and cases
    of which only the place is known; `false_household_upper95` is its exact upper bound. The shares within some
    metres are over the cases with a known place. `verdicts` holds the share of each verdict among all cases.
    """

    n: int
    with_household: int
    household_top1: float | None
    other_household: float | None
    without_household: int
    false_households: int
    false_household_rate: float | None
    false_household_upper95: float | None
    level_right: float | None
    commune_top1: float | None
    commune_top3: float | None
    commune_among: float | None
    within_50m: float | None
    within_100m: float | None
    within_200m: float | None
    ece: float | None
    p50_ms: float | None
    p99_ms: float | None
    verdicts: Mapping[Verdict, float]
    reliability: tuple[ReliabilityBin, ...]


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of these outcomes."""
    with_household = [o for o in outcomes if o.case.has_household]
    without = [o for o in outcomes if o.can_be_false]
    in_commune = [o for o in outcomes if o.case.expect_commune]
    placed = [o for o in outcomes if o.case.place is not None]
    levelled = [o for o in outcomes if o.case.expect_level is not None]
    false = sum(o.is_false for o in without)
    table = reliability((o.confidence, o.can_be_trusted) for o in outcomes if o.can_be_trusted is not None)
    times = sorted(o.elapsed_ms for o in outcomes)
    return Figures(
        n=len(outcomes),
        with_household=len(with_household),
        household_top1=_share(with_household, lambda o: o.is_right_household),
        other_household=_share(with_household, lambda o: o.is_other_household),
        without_household=len(without),
        false_households=false,
        false_household_rate=false / len(without) if without else None,
        false_household_upper95=upper_bound(false, len(without)) if without else None,
        level_right=_share(levelled, lambda o: o.level is o.case.expect_level),
        commune_top1=_share(in_commune, lambda o: o.case.expect_commune in o.communes[:1]),
        commune_top3=_share(in_commune, lambda o: o.case.expect_commune in o.communes[:3]),
        commune_among=_share(in_commune, lambda o: o.case.expect_commune in o.communes),
        within_50m=_share(placed, lambda o: _is_within(o, 50.0)),
        within_100m=_share(placed, lambda o: _is_within(o, 100.0)),
        within_200m=_share(placed, lambda o: _is_within(o, 200.0)),
        ece=expected_calibration_error(table),
        p50_ms=percentile(times, 50),
        p99_ms=percentile(times, 99),
        verdicts=_verdicts(outcomes),
        reliability=table,
    )


def figures_by_tag(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of the cases of each tag, by tag; cases without a tag are in none."""
    tagged: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for tag in dict.fromkeys(outcome.case.tags):
            tagged[tag].append(outcome)
    return {tag: figures(tagged[tag]) for tag in sorted(tagged)}


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many per cent of an ascending sequence do not exceed (nearest rank); None if empty."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else None


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else None


def _verdicts(outcomes: Sequence[Outcome]) -> dict[Verdict, float]:
    counts = Counter(outcome.verdict for outcome in outcomes)
    return {verdict: counts[verdict] / max(1, len(outcomes)) for verdict in Verdict}


def _is_within(outcome: Outcome, metres: float) -> bool:
    return outcome.distance_m is not None and outcome.distance_m <= metres
