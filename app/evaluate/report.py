"""The figures as one JSON object, as tables for people, and the list of what went wrong."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from app.evaluate.calibration import ReliabilityBin
from app.evaluate.cases import NO_HOUSEHOLD
from app.evaluate.figures import Figures
from app.evaluate.outcomes import Outcome
from geocoding.model import Verdict

FAILURE_COLUMNS = (
    "query", "kind", "expected", "returned", "verdict", "level", "label", "confidence", "tags", "note",
)  # fmt: skip


def as_json(overall: Figures, by_tag: Mapping[str, Figures]) -> dict[str, object]:
    """Everything, for programs; a share that no case could count in is null."""
    return {
        **_plain(overall),
        "reliability": [_bin(part) for part in overall.reliability],
        "by_tag": {tag: _plain(figures) for tag, figures in by_tag.items()},
    }


def _plain(figures: Figures) -> dict[str, object]:
    names = [name for name in Figures.__dataclass_fields__ if name not in ("verdicts", "reliability")]
    return {
        **{name: _rounded(getattr(figures, name)) for name in names},
        "verdicts": {verdict.value: round(share, 4) for verdict, share in figures.verdicts.items()},
    }


def _rounded(value: float | int | None) -> float | int | None:
    return round(value, 6) if isinstance(value, float) else value


def _bin(part: ReliabilityBin) -> dict[str, float | int]:
    return {
        "low": part.low,
        "high": part.high,
        "count": part.count,
        "mean_confidence": round(part.mean_confidence, 4),
        "share_right": round(part.share_right, 4),
    }


def print_figures(overall: Figures, by_tag: Mapping[str, Figures], *, console: Console) -> None:
    """Three tables: all cases, the reliability of the confidence, and a line for each tag."""
    console.print(_overall_table(overall))
    if any(part.count for part in overall.reliability):
        console.print(_reliability_table(overall))
    if by_tag:
        console.print(_tag_table(by_tag))


def _overall_table(figures: Figures) -> Table:
    table = Table(title="Đánh giá / Evaluation", show_header=False, box=None)
    false = f"{figures.false_households:,} / {figures.without_household:,}"
    rows = (
        ("câu hỏi / questions", f"{figures.n:,}"),
        ("đúng hộ / household top-1", f"{_percent(figures.household_top1)} ({figures.with_household:,})"),
        ("nhầm hộ / another household", _percent(figures.other_household)),
        (
            "hộ sai khi không có đáp án / false-household rate",
            f"{_percent(figures.false_household_rate)} ({false}), ≤ {_percent(figures.false_household_upper95)} (95 %)",
        ),
        ("đúng mức / level", _percent(figures.level_right)),
        (
            "đúng phường, xã / commune top-1, top-3",
            f"{_percent(figures.commune_top1)}, {_percent(figures.commune_top3)}",
        ),
        ("có phường, xã đúng / commune among candidates", _percent(figures.commune_among)),
        ("≤ 50, 100, 200 m", ", ".join(map(_percent, (figures.within_50m, figures.within_100m, figures.within_200m)))),
        ("sai số tin cậy / calibration error (ECE)", _number(figures.ece)),
        ("p50, p99", f"{_number(figures.p50_ms)} ms, {_number(figures.p99_ms)} ms"),
        *((f"{verdict.value}", _percent(share)) for verdict, share in figures.verdicts.items()),
    )
    for name, value in rows:
        table.add_row(name, value)
    return table


def _reliability_table(figures: Figures) -> Table:
    columns = ("tin cậy / confidence", "n", "trung bình / mean", "đúng / right")
    table = Table(*columns, title="Độ tin cậy / Reliability", box=None)
    for part in figures.reliability:
        if part.count:
            span, means = f"{part.low:.1f}–{part.high:.1f}", (part.mean_confidence, part.share_right)
            table.add_row(span, f"{part.count:,}", *(f"{mean:.3f}" for mean in means))
    return table


def _tag_table(by_tag: Mapping[str, Figures]) -> Table:
    columns = ("n", "top-1", "other", "false", "≤ 95 %", "commune", "among", "ambig.", "p99 ms")
    table = Table(
        Column("tag", no_wrap=True),
        *(Column(name, no_wrap=True, justify="right") for name in columns),
        title="Theo nhãn / By tag",
        box=None,
    )
    for tag, figures in by_tag.items():
        table.add_row(
            tag,
            f"{figures.n:,}",
            _percent(figures.household_top1),
            _percent(figures.other_household),
            _percent(figures.false_household_rate),
            _percent(figures.false_household_upper95),
            _percent(figures.commune_top1),
            _percent(figures.commune_among),
            _percent(figures.verdicts[Verdict.AMBIGUOUS]),
            _number(figures.p99_ms),
        )
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def write_failures(path: Path, outcomes: Iterable[Outcome]) -> int:
    """Write the cases answered wrongly, false households first; gives back how many they are."""
    wrong = sorted((o for o in outcomes if failure_kind(o)), key=lambda o: (failure_kind(o), o.case.tags, o.case.query))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FAILURE_COLUMNS)
        writer.writerows(_failure(outcome) for outcome in wrong)
    return len(wrong)


def failure_kind(outcome: Outcome) -> str:
    """What is wrong with an answer, the worst first in the alphabet; "" when nothing is."""
    if outcome.is_false:
        return "1-false-household"
    if outcome.is_other_household:
        return "2-other-household"
    if outcome.case.has_household and not outcome.is_right_household:
        return "3-missed"
    commune = outcome.case.expect_commune
    return "4-commune" if commune and commune not in outcome.communes else ""


def _failure(outcome: Outcome) -> tuple[str, ...]:
    case = outcome.case
    expected = case.expect_household or case.expect_commune
    return (
        case.query,
        failure_kind(outcome),
        "none" if expected == NO_HOUSEHOLD else expected,
        outcome.household,
        outcome.verdict.value,
        outcome.level.name.lower(),
        outcome.label,
        f"{outcome.confidence:.3f}",
        ";".join(case.tags),
        case.note,
    )
