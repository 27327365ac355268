"""Administrative units through time, and the postcode heads of their communes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import KeyText
from app.db.tables.base import Base


class AdminUnitTable(Base):
    """An official area; the same code names different units at different times."""

    __tablename__ = "admin_unit"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="validity"),)

    code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    district_code: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class UnitLinkTable(Base):
    """A commune of before 1 July 2025 that gave land or people to a commune of after."""

    __tablename__ = "unit_link"

    old_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    new_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    effective_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class EditionTable(Base):
    """A dated version of the postcode heads."""

    __tablename__ = "edition"

    id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(Text)


class EditionHeadTable(Base):
    """The five-digit head of one commune in one edition; the commune's code is the one of that time."""

    __tablename__ = "edition_head"

    edition_id: Mapped[str] = mapped_column(KeyText, ForeignKey("edition.id"), primary_key=True)
    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    head: Mapped[str] = mapped_column(Text)
