"""A packed Hilbert R-tree over boxes: the only module that imports geoindex-rs.

Measured against the alternatives in docs/decisions/0004-packed-rtree.md.
"""

from collections.abc import Iterable

import numpy as np
from geoindex_rs import rtree
from numpy.typing import NDArray

Frame = tuple[float, float, float, float]
"""One box: west, south, east, north in metres of the survey plane."""
Boxes = NDArray[np.float64]
"""Shape (n, 4): least x, least y, greatest x, greatest y, in metres of the survey plane."""


def packed(blocks: Iterable[Boxes], *, count: int) -> memoryview:
    """The index of so many boxes, given in blocks; their numbers, from 0, are what a search gives back."""
    if count == 0:
        return memoryview(b"")
    builder = rtree.RTreeBuilder(count)
    for boxes in blocks:
        builder.add(*(np.ascontiguousarray(boxes[:, column]) for column in range(4)))
    return memoryview(builder.finish())


class PackedBoxes:
    """Which boxes meet a box, and which lie nearest to a point."""

    def __init__(self, index: memoryview) -> None:
        self._buffer = np.frombuffer(index, dtype=np.uint8) if len(index) else None
        self._count = 0 if self._buffer is None else rtree.RTreeMetadata.from_index(self._buffer).num_items

    def __len__(self) -> int:
        return self._count

    def meeting(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Positions of the boxes that share at least a point with the given one, ascending."""
        found: list[int] = self._search((west, south, east, north)).tolist()
        return found

    def parted(self, outer: Frame, inner: Frame) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which boxes meet `outer` and lie wholly inside `inner`, by position; and where the others that meet it are.

        Marks instead of sorted positions: a frame around all of a city takes no longer than one around a street.
        """
        certain, others = np.zeros(self._count, dtype=np.bool_), np.zeros(self._count, dtype=np.bool_)
        certain[self._found(outer)] = True
        west, south, east, north = inner
        if west >= east or south >= north:
            return others, np.flatnonzero(certain)
        left, bottom, right, top = outer
        rims = (
            *((left, bottom, west, top), (east, bottom, right, top)),
            *((left, bottom, right, south), (left, north, right, top)),
        )
        for rim in rims:
            others[self._found(rim)] = True
        return certain & ~others, np.flatnonzero(others)

    def _found(self, frame: Frame) -> NDArray[np.uint32]:
        if self._buffer is None:
            return np.empty(0, dtype=np.uint32)
        return np.asarray(rtree.search(self._buffer, *frame))

    def _search(self, frame: Frame) -> NDArray[np.int64]:
        return np.sort(self._found(frame).astype(np.int64))

    def nearest(self, x: float, y: float, *, count: int, within_m: float) -> list[int]:
        """At most `count` positions, the box nearest to the point first."""
        if self._buffer is None:
            return []
        found = rtree.neighbors(self._buffer, x, y, max_results=count, max_distance=within_m)
        return [int(position) for position in np.asarray(found)]
