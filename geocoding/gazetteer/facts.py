"""The administrative facts of Hanoi that ship with the product, each with its legal source.

What is known and what is not (`facts/sources.csv` has the details): the 126 communes, the 526 before them, the 30
districts and the links between them are official lists. Of the time before 2025 we know the units of 1 February 2021;
`valid_from` of that day means "attested since", not "founded". Extents are approximate, never legal lines.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from geocoding.model import AdminUnit, Box, Point, UnitKind

REFORM = date(2025, 7, 1)
"""First day without districts and with 126 communes (1656/NQ-UBTVQH15)."""

LINK_SOURCE = "NSO-conversion-2025"


class LinkKind(StrEnum):
    """How much of an old commune went to a new one, in the words of the conversion table."""

    WHOLE = "whole"
    PART = "part"
    AREA_ONLY = "area-only"
    PART_WITH_ALL_PEOPLE = "part-with-all-people"


@dataclass(frozen=True, slots=True, order=True)
class UnitLink:
    """An old commune that gave land or people to a new one on the day of the reform."""

    old_code: str
    new_code: str
    effective_on: date
    kind: LinkKind
    source: str


@dataclass(frozen=True, slots=True)
class UnitExtent:
    """Where a commune valid on `valid_on` lies, roughly: the centroid of its area and the box around it."""

    code: str
    valid_on: date
    centre: Point
    box: Box
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that facts come from; `note` says what it leaves open."""

    id: str
    issued_on: date
    title: str
    note: str


def read_admin_units() -> tuple[AdminUnit, ...]:
    """Communes and districts of all times, by code and first day; `source` is the id of a `Source`.

    Exactly 126 communes are valid from 1 July 2025, 526 in the half-year before and 579 before that.
    """
    return tuple(_admin_unit(row) for row in _rows("admin_units"))


def read_unit_links() -> tuple[UnitLink, ...]:
    """The 795 links between the communes of before and after 1 July 2025, by old and new code."""
    return tuple(
        UnitLink(
            old_code=row["old_code"],
            new_code=row["new_code"],
            effective_on=REFORM,
            kind=LinkKind(row["kind"]),
            source=LINK_SOURCE,
        )
        for row in _rows("unit_links")
    )


def read_unit_extents() -> tuple[UnitExtent, ...]:
    """The extents of the 126 communes of 2025 and of the 526 before them, by code and day."""
    return tuple(_extent(row) for row in _rows("unit_extents"))


def read_sources() -> tuple[Source, ...]:
    """The publications behind all of these, with what each leaves open."""
    return tuple(
        Source(id=row["id"], issued_on=date.fromisoformat(row["issued_on"]), title=row["title"], note=row["note"])
        for row in _rows("sources")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = (files("geocoding.gazetteer") / "facts" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(table.splitlines())


def _admin_unit(row: dict[str, str]) -> AdminUnit:
    return AdminUnit(
        code=row["code"],
        kind=UnitKind(row["kind"]),
        name=row["name"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        district_code=row["district_code"],
        source=row["source"],
    )


def _extent(row: dict[str, str]) -> UnitExtent:
    return UnitExtent(
        code=row["code"],
        valid_on=date.fromisoformat(row["valid_on"]),
        centre=Point(lon=float(row["lon"]), lat=float(row["lat"])),
        box=Box(west=float(row["west"]), south=float(row["south"]), east=float(row["east"]), north=float(row["north"])),
        source=row["source"],
    )
