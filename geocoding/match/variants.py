"""Other ways to take the names of a reading: the grammar alone cannot know which name is a street and which a unit."""

from collections.abc import Callable, Iterator

from geocoding.address.query import Names
from geocoding.gazetteer.provinces import other_province, province_at_end
from geocoding.gazetteer.units import Units
from geocoding.text.fold import fold

MAX_SPLIT_WORDS = 12
MAX_UNITS_IN_A_ROW = 3
MIN_WORDS_AMONG_OTHERS = 2
"""A name of one word among others says too little: "Láng", "Huế"."""

_UNIT_WORDS = frozenset({"phuong", "xa", "quan", "huyen", "tp", "tinh"})

IsUnit = Callable[[str], bool]
"""Whether a name is that of a commune or district."""
IsPlace = Callable[[str], bool]
"""Whether a name is that of a street, an estate or a hamlet."""


def as_written(names: Names, units: Units) -> Iterator[Names]:
    """The names themselves; then, where the street is named like a unit, with each other name as the street."""
    yield names
    if names.commune and names.commune_kind is None and not names.has_container:
        # "TT" and "P." have other meanings than a commune: tập thể Kim Liên, phố Huế
        yield names._replace(commune="", estate=names.commune)
        if not units.is_known(names.commune):
            yield names._replace(commune="", street=names.commune)
    if names.street and not names.is_street and units.is_known(names.street):
        if names.commune and names.commune_kind is None and not units.is_known(names.commune):
            yield names._replace(commune="", street=names.commune, unmarked=(*names.unmarked, names.street))
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


def among_others(names: Names, is_place: IsPlace) -> Iterator[Names]:
    """Names with the longest known one among words that say nothing, as in "24 Hàng Quạt shop Mai", as the street.

    Whether it is meant stays open: "Lê Đại Hành" is no Lê Đại.
    """
    run = names.street.split(" ")[:MAX_SPLIT_WORDS]
    for length in range(len(run) - 1, MIN_WORDS_AMONG_OTHERS - 1, -1):
        for start in range(len(run) - length + 1):
            name = " ".join(run[start : start + length])
            if is_place(name):
                rest = tuple(filter(None, (" ".join(run[:start]), " ".join(run[start + length :]))))
                if not any(map(_says_where, rest)):
                    yield names._replace(street=name, unmarked=rest + names.unmarked)
                return
    for index, name in enumerate(names.unmarked):
        if " " in name and is_place(name):
            others = (*names.unmarked[:index], *names.unmarked[index + 1 :])
            yield names._replace(street=name, unmarked=(names.street, *others))


def _says_where(words: str) -> bool:
    """Whether words beside a name call something a unit, or end in another province, so that the name is not meant."""
    return bool(not _UNIT_WORDS.isdisjoint(fold(words).split()) or other_province(words) or province_at_end(words))


def units_in(words: list[str], is_unit: IsUnit, most: int) -> Iterator[tuple[str, ...]]:
    """The ways to take all the words as at most so many unit names in a row, the longest names first."""
    if not words:
        yield ()
    elif most:
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end])
            if is_unit(name):
                yield from ((name, *rest) for rest in units_in(words[end:], is_unit, most - 1))
