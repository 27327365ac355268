"""The columns of the list of households: what each is called, what stands in it, and which may be edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import orjson

from app.db.corrections import subject_of
from app.db.read import StoredHousehold
from app.excel.book import Column
from app.excel.sheet_rows import Cell
from app.workflow.decisions import HANOI_TIME
from app.workflow.wire import ADDRESS_PARTS, content_json
from geocoding.address.write import address_line
from geocoding.model import Accuracy, Address, HouseholdStatus
from postcode.code import read_stored

ID: Final = "id"
MARK: Final = "mark"
CODE: Final = "code"
STATUS: Final = "status"

PART_HEADINGS: Final[Mapping[str, str]] = {
    "house_number": "Số nhà",
    "alley_path": "Ngõ, ngách, hẻm",
    "street": "Đường, phố",
    "hamlet": "Thôn, xóm, tổ",
    "estate": "Khu",
    "building": "Tòa nhà",
    "floor": "Tầng",
    "unit": "Căn hộ",
}
"""The parts of an address, which people may edit in the file."""

STATUS_WORDS: Final[Mapping[HouseholdStatus, str]] = {
    HouseholdStatus.DRAFT: "Nháp",
    HouseholdStatus.PROPOSED: "Chờ chứng nhận",
    HouseholdStatus.CERTIFIED: "Đã chứng nhận",
    HouseholdStatus.RETIRED: "Đã ngừng dùng",
}
ACCURACY_WORDS: Final[Mapping[Accuracy, str]] = {
    Accuracy.DOOR: "cửa nhà",
    Accuracy.BUILDING: "ngôi nhà",
    Accuracy.PARCEL: "thửa đất",
    Accuracy.INTERPOLATED: "nội suy",
    Accuracy.CENTROID: "tâm vùng",
}


@dataclass(frozen=True, slots=True)
class HouseholdColumn:
    """A column by its permanent key."""

    key: str
    column: Column
    cell: Callable[[StoredHousehold], Cell]


def mark_of(household: StoredHousehold) -> str:
    """A digest of what the register says of a household: another one means that it was changed since."""
    seen = {**content_json(subject_of(household).content), "version": household.version, "code": household.code}
    return blake2b(orjson.dumps(seen, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()


def part_text(address: Address, name: str) -> str:
    """A part of an address as it stands in its cell; alleys from the street inwards: 12/5."""
    part = getattr(address, name)
    return part if isinstance(part, str) else "/".join(part)


def code_text(household: StoredHousehold) -> str:
    """The code as printed, empty without one."""
    return read_stored(household.code).printed() if household.code else ""


def status_text(household: StoredHousehold) -> str:
    """What the status is called."""
    return STATUS_WORDS[household.status]


def _part(name: str) -> HouseholdColumn:
    column = Column(heading=PART_HEADINGS[name], width=22 if name in {"street", "estate"} else 13, is_open=True)
    return HouseholdColumn(name, column, lambda household: part_text(household.address, name))


def _shown(key: str, heading: str, cell: Callable[[StoredHousehold], Cell], *, width: int = 16) -> HouseholdColumn:
    return HouseholdColumn(key, Column(heading=heading, width=width), cell)


def _hidden(key: str, heading: str, cell: Callable[[StoredHousehold], Cell]) -> HouseholdColumn:
    return HouseholdColumn(key, Column(heading=heading, width=38, is_hidden=True), cell)


def _certified_on(household: StoredHousehold) -> str:
    at = household.certified_at
    return "" if at is None else f"{at.astimezone(HANOI_TIME):%d/%m/%Y}"


def _land(household: StoredHousehold) -> str:
    return "; ".join(f"tờ {key.sheet}, thửa {key.number}" for key in household.parcels)


COLUMNS: Final[tuple[HouseholdColumn, ...]] = (
    _hidden(ID, "Mã hộ (không sửa)", lambda one: one.id),
    _hidden(MARK, "Dấu phiên bản (không sửa)", mark_of),
    _shown(CODE, "Mã địa chỉ", code_text, width=22),
    *map(_part, ADDRESS_PARTS),
    _shown("address_line", "Địa chỉ đầy đủ", lambda one: address_line(one.address), width=44),
    _shown(STATUS, "Tình trạng", status_text),
    _shown("certified_at", "Chứng nhận ngày", _certified_on),
    _shown("lon", "Kinh độ", lambda one: round(one.point.lon, 7)),
    _shown("lat", "Vĩ độ", lambda one: round(one.point.lat, 7)),
    _shown("accuracy", "Vị trí theo", lambda one: ACCURACY_WORDS[one.accuracy]),
    _shown("parcels", "Thửa đất", _land, width=26),
    _shown("commune_code", "Mã xã, phường", lambda one: one.commune_code),
    _shown("external_id", "Mã hộ trong sổ nguồn", lambda one: one.external_id, width=22),
)
"""Only the parts of the address are open; whatever else is changed in a file is refused or has no effect."""
