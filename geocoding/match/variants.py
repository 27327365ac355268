"""Other ways to take the names of a reading: the grammar alone cannot know which name is a street and which a unit."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.units import Units

MAX_SPLIT_WORDS = 12
MAX_UNITS_IN_A_ROW = 3

IsUnit = Callable[[str], bool]
"""Whether a name is that of a commune or district."""


def as_written(query: AddressQuery, units: Units) -> Iterator[AddressQuery]:
    """The reading itself; then, where its street is named like a unit, with each other name as the street."""
    yield query
    address = query.address
    if query.commune and query.commune_kind is None and not (address.estate or address.street or address.hamlet):
        # "TT" and "P." have other meanings than a commune: tập thể Kim Liên, phố Huế
        yield query._replace(commune="", address=replace(address, estate=query.commune))
        if not units.is_known(query.commune):
            yield query._replace(commune="", address=replace(address, street=query.commune))
    if address.street and units.is_known(address.street):
        for index, name in enumerate(query.names):
            others = (*query.names[:index], *query.names[index + 1 :], address.street)
            yield query._replace(address=replace(address, street=name), names=others)


def without_commas(query: AddressQuery, is_unit: IsUnit) -> Iterator[AddressQuery]:
    """Readings that find unit names within a run of words, as in "218 Doi Can Ngoc Ha Ba Dinh".

    They may stand behind or before the name of a street, an estate or a hamlet, or a name may follow a commune's.
    """
    address = query.address
    for name, found in _divided(address.street, is_unit):
        yield query._replace(address=replace(address, street=name), names=(*found, *query.names))
    for name, found in _divided(address.estate, is_unit):
        yield query._replace(address=replace(address, estate=name), names=(*found, *query.names))
    for name, found in _divided(address.hamlet, is_unit):
        yield query._replace(address=replace(address, hamlet=name), names=(*found, *query.names))
    if not (address.street or address.estate or address.hamlet):
        for name, found in _divided(query.commune, is_unit):
            commune, *others = found
            yield query._replace(address=replace(address, street=name), commune=commune, names=(*others, *query.names))


def _divided(words: str, is_unit: IsUnit) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way to take a run of words as a name and one to three unit names, the longest names first."""
    run = words.split(" ")[:MAX_SPLIT_WORDS]
    for cut in range(len(run) - 1, 0, -1):
        head, tail = run[:cut], run[cut:]
        for name, rest in ((head, tail), (tail, head)):
            found = next(_units_in(rest, is_unit, MAX_UNITS_IN_A_ROW), None)
            if found is not None:
                yield " ".join(name), found


def _units_in(words: list[str], is_unit: IsUnit, most: int) -> Iterator[tuple[str, ...]]:
    """The ways to take all the words as at most so many unit names in a row, the longest names first."""
    if not words:
        yield ()
    elif most:
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end])
            if is_unit(name):
                yield from ((name, *rest) for rest in _units_in(words[end:], is_unit, most - 1))
