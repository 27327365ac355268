"""The classes in which the map shows how many households have a certified code."""

from bisect import bisect_right
from typing import Final

BOUNDS: Final = (0.5, 0.8, 0.9, 0.95)
"""Shares at which the next class begins; five classes, which an eye can still tell apart."""


def share_class(share: float) -> int:
    """The class of a share, 0 to 4."""
    return bisect_right(BOUNDS, share)
