"""Case files: questions with what the right answer is, as CSV that people can write by hand."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geocoding.model import MatchLevel, Point

COLUMNS = ("query", "expect_household", "expect_level", "expect_commune", "lat", "lon", "tags", "note")
NO_HOUSEHOLD = "-"
"""Written as the expected household where none may be returned."""

_TAG_BREAKS = re.compile(r"[;,|\s]+")


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is known of its right answer.

    `expect_household` is the external id of the one right household; "-" when none may be returned: it is not in the
    register, or the text fits several; "" when that is unknown. `expect_level` is None and `place` is None when
    unknown, `expect_commune` (2025 code) is then "".
    """

    query: str
    expect_household: str = ""
    expect_level: MatchLevel | None = None
    expect_commune: str = ""
    place: Point | None = None
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def has_household(self) -> bool:
        """Whether one household is the right answer."""
        return self.expect_household not in ("", NO_HOUSEHOLD)


class CasesMalformed(ValueError):
    """A case file that cannot be used; `row` is the 1-based data row, 0 for the file as a whole."""

    def __init__(self, reason: str, *, row: int = 0) -> None:
        super().__init__(f"row {row}: {reason}" if row else reason)
        self.reason, self.row = reason, row


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a UTF-8 CSV file, in its order; only the column `query` is required, unknown columns are ignored.

    Raises `CasesMalformed`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if "query" not in (reader.fieldnames or ()):
                raise CasesMalformed("there is no column query")
            return tuple(_case(row, number=number) for number, row in enumerate(reader, start=1))
    except (csv.Error, UnicodeDecodeError) as error:
        raise CasesMalformed(f"not a CSV file in UTF-8: {error}") from error


def write_cases(path: Path, cases: Iterable[Case]) -> int:
    """Write a case file with all columns; gives back how many cases it holds."""
    rows = [tuple(_cells(case)) for case in cases]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)


def _case(row: Mapping[str, str | None], *, number: int) -> Case:
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cell["query"]:
        raise CasesMalformed("the query is empty", row=number)
    return Case(
        query=row["query"] or "",
        expect_household=cell["expect_household"],
        expect_level=_level(cell["expect_level"], number=number),
        expect_commune=cell["expect_commune"],
        place=_place(cell["lon"], cell["lat"], number=number),
        tags=tuple(tag for tag in _TAG_BREAKS.split(cell["tags"]) if tag),
        note=cell["note"],
    )


def _level(text: str, *, number: int) -> MatchLevel | None:
    if not text:
        return None
    try:
        return MatchLevel[text.upper()]
    except KeyError:
        raise CasesMalformed(f"{text} is no match level", row=number) from None


def _place(lon: str, lat: str, *, number: int) -> Point | None:
    if not lon and not lat:
        return None
    try:
        return Point(lon=float(lon), lat=float(lat))
    except ValueError:
        raise CasesMalformed(f"not a position: lat {lat!r}, lon {lon!r}", row=number) from None


def _cells(case: Case) -> Iterator[str]:
    yield case.query
    yield case.expect_household
    yield "" if case.expect_level is None else case.expect_level.name.lower()
    yield case.expect_commune
    yield "" if case.place is None else f"{case.place.lat:.7f}"
    yield "" if case.place is None else f"{case.place.lon:.7f}"
    yield ";".join(case.tags)
    yield case.note
