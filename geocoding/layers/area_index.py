"""Which area a point lies in: the only module that imports rtree.

An index holds a libspatialindex handle, which is not safe between threads, not even for reading: give each
thread its own.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from rtree.index import Index
from shapely.geometry.base import BaseGeometry

from geocoding.crs import Coordinates
from geocoding.model import ParcelKey

Key = TypeVar("Key", str, ParcelKey)


class AreaIndex(Generic[Key]):
    """Areas in metres of the survey plane, found by the points they cover; edges belong to both sides."""

    def __init__(self, areas: Iterable[tuple[Key, BaseGeometry]]) -> None:
        ordered = sorted(areas, key=lambda area: area[0])
        self._keys: tuple[Key, ...] = tuple(key for key, _ in ordered)
        self._shapes: NDArray[np.object_] = np.array([shape for _, shape in ordered], dtype=object)
        self._tree = _tree(self._shapes)
        shapely.prepare(self._shapes)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the areas, in order."""
        return self._keys

    def covering(self, coordinates: Coordinates) -> list[tuple[Key, ...]]:
        """For each point (n, 2) the keys of the areas that cover it, lowest key first; () for none or NaN."""
        found: list[tuple[Key, ...]] = [()] * len(coordinates)
        if not self._keys:
            return found
        rows, hits = self._candidates(coordinates)
        inside = shapely.intersects_xy(self._shapes[hits], coordinates[rows, 0], coordinates[rows, 1])
        for row, hit in sorted(zip(rows[inside].tolist(), hits[inside].tolist(), strict=True)):
            found[row] += (self._keys[hit],)
        return found

    def first(self, coordinates: Coordinates) -> list[Key | None]:
        """For each point (n, 2) the lowest key of the areas that cover it, None without one."""
        return [keys[0] if keys else None for keys in self.covering(coordinates)]

    def _candidates(self, coordinates: Coordinates) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (row of a point, position of an area) whose boxes touch."""
        finite = np.flatnonzero(np.isfinite(coordinates).all(axis=1))
        if not len(finite):
            return finite, finite
        corners = np.ascontiguousarray(coordinates[finite])
        hits, counts = self._tree.intersection_v(corners, corners)  # type: ignore[no-untyped-call]
        return np.repeat(finite, counts.astype(np.int64)), hits


def _tree(shapes: NDArray[np.object_]) -> Index:
    """A bulk-loaded tree over the boxes of the shapes; empty for none."""
    if not len(shapes):
        return Index()
    bounds = shapely.bounds(shapes)
    lowest, highest = np.ascontiguousarray(bounds[:, :2]), np.ascontiguousarray(bounds[:, 2:])
    return Index((np.arange(len(shapes)), lowest, highest))
