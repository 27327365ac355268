"""Imports, and the input rows that wait for a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant
from app.db.tables.base import Base


class DatasetTable(Base):
    """One import of one layer; `finished_at` is empty only inside the transaction that loads it."""

    __tablename__ = "dataset"
    __table_args__ = (Index("ix_dataset_sha256", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    layer: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    options: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)


class DoubtfulTable(Base):
    """An input row that could be several things, waiting for a person; `candidates` is a JSON array."""

    __tablename__ = "doubtful"

    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    address_text: Mapped[str] = mapped_column(Text)
    candidates: Mapped[str] = mapped_column(Text)
