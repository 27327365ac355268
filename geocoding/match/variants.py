"""Other ways to take the names of a reading: the grammar alone cannot know which name is a street and which a unit."""

from collections.abc import Callable, Iterator

from geocoding.address.query import Names
from geocoding.gazetteer.units import Units

MAX_SPLIT_WORDS = 12
MAX_UNITS_IN_A_ROW = 3

IsUnit = Callable[[str], bool]
"""Whether a name is that of a commune or district."""


def as_written(names: Names, units: Units) -> Iterator[Names]:
    """The names themselves; then, where the street is named like a unit, with each other name as the street."""
    yield names
    if names.commune and names.commune_kind is None and not names.has_container:
        # "TT" and "P." have other meanings than a commune: tập thể Kim Liên, phố Huế
        yield names._replace(commune="", estate=names.commune)
        if not units.is_known(names.commune):
            yield names._replace(commune="", street=names.commune)
    if names.street and not names.is_street and units.is_known(names.street):
        if names.hamlet:  # "xóm 3, Hoài Đức": a numbered hamlet and its commune
            yield names._replace(street="", unmarked=(*names.unmarked, names.street))
        for index, name in enumerate(names.unmarked):
            others = (*names.unmarked[:index], *names.unmarked[index + 1 :], names.street)
            yield names._replace(street=name, unmarked=others)


def without_commas(names: Names, is_unit: IsUnit) -> Iterator[Names]:
    """Names with those of units found within a run of words, as in "218 Doi Can Ngoc Ha Ba Dinh".

    They may stand behind or before the name of a street, an estate or a hamlet, or a name may follow a commune's.
    """
    for name, found in _divided(names.street, is_unit):
        yield names._replace(street=name, unmarked=found + names.unmarked)
    for name, found in _divided(names.estate, is_unit):
        yield names._replace(estate=name, unmarked=found + names.unmarked)
    for name, found in _divided(names.hamlet, is_unit):
        yield names._replace(hamlet=name, unmarked=found + names.unmarked)
    if not names.has_container:
        for name, (commune, *others) in _divided(names.commune, is_unit):
            yield names._replace(street=name, commune=commune, unmarked=(*others, *names.unmarked))


def _divided(words: str, is_unit: IsUnit) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way to take a run of words as a name and one to three unit names, the longest names first."""
    run = words.split(" ")[:MAX_SPLIT_WORDS]
    for cut in range(len(run) - 1, 0, -1):
        head, tail = run[:cut], run[cut:]
        for name, rest in ((head, tail), (tail, head)):
            found = next(units_in(rest, is_unit, MAX_UNITS_IN_A_ROW), None)
            if found is not None:
                yield " ".join(name), found


def units_in(words: list[str], is_unit: IsUnit, most: int) -> Iterator[tuple[str, ...]]:
    """The ways to take all the words as at most so many unit names in a row, the longest names first."""
    if not words:
        yield ()
    elif most:
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end])
            if is_unit(name):
                yield from ((name, *rest) for rest in units_in(words[end:], is_unit, most - 1))
