"""Which format a file is in, by its ending and its first bytes together; one that says two things is refused."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geocoding.errors import LayerMissing, LayerUnreadable


class Format(StrEnum):
    """The formats that are read; the value of a GDAL format is the name of its driver."""

    GEOJSON = "GeoJSON"
    GEOPACKAGE = "GPKG"
    SHAPEFILE = "ESRI Shapefile"
    FLATGEOBUF = "FlatGeobuf"
    CSV = "CSV"
    OSM = "OSM"


GDAL_FORMATS = (Format.GEOJSON, Format.GEOPACKAGE, Format.SHAPEFILE, Format.FLATGEOBUF)
"""The drivers that are allowed to run, and no other."""


@dataclass(frozen=True, slots=True)
class _Signature:
    format: Format
    opening: bytes
    at: int = 0


_BY_ENDING = {
    ".geojson": _Signature(Format.GEOJSON, b"{"),
    ".json": _Signature(Format.GEOJSON, b"{"),
    ".gpkg": _Signature(Format.GEOPACKAGE, b"SQLite format 3\0"),
    ".shp": _Signature(Format.SHAPEFILE, b"\0\0\x27\x0a"),
    ".fgb": _Signature(Format.FLATGEOBUF, b"fgb\x03fgb"),
    ".csv": _Signature(Format.CSV, b""),
    ".pbf": _Signature(Format.OSM, b"OSMHeader", at=6),
}
ENDINGS = tuple(_BY_ENDING)


def format_of(path: Path) -> Format:
    """The format of a file; raises `LayerMissing`, or `LayerUnreadable` where ending and content disagree."""
    if not path.is_file():
        raise LayerMissing(path, "no such file")
    signature = _BY_ENDING.get(path.suffix.lower())
    if signature is None:
        raise LayerUnreadable(path, f"unknown ending; readable are {' '.join(ENDINGS)}")
    if not _opening(path, signature).startswith(signature.opening):
        raise LayerUnreadable(path, f"the content is not {signature.format}")
    return signature.format


def _opening(path: Path, signature: _Signature) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise LayerUnreadable(path, error.strerror or "cannot be read") from None
    if signature.format is Format.GEOJSON:
        return start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[signature.at :]
