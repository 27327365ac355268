"""Workers in the register: each says now and then that it works."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.db.tables import BatchTable, WebhookDeliveryTable, WorkerTable
from app.db.upsert import core_table


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What waits for workers: batches not looked into, batches begun, and messages."""

    queued: int
    running: int
    messages: int

    @property
    def is_any(self) -> bool:
        """Whether anything waits."""
        return bool(self.queued or self.running or self.messages)


def open_work(session: Session) -> OpenWork:
    """What waits for workers now."""
    return OpenWork(
        queued=_count(session, BatchTable.state == "queued"),
        running=_count(session, BatchTable.state == "running"),
        messages=_count(session, WebhookDeliveryTable.state == "waiting"),
    )


def note_worker(
    session: Session, worker_id: str, *, started_at: datetime, at: datetime, forget_before: datetime
) -> None:
    """Note that a worker works; those not seen since `forget_before` are forgotten."""
    session.execute(delete(core_table(WorkerTable)).where(WorkerTable.seen_at < forget_before))
    known = update(WorkerTable).where(WorkerTable.id == worker_id).values(seen_at=at).returning(WorkerTable.id)
    if not session.execute(known).all():
        session.execute(insert(core_table(WorkerTable)).values(id=worker_id, started_at=started_at, seen_at=at))


def end_worker(session: Session, worker_id: str, *, at: datetime) -> None:
    """Note that a worker has stopped."""
    session.execute(update(WorkerTable).where(WorkerTable.id == worker_id).values(seen_at=at, ended_at=at))


def working_since(session: Session, moment: datetime) -> int:
    """How many workers have said since a moment that they work, and have not stopped."""
    return _count(session, WorkerTable.seen_at >= moment, WorkerTable.ended_at.is_(None))


def last_seen(session: Session) -> datetime | None:
    """When the last worker of all was seen; None when none is remembered."""
    return session.execute(select(func.max(WorkerTable.seen_at))).scalar_one()


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    """How many rows of one table fulfil the conditions."""
    return session.execute(select(func.count()).where(*conditions)).scalar_one()
