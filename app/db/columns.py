"""Column types that mean the same in SQLite and in PostgreSQL.

GeoAlchemy2's own SQLite support needs loadable extensions, which a plain Python does not have.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import lru_cache

import orjson
import shapely
from geoalchemy2 import Geometry
from geoalchemy2.elements import WKBElement
from shapely.geometry.base import BaseGeometry
from sqlalchemy import DateTime, Dialect, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from geocoding.crs import SURVEY_EPSG
from geocoding.text.fold import CACHED_NAMES

KeyText = String().with_variant(String(collation="C"), "postgresql")
"""Text that is sorted by code point in both databases, so that reading in key order gives one order."""


class SurveyShape(TypeDecorator[BaseGeometry]):
    """A shapely shape in the survey plane: WKB bytes in SQLite, a PostGIS geometry elsewhere; Z is dropped."""

    impl = Geometry
    cache_ok = True

    def __init__(self) -> None:
        super().__init__("GEOMETRY", srid=SURVEY_EPSG, spatial_index=False)

    def load_dialect_impl(self, dialect: Dialect | None) -> TypeEngine[BaseGeometry] | LargeBinary:
        """Choose the stored form; GeoAlchemy2 asks once without a dialect while it attaches to a table."""
        if dialect is not None and dialect.name == "sqlite":
            return LargeBinary()
        return Geometry("GEOMETRY", srid=SURVEY_EPSG, spatial_index=False)

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> bytes | str | None:
        """Write plain WKB for SQLite and hexadecimal EWKB, which PostGIS reads in place of text, elsewhere."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return shape_bytes(value)
        shape = shapely.set_srid(value, SURVEY_EPSG)
        return shapely.to_wkb(shape, hex=True, include_srid=True, output_dimension=2)

    def process_result_value(self, value: bytes | WKBElement | None, dialect: Dialect) -> BaseGeometry | None:
        """Read either stored form as a shapely shape."""
        if value is None:
            return None
        return shapely.from_wkb(bytes(value.data) if isinstance(value, WKBElement) else value)


class AlleyPath(TypeDecorator[tuple[str, ...]]):
    """An ordered alley path, kept as a JSON array: a part may hold any character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """Write a path as a JSON array."""
        return orjson.dumps(value or ()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Read a JSON array as a path; empty when nothing is stored."""
        return _path(value) if value else ()


@lru_cache(maxsize=CACHED_NAMES)
def _path(text: str) -> tuple[str, ...]:
    """The path that a JSON array holds; all households of an alley share one."""
    return tuple(orjson.loads(text))


class WordSet(TypeDecorator[frozenset[str]]):
    """A set of words without blanks, kept as text in sorted order; the empty set is the empty text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> str:
        """Write the words sorted; raises `ValueError` on one that would be read as two."""
        words = sorted(set(value or ()))
        if any(word.split() != [word] for word in words):
            raise ValueError("a word of a set has no blanks")
        return " ".join(words)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str]:
        """Read the words."""
        return frozenset((value or "").split())


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no time zones, keeps it as UTC without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC; raises `ValueError` on a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read a moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def shape_bytes(shape: BaseGeometry) -> bytes:
    """The two-dimensional, little-endian WKB of a shape: equal bytes for equal shapes on every machine."""
    return shapely.to_wkb(shape, output_dimension=2, byte_order=1)
