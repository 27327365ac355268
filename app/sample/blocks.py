"""A warped grid of streets laid over a commune's outline, and the blocks between them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import shapely
from shapely import Polygon

from app.sample.character import Measures

XY = tuple[float, float]

EDGE_M = 12.0
"""No block comes nearer to the outline than this."""

WARP = 0.09
"""How far a crossing may be moved, as a share of the distance to the next."""


@dataclass(frozen=True, slots=True, order=True)
class StreetKey:
    """A stretch of grid line: "EW" or "NS", the line's number from the north or east, the stretch along it."""

    axis: str
    line: int
    stretch: int


@dataclass(frozen=True, slots=True)
class Block:
    """Land between four streets, two of which its houses face.

    Its own plane has x along the near street as its numbers ascend (E to W or N to S) and y away from it, to the
    left of one who walks; `corners` are the survey coordinates of (0, 0), (width, 0), (width, depth), (0, depth).
    `warp` turns a place into survey coordinates: the factors of 1, x, y and xy for east, then for north.
    """

    row: int
    column: int
    corners: tuple[XY, XY, XY, XY]
    width_m: float
    depth_m: float
    near: StreetKey
    far: StreetKey
    warp: tuple[float, float, float, float, float, float, float, float]

    @property
    def middle(self) -> XY:
        """Survey coordinates of its middle."""
        return self.at(self.width_m / 2, self.depth_m / 2)

    def at(self, x: float, y: float) -> XY:
        """Survey coordinates of a place in the block's own plane."""
        e, ex, ey, exy, n, nx, ny, nxy = self.warp
        xy = x * y
        return e + ex * x + ey * y + exy * xy, n + nx * x + ny * y + nxy * xy


class StreetGrid:
    """The crossings of a commune's streets; lines are numbered from the north and from the east.

    It reaches far enough for a few times the `wanted` number of blocks, if the outline does.
    """

    def __init__(self, rng: Random, outline: Polygon, measures: Measures, *, stretch: int, wanted: float) -> None:
        self._measures = measures
        self._stretch = stretch
        centre = shapely.get_coordinates(shapely.point_on_surface(outline))[0]
        if shapely.contains(outline, outline.centroid):
            centre = shapely.get_coordinates(outline.centroid)[0]
        self._centre = (float(centre[0]), float(centre[1]))
        pitch_x, pitch_y = (size + measures.street_m for size in measures.block_m)
        farthest = max(math.dist(self._centre, (float(x), float(y))) for x, y in outline.exterior.coords)
        reach = min(farthest, max(pitch_x, pitch_y) * (math.sqrt(wanted) + 2))
        self._lines = math.ceil(reach / pitch_y)
        self._columns = math.ceil(reach / pitch_x)
        self._nodes = self._laid_out(rng, pitch_x, pitch_y)

    def blocks(self, outline: Polygon) -> list[Block]:
        """All blocks well inside the outline, the nearest to the centre first."""
        inner = shapely.buffer(outline, -EDGE_M)
        found = list(self._all_blocks())
        inside = shapely.contains(inner, shapely.polygons([[*b.corners, b.corners[0]] for b in found]))
        kept = [block for block, fits in zip(found, inside.tolist(), strict=True) if fits]
        return sorted(kept, key=lambda block: (math.dist(block.middle, self._centre), block.row, block.column))

    def line(self, key: StreetKey, places: Sequence[int]) -> tuple[XY, ...]:
        """The middle line of a street along the given blocks, in the order its numbers ascend."""
        steps = range(min(places), max(places) + 2)
        nodes = [(key.line, step) if key.axis == "EW" else (step, key.line) for step in steps]
        return tuple(self._nodes[node] for node in nodes)

    def _laid_out(self, rng: Random, pitch_x: float, pitch_y: float) -> dict[tuple[int, int], XY]:
        turn = math.radians(self._measures.turn_deg)
        cos, sin = math.cos(turn), math.sin(turn)
        nodes: dict[tuple[int, int], XY] = {}
        for line in range(2 * self._lines + 1):
            for column in range(2 * self._columns + 1):
                x = pitch_x * (self._columns - column + rng.uniform(-WARP, WARP))
                y = pitch_y * (self._lines - line + rng.uniform(-WARP, WARP))
                nodes[line, column] = (self._centre[0] + x * cos - y * sin, self._centre[1] + x * sin + y * cos)
        return nodes

    def _all_blocks(self) -> Iterator[Block]:
        for row in range(2 * self._lines):
            for column in range(2 * self._columns):
                yield self._block(row, column)

    def _block(self, row: int, column: int) -> Block:
        """Neighbouring blocks face streets across each other, so that every street has houses."""
        east_north, west_north = self._nodes[row, column], self._nodes[row, column + 1]
        east_south, west_south = self._nodes[row + 1, column], self._nodes[row + 1, column + 1]
        if (row + column) % 2 == 0:
            corners = (east_north, west_north, west_south, east_south)
            near, far = self._key("EW", row, column), self._key("EW", row + 1, column)
        else:
            corners = (west_north, west_south, east_south, east_north)
            near, far = self._key("NS", column + 1, row), self._key("NS", column, row)
        inner = _shrunk(corners, self._measures.street_m / 2)
        width, depth = _mean_side(inner, 0), _mean_side(inner, 1)
        return Block(row, column, inner, width, depth, near, far, _warp(inner, width, depth))

    def _key(self, axis: str, line: int, place: int) -> StreetKey:
        return StreetKey(axis, line, place // self._stretch)


def _shrunk(corners: tuple[XY, XY, XY, XY], margin_m: float) -> tuple[XY, XY, XY, XY]:
    u, v = margin_m / _mean_side(corners, 0), margin_m / _mean_side(corners, 1)
    return (
        _between(corners, u, v),
        _between(corners, 1 - u, v),
        _between(corners, 1 - u, 1 - v),
        _between(corners, u, 1 - v),
    )


def _warp(
    corners: tuple[XY, XY, XY, XY], width_m: float, depth_m: float
) -> tuple[float, float, float, float, float, float, float, float]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    area = width_m * depth_m
    east = ax, (bx - ax) / width_m, (dx - ax) / depth_m, (ax - bx + cx - dx) / area
    north = ay, (by - ay) / width_m, (dy - ay) / depth_m, (ay - by + cy - dy) / area
    return *east, *north


def _between(corners: tuple[XY, XY, XY, XY], u: float, v: float) -> XY:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    a, b, c, d = (1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v
    return a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def _mean_side(corners: tuple[XY, XY, XY, XY], first: int) -> float:
    a, b, c, d = (corners[(first + step) % 4] for step in range(4))
    return (math.dist(a, b) + math.dist(c, d)) / 2
