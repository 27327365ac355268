"""Lists too long for one answer: which things of a snapshot are wanted, and a page of them in their own order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from geocoding.snapshot.boxes import BoxIndex
from geocoding.snapshot.windows import Window, clipped, survey_frames

STRETCH = 16_384
"""Marks are looked through in stretches of so many."""

Marks = NDArray[np.bool_]
LieIn = Callable[[Sequence[int], Window], Sequence[bool]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which things: those in any of the boxes, in these communes, on this map sheet; None and "" mean all of them."""

    boxes: tuple[Window, ...] | None = None
    communes: frozenset[str] | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some things in their order, how many are wanted in all, and whether more follow.

    `skipped` counts those that come before; the page before this one begins behind `before`, at the very first thing
    when it is None.
    """

    items: Sequence[T]
    matched: int
    more: bool
    skipped: int = 0
    before: T | None = None


def page_of_ranges(ranges: Sequence[range], *, start: int, limit: int) -> Page[int]:
    """The positions of some ascending ranges from `start` on."""
    left = [range(max(one.start, start), one.stop) for one in ranges]
    gone = [range(one.start, max(min(one.stop, start), one.start)) for one in ranges]
    found, skipped = list(islice(chain.from_iterable(left), limit)), sum(map(len, gone))
    backwards = chain.from_iterable(map(reversed, reversed(gone)))
    before = next(islice(backwards, limit, None), None)
    return Page(found, sum(map(len, ranges)), sum(map(len, left)) > len(found), skipped, before)


def page_in_boxes(
    index: BoxIndex, boxes: Iterable[Window], *, ranges: Sequence[range], start: int, limit: int, lie_in: LieIn
) -> Page[int]:
    """The positions of the ranges in any of the boxes, from `start` on; `lie_in` decides about those at an edge."""
    wanted = np.logical_or.reduce([_marked(index, box, lie_in) for box in boxes])
    matched = sum(int(np.count_nonzero(wanted[one.start : one.stop])) for one in ranges)
    parts = (_behind(wanted, range(max(one.start, start), one.stop)) for one in ranges)
    found = list(islice(chain.from_iterable(parts), limit + 1))
    gone = np.concatenate([_before(wanted, one, start) for one in ranges] or [np.empty(0, dtype=np.int64)])
    before = int(gone[-limit - 1]) if len(gone) > limit else None
    return Page(found[:limit], matched, len(found) > limit, len(gone), before)


def _behind(wanted: Marks, positions: range) -> Iterator[int]:
    """The marked positions of a range, ascending; no more is looked at than is asked for."""
    for first in range(positions.start, positions.stop, STRETCH):
        last = min(first + STRETCH, positions.stop)
        yield from (np.flatnonzero(wanted[first:last]) + first).tolist()


def _before(wanted: Marks, positions: range, start: int) -> NDArray[np.int64]:
    """The marked positions of a range that lie before `start`."""
    return np.flatnonzero(wanted[positions.start : max(min(positions.stop, start), positions.start)]) + positions.start


def _marked(index: BoxIndex, window: Window, lie_in: LieIn) -> Marks:
    """Which positions lie in a box."""
    inside = clipped(window)
    if inside is None:
        return np.zeros(len(index), dtype=np.bool_)
    marks, doubtful = index.parted(*survey_frames(inside))
    marks[doubtful] = np.asarray(lie_in(doubtful.tolist(), window), dtype=np.bool_)
    return marks
