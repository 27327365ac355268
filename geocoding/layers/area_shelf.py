"""Areas of a whole city on disk, found by the points they cover and by numbers of their keys.

As objects a parcel takes 1.7 kB of memory, here some 100 bytes: its box, where it stands in the file, and numbers.
"""

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geocoding.boxes import Boxes, PackedBoxes, packed
from geocoding.crs import Coordinates

Texts = tuple[str, ...]
Shapes = NDArray[np.object_]

BLOCK = 2_000
"""Areas written at a time."""


class AreaShelf:
    """Areas in metres of the survey plane, each with some texts, by their position in the order in which they came.

    The file has no name, so that nothing is left of it when the process ends, however that comes about.
    """

    def __init__(self, areas: Iterable[tuple[Texts, BaseGeometry]] = ()) -> None:
        self._ends = array("Q", [0])
        boxes: list[Boxes] = []
        with TemporaryFile() as file:
            left = iter(areas)
            while block := list(islice(left, BLOCK)):
                file.write(self._written(block, boxes))
            file.flush()
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._ends[-1] else b""
        self._boxes = PackedBoxes(packed(boxes, count=len(self)))

    def __len__(self) -> int:
        return len(self._ends) // 2

    def texts(self, position: int) -> Texts:
        """The texts of an area."""
        return tuple(orjson.loads(self._bytes[self._ends[2 * position] : self._ends[2 * position + 1]]))

    def shape(self, position: int) -> BaseGeometry:
        """The shape of an area."""
        return shapely.from_wkb(self._wkb(position))

    def shapes(self, positions: Iterable[int]) -> Shapes:
        """The shapes of some areas."""
        wkb = np.array([self._wkb(position) for position in positions], dtype=object)
        return np.asarray(shapely.from_wkb(wkb), dtype=object)

    def _wkb(self, position: int) -> bytes:
        return self._bytes[self._ends[2 * position + 1] : self._ends[2 * position + 2]]

    def covering(self, coordinates: Coordinates) -> list[list[int]]:
        """For each point (n, 2) the positions of the areas that cover it, edges included; none for NaN and infinity."""
        found: list[list[int]] = [[] for _ in coordinates]
        rows, hits = self._candidates(coordinates)
        near, which = np.unique(hits, return_inverse=True)
        shapes = self.shapes(near.tolist())[which]
        inside = shapely.intersects_xy(shapes, coordinates[rows, 0], coordinates[rows, 1])
        for row, hit in zip(rows[inside].tolist(), hits[inside].tolist(), strict=True):
            found[row].append(hit)
        return found

    def _candidates(self, coordinates: Coordinates) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (row of a point, position of an area) whose box covers it."""
        finite = np.flatnonzero(np.isfinite(coordinates).all(axis=1))
        places = zip(finite.tolist(), coordinates[finite].tolist(), strict=True)
        pairs = [(row, hit) for row, (x, y) in places for hit in self._boxes.meeting(x, y, x, y)]
        rows, hits = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return rows, hits

    def _written(self, block: list[tuple[Texts, BaseGeometry]], boxes: list[Boxes]) -> bytes:
        """The bytes of some areas; where they end and which boxes they have is noted."""
        shapes: Shapes = np.array([shape for _, shape in block], dtype=object)
        boxes.append(shapely.bounds(shapes))
        parts: list[bytes] = []
        for (texts, _), wkb in zip(block, shapely.to_wkb(shapes).tolist(), strict=True):
            parts += orjson.dumps(texts), wkb
            for part in parts[-2:]:
                self._ends.append(self._ends[-1] + len(part))
        return b"".join(parts)


class Numbers:
    """Positions by the number of a key: those of a key are among those of its number, whoever asks has to look."""

    def __init__(self, numbers: "array[int]") -> None:
        unsorted = np.frombuffer(numbers, dtype=np.int64)
        order = np.argsort(unsorted, kind="stable")
        self._numbers, self._positions = array("q", unsorted[order].tobytes()), array("I", order.astype("I").tobytes())

    def positions(self, number: int) -> Iterator[int]:
        """The positions with that number, ascending."""
        at = bisect_left(self._numbers, number)
        while at < len(self._numbers) and self._numbers[at] == number:
            yield self._positions[at]
            at += 1

    def repeated(self) -> list[int]:
        """The numbers that several positions have."""
        numbers = np.frombuffer(self._numbers, dtype=np.int64)
        return [int(number) for number in np.unique(numbers[1:][numbers[1:] == numbers[:-1]])]
