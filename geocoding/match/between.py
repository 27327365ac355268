"""Where a house that is not on file would stand: between its known neighbours in the numbering of one street or alley.

Only the numbers of its own side count, odd or even, and only where they run in order and without a wide gap; the
figures behind the bounds are printed by `benchmarks/interpolation.py`.
"""

import re
from dataclasses import dataclass
from itertools import islice

from geocoding.address.keys import Container, ContainerKind, key
from geocoding.geometry import distance_m
from geocoding.model import Accuracy, Point
from geocoding.snapshot.store import Snapshot

MAX_STEPS = 10
"""A neighbour lies at most so many numbers of the same side away: with plots of 3 to 8 m, within some 80 m."""
MAX_GAP_M = 150.0
"""Neighbours farther apart than this do not tell where between them a house stands: a square, a bend, a jump."""
MAX_SPREAD_M = 30.0
"""Households of one number farther apart than this show that the number was given twice."""
OFF_THE_LINE_M = 20.0
"""How far a door may lie from the line between its neighbours: set back, across a yard, or on a bent street."""

_NUMBER = re.compile(r"n(\d{1,5})([a-z]{0,2})")
_SURVEYED = frozenset({Accuracy.DOOR, Accuracy.BUILDING, Accuracy.PARCEL})


@dataclass(frozen=True, slots=True)
class Between:
    """A position between two known houses, and the radius in metres that should hold the house asked for."""

    point: Point
    uncertainty_m: float


@dataclass(frozen=True, slots=True)
class Way:
    """A street or an alley within one commune, along which houses are numbered."""

    container: Container
    path: str
    commune_code: str


@dataclass(frozen=True, slots=True)
class _House:
    number: int
    points: tuple[Point, ...]

    @property
    def point(self) -> Point:
        return self.points[0]

    @property
    def is_given_twice(self) -> bool:
        return any(distance_m(self.point, other) > MAX_SPREAD_M for other in self.points)


def between(snapshot: Snapshot, way: Way, leaf: str) -> Between | None:
    """Where the absent house with that leaf ("n12", "n12a") would stand.

    None for other leaves, off streets, for a number that is on file, and where no two neighbours tell.
    """
    found = _NUMBER.fullmatch(leaf)
    if found is None or way.container.kind is not ContainerKind.STREET:
        return None
    number, has_letter = int(found[1]), bool(found[2])
    below = _neighbours(snapshot, way, range(number if has_letter else number - 2, 0, -2))
    above = _neighbours(snapshot, way, range(number + 2, number + 2 * MAX_STEPS + 2, 2))
    if not below or not above or (not has_letter and _points(snapshot, way, number)):
        return None
    return _on_line(number + has_letter, below, above)


def _neighbours(snapshot: Snapshot, way: Way, numbers: range) -> list[_House]:
    """The two nearest houses in a run of numbers, nearest first; fewer where there are none."""
    houses = (_House(number, _points(snapshot, way, number)) for number in numbers[: MAX_STEPS + 1])
    return list(islice((house for house in houses if house.points), 2))


def _points(snapshot: Snapshot, way: Way, number: int) -> tuple[Point, ...]:
    """Where the surveyed households of a number stand, of a building with flats the first."""
    keys = [key(way.container, path=way.path, leaf=f"{kind}{number}") for kind in ("n", "r")]
    places, households = snapshot.places, snapshot.households
    positions = [p for each in keys for p in places.households(each) or places.flats(each)[:1]]
    found = (households[p] for p in positions if households.commune_code(p) == way.commune_code)
    return tuple(one.point for one in found if one.accuracy in _SURVEYED)


def _on_line(number: int, below: list[_House], above: list[_House]) -> Between | None:
    """The point between the nearest houses, None when they lie too far apart or their numbers run out of order."""
    start, end = below[0], above[0]
    gap_m = distance_m(start.point, end.point)
    if gap_m > MAX_GAP_M or any(house.is_given_twice for house in (*below, *above)):
        return None
    if not all(map(_runs_on, (below, above), (end, start))):
        return None
    share = (number - start.number) / (end.number - start.number)
    lon = start.point.lon + share * (end.point.lon - start.point.lon)
    lat = start.point.lat + share * (end.point.lat - start.point.lat)
    return Between(Point(lon=lon, lat=lat), gap_m / 2 + OFF_THE_LINE_M)


def _runs_on(side: list[_House], opposite: _House) -> bool:
    """Whether the next house but one of a side lies beyond the next one, as seen from the other side."""
    nearest, *farther = side
    least_m = distance_m(nearest.point, opposite.point)
    return all(
        distance_m(house.point, opposite.point) >= max(least_m, distance_m(house.point, nearest.point))
        for house in farther
    )
