"""Which column of a file holds what: our canonical names, the names met in cadastral files, and a caller's mapping."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geocoding.layers.rows import Layer
from geocoding.text.fold import fold, tidy

CANONICAL: Mapping[Layer, tuple[str, ...]] = {
    Layer.COMMUNES: ("code", "name", "approximate"),
    Layer.PARCELS: ("commune_code", "sheet", "parcel", "land_use"),
    Layer.BUILDINGS: ("external_id", "name", "levels"),
    Layer.STREETS: ("external_id", "street", "prefix", "alley_path", "commune", "district"),
    Layer.HOUSEHOLDS: (
        *("external_id", "house_number", "alley_path", "street", "hamlet", "estate", "building", "floor", "unit"),
        *("commune_code", "sheet", "parcel", "lon", "lat", "access_lon", "access_lat", "address_text", "vpostcode"),
    ),
    Layer.OSM: (),
    Layer.REFERENCE_COUNTS: ("commune_code", "count", "dated_on", "source"),
    Layer.CERTIFICATIONS: ("external_id", "certified_on", "paper"),
    Layer.SERVICE_POINTS: ("external_id", "name", "kind", "address_text", "lon", "lat"),
    Layer.IDENTIFIERS: ("external_id", "digital_address", "property_code", "valid_from", "valid_to"),
}

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "code": ("commune_code", "maxa", "maphuong", "maphuongxa", "madvhc", "mahc"),
    "name": ("ten", "tenxa", "tentoanha", "tendiem", "tenbuucuc"),
    "commune_code": ("maxa", "maphuong", "maphuongxa", "madvhc", "mahc", "ward_code", "communecode"),
    "commune": ("commune_code", "ward", "phuong", "xa", "phuongxa", "maxa"),
    "district": ("quan", "huyen", "quanhuyen"),
    "sheet": ("sohieutobando", "soto", "sototbd", "tobando", "tobd", "map_sheet", "shbando"),
    "parcel": ("sothututhua", "sothua", "thua", "thuadat", "parcel_number", "shthua", "number"),
    "land_use": ("kyhieumucdich", "loaidat", "mdsd", "mucdichsudung", "mucdich"),
    "external_id": ("id", "osm_id", "ma", "maho", "madinhdanh", "source_id"),
    "levels": ("sotang", "building:levels", "floors"),
    "street": ("name", "duong", "pho", "duongpho", "tenduong", "tenpho", "street_name"),
    "prefix": ("loaiduong", "loai"),
    "alley_path": ("ngo", "ngongach", "ngachhem", "duongngo"),
    "house_number": ("sonha", "housenumber", "addr:housenumber", "so"),
    "hamlet": ("thon", "xom", "thonxom", "todanpho", "tdp"),
    "estate": ("khudothi", "kdt", "khutapthe", "duan"),
    "building": ("toanha", "toa", "chungcu", "block"),
    "floor": ("tang",),
    "unit": ("canho", "phong", "socanho", "flat"),
    "lon": ("longitude", "lng", "kinhdo"),
    "lat": ("latitude", "vido"),
    "address_text": ("diachi", "address", "raw_text", "diachidaydu"),
    "count": ("soho", "sohogiadinh", "households"),
    "dated_on": ("ngay", "ngaysolieu", "date"),
    "source": ("nguon", "donvicungcap"),
    "certified_on": ("ngaychungnhan", "ngayxacnhan"),
    "paper": ("quyetdinh", "sovanban", "vanban"),
    "kind": ("loai", "loaidiem", "type"),
    "digital_address": ("madiachiso", "ndascode", "diachiso", "ma_dia_chi_so"),
    "property_code": ("madinhdanhnha", "madinhdanhbatdongsan", "mabds", "madientu"),
    "valid_from": ("tungay", "hieuluctu", "ngaycap"),
    "valid_to": ("denngay", "hieulucden"),
    "vpostcode": ("mavpostcode", "mabuuchinh", "mabc"),
}
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file: pairs (canonical name, name in the file), and the names nobody asked for."""

    used: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]

    def canonical(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields under canonical names, tidied; an absent one is the empty string."""
        return {ours: clean(fields.get(theirs, "")) for ours, theirs in self.used}


def match_columns(layer: Layer, names: Iterable[str], *, mapping: Mapping[str, str]) -> Columns:
    """How the columns of a file serve a layer; the mapping (canonical → theirs) goes before exact names and aliases.

    Raises `ValueError` when the mapping names a column that is not ours or not the file's.
    """
    present = tuple(names)
    for ours, named in mapping.items():
        if ours not in CANONICAL[layer]:
            raise ValueError(f"{layer}: không có cột {ours} · no column {ours}; {', '.join(CANONICAL[layer])}")
        if named not in present:
            raise ValueError(f"tệp không có cột {named} · the file has no column {named}; {', '.join(present)}")
    found = ((ours, mapping.get(ours) or _find(ours, present)) for ours in CANONICAL[layer])
    used = [(ours, theirs) for ours, theirs in found if theirs is not None]
    taken = {theirs for _, theirs in used}
    return Columns(tuple(used), tuple(name for name in present if name not in taken))


def clean(text: str) -> str:
    """A cell as text to work with: tidied, cheaply where it is plain."""
    return text.strip() if text.isascii() and "  " not in text else tidy(text)


def parse_decimal(text: str) -> float:
    """A number with a decimal point or comma ("219,9"); raises `ValueError`. May be NaN or infinite."""
    return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)


def _find(ours: str, names: tuple[str, ...]) -> str | None:
    keys = {_key(name): name for name in reversed(names)}
    for alias in (ours, *_ALIASES.get(ours, ())):
        if _key(alias) in keys:
            return keys[_key(alias)]
    return None


def _key(name: str) -> str:
    """The comparable form of a column name: "so_to", "SoTo" and "Số tờ" alike."""
    return _NOT_LETTERS.sub("", fold(tidy(name)))
