"""Issued codes, for ever, the one that is live, and what became of the others."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class IssuedCodeTable(Base):
    """A code that was issued, for ever: triggers refuse every UPDATE and DELETE of this table."""

    __tablename__ = "issued_code"
    __table_args__ = (UniqueConstraint("household_id", "base", "unit"),)

    base: Mapped[str] = mapped_column(KeyText, primary_key=True)
    unit: Mapped[str] = mapped_column(KeyText, primary_key=True)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("household.id"))
    site: Mapped[str] = mapped_column(Text)
    adopted: Mapped[bool]
    issued_at: Mapped[datetime] = mapped_column(Instant)


class LiveCodeTable(Base):
    """The one code that is live for a household; without a row here its issued codes are retired."""

    __tablename__ = "live_code"
    __table_args__ = (
        ForeignKeyConstraint(
            ["household_id", "base", "unit"],
            ["issued_code.household_id", "issued_code.base", "issued_code.unit"],
        ),
    )

    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    base: Mapped[str] = mapped_column(KeyText)
    unit: Mapped[str] = mapped_column(KeyText)


class LineageTable(Base):
    """What became of a household, one row for each that carries on; triggers refuse every UPDATE and DELETE.

    (`base`, `unit`) is the code that ended with it, NULL where none did; `successor_id` is NULL where nobody carries
    on.
    """

    __tablename__ = "lineage"
    __table_args__ = (
        ForeignKeyConstraint(
            ["household_id", "base", "unit"],
            ["issued_code.household_id", "issued_code.base", "issued_code.unit"],
        ),
        Index("ix_lineage_household_id", "household_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("household.id"))
    kind: Mapped[str] = mapped_column(Text)
    successor_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    base: Mapped[str | None] = mapped_column(KeyText)
    unit: Mapped[str | None] = mapped_column(KeyText)
    at: Mapped[datetime] = mapped_column(Instant)
