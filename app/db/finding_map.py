"""Open findings by place, for the map: one by one near the ground, counted together from afar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select
from sqlalchemy.orm import Session

from app.db.tables import FindingHouseholdTable, FindingTable
from app.db.worklist import FindingState, state_on
from geocoding.model import Box


@dataclass(frozen=True, slots=True)
class MappedFinding:
    """An open finding with its place; `household_id` is the first it touches, "" for none."""

    id: str
    rule: str
    severity: str
    commune_code: str
    household_id: str
    parcel: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Open findings near each other, counted, and the middle of their places."""

    lon: float
    lat: float
    errors: int
    warnings: int
    notices: int

    @property
    def count(self) -> int:
        """How many there are of all severities."""
        return self.errors + self.warnings + self.notices


def findings_in(
    session: Session, box: Box, *, communes: frozenset[str] | None, on: date, limit: int
) -> list[MappedFinding]:
    """The first `limit` open findings in the box, worst first; `communes` None is the whole city."""
    table, first = FindingTable, FindingHouseholdTable
    rows = session.execute(
        select(
            *(table.id, table.rule, table.severity, table.commune_code, first.household_id, table.parcel),
            *(table.lon, table.lat),
        )
        .outerjoin(first, and_(first.finding_id == table.id, first.position == 0))
        .where(*_open_in(box, communes, on))
        .order_by(table.importance.desc(), table.id)
        .limit(limit)
    )
    return [
        MappedFinding(id_, rule, severity, commune, household or "", parcel, float(lon or 0), float(lat or 0))
        for id_, rule, severity, commune, household, parcel, lon, lat in rows
    ]


def finding_groups(
    session: Session, box: Box, *, communes: frozenset[str] | None, on: date, cells: int
) -> list[FindingGroup]:
    """The open findings in the box, counted in a grid of so many columns and rows, from the south-west on."""
    table = FindingTable
    column = _cell((table.lon - box.west) / (box.east - box.west) * cells)
    row = _cell((table.lat - box.south) / (box.north - box.south) * cells)
    counts = [func.sum(case((table.severity == severity, 1), else_=0)) for severity in ("error", "warning", "notice")]
    rows = session.execute(
        select(func.avg(table.lon), func.avg(table.lat), *counts)
        .where(*_open_in(box, communes, on))
        .group_by(column, row)
        .order_by(row, column)
    )
    return [FindingGroup(float(lon), float(lat), *map(int, numbers)) for lon, lat, *numbers in rows]


def _cell(part: ColumnElement[float | None]) -> ColumnElement[int]:
    """The whole part of a number that is not negative; databases round in `CAST` or do not, so they get it rounded."""
    return cast(func.round(part - 0.5), Integer)


def _open_in(box: Box, communes: frozenset[str] | None, on: date) -> Sequence[ColumnElement[bool]]:
    """Conditions for open findings in a box; its west and south edges belong to it, so tiles share none."""
    table = FindingTable
    inside = [table.lon >= box.west, table.lon < box.east, table.lat >= box.south, table.lat < box.north]
    if communes is not None:
        inside.append(table.commune_code.in_(sorted(communes)))
    return [*inside, state_on(on) == FindingState.OPEN.value]
