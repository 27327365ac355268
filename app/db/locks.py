"""Locks of households that are being edited."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.db.tables import HouseholdLockTable
from app.db.upsert import core_table
from app.workflow.decisions import Lock
from app.workflow.model import Person


def locks(session: Session, household_ids: Collection[str], *, now: datetime) -> dict[str, Lock]:
    """The locks that hold at that moment, by household."""
    table = HouseholdLockTable
    rows = session.execute(select(*core_table(table).c).where(table.household_id.in_(household_ids), table.until > now))
    return {row.household_id: Lock(row.household_id, Person(row.holder_id, row.holder), row.until) for row in rows}


def put_lock(session: Session, lock: Lock) -> None:
    """Write a lock in place of any other of the household."""
    table = core_table(HouseholdLockTable)
    session.execute(delete(table).where(table.c.household_id == lock.household_id))
    session.execute(
        insert(table).values(
            household_id=lock.household_id, holder_id=lock.holder.id, holder=lock.holder.name, until=lock.until
        )
    )


def free_locks(session: Session, household_ids: Collection[str], *, holder_id: str) -> None:
    """Take away the locks that a person holds on some households."""
    table = core_table(HouseholdLockTable)
    session.execute(delete(table).where(table.c.household_id.in_(household_ids), table.c.holder_id == holder_id))
