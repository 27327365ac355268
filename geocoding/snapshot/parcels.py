"""Parcels of a snapshot: which one holds a point, and which are near it. All shapes in metres of the survey plane."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geocoding.geometry import wgs84_shape, wgs84_shapes
from geocoding.layers.rows import Parcel
from geocoding.model import Box, ParcelKey, Point
from geocoding.snapshot.boxes import Boxes, BoxIndex, save_boxes
from geocoding.snapshot.files import GrowingArray, Records, open_array, save_records
from geocoding.snapshot.pages import Page, Selection, page_in_boxes, page_of_ranges
from geocoding.snapshot.postings import Postings, parts_for, save_postings
from geocoding.snapshot.windows import Window, outline

EDGE_TOLERANCE_M = 0.01
"""A point this near to an edge lies on it: seven decimals of a degree are 1 cm."""

BLOCK = 10_000
"""Parcels written at a time."""

REACH_STEP_M = 500.0
REACH_MARGIN = 1e-6
"""Degrees, some 0.1 m: a box around parcels is that much larger than it has to be."""


def save_parcels(folder: Path, parcels: Iterable[Parcel]) -> int:
    """Write parcels, which must be sorted by key, block by block; gives back how many there were."""
    boxes: list[Boxes] = []
    with _Outlines(folder) as outlines:
        count = save_records(folder, "parcels", map(_record, _drawn(parcels, outlines, boxes)))
    save_boxes(folder / "parcels.rtree", boxes, count=count)
    records = Records(folder, "parcels")
    keys = ((str(_key(records[position])), position) for position in range(count))
    save_postings(folder, "parcel_keys", keys, parts=parts_for(count))
    return count


def _drawn(parcels: Iterable[Parcel], outlines: "_Outlines", boxes: list[Boxes]) -> Iterator[Parcel]:
    """The parcels, each after its outline has been written and its box noted."""
    left = iter(parcels)
    while block := list(islice(left, BLOCK)):
        shapes = np.asarray([_of_parts(parcel.shape) for parcel in block])
        outlines.add(shapes)
        boxes.append(shapely.bounds(shapes))
        yield from block


def _of_parts(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([shape]) if isinstance(shape, Polygon) else shape


def _record(parcel: Parcel) -> list[object]:
    key, label = parcel.key, parcel.label
    return [key.commune_code, key.sheet, key.number, label.lon, label.lat]


def _key(record: list[object]) -> ParcelKey:
    commune_code, sheet, number, *_ = record
    return ParcelKey(str(commune_code), str(sheet), str(number))


class _Outlines:
    """The outlines of all parcels in one array, and where rings, polygons and shapes end in it."""

    def __init__(self, folder: Path) -> None:
        self._files = ExitStack()
        self._coordinates = self._array(folder, "coordinates", dtype=np.float64, width=2)
        self._levels = [self._array(folder, level, dtype=np.int64) for level in ("rings", "polygons", "shapes")]
        self._ends = [0] * len(self._levels)
        for level in self._levels:
            level.add(np.zeros(1, dtype=np.int64))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._files.close()

    def add(self, shapes: NDArray[np.object_]) -> None:
        """Write some multipolygons behind those written before."""
        _, coordinates, offsets = shapely.to_ragged_array(shapes)
        self._coordinates.add(coordinates[:, :2])
        for nth, ends in enumerate(offsets):
            self._levels[nth].add(ends[1:] + self._ends[nth])
            self._ends[nth] += int(ends[-1])

    def _array(self, folder: Path, name: str, *, dtype: type[np.generic], width: int | None = None) -> GrowingArray:
        return self._files.enter_context(GrowingArray(folder, f"parcel_{name}", dtype=dtype, width=width))


Integers = NDArray[np.int64]


def _gathered(offsets: Integers, chosen: Integers) -> tuple[Integers, Integers]:
    """Positions of the parts of the chosen things, and the offsets under which the parts belong to them."""
    starts, counts = offsets[chosen], offsets[chosen + 1] - offsets[chosen]
    ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    return np.repeat(starts - ends[:-1], counts) + np.arange(ends[-1]), ends


class ParcelStore:
    """The parcels of an open snapshot, by position in the order of their keys."""

    def __init__(self, folder: Path) -> None:
        self._coordinates = open_array(folder, "parcel_coordinates")
        self._rings = open_array(folder, "parcel_rings")
        self._polygons = open_array(folder, "parcel_polygons")
        self._shapes = open_array(folder, "parcel_shapes")
        self._boxes = BoxIndex(folder / "parcels.rtree")
        self._records = Records(folder, "parcels")
        self._keys = Postings(folder, "parcel_keys")

    def __len__(self) -> int:
        return len(self._records)

    def key(self, position: int) -> ParcelKey:
        """The key of the parcel at a position."""
        return _key(self._records[position])

    def find(self, key: ParcelKey) -> int | None:
        """The position of a key, None when no parcel has it."""
        # A hyphen within a sheet or a number can make two keys read alike.
        return next((position for position in self._keys.get(str(key)) if self.key(position) == key), None)

    def page(self, selection: Selection, *, after: ParcelKey | None, limit: int) -> Page[int]:
        """Positions of the parcels that meet the boxes, of the communes and the map sheet."""
        start = 0 if after is None else bisect_right(range(len(self)), after, key=self.key)
        ranges = self._ranges(selection)
        if selection.boxes is None:
            return page_of_ranges(ranges, start=start, limit=limit)
        return page_in_boxes(self._boxes, selection.boxes, ranges=ranges, start=start, limit=limit, lie_in=self._meet)

    def _ranges(self, selection: Selection) -> list[range]:
        """Where the parcels of the communes and the sheet stand; every commune has its sheet of that number."""
        communes = selection.communes
        if selection.sheet and communes is None:
            communes = frozenset(self._communes())
        if communes is None:
            return [range(len(self))]
        sheet = (selection.sheet,) if selection.sheet else ()
        return [self._range((code, *sheet)) for code in sorted(communes)]

    def reach(self, communes: frozenset[str] | None) -> Box | None:
        """A box in degrees around the parcels of the communes, of all when None; None around nothing."""
        corners = [frame for one in self._ranges(Selection(communes=communes)) if (frame := self._frame(one))]
        if not corners:
            return None
        wests, souths, easts, norths = zip(*corners, strict=True)
        frame = shapely.box(min(wests), min(souths), max(easts), max(norths))
        # An edge of the survey plane is a curve in degrees: followed in steps, it strays by less than a millimetre.
        around = wgs84_shape(shapely.segmentize(frame, REACH_STEP_M)).bounds
        west, south, east, north = (round(one, 7) for one in around)
        return Box(west - REACH_MARGIN, south - REACH_MARGIN, east + REACH_MARGIN, north + REACH_MARGIN)

    def _frame(self, positions: range) -> tuple[float, float, float, float] | None:
        """The box around the parcels at these positions in the survey plane."""
        first, last = (int(self._shapes[one]) for one in (positions.start, positions.stop))
        first, last = (int(self._rings[int(self._polygons[one])]) for one in (first, last))
        if first == last:
            return None
        # One axis after the other: a tenth of the time of both together.
        x, y = self._coordinates[first:last, 0], self._coordinates[first:last, 1]
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    def _range(self, prefix: tuple[str, ...]) -> range:
        everywhere, depth = range(len(self)), len(prefix)

        def beginning(position: int) -> tuple[str, ...]:
            return tuple(map(str, self._records[position][:depth]))

        return range(bisect_left(everywhere, prefix, key=beginning), bisect_right(everywhere, prefix, key=beginning))

    def _communes(self) -> Iterator[str]:
        """The communes that have parcels, in order."""
        position = 0
        while position < len(self):
            code = self.key(position).commune_code
            yield code
            position = self._range((code,)).stop

    def _meet(self, positions: Sequence[int], box: Window) -> Sequence[bool]:
        return cast(Sequence[bool], shapely.intersects(self.shapes_wgs84(positions), outline(box)))

    def label(self, position: int) -> Point:
        """The point that stands for the parcel, always inside it."""
        *_, lon, lat = self._records[position]
        return Point(lon=float(str(lon)), lat=float(str(lat)))

    def shape(self, position: int) -> BaseGeometry:
        """The parcel's outline, a multipolygon."""
        first, last = self._shapes[position], self._shapes[position + 1]
        polygons = [self._polygon(index) for index in range(int(first), int(last))]
        return MultiPolygon(polygons)

    def shapes_wgs84(self, positions: Sequence[int]) -> list[BaseGeometry]:
        """The outlines of several parcels in degrees, transformed in one go."""
        return list(wgs84_shapes(self.shapes(positions)))

    def shapes(self, positions: Sequence[int]) -> Sequence[BaseGeometry]:
        """The outlines of several parcels at once, ten times as quick as one by one."""
        polygons, shapes_end = _gathered(self._shapes, np.asarray(positions, dtype=np.int64))
        rings, polygons_end = _gathered(self._polygons, polygons)
        points, rings_end = _gathered(self._rings, rings)
        offsets = (rings_end, polygons_end, shapes_end)
        made = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, self._coordinates[points], offsets)
        return cast(Sequence[BaseGeometry], made)

    def containing(self, x: float, y: float) -> int | None:
        """The parcel that holds the point; on an edge shared by several, the one with the lowest key."""
        reach = EDGE_TOLERANCE_M
        point = shapely.Point(x, y)
        for position in self._boxes.meeting(x - reach, y - reach, x + reach, y + reach):
            if shapely.dwithin(self.shape(position), point, reach):
                return position
        return None

    def nearest(self, x: float, y: float, *, within_m: float) -> tuple[int, float] | None:
        """The nearest parcel and its distance in metres, None when none lies within reach."""
        point = shapely.Point(x, y)
        candidates = self._boxes.meeting(x - within_m, y - within_m, x + within_m, y + within_m)
        measured = [(float(shapely.distance(self.shape(position), point)), position) for position in candidates]
        distance_m, position = min(measured, default=(within_m + 1, -1))
        return (position, distance_m) if distance_m <= within_m else None

    def meeting(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Positions of the parcels whose boxes meet the box."""
        return self._boxes.meeting(west, south, east, north)

    def _polygon(self, index: int) -> Polygon:
        first, last = int(self._polygons[index]), int(self._polygons[index + 1])
        rings = [self._ring(ring) for ring in range(first, last)]
        return Polygon(rings[0], rings[1:])

    def _ring(self, index: int) -> NDArray[np.float64]:
        return self._coordinates[int(self._rings[index]) : int(self._rings[index + 1])]
