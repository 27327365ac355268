"""The report of an import: a CSV file with every row that was rejected or put aside, and why."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.excel.csv_files import FOR_EXCEL
from geocoding.layers.rows import Intake
from geocoding.layers.rules import RULE_TEXTS, Rule

FIELDS = ("row", "external_id", "fate", "rule", "ly_do", "reason", "detail", "candidates")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_report(path: Path, intakes: Sequence[Intake]) -> Path:
    """Write the report; it replaces an older one by rename, so that nobody sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pending = path.with_suffix(".pending")
    with pending.open("w", encoding=FOR_EXCEL, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows(sorted(row for intake in intakes for row in _rows(intake)))
    return pending.replace(path)


def _rows(intake: Intake) -> Iterator[tuple[int | str, ...]]:
    for rejected in intake.rejected:
        rule = Rule(rejected.rule)
        yield rejected.row, _cell(rejected.external_id), "rejected", rule, *_texts(rule), _cell(rejected.detail), ""
    for doubtful in intake.doubtful:
        rule, candidates = Rule(doubtful.rule), "; ".join(doubtful.candidates)
        cells = (_cell(doubtful.address_text), _cell(candidates))
        yield doubtful.row, _cell(doubtful.external_id), "doubtful", rule, *_texts(rule), *cells


def _texts(rule: Rule) -> tuple[str, str]:
    text = RULE_TEXTS[rule]
    return text.vi, text.en


def _cell(text: str) -> str:
    """A text of a stranger that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
