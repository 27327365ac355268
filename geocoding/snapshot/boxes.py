"""A packed Hilbert R-tree over boxes, memory-mapped and shared: the only module that imports geoindex-rs.

Measured against the alternatives in docs/decisions/0004-packed-rtree.md.
"""

from pathlib import Path

import numpy as np
from geoindex_rs import rtree
from numpy.typing import NDArray

from geocoding.snapshot.files import map_bytes

Frame = tuple[float, float, float, float]
"""One box: west, south, east, north in metres of the survey plane."""
Boxes = NDArray[np.float64]
"""Shape (n, 4): least x, least y, greatest x, greatest y, in metres of the survey plane."""


def save_boxes(path: Path, boxes: Boxes) -> None:
    """Write the index of the boxes; positions in the array are what a search gives back."""
    if len(boxes) == 0:
        path.write_bytes(b"")
        return
    builder = rtree.RTreeBuilder(len(boxes))
    builder.add(*(np.ascontiguousarray(boxes[:, column]) for column in range(4)))
    path.write_bytes(bytes(memoryview(builder.finish())))


class BoxIndex:
    """Which boxes meet a box, and which lie nearest to a point."""

    def __init__(self, path: Path) -> None:
        mapped = map_bytes(path)
        self._buffer = np.frombuffer(mapped, dtype=np.uint8) if len(mapped) else None

    def meeting(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Positions of the boxes that share at least a point with the given one, ascending."""
        found: list[int] = self._search((west, south, east, north)).tolist()
        return found

    def parted(self, outer: Frame, inner: Frame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of the boxes that meet `outer`: those wholly inside `inner`, and the others; both ascending."""
        all_of_them = self._search(outer)
        west, south, east, north = inner
        if west >= east or south >= north:
            return all_of_them[:0], all_of_them
        left, bottom, right, top = outer
        rims = (
            *((left, bottom, west, top), (east, bottom, right, top)),
            *((left, bottom, right, south), (left, north, right, top)),
        )
        others = np.unique(np.concatenate([self._search(rim) for rim in rims]))
        return np.setdiff1d(all_of_them, others, assume_unique=True), others

    def _search(self, frame: Frame) -> NDArray[np.int64]:
        if self._buffer is None:
            return np.empty(0, dtype=np.int64)
        return np.sort(np.asarray(rtree.search(self._buffer, *frame)).astype(np.int64))

    def nearest(self, x: float, y: float, *, count: int, within_m: float) -> list[int]:
        """At most `count` positions, the box nearest to the point first."""
        if self._buffer is None:
            return []
        found = rtree.neighbors(self._buffer, x, y, max_results=count, max_distance=within_m)
        return [int(position) for position in np.asarray(found)]
