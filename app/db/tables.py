"""The tables of the register; `migrations/` must always lead to exactly these.

Shapes are in metres of EPSG:5897, points in WGS 84 degrees. An absent text is the empty string, never NULL.
`content_digest` is the digest of what the source said, so that an import can leave unchanged rows alone.
"""

from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.db.columns import AlleyPath, Instant, KeyText, SurveyShape


class Base(DeclarativeBase):
    """Base of all tables; the naming convention lets a migration name every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _shape_index(table: str) -> Index:
    """The GiST index of a table's shapes; SQLite has none, its questions are answered by the snapshot."""
    return Index(f"ix_{table}_shape", "shape", postgresql_using="gist").ddl_if(dialect="postgresql")


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


class CommuneOutlineTable(Base):
    """The outline of the commune that has this code on `valid_on`."""

    __tablename__ = "commune_outline"
    __table_args__ = (_shape_index("commune_outline"),)

    code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    valid_on: Mapped[date] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    approximate: Mapped[bool]
    shape: Mapped[BaseGeometry] = mapped_column(SurveyShape)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class ParcelTable(Base):
    """A cadastral unit of land; the cadastre's own key is its identity."""

    __tablename__ = "parcel"
    __table_args__ = (_shape_index("parcel"),)

    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    sheet: Mapped[str] = mapped_column(KeyText, primary_key=True)
    number: Mapped[str] = mapped_column(KeyText, primary_key=True)
    shape: Mapped[BaseGeometry] = mapped_column(SurveyShape)
    label_lon: Mapped[float]
    label_lat: Mapped[float]
    land_use: Mapped[str] = mapped_column(Text)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class BuildingTable(Base):
    """A building footprint."""

    __tablename__ = "building"
    __table_args__ = (_shape_index("building"),)

    source: Mapped[str] = mapped_column(KeyText, primary_key=True)
    external_id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    levels: Mapped[int | None]
    shape: Mapped[BaseGeometry] = mapped_column(SurveyShape)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class StreetTable(Base):
    """A named street or one of its alleys; a street from a plain list has no shape."""

    __tablename__ = "street"
    __table_args__ = (_shape_index("street"),)

    source: Mapped[str] = mapped_column(KeyText, primary_key=True)
    external_id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    prefix: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    alley_path: Mapped[tuple[str, ...]] = mapped_column(AlleyPath)
    commune_code: Mapped[str] = mapped_column(Text)
    district: Mapped[str] = mapped_column(Text)
    shape: Mapped[BaseGeometry | None] = mapped_column(SurveyShape)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class HouseholdTable(Base):
    """A dwelling unit. `id` is opaque and permanent; (`source`, `external_id`) is what the source calls it.

    (`lon`, `lat`) is the identity point, (`access_lon`, `access_lat`) the gate or lobby where one enters.
    """

    __tablename__ = "household"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90", name="point"),
        CheckConstraint("(access_lon IS NULL) = (access_lat IS NULL)", name="access_point"),
        CheckConstraint("status IN ('draft', 'proposed', 'certified', 'retired')", name="status"),
        CheckConstraint("accuracy IN ('door', 'building', 'parcel', 'interpolated', 'centroid')", name="accuracy"),
        Index("ix_household_commune_code", "commune_code"),
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


class DoubtfulTable(Base):
    """An input row that could be several things, waiting for a person; `candidates` is a JSON array."""

    __tablename__ = "doubtful"

    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    address_text: Mapped[str] = mapped_column(Text)
    candidates: Mapped[str] = mapped_column(Text)


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
