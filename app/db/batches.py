"""Batches in the register: created, listed, looked at, ended. What workers do with them is in `batch_queue`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.tables import BatchChunkTable, BatchTable

OPEN = ("queued", "running")
"""The states in which a batch still waits for answers."""


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch; `owner`, `options` and `seen` are JSON, `seen` empty before the file has been looked through."""

    id: str
    owner_id: str
    fingerprint: str
    owner: str
    file_name: str
    file_bytes: int
    options: str
    state: str
    failure: str
    seen: str
    dataset_version: str
    rows: int
    rows_done: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime
    purged_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch to be created; `idempotency_key` is None where the caller sent none."""

    id: str
    owner_id: str
    idempotency_key: str | None
    fingerprint: str
    owner: str
    file_name: str
    file_bytes: int
    options: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk of a file, by byte offsets."""

    number: int
    first_row: int
    rows: int
    start_byte: int
    end_byte: int


def add_batch(session: Session, new: NewBatch) -> bool:
    """Queue a batch; False when its caller has already used its idempotency key."""
    empty = {"failure": "", "seen": "", "dataset_version": "", "lease": "", "rows": 0, "rows_done": 0, "tries": 0}
    values = {name: getattr(new, name) for name in NewBatch.__slots__}
    try:
        with session.begin_nested():
            session.execute(insert(BatchTable).values(state="queued", **values, **empty))
    except IntegrityError:
        return False
    return True


def find_batch(session: Session, batch_id: str) -> StoredBatch | None:
    """The batch with this id; None without one."""
    row = session.get(BatchTable, batch_id)
    return None if row is None else stored_batch(row)


def find_by_idempotency_key(session: Session, *, owner_id: str, key: str) -> StoredBatch | None:
    """The batch that this caller created with this key; None without one."""
    statement = select(BatchTable).where(BatchTable.owner_id == owner_id, BatchTable.idempotency_key == key)
    row = session.execute(statement).scalar_one_or_none()
    return None if row is None else stored_batch(row)


def batches_of(session: Session, *, owner_id: str, limit: int) -> list[StoredBatch]:
    """The batches of a caller, newest first."""
    statement = (
        select(BatchTable)
        .where(BatchTable.owner_id == owner_id)
        .order_by(BatchTable.created_at.desc(), BatchTable.id.desc())
        .limit(limit)
    )
    return [stored_batch(row) for row in session.execute(statement).scalars()]


def open_batches(session: Session, *, owner_id: str) -> int:
    """How many batches of a caller wait or run."""
    statement = select(func.count()).select_from(BatchTable)
    return session.execute(statement.where(BatchTable.owner_id == owner_id, BatchTable.state.in_(OPEN))).scalar_one()


def rows_since(session: Session, *, owner_id: str, since: datetime) -> int:
    """How many rows the batches have that a caller created since a moment."""
    statement = select(func.coalesce(func.sum(BatchTable.rows), 0))
    return session.execute(
        statement.where(BatchTable.owner_id == owner_id, BatchTable.created_at >= since)
    ).scalar_one()


def chunk_summaries(session: Session, batch_id: str) -> list[str]:
    """The summaries of the chunks that are done, by number."""
    statement = (
        select(BatchChunkTable.summary)
        .where(BatchChunkTable.batch_id == batch_id, BatchChunkTable.done_at.is_not(None))
        .order_by(BatchChunkTable.number)
    )
    return list(session.execute(statement).scalars())


def chunks_of(session: Session, batch_id: str) -> list[StoredChunk]:
    """All chunks of a batch, by number."""
    statement = select(BatchChunkTable).where(BatchChunkTable.batch_id == batch_id).order_by(BatchChunkTable.number)
    return [stored_chunk(row) for row in session.execute(statement).scalars()]


def cancel_batch(session: Session, batch_id: str, *, at: datetime) -> None:
    """End a batch that waits or runs; one that has ended keeps its state."""
    session.execute(
        update(BatchTable)
        .where(BatchTable.id == batch_id, BatchTable.state.in_(OPEN))
        .values(state="cancelled", finished_at=at, lease="", leased_until=None)
    )


def expired_batches(session: Session, *, at: datetime) -> Sequence[str]:
    """The ids of batches whose time is over and whose files may still be there."""
    statement = select(BatchTable.id).where(BatchTable.expires_at <= at, BatchTable.purged_at.is_(None))
    return session.execute(statement.order_by(BatchTable.id)).scalars().all()


def mark_purged(session: Session, batch_id: str, *, at: datetime) -> None:
    """Note that the files of a batch are being removed; its name goes too, it may tell more than its numbers."""
    cancel_batch(session, batch_id, at=at)
    session.execute(update(BatchTable).where(BatchTable.id == batch_id).values(purged_at=at, file_name=""))


def stored_batch(row: BatchTable) -> StoredBatch:
    """The batch in a row."""
    return StoredBatch(**{name: getattr(row, name) for name in StoredBatch.__slots__})


def stored_chunk(row: BatchChunkTable) -> StoredChunk:
    """The chunk in a row."""
    return StoredChunk(**{name: getattr(row, name) for name in StoredChunk.__slots__})
