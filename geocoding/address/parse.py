"""From a text to its readings: what each number and name in it may stand for.

The work is bounded: the lexer is linear, and a text has at most `MAX_READINGS` readings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from geocoding.address.lexemes import Lexeme, Role, lexemes
from geocoding.address.query import AddressQuery
from geocoding.address.street_names import join_steps
from geocoding.model import Address, UnitKind
from geocoding.text.fold import tidy

MAX_READINGS = 8
MAX_TEXT = 1_000
"""Longer texts are cut: no address of the city is half as long."""

_ALLEY_LEVEL = {"ngo": 1, "ng": 1, "kiet": 1, "ngach": 2, "ngh": 2, "nghach": 2, "hem": 3}
_COMMUNE_KIND = {
    "phuong": UnitKind.PHUONG,
    "xa": UnitKind.XA,
    "x": UnitKind.XA,
    "thi tran": UnitKind.THI_TRAN,
}
_DISTRICT_KIND = {
    "quan": UnitKind.QUAN,
    "q": UnitKind.QUAN,
    "huyen": UnitKind.HUYEN,
    "h": UnitKind.HUYEN,
    "thi xa": UnitKind.THI_XA,
    "tx": UnitKind.THI_XA,
}
_GROUP_NAME = {
    "to dan pho": "Tổ",
    "tdp": "Tổ",
    "to": "Tổ",
    "doi": "Đội",
    "cum dan cu": "Cụm",
    "cum": "Cụm",
    "xom": "Xóm",
    "thon": "Thôn",
    "khu": "Khu",
}
_ROAD_NAME = {"quoc lo": "Quốc lộ", "ql": "Quốc lộ", "tinh lo": "Tỉnh lộ", "tl": "Tỉnh lộ"}


@dataclass(slots=True)
class _Parts:
    """What the lexemes said, before readings are drawn from it."""

    house: str = ""
    alleys: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    chain: tuple[str, ...] = ()
    bare: list[str] = field(default_factory=list)
    flat: str = ""
    floor: str = ""
    building: str = ""
    lot: str = ""
    group: str = ""
    sheet: str = ""
    parcel: str = ""
    spans: list[tuple[Role | None, str, str]] = field(default_factory=list)


def parse(text: str) -> tuple[AddressQuery, ...]:
    """The readings of an address text, the most usual first; empty for a text without any word or number.

    Texts longer than `MAX_TEXT` characters are read up to there.
    """
    clean = tidy(text[: MAX_TEXT * 2])[:MAX_TEXT]
    parts = _collect(clean)
    readings = dict.fromkeys(_readings(parts))
    return tuple(reading for reading in list(readings)[:MAX_READINGS] if reading != AddressQuery())


def _collect(text: str) -> _Parts:
    parts = _Parts()
    role: Role | None = None
    marker = ""
    start = end = -1
    for lexeme in lexemes(text):
        if lexeme.role is Role.WORD or (_is_name_number(lexeme, role) and start < 0):
            start, end = (lexeme.start if start < 0 else start), lexeme.end
            continue
        if start >= 0:
            parts.spans.append((role, marker, text[start:end]))
            role, marker, start = None, "", -1
        if lexeme.role.value.endswith("_mark"):
            role, marker = lexeme.role, lexeme.marker
        elif lexeme.role is not Role.BREAK:
            role, marker = None, ""
            _place(parts, lexeme, text)
    if start >= 0:
        parts.spans.append((role, marker, text[start:end]))
    return parts


def _is_name_number(lexeme: Lexeme, role: Role | None) -> bool:
    """Whether a number right after a marker is a name: "Đường 70", "Đường 19/5", "Đường K2", "Thôn 4"."""
    return role in (Role.STREET_MARK, Role.HAMLET_MARK) and lexeme.role in (
        Role.NUMBER,
        Role.CHAIN,
        Role.CODE,
    )


def _place(parts: _Parts, lexeme: Lexeme, text: str) -> None:
    written = text[lexeme.end - len(lexeme.value) : lexeme.end]
    match lexeme.role:
        case Role.ALLEY:
            parts.alleys.append((_ALLEY_LEVEL[lexeme.marker], _steps(written)))
        case Role.HOUSE if "/" in written and not parts.chain:
            parts.chain = _steps(written)
        case Role.HOUSE:
            parts.house = parts.house or written
        case Role.CHAIN if not parts.chain:
            parts.chain = _steps(written)
        case Role.NUMBER | Role.CODE | Role.CHAIN:
            parts.bare.append(written)
        case Role.GROUP:
            parts.group = f"{_GROUP_NAME[lexeme.marker]} {written}"
        case Role.ROAD:
            parts.spans.append((Role.STREET_MARK, "", f"{_ROAD_NAME[lexeme.marker]} {written}"))
        case Role.FLAT | Role.FLOOR | Role.BUILDING | Role.LOT | Role.SHEET | Role.PARCEL:
            setattr(parts, lexeme.role.value, written)
        case _:
            pass


def _steps(written: str) -> tuple[str, ...]:
    return tuple(step.strip() for step in written.split("/"))


def _readings(parts: _Parts) -> Iterator[AddressQuery]:
    base = _named(parts)
    path = join_steps(parts.alleys)
    for number, inner in _chain_readings(parts.chain):
        house = parts.house or number or parts.lot
        rest = list(parts.bare)
        if not house and rest and not parts.building:
            house = rest.pop(0)
        address = replace(base.address, house_number=house, alley_path=path + inner)
        yield replace(base, address=address, rest=" ".join(rest))
        if rest and not parts.building:
            yield replace(base, address=replace(address, building=rest[0]), rest=" ".join(rest[1:]))


def _chain_readings(chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A bare chain both ways: alley first ("32/133" is 133 in ngõ 32), then house first (32 in ngõ 133)."""
    if not chain:
        yield "", ()
        return
    yield chain[-1], chain[:-1]
    yield chain[0], chain[:0:-1]


def _named(parts: _Parts) -> AddressQuery:
    """The reading's names, by the markers in front of them; the first name without one is taken for the street."""
    query = AddressQuery(sheet=parts.sheet, parcel=parts.parcel)
    street = hamlet = estate = ""
    names: list[str] = []
    for role, marker, span in parts.spans:
        match role:
            case Role.STREET_MARK:
                street = street or (f"Ngõ {span}" if marker in ("ngo", "ngach") else span)
            case Role.HAMLET_MARK:
                hamlet = hamlet or span
            case Role.ESTATE_MARK:
                estate = estate or span
            case Role.COMMUNE_MARK:
                query = replace(query, commune=query.commune or span, commune_kind=_COMMUNE_KIND.get(marker))
            case Role.DISTRICT_MARK:
                query = replace(
                    query, district=query.district or span, district_kind=_DISTRICT_KIND.get(marker)
                )
            case _:
                names.append(span)
    if not street and names and (not (hamlet or estate) or parts.alleys):
        street = names.pop(0)
    address = Address(
        street=street,
        hamlet=hamlet or parts.group,
        estate=estate,
        building=parts.building,
        floor=parts.floor,
        unit=parts.flat,
    )
    return replace(query, address=address, names=tuple(names))
