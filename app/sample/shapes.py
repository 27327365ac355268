"""Plain arithmetic on one ring of corners, for the millions of small shapes where a geometry library is too slow."""

from itertools import pairwise

XY = tuple[float, float]
Ring = tuple[XY, ...]


def area_m2(ring: Ring) -> float:
    """The area of a counter-clockwise ring whose first corner is not repeated."""
    x0, y0 = ring[0]
    twice = 0.0
    for (ax, ay), (bx, by) in pairwise(ring[1:]):
        twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    return twice / 2


def centroid(ring: Ring) -> XY:
    """The centre of gravity of a ring with an area."""
    # Taken from the first corner: survey coordinates are too large to be multiplied without loss.
    x0, y0 = ring[0]
    local = [(x - x0, y - y0) for x, y in ring]
    x = y = area = 0.0
    for (ax, ay), (bx, by) in pairwise([*local, local[0]]):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return x0 + x / (3 * area), y0 + y / (3 * area)


def scaled(ring: Ring, centre: XY, factor: float) -> Ring:
    """The ring drawn smaller or larger around a centre."""
    cx, cy = centre
    x0, y0 = cx * (1 - factor), cy * (1 - factor)
    return tuple([(x0 + x * factor, y0 + y * factor) for x, y in ring])


def toward(start: XY, end: XY, share: float) -> XY:
    """The place on the way from start to end after that share of it."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
