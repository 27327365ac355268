"""The queue of batches: what workers claim, keep, finish and give up; every step is one transaction of the caller.

A claim is a lease: whoever holds it renews it, and when its holder has died it runs out and others may claim. Only
the holder can finish. PostgreSQL passes over rows that another worker is claiming; SQLite lets one worker in at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db.batches import StoredBatch, StoredChunk, stored_batch, stored_chunk
from app.db.tables import BatchChunkTable, BatchTable

MAX_TRIES = 4
"""Claims of one file or chunk; a file that kills every worker must not go round for ever."""


@dataclass(frozen=True, slots=True)
class ClaimedChunk:
    """A chunk to be answered, the batch it belongs to, and how often it was claimed, this time included."""

    batch: StoredBatch
    chunk: StoredChunk
    tries: int


def _is_free(leased_until: InstrumentedAttribute[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(leased_until.is_(None), leased_until <= at)


def claim_file(session: Session, *, lease: str, at: datetime, until: datetime) -> StoredBatch | None:
    """The oldest queued batch whose file nobody looks through, now claimed; None without one."""
    statement = (
        select(BatchTable)
        .where(BatchTable.state == "queued", _is_free(BatchTable.leased_until, at))
        .order_by(BatchTable.created_at, BatchTable.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.execute(statement).scalar_one_or_none()
    if row is None:
        return None
    row.lease, row.leased_until, row.tries = lease, until, row.tries + 1
    row.started_at = row.started_at or at
    session.flush()
    return stored_batch(row)


def tries_of_file(session: Session, batch_id: str) -> int:
    """How often the file of a batch was claimed."""
    return session.execute(select(BatchTable.tries).where(BatchTable.id == batch_id)).scalar_one()


def begin_answering(
    session: Session,
    batch_id: str,
    *,
    lease: str,
    seen: str,
    dataset_version: str,
    chunks: Sequence[StoredChunk],
    at: datetime,
) -> bool:
    """Note what was found in a file, and its chunks; False when the lease is no longer held."""
    rows = sum(chunk.rows for chunk in chunks)
    values = {"seen": seen, "dataset_version": dataset_version, "rows": rows, "lease": "", "leased_until": None}
    ended = {"finished_at": at, "state": "done"} if not chunks else {"state": "running"}
    changed = session.execute(
        update(BatchTable)
        .where(BatchTable.id == batch_id, BatchTable.lease == lease, BatchTable.state == "queued")
        .values(**values, **ended)
        .returning(BatchTable.id)
    ).all()
    if not changed or not chunks:
        return bool(changed)
    free = {"batch_id": batch_id, "tries": 0, "lease": "", "leased_until": None, "done_at": None, "summary": ""}
    records = [{**free, **{name: getattr(chunk, name) for name in StoredChunk.__slots__}} for chunk in chunks]
    session.execute(insert(BatchChunkTable), records)
    return True


def claim_chunk(session: Session, *, lease: str, at: datetime, until: datetime) -> ClaimedChunk | None:
    """A chunk of a running batch, now claimed; None without one. Batches take turns: the lowest number comes first."""
    statement = (
        select(BatchChunkTable, BatchTable)
        .join(BatchTable, BatchTable.id == BatchChunkTable.batch_id)
        .where(BatchTable.state == "running", BatchChunkTable.done_at.is_(None))
        .where(_is_free(BatchChunkTable.leased_until, at))
        .order_by(BatchChunkTable.number, BatchTable.created_at, BatchTable.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=BatchChunkTable)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    chunk, batch = found
    chunk.lease, chunk.leased_until, chunk.tries = lease, until, chunk.tries + 1
    session.flush()
    return ClaimedChunk(stored_batch(batch), stored_chunk(chunk), chunk.tries)


def renew(session: Session, *, lease: str, until: datetime) -> None:
    """Keep what is claimed under a lease."""
    for table in (BatchTable, BatchChunkTable):
        session.execute(update(table).where(table.lease == lease).values(leased_until=until))


def give_up(session: Session, *, lease: str) -> None:
    """Let others claim at once what is claimed under a lease; the claim does not count: the file is not to blame."""
    for table in (BatchTable, BatchChunkTable):
        freed = update(table).where(table.lease == lease)
        session.execute(freed.values(lease="", leased_until=None, tries=table.tries - 1))


def finish_chunk(session: Session, claimed: ClaimedChunk, *, lease: str, summary: str, at: datetime) -> bool:
    """Note that a chunk is answered, and with the last one the batch; False when the lease is no longer held."""
    batch_id, chunk = claimed.batch.id, claimed.chunk
    # The batch first, so that two workers never wait for each other.
    session.execute(select(BatchTable.id).where(BatchTable.id == batch_id).with_for_update())
    changed = session.execute(
        update(BatchChunkTable)
        .where(BatchChunkTable.batch_id == batch_id, BatchChunkTable.number == chunk.number)
        .where(BatchChunkTable.lease == lease, BatchChunkTable.done_at.is_(None))
        .values(done_at=at, summary=summary, lease="", leased_until=None)
        .returning(BatchChunkTable.number)
    ).all()
    if not changed:
        return False
    session.execute(
        update(BatchTable).where(BatchTable.id == batch_id).values(rows_done=BatchTable.rows_done + chunk.rows)
    )
    if not _open_chunks(session, batch_id):
        done = update(BatchTable).where(BatchTable.id == batch_id, BatchTable.state == "running")
        session.execute(done.values(state="done", finished_at=at))
    return True


def _open_chunks(session: Session, batch_id: str) -> int:
    statement = select(func.count()).select_from(BatchChunkTable)
    return session.execute(
        statement.where(BatchChunkTable.batch_id == batch_id, BatchChunkTable.done_at.is_(None))
    ).scalar_one()


def fail_batch(session: Session, batch_id: str, *, failure: str, at: datetime) -> None:
    """End a batch that cannot be answered, with the reason."""
    session.execute(
        update(BatchTable)
        .where(BatchTable.id == batch_id, BatchTable.state.in_(("queued", "running")))
        .values(state="failed", failure=failure, finished_at=at, lease="", leased_until=None)
    )
