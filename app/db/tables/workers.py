"""Worker processes, as far as they have said that they work."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class WorkerTable(Base):
    """A process that answers batches and sends messages: `seen_at` is when it last said so, `ended_at` when it stopped
    of itself; one that was killed says nothing any more.
    """

    __tablename__ = "worker"
    __table_args__ = (Index("ix_worker_seen_at", "seen_at"),)

    id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
