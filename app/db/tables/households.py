"""Households and the parcels they stand on."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import AlleyPath, Instant, KeyText
from app.db.tables.base import Base


class HouseholdTable(Base):
    """A dwelling unit. `id` is opaque and permanent; (`source`, `external_id`) is what the source calls it.

    (`lon`, `lat`) is the identity point, (`access_lon`, `access_lat`) the gate or lobby where one enters.
    `version` counts the changes that people approved: above 0 an import no longer overwrites the row. `sort_key` puts
    a commune in walking order and is searched, see `geocoding.address.order`.
    """

    __tablename__ = "household"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90", name="point"),
        CheckConstraint("(access_lon IS NULL) = (access_lat IS NULL)", name="access_point"),
        CheckConstraint("status IN ('draft', 'proposed', 'certified', 'retired')", name="status"),
        CheckConstraint("accuracy IN ('door', 'building', 'parcel', 'interpolated', 'centroid')", name="accuracy"),
        Index("ix_household_commune_code", "commune_code", "sort_key", "id"),
    )

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    source: Mapped[str] = mapped_column(KeyText)
    external_id: Mapped[str] = mapped_column(KeyText)
    house_number: Mapped[str] = mapped_column(Text)
    alley_path: Mapped[tuple[str, ...]] = mapped_column(AlleyPath)
    street: Mapped[str] = mapped_column(Text)
    hamlet: Mapped[str] = mapped_column(Text)
    estate: Mapped[str] = mapped_column(Text)
    building: Mapped[str] = mapped_column(Text)
    floor: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    address_text: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(KeyText)
    stated_commune_code: Mapped[str] = mapped_column(Text)
    lon: Mapped[float]
    lat: Mapped[float]
    access_lon: Mapped[float | None]
    access_lat: Mapped[float | None]
    accuracy: Mapped[str] = mapped_column(Text)
    building_external_id: Mapped[str] = mapped_column(Text)
    brought_code: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="0")
    certified_at: Mapped[datetime | None] = mapped_column(Instant)
    sort_key: Mapped[str] = mapped_column(KeyText, server_default="")
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class HouseholdParcelTable(Base):
    """One parcel a household stands on; `position` keeps the order in which its source names them."""

    __tablename__ = "household_parcel"
    __table_args__ = (
        ForeignKeyConstraint(
            ["commune_code", "sheet", "number"],
            ["parcel.commune_code", "parcel.sheet", "parcel.number"],
            onupdate="CASCADE",
        ),
        Index("ix_household_parcel_parcel", "commune_code", "sheet", "number"),
    )

    household_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    commune_code: Mapped[str] = mapped_column(KeyText)
    sheet: Mapped[str] = mapped_column(KeyText)
    number: Mapped[str] = mapped_column(KeyText)
