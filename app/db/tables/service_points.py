"""Postal service points."""

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import KeyText
from app.db.tables.base import Base


class ServicePointTable(Base):
    """A post office, agency, mailbox or locker; (`source`, `external_id`) is what its source calls it."""

    __tablename__ = "service_point"

    source: Mapped[str] = mapped_column(KeyText, primary_key=True)
    external_id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    address_text: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(KeyText)
    lon: Mapped[float]
    lat: Mapped[float]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
