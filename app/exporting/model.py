"""What an export is: one layer of one dataset version in one format, with all that must be known to use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class FileFormat(StrEnum):
    """The formats, named by the ending of their files."""

    GPKG = "gpkg"
    FGB = "fgb"
    PARQUET = "parquet"
    PMTILES = "pmtiles"


MEDIA_TYPES: Final[Mapping[FileFormat, str]] = {
    FileFormat.GPKG: "application/geopackage+sqlite3",
    FileFormat.FGB: "application/flatgeobuf",
    FileFormat.PARQUET: "application/vnd.apache.parquet",
    FileFormat.PMTILES: "application/vnd.pmtiles",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that a layer of the register came from, and when it was imported."""

    layer: str
    source: str
    file_name: str
    sha256: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property of the features, with its meaning in both languages."""

    name: str
    type: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything about one exported file. `commune` is "" for the whole city; `bbox` is west, south, east, north."""

    file: str
    layer: str
    format: FileFormat
    media_type: str
    bytes: int
    sha256: str
    features: int
    bbox: tuple[float, float, float, float] | None
    crs: str
    dataset_version: str
    edition: str
    commune: str
    licence: str
    created_at: datetime
    sources: tuple[Source, ...]
    fields: tuple[Field, ...]
