"""From a text to its readings: what each number and name in it may stand for.

The work is bounded: the lexer is linear, and a text has at most `MAX_READINGS` readings.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geocoding.address.lexemes import Role
from geocoding.address.marked_names import NONE_KNOWN, MarkedNames
from geocoding.address.numberings import chain_readings
from geocoding.address.parts import Parts, Span, possible_parts
from geocoding.address.query import NO_NAMES, NO_NUMBERS, AddressQuery, Names, Reading
from geocoding.model import UnitKind
from geocoding.text.fold import CACHED_NAMES, fold, tidy
from geocoding.text.normalise import MAX_TEXT

MAX_READINGS = 12

_COMMUNE_KIND = {
    "phuong": UnitKind.PHUONG,
    "phg": UnitKind.PHUONG,
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
_QUARTERS = frozenset({"tieu khu", "khoi pho", "khu pho"})
"""Units of long ago, and groups within a town of today: beside a marked commune they are not the commune."""
_NOTHING = Reading(NO_NAMES, NO_NUMBERS)
_LABELLED_CHAIN = re.compile(r"(?:(?:so nha|nha so|so|sn|nha)[\s.:]*)?(\d{1,5}[a-z]{0,2}(?:\s?/\s?\d{1,5}[a-z]{0,2})+)")


def parse(text: str, names: MarkedNames = NONE_KNOWN) -> tuple[AddressQuery, ...]:
    """The readings of an address text, the most usual first; empty for a text without any word or number.

    `names` tells which words that look like markers belong to names. Texts longer than `MAX_TEXT` characters are
    read up to there.
    """
    return tuple([reading.query for reading in read(tidy(text[: MAX_TEXT * 2])[:MAX_TEXT], names)])


def read(text: str, names: MarkedNames = NONE_KNOWN) -> list[Reading]:
    """The same readings of a tidy text of at most `MAX_TEXT` characters, with names and numbers apart."""
    possible = possible_parts(text, names)
    if len(possible) == 1:
        return _readings(possible[0])[:MAX_READINGS]
    return list(dict.fromkeys(reading for parts in possible for reading in _readings(parts)))[:MAX_READINGS]


def _readings(parts: Parts) -> list[Reading]:
    """The readings of some parts, each once; none for a text without any word or number."""
    (ways, group), spans = parts.numbered, parts.spans
    as_marked, as_street = _names(spans, group)
    if as_street is None:
        found = [Reading(as_marked, numbers) for numbers, is_marked, _ in ways if is_marked]
        return found if found[0] != _NOTHING else found[1:]
    found = []
    for numbers, is_marked, is_street in ways:
        if is_marked:
            found.append(Reading(as_marked, numbers))
        if is_street:
            found.append(Reading(as_street, numbers))
    return found


def with_chain(query: AddressQuery) -> tuple[AddressQuery, ...]:
    """The readings of an address in parts: a house number that is a slash chain is read both ways, then as one number.

    The chain goes on from the alley path that is given, as in a text.
    """
    address = query.address
    found = _LABELLED_CHAIN.fullmatch(fold(address.house_number))
    if found is None:
        return (query,)
    chain = tuple(step.strip() for step in address.house_number[found.start(1) :].split("/"))
    return tuple(
        query._replace(address=replace(address, house_number=number, alley_path=address.alley_path + inner))
        for number, inner in chain_readings(chain)
    )


@lru_cache(maxsize=CACHED_NAMES)
def _names(spans: tuple[Span, ...], group: str) -> tuple[Names, Names | None]:
    """The names of a text as marked, and with the first one without a mark as the street when none is marked as such.

    The same streets and communes come together again and again, so they are remembered.
    """
    as_marked = _named(spans)
    if group and not as_marked.hamlet:
        as_marked = as_marked._replace(hamlet=group)
    if not as_marked.unmarked or as_marked.street:
        return as_marked, None
    first, *others = as_marked.unmarked
    return as_marked, as_marked._replace(street=first, unmarked=tuple(others))


def _likeliest_street(spans: Sequence[Span], unmarked: list[str]) -> int:
    """The place in the list of the first name that has a number beside it, else of the first name."""
    numbered = [span.words for span in spans if span.is_numbered and span.words in unmarked]
    return unmarked.index(numbered[0]) if numbered else 0


def _named(spans: Sequence[Span]) -> Names:
    """The names of a text; the first one without a mark is taken for the street when nothing else is named."""
    street = hamlet = estate = ""
    is_street = False
    commune = district = ("", "")
    also: list[str] = []
    unmarked: list[str] = []
    has_commune = any(span.mark is Role.COMMUNE_MARK and span.marker not in _QUARTERS for span in spans)
    for span in spans:
        match span.mark:
            case Role.STREET_MARK if not street:
                street = f"Ngõ {span.words}" if span.marker in ("ngo", "ngach") else span.words
                is_street = bool(span.marker)
            case Role.HAMLET_MARK if not hamlet:
                hamlet = span.words
            case Role.ESTATE_MARK if not estate:
                estate = span.words
            case Role.COMMUNE_MARK if has_commune and span.marker in _QUARTERS:
                unmarked.append(span.words)
            case Role.COMMUNE_MARK if not commune[0]:
                commune = span.words, span.marker
            case Role.COMMUNE_MARK:
                also.append(span.words)
            case Role.DISTRICT_MARK if not district[0]:
                district = span.words, span.marker
            case _:
                unmarked.append(span.words)
    if not (street or hamlet or estate) and unmarked:
        street = unmarked.pop(_likeliest_street(spans, unmarked))
    kinds = _COMMUNE_KIND.get(commune[1]), _DISTRICT_KIND.get(district[1])
    where = commune[0], kinds[0], tuple(also), district[0], kinds[1]
    numbered = {span.words for span in spans if span.is_behind_number}
    rivals = tuple([name for name in unmarked if name in numbered]) if street in numbered else ()
    return Names(street, hamlet, estate, *where, tuple(unmarked), is_street, rivals)
