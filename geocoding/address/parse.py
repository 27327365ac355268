"""From a text to its readings: what each number and name in it may stand for.

The work is bounded: the lexer is linear, and a text has at most `MAX_READINGS` readings.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from geocoding.address.lexemes import Role
from geocoding.address.marked_names import NONE_KNOWN, MarkedNames
from geocoding.address.parts import Parts, possible_parts
from geocoding.address.query import AddressQuery
from geocoding.address.street_names import join_steps
from geocoding.model import Address, UnitKind
from geocoding.text.fold import tidy

MAX_READINGS = 8
MAX_TEXT = 1_000
"""Longer texts are cut: no address of the city is half as long."""

_COMMUNE_KIND = {"phuong": UnitKind.PHUONG, "xa": UnitKind.XA, "x": UnitKind.XA, "thi tran": UnitKind.THI_TRAN}
_DISTRICT_KIND = {
    "quan": UnitKind.QUAN,
    "q": UnitKind.QUAN,
    "huyen": UnitKind.HUYEN,
    "h": UnitKind.HUYEN,
    "thi xa": UnitKind.THI_XA,
    "tx": UnitKind.THI_XA,
}
_EMPTY = AddressQuery()


def parse(text: str, names: MarkedNames = NONE_KNOWN) -> tuple[AddressQuery, ...]:
    """The readings of an address text, the most usual first; empty for a text without any word or number.

    `names` tells which words that look like markers belong to names. Texts longer than `MAX_TEXT` characters are
    read up to there.
    """
    clean = tidy(text[: MAX_TEXT * 2])[:MAX_TEXT]
    readings = (reading for parts in possible_parts(clean, names) for reading in _readings(parts))
    return tuple(islice((reading for reading in dict.fromkeys(readings) if reading != _EMPTY), MAX_READINGS))


def _readings(parts: Parts) -> Iterator[AddressQuery]:
    base = _named(parts)
    path = join_steps(parts.alleys)
    for number, inner in _chain_readings(parts.chain):
        house = parts.house or number or parts.lot
        rest = list(parts.bare)
        if not house and rest and not parts.building:
            house = rest.pop(0)
        address = replace(base.address, house_number=house, alley_path=path + inner)
        yield replace(base, address=address, rest=" ".join(rest))
        if base.names and not address.street:
            yield replace(base, address=replace(address, street=base.names[0]), names=base.names[1:])
        if rest and not parts.building:
            yield replace(base, address=replace(address, building=rest[0]), rest=" ".join(rest[1:]))


def _chain_readings(chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A bare chain both ways: alley first ("32/133" is 133 in ngõ 32), then house first (32 in ngõ 133)."""
    if not chain:
        yield "", ()
        return
    yield chain[-1], chain[:-1]
    yield chain[0], chain[:0:-1]


def _named(parts: Parts) -> AddressQuery:
    """The reading's names, by the marks before them; the first name without one is taken for the street."""
    query = AddressQuery(sheet=parts.sheet, parcel=parts.parcel)
    street = hamlet = estate = ""
    names: list[str] = []
    for span in parts.spans:
        match span.mark:
            case Role.STREET_MARK:
                street = street or (f"Ngõ {span.words}" if span.marker in ("ngo", "ngach") else span.words)
            case Role.HAMLET_MARK:
                hamlet = hamlet or span.words
            case Role.ESTATE_MARK:
                estate = estate or span.words
            case Role.COMMUNE_MARK:
                if query.commune:
                    names.append(span.words)
                else:
                    query = replace(query, commune=span.words, commune_kind=_COMMUNE_KIND.get(span.marker))
            case Role.DISTRICT_MARK:
                kind = _DISTRICT_KIND.get(span.marker)
                query = replace(query, district=query.district or span.words, district_kind=kind)
            case _:
                names.append(span.words)
    if not (street or hamlet or estate) and names:
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
