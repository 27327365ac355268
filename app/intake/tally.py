"""What an import says it did: counted part by part while the rows go by."""

from collections import Counter
from collections.abc import Iterable

from app.intake.model import ImportReport, ImportRequest
from app.intake.taking import Part, Taking
from geocoding.layers.rules import Rule
from geocoding.model import Rejected

EXAMPLES = 5


class Tally:
    """The counts of an import so far, and its first rejected rows."""

    def __init__(self) -> None:
        self._accepted: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._rejected = self._doubtful = 0
        self._examples: list[str] = []

    def add(self, part: Part) -> None:
        """Count one part."""
        for layer, intake in part.items():
            self._accepted[str(layer)] += len(intake.accepted)
            self._rejected += len(intake.rejected)
            self._doubtful += len(intake.doubtful)
            self._rules.update(str(row.rule) for row in intake.rejected)
            self._rules.update(str(row.rule) for row in intake.doubtful)
        self._show(row for intake in part.values() for row in intake.rejected)

    def report(self, request: ImportRequest, taken: Taking) -> ImportReport:
        """What is said at the end, when all rows have gone by."""
        file = taken.file
        return ImportReport(
            layer=request.layer,
            file=request.path.name,
            rows=taken.seen.rows,
            accepted=dict(self._accepted),
            rejected=self._rejected,
            doubtful=self._doubtful,
            mended=file.mended.count,
            crs=f"EPSG:{file.epsg}",
            delimiter=file.delimiter,
            encoding=file.encoding,
            encoding_evidence=file.evidence,
            ignored_columns=file.columns.ignored,
            rules=dict(sorted(self._rules.items())),
            examples=tuple(self._examples),
        )

    def _show(self, rejected: Iterable[Rejected]) -> None:
        if len(self._examples) < EXAMPLES:
            first = sorted(rejected, key=lambda row: row.row)[: EXAMPLES - len(self._examples)]
            self._examples += map(_line, first)


def _line(row: Rejected) -> str:
    return f"row {row.row}: {Rule(row.rule)} {row.external_id} {row.detail}".strip()
