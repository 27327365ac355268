"""The change feed: households to be looked at, what the feed has told, and where it ends.

Triggers of the database mark a household in the transaction that changes it, whoever writes; see decision 30.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base

Counted = BigInteger().with_variant(Integer, "sqlite")
"""A number that outgrows 32 bits; SQLite counts rows only in a column of this name."""


class ChangeMarkTable(Base):
    """A household that a transaction has changed and that the feed has not looked at since; filled by triggers."""

    __tablename__ = "change_mark"

    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))


class ChangeTable(Base):
    """One line of the feed; the sequence has no gaps.

    `state` (JSON) is what is true of the household from then on, empty where it has no code any more. `left_commune`
    is the commune it stood in before, empty where it stays in its own.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_commune_code", "commune_code", "sequence"),
        Index("ix_change_left_commune", "left_commune", "sequence"),
        Index("ix_change_household_id", "household_id", "sequence"),
        Index("ix_change_at", "at"),
    )

    sequence: Mapped[int] = mapped_column(Counted, primary_key=True, autoincrement=False)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(KeyText)
    left_commune: Mapped[str] = mapped_column(KeyText)
    code: Mapped[str] = mapped_column(Text)
    previous_code: Mapped[str] = mapped_column(Text)
    successors: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class ToldHouseholdTable(Base):
    """What the feed told last of a household; `state` is empty where it told that the household has no code."""

    __tablename__ = "told_household"
    __table_args__ = (Index("ix_told_household_commune_code", "commune_code", "household_id"),)

    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    commune_code: Mapped[str] = mapped_column(KeyText)
    code: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    sequence: Mapped[int] = mapped_column(Counted)


class FeedEndTable(Base):
    """In one row: the last number of the feed, and the last one of those that are no longer kept."""

    __tablename__ = "feed_end"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(Counted)
    dropped: Mapped[int] = mapped_column(Counted)
