"""The ways to read the numbers of a text: which is the house, which the alley path, the building, the flat.

They depend on nothing but the values met and their order, so a stretch of text is asked once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from geocoding.address.lexemes import Role
from geocoding.address.query import NO_NUMBERS, Numbers, numbers
from geocoding.address.street_names import join_steps

ALLEY_LEVEL = {"ngo": 1, "ng": 1, "kiet": 1, "ngach": 2, "ngh": 2, "nghach": 2, "hem": 3}
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


class Value(NamedTuple):
    """A lexeme that carries a value: its role, its folded marker, and the value as written."""

    role: Role
    marker: str
    written: str


class Numbering(NamedTuple):
    """Numbers, and whether they go with the names as marked and with the first unmarked name as the street."""

    numbers: Numbers
    as_marked: bool
    as_street: bool


class Numbered(NamedTuple):
    """The ways to read some values, and the hamlet that one of them names by a number, "" for none."""

    ways: tuple[Numbering, ...]
    group: str


WITHOUT_NUMBERS = Numbered((Numbering(NO_NUMBERS, as_marked=True, as_street=True),), "")


@dataclass(slots=True)
class _Parts:
    """What the values said; `alleys` pairs the level of an alley word with its numbers.

    `second` is a second building that has no name but a number.
    """

    house: str = ""
    alleys: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    chain: tuple[str, ...] = ()
    bare: list[str] = field(default_factory=list)
    flat: str = ""
    floor: str = ""
    building: str = ""
    second: str = ""
    lot: str = ""
    group: str = ""
    sheet: str = ""
    parcel: str = ""


def numbered(values: Iterable[Value]) -> Numbered:
    """The ways to read some values, the most usual first, each once for each use of the names."""
    parts = _Parts()
    for value in values:
        _place(parts, value)
    found: list[Numbering] = []
    for read, is_plain in _readings(parts):
        as_marked = not any(read == other for other, _, _ in found)
        as_street = is_plain and not any(read == other for other, _, goes in found if goes)
        if as_marked or as_street:
            found.append(Numbering(read, as_marked, as_street))
    return Numbered(tuple(found), parts.group)


def _place(parts: _Parts, value: Value) -> None:
    role, marker, written = value
    match role:
        case Role.ALLEY:
            parts.alleys.append((ALLEY_LEVEL[marker], _steps(written)))
        case Role.HOUSE if "/" in written and not parts.chain:
            parts.chain = _steps(written)
        case Role.HOUSE if parts.house and written != parts.house:
            parts.bare.append(written)  # "số 11 & số 9": neither may be dropped
        case Role.HOUSE:
            parts.house = written
        case Role.CHAIN if not parts.chain:
            parts.chain = _steps(written)
        case Role.NUMBER | Role.CODE | Role.CHAIN:
            parts.bare.append(written)
        case Role.GROUP:
            parts.group = f"{_GROUP_NAME[marker]} {written}"
        case Role.BUILDING if parts.building and written.isdecimal():
            parts.second = written
        case Role.FLAT | Role.FLOOR | Role.BUILDING | Role.LOT | Role.SHEET | Role.PARCEL:
            setattr(parts, role.value, written)
        case _:
            pass


def _steps(written: str) -> tuple[str, ...]:
    return tuple([step.strip() for step in written.split("/")])


def _readings(parts: _Parts) -> Iterator[tuple[Numbers, bool]]:
    """Each reading, and whether it is plain: one without a bare number for a building."""
    path = join_steps(parts.alleys) if parts.alleys else ()
    cadastral = parts.sheet, parts.parcel
    has_two = parts.building.isdecimal() and bool(parts.house or parts.chain)  # "Số 13 Láng, nhà 3 tầng"
    building, second = ("", parts.building) if has_two else (parts.building, parts.second)
    floor, flat = parts.floor, parts.flat
    inside = building, floor, flat
    for number, inner in _chain_ways(parts):
        house = parts.house or number or parts.lot
        rest = list(parts.bare)
        if not house and rest and not building:
            house = rest.pop(0)
        where = path + inner
        yield numbers(house, where, inside, cadastral, " ".join(filter(None, (*rest, second)))), True
        if rest and not building and not second:
            first, others = rest[0], " ".join(rest[1:])
            if not first.isdecimal():  # a second plain number is no building: it would be taken for the house
                yield numbers(house, where, (first, floor, flat), cadastral, others), False
            elif not flat:  # "R1 0304": the flat 0304 of R1
                yield numbers(house, where, (building, floor, first), cadastral, others), False


def _chain_ways(parts: _Parts) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The ways to read the bare chain; beside a house number it is the alley's alone, for no number may be dropped.

    Beside a building it is no number of its own, for a building stands in the place of the number.
    """
    if parts.house and parts.chain:
        return ("", parts.chain), ("", parts.chain[::-1])
    if parts.building and parts.chain and not parts.building.isdecimal():
        return tuple(chain_readings(parts.chain))[:2]
    return chain_readings(parts.chain)


def chain_readings(chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A bare chain both ways, alley first ("32/133" is 133 in ngõ 32), then house first, then as one number."""
    if not chain:
        yield "", ()
        return
    yield chain[-1], chain[:-1]
    yield chain[0], chain[:0:-1]
    yield "/".join(chain), ()
