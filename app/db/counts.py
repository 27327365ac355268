"""Reference counts and certifications in the register."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.db.datasets import dataset_source
from app.db.tables import CertificationTable, HouseholdTable, ReferenceCountTable
from app.db.upsert import LoadCount, batches, core_table, sealed, upsert
from geocoding.layers.rows import CertificationRow, ReferenceCount
from geocoding.model import HouseholdStatus

_IDS = 500


def load_reference_counts(session: Session, rows: Iterable[ReferenceCount], *, dataset_id: int) -> LoadCount:
    """Store reference counts by commune, day and source."""
    records = (
        sealed({"commune_code": row.commune_code, "dated_on": row.dated_on, "source": row.source, "count": row.count})
        for row in rows
    )
    key = ("commune_code", "dated_on", "source")
    return upsert(session, ReferenceCountTable, records, key=key, dataset_id=dataset_id)


def load_certifications(session: Session, rows: Iterable[CertificationRow], *, dataset_id: int) -> LoadCount:
    """Certify households of the dataset's source; one that was certified on the same day or later is left alone."""
    source = dataset_source(session, dataset_id)
    count = LoadCount()
    for batch in batches(rows, _IDS):
        ids, done = _known(session, source, [row.external_id for row in batch])
        new = [(ids[row.external_id], row) for row in batch if row.external_id in ids]
        later = [(id_, row) for id_, row in new if id_ not in done or done[id_] < row.certified_on]
        for row_day, row_paper, members in _by_paper(later):
            certify(session, members, on=row_day, paper=row_paper)
        changed = sum(id_ in done for id_, _ in later)
        count += LoadCount(len(later) - changed, changed, len(batch) - len(later))
    return count


def certify(session: Session, household_ids: Sequence[str], *, on: date, paper: str) -> None:
    """Certify households in the caller's transaction, as their records stand now."""
    made, household = core_table(CertificationTable), core_table(HouseholdTable)
    for batch in batches(household_ids, _IDS):
        rows = session.execute(
            select(household.c.id, household.c.content_digest).where(household.c.id.in_(batch))
        ).all()
        session.execute(delete(made).where(made.c.household_id.in_(batch)))
        certified = {
            "status": HouseholdStatus.CERTIFIED.value,
            "certified_at": datetime.combine(on, time.min, UTC),
        }
        session.execute(update(household).where(household.c.id.in_(batch)).values(certified))
        records = [
            {"household_id": id_, "certified_on": on, "source": paper, "record_digest": digest} for id_, digest in rows
        ]
        if records:
            session.execute(insert(made), records)


def withdraw_certification(session: Session, household_ids: Sequence[str]) -> None:
    """Forget that households were certified; their status is the caller's to set."""
    for batch in batches(household_ids, _IDS):
        session.execute(delete(CertificationTable).where(CertificationTable.household_id.in_(batch)))


def _known(session: Session, source: str, external_ids: Sequence[str]) -> tuple[dict[str, str], dict[str, date]]:
    """The ids of these households by external id, and the day on which each of them was certified last."""
    household, made = HouseholdTable, CertificationTable
    rows = session.execute(
        select(household.external_id, household.id, made.certified_on)
        .outerjoin(made, made.household_id == household.id)
        .where(household.source == source, household.external_id.in_(external_ids))
    ).all()
    ids = {external_id: id_ for external_id, id_, _ in rows}
    return ids, {id_: certified_on for _, id_, certified_on in rows if certified_on is not None}


def _by_paper(rows: Iterable[tuple[str, CertificationRow]]) -> list[tuple[date, str, list[str]]]:
    """The households of each day and paper, in order."""
    groups: dict[tuple[date, str], list[str]] = {}
    for id_, row in rows:
        groups.setdefault((row.certified_on, row.paper), []).append(id_)
    return [(day, paper, members) for (day, paper), members in sorted(groups.items())]
