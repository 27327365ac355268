"""Lots cut from the land along a way, and the alleys that lead behind them: one recursion for every depth.

Neighbours in a row share their edges corner by corner. Rows back to back are a drain's width apart, as in the city.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.sample.blocks import Block
from app.sample.character import Measures
from app.sample.numbering import Habit, Plate, Side, Way, alley_name, plates

XY = tuple[float, float]
Ring = tuple[XY, ...]
"""Corners counter-clockwise in survey metres, the first not repeated."""

DRAIN_M = 0.2
MIN_REAR_M = 7.5
"""Land behind a row shallower than this is left to the row."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A piece of land that faces a way, with the plate of its house and the place of its door."""

    ring: Ring
    door: XY
    way: Way
    plate: Plate


@dataclass(frozen=True, slots=True)
class Alley:
    """A numbered alley and its middle line from the mouth inwards."""

    way: Way
    line: tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Land along one side of a way, in a block's plane: `along` and `inward` are unit steps of its axes."""

    block: Block
    origin: XY
    along: XY
    inward: XY
    width_m: float
    depth_m: float
    side: Side

    def local(self, s: float, t: float) -> XY:
        """The place `s` metres along the way and `t` metres behind its edge, in the block's plane."""
        (ox, oy), (ax, ay), (nx, ny) = self.origin, self.along, self.inward
        return ox + ax * s + nx * t, oy + ay * s + ny * t

    def at(self, s: float, t: float) -> XY:
        """The same place in survey coordinates."""
        (ox, oy), (ax, ay), (nx, ny) = self.origin, self.along, self.inward
        return self.block.at(ox + ax * s + nx * t, oy + ay * s + ny * t)


def strip_along(block: Block, side: Side, *, depth_m: float, start_m: float = 0.0) -> Strip:
    """The land along the near (its left side) or the far street (its right side) of a block, from `start_m` on."""
    width = block.width_m - start_m
    if side is Side.LEFT:
        return Strip(block, (start_m, 0.0), (1.0, 0.0), (0.0, 1.0), width, depth_m, side)
    return Strip(block, (start_m, block.depth_m), (1.0, 0.0), (0.0, -1.0), width, depth_m, side)


def settle(rng: Random, strip: Strip, way: Way, *, measures: Measures, level: int = 0) -> Iterator[Lot | Alley]:
    """The lots and alleys of a strip, those behind an alley's mouth after the house before it."""
    depth = measures.lot_depth_m[level] * rng.uniform(0.9, 1.1)
    rear = strip.depth_m - depth - DRAIN_M
    if level >= len(measures.alley_m) or rear < MIN_REAR_M:
        whole = 0.0, strip.width_m
        yield from row(rng, strip, way, span=whole, depth_m=strip.depth_m, widths=_widths(measures, level))
        return
    number = max(1, round(strip.width_m / measures.strip_m[level]))
    step = strip.width_m / number
    for nth in range(number):
        span = nth * step, (nth + 1) * step
        yield from _with_alley(rng, strip, way, span=span, depth_m=depth, measures=measures, level=level)


def _widths(measures: Measures, level: int) -> tuple[float, float]:
    return measures.lot_width_m[min(level, len(measures.lot_width_m) - 1)]


def _with_alley(
    rng: Random, strip: Strip, way: Way, *, span: tuple[float, float], depth_m: float, measures: Measures, level: int
) -> Iterator[Lot | Alley]:
    """A row with one mouth in it, and all that lies behind."""
    start, end = span
    half = measures.alley_m[level] / 2 * rng.uniform(0.85, 1.25)
    mouth = start + (end - start) * rng.uniform(0.44, 0.56)
    widths = _widths(measures, level)
    last = Plate("")
    for lot in row(rng, strip, way, span=(start, mouth - half), depth_m=depth_m, widths=widths):
        last = lot.plate
        yield lot
    yield from row(rng, strip, way, span=(mouth + half, end), depth_m=depth_m, widths=widths)
    alley = _branch(rng, way, last, measures)
    yield Alley(alley, (strip.at(mouth, 0.0), strip.at(mouth, depth_m), strip.at(mouth, strip.depth_m - DRAIN_M)))
    edges, behind = (mouth - half, mouth + half), depth_m + DRAIN_M
    for side in Side:
        beside = _beside_alley(strip, side, edges=edges, span=span, behind_m=behind)
        yield from settle(rng, beside, alley, measures=measures, level=level + 1)


def _branch(rng: Random, way: Way, last: Plate, measures: Measures) -> Way:
    habit = way.habit
    if habit is not Habit.NONE:
        habit = Habit.MIXED if rng.random() < measures.mixed_share else Habit.LEGAL
    return Way(way.street, way.prefix, (*way.path, alley_name(way, last)), way.hamlet, habit)


def _beside_alley(
    strip: Strip, side: Side, *, edges: tuple[float, float], span: tuple[float, float], behind_m: float
) -> Strip:
    """The land on one side of an alley that leads into the strip between `edges`, as far as the span goes."""
    (ax, ay), (nx, ny) = strip.along, strip.inward
    # Who walks into a strip on the left of its way has the way's start on the left hand.
    toward_start = (side is Side.LEFT) == (strip.side is Side.LEFT)
    edge = edges[0] if toward_start else edges[1]
    depth = (edge - span[0] if toward_start else span[1] - edge) - DRAIN_M / 2
    inward = (-ax, -ay) if toward_start else (ax, ay)
    return Strip(
        strip.block, strip.local(edge, behind_m), (nx, ny), inward, strip.depth_m - DRAIN_M - behind_m, depth, side
    )


def row(
    rng: Random, strip: Strip, way: Way, *, span: tuple[float, float], depth_m: float, widths: tuple[float, float]
) -> list[Lot]:
    """Lots side by side along a way, numbered as one walks."""
    cuts = cut(rng, span, widths)
    walls = [_wall(rng, strip, place, depth_m, straight=place in span, slack=min(widths) * 0.22) for place in cuts]
    numbers = plates(rng, way, side=strip.side, number=len(cuts) - 1)
    return [
        Lot(_ring(strip, walls[i], walls[i + 1]), strip.at((cuts[i] + cuts[i + 1]) / 2, 0.0), way, numbers[i])
        for i in range(len(cuts) - 1)
    ]


def cut(rng: Random, span: tuple[float, float], widths: tuple[float, float]) -> list[float]:
    """Where walls stand along a span, both ends included; lots are as wide as `widths` says, or the whole span."""
    start, end = span
    wanted: list[float] = []
    while math.fsum(wanted) < end - start:
        wanted.append(rng.triangular(widths[0], widths[1], widths[0] * 0.65 + widths[1] * 0.35))
    if len(wanted) > 1 and math.fsum(wanted) - (end - start) > wanted[-1] / 2:
        wanted.pop()
    scale = (end - start) / math.fsum(wanted)
    cuts = [start]
    for width in wanted[:-1]:
        cuts.append(cuts[-1] + width * scale)
    return [*cuts, end]


def _wall(rng: Random, strip: Strip, place: float, depth_m: float, *, straight: bool, slack: float) -> tuple[XY, ...]:
    """The corners of a party wall from the way inwards, in survey coordinates."""
    if straight:
        return strip.at(place, 0.0), strip.at(place, depth_m)
    back = place + rng.uniform(-slack, slack)
    ends = strip.at(place, 0.0), strip.at(back, depth_m * rng.uniform(0.94, 1.0))
    if rng.random() < 0.45:
        return ends
    bend = depth_m * rng.uniform(0.35, 0.7)
    return ends[0], strip.at((place + back) / 2 + rng.uniform(-slack, slack), bend), ends[1]


def _ring(strip: Strip, first: Sequence[XY], second: Sequence[XY]) -> Ring:
    corners = [first[0], *second, *reversed(first[1:])]
    return tuple(corners) if strip.side is Side.LEFT else tuple(reversed(corners))
