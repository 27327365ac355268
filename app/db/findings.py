"""Findings and daily figures in the register: what an audit found against what is stored.

A finding that is found again is left alone, one that is not found any more is marked gone and kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
import shapely
from sqlalchemy import and_, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db.read import commune_outlines
from app.db.tables import (
    AuditRunTable,
    BuildingTable,
    ChangedCommuneTable,
    FindingHouseholdTable,
    FindingTable,
    HouseholdTable,
)
from app.db.upsert import batches, core_table, update_by_key
from geocoding.text.fold import fold
from postcode.coverage.catalogue import REPORTED
from postcode.coverage.figures import Figure, FigureKey
from postcode.coverage.finding import Finding, importance

Record = dict[str, object]
_IDS = 500


@dataclass(frozen=True, slots=True)
class Synced:
    """What storing an audit changed: findings that are new or back, that changed, and that are gone."""

    added: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class AuditRun:
    """The figures of a commune on a day."""

    commune_code: str
    dated_on: date
    at: datetime
    households: int
    figures: tuple[Figure, ...]


def sync_findings(session: Session, commune_code: str, findings: Sequence[Finding], *, at: datetime) -> Synced:
    """Store what an audit of a commune found; what people reported is not an audit's to end."""
    if session.connection().dialect.name == "postgresql":
        # Two processes may audit one commune at the same time; SQLite's writers wait for each other anyway.
        session.execute(text("LOCK TABLE finding IN SHARE ROW EXCLUSIVE MODE"))
    stored = _stored(session, commune_code)
    added: list[Finding] = []
    changed: list[Record] = []
    for finding in findings:
        record = _record(finding)
        if finding.id not in stored:
            added.append(finding)
        elif stored[finding.id] != (record["importance"], record["facts"], None):
            changed.append({**record, "gone_at": None})
    found = {finding.id for finding in findings}
    gone = [id_ for id_, (_, _, gone_at) in stored.items() if gone_at is None and id_ not in found]
    _insert(session, added, at=at)
    _update(session, changed, {finding.id: finding for finding in findings})
    for batch in batches(gone, _IDS):
        session.execute(update(FindingTable).where(FindingTable.id.in_(batch)).values(gone_at=at))
    return Synced(added=len(added), changed=len(changed), gone=len(gone))


def add_reported(session: Session, finding: Finding, *, at: datetime) -> None:
    """Put on the worklist what a person reported."""
    _insert(session, [finding], at=at)


def _stored(session: Session, commune_code: str) -> dict[str, tuple[int, str, datetime | None]]:
    table = FindingTable
    rows = session.execute(
        select(table.id, table.importance, table.facts, table.gone_at).where(
            table.commune_code == commune_code, table.rule.not_in([rule.value for rule in REPORTED])
        )
    )
    return {id_: (weight, facts, gone_at) for id_, weight, facts, gone_at in rows}


def _insert(session: Session, findings: Sequence[Finding], *, at: datetime) -> None:
    connection = session.connection()
    for batch in batches(findings):
        connection.execute(insert(core_table(FindingTable)), [{**_record(one), "first_seen_at": at} for one in batch])
        _link(session, batch)


def _update(session: Session, records: Sequence[Record], findings: Mapping[str, Finding]) -> None:
    """Give stored findings their new content; one about other households than a person judged is open again."""
    table = FindingHouseholdTable
    for batch in batches(records, _IDS):
        ids = [str(record["id"]) for record in batch]
        before: dict[str, set[str]] = {id_: set() for id_ in ids}
        for finding_id, household_id in session.execute(
            select(table.finding_id, table.household_id).where(table.finding_id.in_(ids))
        ):
            before[finding_id].add(household_id)
        update_by_key(session, core_table(FindingTable), batch)
        reopened = [id_ for id_ in ids if not set(findings[id_].households) <= before[id_]]
        session.execute(update(FindingTable).where(FindingTable.id.in_(reopened)).values(disposition=""))
        session.execute(delete(table).where(table.finding_id.in_(ids)))
        _link(session, [findings[id_] for id_ in ids])


def _link(session: Session, findings: Iterable[Finding]) -> None:
    links = [
        {"finding_id": id_, "position": position, "household_id": household_id}
        for finding in findings
        for id_ in (finding.id,)
        for position, household_id in enumerate(finding.households)
    ]
    if links:
        session.connection().execute(insert(core_table(FindingHouseholdTable)), links)


def _record(finding: Finding) -> Record:
    point = finding.point
    return {
        "id": finding.id,
        "rule": finding.rule.value,
        "severity": finding.severity.value,
        "commune_code": finding.commune_code,
        "subject": finding.subject,
        "parcel": finding.parcel,
        "lon": None if point is None else point.lon,
        "lat": None if point is None else point.lat,
        "facts": orjson.dumps(dict(finding.facts), option=orjson.OPT_SORT_KEYS).decode(),
        "words": fold(" ".join([finding.rule.value, finding.parcel, *map(str, finding.facts.values())])),
        "people": finding.people,
        "importance": importance(finding),
    }


def store_run(session: Session, run: AuditRun) -> None:
    """Store the figures of a day; they replace earlier ones of the same day."""
    table = AuditRunTable
    session.execute(delete(table).where(table.commune_code == run.commune_code, table.dated_on == run.dated_on))
    session.execute(
        insert(table).values(
            commune_code=run.commune_code,
            dated_on=run.dated_on,
            at=run.at,
            households=run.households,
            figures=_figures_text(run.figures),
        )
    )


def audit_runs(session: Session, commune_code: str) -> list[AuditRun]:
    """The runs of a commune by day."""
    table = AuditRunTable
    statement = select(table).where(table.commune_code == commune_code).order_by(table.dated_on)
    return [_run(row) for row in session.scalars(statement)]


def latest_runs(session: Session) -> dict[str, AuditRun]:
    """The last run of each commune that was ever audited."""
    table = AuditRunTable
    last = select(table.commune_code, func.max(table.dated_on).label("day")).group_by(table.commune_code).subquery()
    rows = session.scalars(
        select(table).join(last, and_(last.c.commune_code == table.commune_code, last.c.day == table.dated_on))
    )
    return {row.commune_code: _run(row) for row in rows}


def _run(row: AuditRunTable) -> AuditRun:
    return AuditRun(row.commune_code, row.dated_on, row.at, row.households, _read_figures(row.figures))


def _figures_text(figures: Iterable[Figure]) -> str:
    return orjson.dumps(
        [[one.key.value, one.value, one.of, one.source, one.dated_on.isoformat()] for one in figures]
    ).decode()


def _read_figures(text: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(FigureKey(key), value, of, source, date.fromisoformat(day))
        for key, value, of, source, day in orjson.loads(text)
    )


def open_findings_about(session: Session, household_id: str) -> tuple[str, ...]:
    """The ids of the findings that touch a household and that the last audit made, by id."""
    link, finding = FindingHouseholdTable, FindingTable
    statement = (
        select(finding.id)
        .join(link, link.finding_id == finding.id)
        .where(link.household_id == household_id, finding.gone_at.is_(None))
        .order_by(finding.id)
    )
    return tuple(session.scalars(statement))


def mark_changed(session: Session, commune_code: str, *, at: datetime) -> None:
    """Note in the caller's transaction that a commune has to be audited again."""
    # One statement: two approvals may mark the same commune at once.
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    mark = dialect.insert(ChangedCommuneTable).values(commune_code=commune_code, marked_at=at)
    session.execute(mark.on_conflict_do_update(index_elements=["commune_code"], set_={"marked_at": at}))


def mark_households(session: Session, household_ids: Iterable[str], *, at: datetime) -> None:
    """Note in the caller's transaction that the communes of these households have to be audited again."""
    table = HouseholdTable
    for batch in batches(sorted(set(household_ids)), _IDS):
        for code in session.scalars(select(table.commune_code).where(table.id.in_(batch)).distinct()):
            mark_changed(session, code, at=at)


def marked_communes(session: Session) -> dict[str, datetime]:
    """The communes that wait for an audit, with the moment of the last change."""
    table = ChangedCommuneTable
    return {row.commune_code: row.marked_at for row in session.scalars(select(table))}


def unmark(session: Session, commune_code: str, *, marked_at: datetime) -> None:
    """Take the mark away unless another change came after that moment."""
    table = ChangedCommuneTable
    session.execute(delete(table).where(table.commune_code == commune_code, table.marked_at <= marked_at))


def place_buildings(session: Session, *, on: date) -> int:
    """Note for every new building the commune its middle lies in; gives back how many were new."""
    table = BuildingTable
    new = session.execute(
        select(table.source, table.external_id, table.shape).where(table.commune_code.is_(None))
    ).all()
    if not new:
        return 0
    outlines = tuple(commune_outlines(session, on))
    tree = shapely.STRtree([outline.shape for outline in outlines])
    middles = shapely.point_on_surface([row.shape for row in new])
    rows, hits = tree.query(middles, predicate="intersects").tolist()
    codes = {row: outlines[hit].code for row, hit in zip(rows, hits, strict=True)}
    records = [
        {"source": row.source, "external_id": row.external_id, "commune_code": codes.get(place, "")}
        for place, row in enumerate(new)
    ]
    for batch in batches(records):
        update_by_key(session, core_table(BuildingTable), batch)
    return len(records)
