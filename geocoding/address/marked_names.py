"""Names that contain a word which usually marks what follows: phố Hàng Đường, phố Xã Đàn, đường Giải Phóng.

The grammar alone cannot tell "xã Đàn" from "Xã Đàn"; whoever knows the names can.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from geocoding.text.fold import accents, fold

_MARKERS = frozenset(
    (
        "duong pho dai ngo ngach hem kiet phuong xa quan huyen thon xom ap khu tap the "
        "so phong can tang lau nha toa thap lo to doi cum thua"
    ).split()
)

Pair = tuple[str, str]


class MarkedNames:
    """The pairs of neighbouring words, one of them a marker, that some names contain."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        pairs: dict[Pair, set[Pair]] = defaultdict(set)
        for name in names:
            for pair in pairwise(name.split()):
                if not _MARKERS.isdisjoint(map(fold, pair)):
                    pairs[_key(pair)].add((accents(pair[0]), accents(pair[1])))
        self._pairs: Mapping[Pair, set[Pair]] = pairs

    def contain(self, first: str, second: str) -> bool:
        """Whether two neighbouring words of a text stand in a name; a word without diacritics may have any."""
        known = self._pairs.get(_key((first, second)))
        return known is not None and any(_fits(first, a) and _fits(second, b) for a, b in known)


NONE_KNOWN = MarkedNames()


def has_marker(name: str) -> bool:
    """Whether a name of several words contains one that may be taken for a marker."""
    words = fold(name).split()
    return len(words) > 1 and not _MARKERS.isdisjoint(words)


def _key(pair: Pair) -> Pair:
    return fold(pair[0]), fold(pair[1])


def _fits(word: str, known: str) -> bool:
    return fold(word) == word.lower() or accents(word) == known
