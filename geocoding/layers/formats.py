"""Which format a file is in, by its ending and its first bytes together; one that says two things is refused."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geocoding.errors import LayerMissing, LayerUnreadable
from geocoding.words import Words


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


_MISSING = Words("không có tệp này", "no such file")
_CHECK_PATH = Words(
    "xem lại đường dẫn; cần tên tệp, không phải thư mục", "check the path; it must be a file, not a folder"
)
_UNKNOWN_ENDING = Words(
    f"đuôi tệp lạ; đọc được {' '.join(ENDINGS)}", f"unknown ending; readable are {' '.join(ENDINGS)}"
)
_SAVE_CSV = Words(
    "tệp Excel thì chọn Lưu thành, loại “CSV UTF-8”, rồi nhập tệp CSV",
    "of an Excel file, save “CSV UTF-8” and import that",
)
SAVE_AS_LAYER = Words(
    "lưu lại thành GeoJSON, GeoPackage, Shapefile, FlatGeobuf hoặc CSV rồi nhập lại",
    "save it as GeoJSON, GeoPackage, Shapefile, FlatGeobuf or CSV and import that",
)
"""What helps with any file that cannot be read."""


def _other_content(named: Format) -> Words:
    return Words(f"nội dung không phải {named}", f"the content is not {named}")


def format_of(path: Path) -> Format:
    """The format of a file; raises `LayerMissing`, or `LayerUnreadable` where ending and content disagree."""
    if not path.is_file():
        raise LayerMissing(path, _MISSING, _CHECK_PATH)
    signature = _BY_ENDING.get(path.suffix.lower())
    if signature is None:
        raise LayerUnreadable(path, _UNKNOWN_ENDING, _SAVE_CSV)
    if not _opening(path, signature).startswith(signature.opening):
        raise LayerUnreadable(path, _other_content(signature.format), SAVE_AS_LAYER)
    return signature.format


def _opening(path: Path, signature: _Signature) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise LayerUnreadable(path, Words("không mở được tệp", error.strerror or "cannot be read")) from None
    if signature.format is Format.GEOJSON:
        return start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[signature.at :]
