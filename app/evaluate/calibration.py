"""Is confidence 0.9 right nine times in ten? The reliability table and the expected calibration error."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The answers whose confidence lies in (`low`, `high`]; means are over them, 0.0 in an empty bin."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float

    @property
    def gap(self) -> float:
        """How far the mean confidence lies from the share that was right."""
        return abs(self.mean_confidence - self.share_right)


def reliability(judged: Iterable[tuple[float, bool]]) -> tuple[ReliabilityBin, ...]:
    """Ten bins of equal width over pairs of confidence (0 to 1) and whether the answer was right."""
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        binned[max(0, math.ceil(confidence * BINS) - 1)].append((confidence, right))
    return tuple(_bin(index, answers) for index, answers in enumerate(binned))


def expected_calibration_error(table: Sequence[ReliabilityBin]) -> float | None:
    """The mean gap of the bins weighted by their answers; None without answers."""
    total = sum(part.count for part in table)
    return math.fsum(part.gap * part.count for part in table) / total if total else None


def _bin(index: int, answers: Sequence[tuple[float, bool]]) -> ReliabilityBin:
    count = len(answers)
    return ReliabilityBin(
        low=index / BINS,
        high=(index + 1) / BINS,
        count=count,
        mean_confidence=math.fsum(confidence for confidence, _ in answers) / count if count else 0.0,
        share_right=sum(right for _, right in answers) / count if count else 0.0,
    )
