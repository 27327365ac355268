"""Other ways to take the names of a reading: the grammar alone cannot know which name is a street and which a unit."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.units import Units

MAX_SPLIT_WORDS = 12
MAX_UNITS_IN_A_ROW = 3


def as_written(query: AddressQuery, units: Units) -> Iterator[AddressQuery]:
    """The reading itself; then, where its street is named like a unit, with each other name as the street."""
    yield query
    address = query.address
    if query.commune and not query.commune_kind and not (address.estate or address.street):
        # "TT" and "P." have other meanings than a commune: tập thể Kim Liên, phố Huế
        yield replace(query, commune="", address=replace(address, estate=query.commune))
        yield replace(query, commune="", address=replace(address, street=query.commune))
    if address.street and units.is_known(address.street):
        for index, name in enumerate(query.names):
            others = (*query.names[:index], *query.names[index + 1 :], address.street)
            yield replace(query, address=replace(address, street=name), names=others)


def without_commas(query: AddressQuery, units: Units) -> Iterator[AddressQuery]:
    """Readings that find unit names at the end or the start of the street's words ("218 Doi Can Ngoc Ha Ba Dinh")."""
    words = query.address.street.split(" ")[:MAX_SPLIT_WORDS]
    for cut in range(len(words) - 1, 0, -1):
        head, tail = words[:cut], words[cut:]
        for name, rest in ((head, tail), (tail, head)):
            if (found := _units_in(rest, units)) is not None:
                address = replace(query.address, street=" ".join(name))
                yield replace(query, address=address, names=(*found, *query.names))


def _units_in(words: list[str], units: Units) -> tuple[str, ...] | None:
    """The words as one to three unit names in a row, None when they are anything else; the longest names first."""
    return next(islice(_divisions(words, units, MAX_UNITS_IN_A_ROW), 1), None)


def _divisions(words: list[str], units: Units, most: int) -> Iterator[tuple[str, ...]]:
    if not words:
        yield ()
    elif most:
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end])
            if units.is_known(name):
                yield from ((name, *rest) for rest in _divisions(words[end:], units, most - 1))
