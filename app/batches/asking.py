"""Which columns hold the question, and what kind of question it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.batches.errors import OptionRefused
from app.batches.options import Columns, Role
from geocoding.text.fold import fold, tidy
from postcode.words import Words


class Mode(StrEnum):
    """What is asked of every row."""

    RESOLVE = "resolve"
    REVERSE = "reverse"
    CODE = "code"
    VERIFY = "verify"


PARTS: Final = tuple(role for role in Role if role not in {Role.QUERY, Role.LON, Role.LAT, Role.CODE})
"""The roles that make up an address in parts."""

_ROLES_OF: Final[Mapping[Mode, frozenset[Role]]] = {
    Mode.REVERSE: frozenset({Role.LON, Role.LAT}),
    Mode.CODE: frozenset({Role.CODE}),
    Mode.VERIFY: frozenset({Role.CODE, Role.QUERY}),
}

KNOWN_NAMES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.QUERY: ("query", "q", "address", "full_address", "dia_chi", "diachi", "address_text"),
    Role.HOUSE_NUMBER: ("house_number", "so_nha", "housenumber", "house_no", "sonha"),
    Role.ALLEY_PATH: ("alley_path", "ngo", "ngo_ngach", "ngo_ngach_hem", "alley"),
    Role.STREET: ("street", "duong", "duong_pho", "pho", "ten_duong", "ten_pho", "ten_duong_pho", "street_name"),
    Role.HAMLET: ("hamlet", "thon", "thon_xom", "xom", "to_dan_pho", "thon_to_dan_pho"),
    Role.ESTATE: ("estate", "khu_do_thi"),
    Role.BUILDING: ("building", "toa_nha", "toa", "chung_cu"),
    Role.FLOOR: ("floor", "tang"),
    Role.UNIT: ("unit", "can_ho", "so_can_ho", "apartment"),
    Role.COMMUNE: (
        *("commune", "phuong_xa", "xa_phuong", "ward", "phuong", "xa", "ten_phuong", "ten_xa"),
        *("phuong_xa_thi_tran", "xa_phuong_thi_tran"),
    ),
    Role.DISTRICT: ("district", "quan_huyen", "quan", "huyen", "quan_huyen_thi_xa"),
    Role.SHEET: ("sheet", "to_ban_do", "so_to"),
    Role.PARCEL: ("parcel", "thua", "so_thua"),
    Role.LON: ("lon", "lng", "longitude", "kinh_do"),
    Role.LAT: ("lat", "latitude", "vi_do"),
    Role.CODE: ("code", "vpostcode", "ma_vpostcode"),
}
"""Names by which a column is known when no mapping is given: blanks and strokes count as _, marks and case do not."""


_APART: Final = re.compile(r"[-_/,.:()]")


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: the mode, and the places of the columns by role; a query may come from several."""

    mode: Mode
    places: Mapping[Role, tuple[int, ...]]

    @property
    def wanted(self) -> tuple[int, ...]:
        """The places that are read, each once, in order."""
        return tuple(sorted({place for places in self.places.values() for place in places}))


def asking_for(columns: Sequence[str], mapping: Columns) -> Asking:
    """How to ask a table with these columns; raises `OptionRefused` where the mapping is missing or makes no sense."""
    places = _mapped(columns, mapping) if mapping else _recognised(columns)
    return Asking(_mode(frozenset(places)), places)


def _mapped(columns: Sequence[str], mapping: Columns) -> dict[Role, tuple[int, ...]]:
    return {role: tuple(_place(columns, name, role=role) for name in names) for role, names in mapping.items()}


def _place(columns: Sequence[str], name: str, *, role: Role) -> int:
    found = [place for place, column in enumerate(columns) if column == name]
    found = found or [place for place, column in enumerate(columns) if _key(column) == _key(name)]
    if len(found) != 1:
        raise OptionRefused(f"columns.{role}", _no_single(name, columns, found=len(found)))
    return found[0]


def _recognised(columns: Sequence[str]) -> dict[Role, tuple[int, ...]]:
    """The places by the names of the columns: a query, else parts, else a point, else a code, else the only column."""
    keys = [_key(column) for column in columns]
    found: dict[Role, tuple[int, ...]] = {
        role: (places[0],)
        for role, names in KNOWN_NAMES.items()
        if (places := [keys.index(name) for name in names if name in keys])
    }
    for wanted in ({Role.QUERY}, set(PARTS), {Role.LON, Role.LAT}, {Role.CODE}):
        chosen = {role: place for role, place in found.items() if role in wanted}
        if chosen and (Role.LON not in wanted or len(chosen) == 2):
            return _each_once(chosen, columns)
    alike = [place for place, key in enumerate(keys) if _is_address(key)]
    if len(columns) == 1 or len(alike) == 1:
        return {Role.QUERY: tuple(alike or [0])}
    raise OptionRefused("columns", _unnamed(columns))


def has_known_name(name: str) -> bool:
    """Whether a column of this name is known."""
    return any(_key(name) in names for names in KNOWN_NAMES.values())


def speaks_of_address(name: str) -> bool:
    """Whether a name alone says that its column holds a question."""
    return has_known_name(name) or _is_address(_key(name))


def _is_address(key: str) -> bool:
    """Whether a name speaks of an address that is no e-mail or network address: “Địa chỉ nhận hàng”."""
    words = key.split("_")
    return ("dia_chi" in key or "address" in words) and not {"email", "mail", "web", "ip", "mac"} & set(words)


def _each_once(chosen: dict[Role, tuple[int, ...]], columns: Sequence[str]) -> dict[Role, tuple[int, ...]]:
    """The chosen places, after a look that no other column bears one of their names; raises `OptionRefused`."""
    keys = [_key(column) for column in columns]
    for role, (place, *_) in chosen.items():
        if (found := keys.count(keys[place])) > 1:
            raise OptionRefused(f"columns.{role}", _no_single(columns[place], columns, found=found))
    return chosen


def _no_single(name: str, columns: Sequence[str], *, found: int) -> Words:
    there = ", ".join(columns)
    if found:
        return Words(
            f"có {found} cột cùng tên “{name}”; đổi tên một cột; các cột: {there}",
            f"several columns “{name}”; rename one; there are {there}",
        )
    return Words(f"không có cột “{name}”; các cột: {there}", f"no column “{name}”; there are {there}")


def _unnamed(columns: Sequence[str]) -> Words:
    """What to say where no column is known by its name: the first line may be a title, or a row already."""
    named = [column for column in columns if column]
    there = ", ".join(named)
    if len(named) == 1:
        return Words(
            f"dòng đầu chỉ có “{there}”, có vẻ là tên bảng; xóa các dòng phía trên dòng tiêu đề cột",
            f"the first line holds only “{there}”, as a title does; remove the lines above the names of the columns",
        )
    if any(column.isdigit() for column in named):
        return Words(
            f"dòng đầu có vẻ là dữ liệu ({there}); không có dòng tiêu đề thì đặt header=false và gọi cột bằng số",
            f"the first line looks like a row ({there}); without a header, set header=false and name columns by number",
        )
    return Words(
        f"chưa rõ cột nào chứa địa chỉ; chỉ ra, ví dụ query={named[-1]}; các cột: {there}",
        f"say which column holds the question, for example query={named[-1]}; there are {there}",
    )


def _mode(roles: frozenset[Role]) -> Mode:
    for mode, needed in _ROLES_OF.items():
        if roles == needed:
            return mode
    if roles == {Role.QUERY} or (roles and roles <= set(PARTS)):
        return Mode.RESOLVE
    raise OptionRefused(
        "columns",
        Words(
            "phải là query, hoặc các phần của địa chỉ, hoặc lon và lat, hoặc code, hoặc code và query",
            "must be query, or parts of an address, or lon and lat, or code, or code and query",
        ),
    )


def _key(name: str) -> str:
    return "_".join(_APART.sub(" ", fold(tidy(name))).split())
