"""Names that contain a word which usually marks what follows: phố Hàng Đường, phố Xã Đàn, phường Quan Hoa.

The grammar alone cannot tell "xã Đàn" from "Xã Đàn"; whoever knows the names can.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from geocoding.text.fold import accents, fold

_MARKERS = frozenset(
    ("duong", "pho", "ngo", "ngach", "phuong", "xa", "quan", "huyen", "thon", "xom", "ap", "khu", "tap", "the", "dai")
)


class MarkedNames(NamedTuple):
    """The pairs of neighbouring words, one of them a marker, that names are known to contain.

    `written` holds them with their diacritics (as `accents` keys), `folded` without.
    """

    written: frozenset[str]
    folded: frozenset[str]

    def contain(self, pair: str) -> bool:
        """Whether two neighbouring words of a text are part of a name, by its diacritics where it has any."""
        plain = fold(pair)
        return plain in self.folded and (plain == pair.lower() or accents(pair) in self.written)


NONE_KNOWN = MarkedNames(frozenset(), frozenset())


def has_marker(name: str) -> bool:
    """Whether a name contains a word that may be taken for a marker."""
    return not _MARKERS.isdisjoint(fold(name).split())


def marked_names(names: Iterable[str]) -> MarkedNames:
    """The telling pairs of words of some names."""
    pairs = [pair for name in names for pair in _pairs(name)]
    return MarkedNames(frozenset(map(accents, pairs)), frozenset(map(fold, pairs)))


def _pairs(name: str) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(name.split()) if fold(a) in _MARKERS or fold(b) in _MARKERS]
