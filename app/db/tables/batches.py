"""Batches: files of questions, and the chunks they are answered in; the files themselves lie beside the register."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base

STATES = "state IN ('queued', 'running', 'done', 'cancelled', 'failed')"


class BatchTable(Base):
    """One file of questions. `owner` is the caller as known at its creation, `options` what was asked for, `seen` what
    was found (all JSON); `lease` belongs to the worker that looks through the file. `purged_at` says that the files
    are gone.
    """

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint(STATES, name="state"),
        UniqueConstraint("owner_id", "idempotency_key"),
        Index("ix_batch_state", "state"),
        Index("ix_batch_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    owner_id: Mapped[str] = mapped_column(KeyText)
    idempotency_key: Mapped[str | None] = mapped_column(KeyText)
    fingerprint: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    file_bytes: Mapped[int] = mapped_column(BigInteger)
    options: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    failure: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(Text)
    dataset_version: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    rows_done: Mapped[int]
    tries: Mapped[int]
    lease: Mapped[str] = mapped_column(Text)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    purged_at: Mapped[datetime | None] = mapped_column(Instant)


class BatchChunkTable(Base):
    """A stretch of a file by byte offsets; `summary` (JSON) counts its outcomes once `done_at` is set."""

    __tablename__ = "batch_chunk"

    batch_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_row: Mapped[int]
    rows: Mapped[int]
    start_byte: Mapped[int] = mapped_column(BigInteger)
    end_byte: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int]
    lease: Mapped[str] = mapped_column(Text)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    summary: Mapped[str] = mapped_column(Text)
