"""What citizens and couriers reported."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class ReportTable(Base):
    """A report under its receipt number. `finding_id` is its place in the worklist, whose fate is the answer.

    `reporter` is a kind of caller or a key, never a person.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("kind IN ('wrong-place', 'wrong-address', 'no-code', 'no-such-house', 'other')", name="kind"),
        Index("ix_report_commune_code", "commune_code", "received_at"),
    )

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    receipt: Mapped[str] = mapped_column(KeyText, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    household_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("household.id", ondelete="SET NULL")
    )
    commune_code: Mapped[str] = mapped_column(KeyText)
    lon: Mapped[float]
    lat: Mapped[float]
    reporter: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(Instant)
    finding_id: Mapped[str] = mapped_column(KeyText)
