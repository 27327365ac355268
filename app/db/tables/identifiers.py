"""National identifiers of households."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import KeyText
from app.db.tables.base import Base


class IdentifierTable(Base):
    """An identifier that a household has from `valid_from` to `valid_to`, both days included; NULL: it still has it."""

    __tablename__ = "identifier"
    __table_args__ = (
        CheckConstraint("scheme IN ('digital-address', 'property-code')", name="scheme"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="validity"),
        Index("ix_identifier_value", "scheme", "value"),
        Index("ix_identifier_household_id", "household_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(KeyText)
    value: Mapped[str] = mapped_column(KeyText)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
