"""From a text to its readings: what each number and name in it may stand for.

The work is bounded: the lexer is linear, and a text has at most `MAX_READINGS` readings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from geocoding.address.lexemes import Role
from geocoding.address.marked_names import NONE_KNOWN, MarkedNames
from geocoding.address.parts import Parts, possible_parts
from geocoding.address.query import AddressQuery
from geocoding.address.street_names import join_steps
from geocoding.model import Address, UnitKind
from geocoding.text.fold import tidy
from geocoding.text.normalise import MAX_TEXT

MAX_READINGS = 8

_COMMUNE_KIND = {"phuong": UnitKind.PHUONG, "xa": UnitKind.XA, "x": UnitKind.XA, "thi tran": UnitKind.THI_TRAN}
_DISTRICT_KIND = {
    "quan": UnitKind.QUAN,
    "q": UnitKind.QUAN,
    "huyen": UnitKind.HUYEN,
    "h": UnitKind.HUYEN,
    "thi xa": UnitKind.THI_XA,
    "tx": UnitKind.THI_XA,
}
_CHAIN = re.compile(r"\d{1,5}[A-Za-z]{0,2}(?:\s?/\s?\d{1,5}[A-Za-z]{0,2})+")
_EMPTY = AddressQuery()


def parse(text: str, names: MarkedNames = NONE_KNOWN) -> tuple[AddressQuery, ...]:
    """The readings of an address text, the most usual first; empty for a text without any word or number.

    `names` tells which words that look like markers belong to names. Texts longer than `MAX_TEXT` characters are
    read up to there.
    """
    clean = tidy(text[: MAX_TEXT * 2])[:MAX_TEXT]
    return tuple(islice(_distinct(possible_parts(clean, names)), MAX_READINGS))


def _distinct(possible: Iterable[Parts]) -> Iterator[AddressQuery]:
    """The readings of all the parts, each once; there are few, so they are compared rather than hashed."""
    seen = [_EMPTY]
    for parts in possible:
        for reading in _readings(parts):
            if reading not in seen:
                seen.append(reading)
                yield reading


def _readings(parts: Parts) -> Iterator[AddressQuery]:
    names = _named(parts)
    path = join_steps(parts.alleys) if parts.alleys else ()
    for number, inner in _chain_readings(parts.chain):
        house = parts.house or number or parts.lot
        rest = list(parts.bare)
        if not house and rest and not parts.building:
            house = rest.pop(0)
        where = path + inner
        yield _query(parts, names, house=house, path=where, rest=rest)
        if names.unmarked and not names.street:
            first, *others = names.unmarked
            yield _query(parts, names._replace(street=first, unmarked=others), house=house, path=where, rest=rest)
        if rest and not parts.building:
            yield _query(parts, names, house=house, path=where, rest=rest[1:], building=rest[0])
            if rest[0].isdecimal() and not parts.flat:  # "R1 0304": the flat 0304 of R1
                yield _query(replace(parts, flat=rest[0]), names, house=house, path=where, rest=rest[1:])


def _chain_readings(chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A bare chain both ways, alley first ("32/133" is 133 in ngõ 32), then house first, then as one number."""
    if not chain:
        yield "", ()
        return
    yield chain[-1], chain[:-1]
    yield chain[0], chain[:0:-1]
    yield "/".join(chain), ()


def with_chain(query: AddressQuery) -> tuple[AddressQuery, ...]:
    """The readings of an address in parts: a house number that is a slash chain is read both ways, then as one number.

    The chain goes on from the alley path that is given, as in a text.
    """
    address = query.address
    if _CHAIN.fullmatch(address.house_number) is None:
        return (query,)
    chain = tuple(step.strip() for step in address.house_number.split("/"))
    return tuple(
        query._replace(address=replace(address, house_number=number, alley_path=address.alley_path + inner))
        for number, inner in _chain_readings(chain)
    )


class _Names(NamedTuple):
    """The names of a text by the marks before them; `commune` and `district` come with their marker."""

    street: str
    hamlet: str
    estate: str
    commune: tuple[str, str]
    also: tuple[str, ...]
    district: tuple[str, str]
    unmarked: list[str]


def _likeliest_street(parts: Parts, unmarked: list[str]) -> int:
    """The place in the list of the first name that has a number beside it, else of the first name."""
    numbered = [span.words for span in parts.spans if span.is_numbered and span.words in unmarked]
    return unmarked.index(numbered[0]) if numbered else 0


def _query(
    parts: Parts, names: _Names, *, house: str, path: tuple[str, ...], rest: list[str], building: str = ""
) -> AddressQuery:
    address = Address(
        house_number=house,
        alley_path=path,
        street=names.street,
        hamlet=names.hamlet or parts.group,
        estate=names.estate,
        building=building or parts.building,
        floor=parts.floor,
        unit=parts.flat,
    )
    commune, commune_marker = names.commune
    district, district_marker = names.district
    return AddressQuery(
        address=address,
        commune=commune,
        commune_kind=_COMMUNE_KIND.get(commune_marker),
        also=names.also,
        district=district,
        district_kind=_DISTRICT_KIND.get(district_marker),
        sheet=parts.sheet,
        parcel=parts.parcel,
        names=tuple(names.unmarked),
        rest=" ".join(rest),
    )


def _named(parts: Parts) -> _Names:
    """The names of a text; the first one without a mark is taken for the street when nothing else is named."""
    street = hamlet = estate = ""
    commune = district = ("", "")
    also: list[str] = []
    unmarked: list[str] = []
    for span in parts.spans:
        match span.mark:
            case Role.STREET_MARK if not street:
                street = f"Ngõ {span.words}" if span.marker in ("ngo", "ngach") else span.words
            case Role.HAMLET_MARK if not hamlet:
                hamlet = span.words
            case Role.ESTATE_MARK if not estate:
                estate = span.words
            case Role.COMMUNE_MARK if not commune[0]:
                commune = span.words, span.marker
            case Role.COMMUNE_MARK:
                also.append(span.words)
            case Role.DISTRICT_MARK if not district[0]:
                district = span.words, span.marker
            case _:
                unmarked.append(span.words)
    if not (street or hamlet or estate) and unmarked:
        street = unmarked.pop(_likeliest_street(parts, unmarked))
    return _Names(street, hamlet, estate, commune, tuple(also), district, unmarked)
