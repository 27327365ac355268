"""The report of an import: a CSV file with every row that was rejected or put aside, and why."""

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from app.excel.csv_files import FOR_EXCEL
from geocoding.layers.rows import Intake
from geocoding.layers.rules import RULE_TEXTS, Rule

FIELDS = ("row", "external_id", "fate", "rule", "ly_do", "reason", "detail", "candidates")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ReportFile:
    """A report in the making, in a file without a name: nothing is left of one that is never published."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = TemporaryFile()  # noqa: SIM115 - closed on leaving
        self._text = TextIOWrapper(self._file, encoding=FOR_EXCEL, newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(FIELDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._text.close()

    def add(self, intakes: Iterable[Intake]) -> None:
        """Write what became of some rows, which must come behind those written before."""
        self._writer.writerows(sorted(row for intake in intakes for row in _rows(intake)))

    def publish(self) -> None:
        """Write the report to its place; it replaces an older one by rename, so that nobody sees half of it."""
        self._text.flush()
        self._file.seek(0)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        pending = self.path.with_suffix(".pending")
        with pending.open("wb") as file:
            copyfileobj(self._file, file)
        pending.replace(self.path)


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
