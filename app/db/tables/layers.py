"""The cadastral layers: outlines, parcels, buildings, streets."""

from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import AlleyPath, KeyText, SurveyShape
from app.db.tables.base import Base, shape_index


class CommuneOutlineTable(Base):
    """The outline of the commune that has this code on `valid_on`."""

    __tablename__ = "commune_outline"
    __table_args__ = (shape_index("commune_outline"),)

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
    __table_args__ = (shape_index("parcel"),)

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
    """A building footprint; `commune_code` is where its middle lies, "" in no commune, NULL until an audit asked."""

    __tablename__ = "building"
    __table_args__ = (shape_index("building"), Index("ix_building_commune_code", "commune_code"))

    source: Mapped[str] = mapped_column(KeyText, primary_key=True)
    external_id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    levels: Mapped[int | None]
    commune_code: Mapped[str | None] = mapped_column(KeyText)
    shape: Mapped[BaseGeometry] = mapped_column(SurveyShape)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class StreetTable(Base):
    """A named street or one of its alleys; a street from a plain list has no shape."""

    __tablename__ = "street"
    __table_args__ = (shape_index("street"), Index("ix_street_commune_code", "commune_code"))

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
