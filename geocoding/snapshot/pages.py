"""Lists too long for one answer: which things of a snapshot are wanted, and a page of them in their own order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.model import HANOI, Box
from geocoding.snapshot.boxes import BoxIndex, Frame

MARGIN_M = 2.0
"""Things this near to the edge of a box are looked at one by one; between two steps an edge bends by less."""
STEPS = 64
"""An edge of a box in degrees is a curve in the survey plane; it is followed in so many steps."""

STRETCH = 16_384
"""Marks are looked through in stretches of so many."""

Marks = NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which things: those in any of the boxes, in these communes, on this map sheet; None and "" mean all of them."""

    boxes: tuple[Box, ...] | None = None
    communes: frozenset[str] | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some things in their order, how many are wanted in all, and whether more follow."""

    items: Sequence[T]
    matched: int
    more: bool


def page_of_ranges(ranges: Sequence[range], *, start: int, limit: int) -> Page[int]:
    """The positions of some ascending ranges from `start` on."""
    left = [range(max(one.start, start), one.stop) for one in ranges]
    found = list(islice(chain.from_iterable(left), limit))
    return Page(found, sum(map(len, ranges)), sum(map(len, left)) > len(found))


def page_in_boxes(
    index: BoxIndex,
    boxes: Iterable[Box],
    *,
    ranges: Sequence[range],
    start: int,
    limit: int,
    lie_in: Callable[[Sequence[int], Box], Sequence[bool]],
) -> Page[int]:
    """The positions of the ranges in any of the boxes, from `start` on; `lie_in` decides about those at an edge."""
    wanted = np.logical_or.reduce([_marked(index, box, lie_in) for box in boxes])
    matched = sum(int(np.count_nonzero(wanted[one.start : one.stop])) for one in ranges)
    parts = (_behind(wanted, range(max(one.start, start), one.stop)) for one in ranges)
    found = list(islice(chain.from_iterable(parts), limit + 1))
    return Page(found[:limit], matched, len(found) > limit)


def _behind(wanted: Marks, positions: range) -> Iterator[int]:
    """The marked positions of a range, ascending; no more is looked at than is asked for."""
    for first in range(positions.start, positions.stop, STRETCH):
        last = min(first + STRETCH, positions.stop)
        yield from (np.flatnonzero(wanted[first:last]) + first).tolist()


def _marked(index: BoxIndex, box: Box, lie_in: Callable[[Sequence[int], Box], Sequence[bool]]) -> Marks:
    """Which positions lie in a box."""
    clipped = _clipped(box)
    if clipped is None:
        return np.zeros(len(index), dtype=np.bool_)
    marks, doubtful = index.parted(*survey_frames(clipped))
    marks[doubtful] = np.asarray(lie_in(doubtful.tolist(), box), dtype=np.bool_)
    return marks


def _clipped(box: Box) -> Box | None:
    """The part of a box in Hanoi, where the survey plane is good; None when it has none."""
    west, east = max(box.west, HANOI.west), min(box.east, HANOI.east)
    south, north = max(box.south, HANOI.south), min(box.north, HANOI.north)
    return Box(west, south, east, north) if west <= east and south <= north else None


def survey_frames(box: Box) -> tuple[Frame, Frame]:
    """Two boxes of the survey plane: one that holds a box in degrees, and one that the box in degrees holds."""
    lons, lats = (np.linspace(first, last, STEPS + 1) for first, last in ((box.west, box.east), (box.south, box.north)))
    west, east = (_plane(np.full_like(lats, lon), lats)[:, 0] for lon in (box.west, box.east))
    south, north = (_plane(lons, np.full_like(lons, lat))[:, 1] for lat in (box.south, box.north))
    outer = (west.min() - MARGIN_M, south.min() - MARGIN_M, east.max() + MARGIN_M, north.max() + MARGIN_M)
    inner = (west.max() + MARGIN_M, south.max() + MARGIN_M, east.min() - MARGIN_M, north.min() - MARGIN_M)
    return outer, inner


def _plane(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
    return transform(np.column_stack([lons, lats]), source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)
