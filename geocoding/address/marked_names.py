"""Names that contain a word which usually marks what follows, or a number: Hàng Đường, Giải Phóng, Xã Đàn 2.

The grammar alone cannot tell "xã Đàn" from "Xã Đàn"; whoever knows the names can.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from geocoding.text.fold import CACHED_NAMES, accents, fold

_MARKERS = frozenset(
    (
        "duong pho dai ngo ngach hem kiet phuong xa quan huyen thon xom ap khu tap the "
        "so phong can tang lau nha toa thap lo to doi cum thua"
    ).split()
)

_ENDS_IN_NUMBER = re.compile(r"\d+[A-Za-z]?")
"""The last word of a name such as "Xã Đàn 2" or "Trung Yên 10A"."""

Pair = tuple[str, str]


class MarkedNames:
    """The pairs of neighbouring words, one of them a marker or a number at the end, that some names contain."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        pairs: dict[Pair, set[Pair]] = defaultdict(set)
        for name in names:
            for pair in pairwise(name.split()):
                if _ENDS_IN_NUMBER.fullmatch(pair[1]) is not None or not _MARKERS.isdisjoint(map(fold, pair)):
                    pairs[_key(pair)].add((accents(pair[0]), accents(pair[1])))
        self._pairs: Mapping[Pair, set[Pair]] = pairs
        self.contain = lru_cache(maxsize=CACHED_NAMES)(self._contain)

    def _contain(self, first: str, second: str) -> bool:
        """Whether two neighbouring words of a text stand in a name; a word without diacritics may have any."""
        known = self._pairs.get(_key((first, second)))
        return known is not None and any(_fits(first, a) and _fits(second, b) for a, b in known)

    def nearly_contain(self, first: str, second: str) -> bool:
        """The same but for one slip in the word that is no marker, when it has at least three letters."""
        pair = _key((first, second))
        return any(_is_slip(pair, known) for known in self._pairs)


class LooselyMarkedNames(MarkedNames):
    """The same names for a second look: a slip in their words is forgiven."""

    def __init__(self, names: MarkedNames, is_nearly_a_name: Callable[[str], bool]) -> None:
        self._names = names
        self._is_nearly_a_name = is_nearly_a_name
        self.contain = lru_cache(maxsize=CACHED_NAMES)(self._contain)

    def _contain(self, first: str, second: str) -> bool:
        """Whether two neighbouring words may stand in a name, one slip forgiven: "Quan Trung" is nearly Quang Trung."""
        if self._names.contain(first, second) or self._names.nearly_contain(first, second):
            return True
        return fold(first) == first.lower() and self._is_nearly_a_name(f"{first} {second}")


NONE_KNOWN = MarkedNames()


def has_marker(name: str) -> bool:
    """Whether a name of several words contains one that may be taken for a marker, or ends in a number."""
    words = fold(name).split()
    return len(words) > 1 and (_ENDS_IN_NUMBER.fullmatch(words[-1]) is not None or not _MARKERS.isdisjoint(words))


def _is_slip(pair: Pair, known: Pair) -> bool:
    (first, second), (known_first, known_second) = pair, known
    if first == known_first and first in _MARKERS:
        return len(known_second) > 2 and OSA.distance(second, known_second, score_cutoff=1) <= 1
    if second == known_second and second in _MARKERS:
        return len(known_first) > 2 and OSA.distance(first, known_first, score_cutoff=1) <= 1
    return False


def _key(pair: Pair) -> Pair:
    return fold(pair[0]), fold(pair[1])


def _fits(word: str, known: str) -> bool:
    return fold(word) == word.lower() or accents(word) == known
