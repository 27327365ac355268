"""How the rows of a batch came out, in all and by commune."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from app.batches.results import COLUMNS
from app.batches.writing import Cells

OUTCOMES: Final = ("matched", "ambiguous", "partial", "none", "yes", "partly", "no", "error")
"""The verdicts of addresses, points and codes, those of comparisons, and rows that could not be asked."""

Summary = Mapping[str, Mapping[str, int]]
"""Counts of outcomes by commune code; rows without a commune are under the empty code."""

_VERDICT, _ERROR, _COMMUNE = (COLUMNS.index(name) for name in ("verdict", "error", "commune_code"))


def summarise(answers: Iterable[Cells]) -> Summary:
    """The outcomes of some rows."""
    counts = Counter(
        (str(cells[_COMMUNE]), str(cells[_VERDICT]) if not cells[_ERROR] else "error") for cells in answers
    )
    return _nested(counts)


def total_of(summaries: Iterable[Summary]) -> Summary:
    """Several summaries added up."""
    counts: Counter[tuple[str, str]] = Counter()
    for summary in summaries:
        for commune, outcomes in summary.items():
            for outcome, count in outcomes.items():
                counts[commune, outcome] += count
    return _nested(counts)


def outcomes_of(summary: Summary) -> Mapping[str, int]:
    """The counts of a summary over all communes."""
    counts: Counter[str] = Counter()
    for outcomes in summary.values():
        counts.update(outcomes)
    return {outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]}


def _nested(counts: Mapping[tuple[str, str], int]) -> Summary:
    nested: dict[str, dict[str, int]] = {}
    for (commune, outcome), count in sorted(counts.items()):
        nested.setdefault(commune, {})[outcome] = count
    return nested
