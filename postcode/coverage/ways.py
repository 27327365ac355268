"""The ways of a commune as lines to walk along, and where houses stand beside them. Metres of the survey plane.

Street names repeat from commune to commune: a way holds the pieces of its commune and of those around it, and which
line its houses stand along is decided by where they stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geocoding.address.keys import place_key, street
from geocoding.address.numbers import chain_key
from geocoding.crs import Coordinates
from geocoding.layers.rows import Street
from geocoding.model import Address
from geocoding.text.fold import CACHED_NAMES

_NEAR_M = 1.0

BESIDE_M = 60.0
"""Houses farther from a line than this are not beside it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A street, or one of its alleys, of the street layer; `shapes` are its drawn pieces, () when it has none."""

    key: str
    name: str
    path: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """Houses along a line: how far along each stands (m), and whether on the left of one who walks it."""

    along_m: NDArray[np.float64]
    on_left: NDArray[np.bool_]
    away_m: NDArray[np.float64]


def ways_of(streets: Iterable[Street]) -> dict[str, Way]:
    """The ways by place key; pieces of one name and path are one way."""
    pieces: dict[str, list[Street]] = defaultdict(list)
    for piece in streets:
        pieces[way_key(piece.name, piece.alley_path)].append(piece)
    return {
        key: Way(
            key=key,
            name=group[0].name,
            path=group[0].alley_path,
            shapes=tuple(piece.shape for piece in group if piece.shape is not None),
            prefix=group[0].prefix,
        )
        for key, group in pieces.items()
    }


@lru_cache(maxsize=CACHED_NAMES)
def way_key(name: str, path: tuple[str, ...]) -> str:
    """The place key of a street, or of the alley of one."""
    return place_key(street(name), path=chain_key(path))


def key_of_address(address: Address) -> str:
    """The place key of the way an address lies on; "" without a street."""
    return way_key(address.street, address.alley_path) if address.street else ""


def lines_of(way: Way) -> tuple[LineString, ...]:
    """The unbroken lines of a way, longest first; pieces that meet end to end are one."""
    if len(way.shapes) == 1 and isinstance(way.shapes[0], LineString):
        lines = [way.shapes[0]]
    else:
        pieces = [part for part in shapely.get_parts(list(way.shapes)) if isinstance(part, LineString)]
        lines = list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))) if pieces else []
    return tuple(sorted((line for line in lines if line.length > 0), key=lambda line: (-line.length, line.wkb)))


def line_beside(lines: tuple[LineString, ...], places: Coordinates) -> LineString | None:
    """The line that most of the places (n, 2) are beside, the longest of several; None without lines."""
    if len(lines) < 2:
        return lines[0] if lines else None
    points = shapely.points(places)
    beside = [int(np.count_nonzero(shapely.distance(line, points) <= BESIDE_M)) for line in lines]
    return lines[beside.index(max(beside))]


def line_near(lines: tuple[LineString, ...], shape: BaseGeometry) -> LineString | None:
    """The line nearest to a shape, the longest of several; None without lines."""
    return min(lines, key=lambda line: float(shapely.distance(line, shape)), default=None)


def walk(line: LineString, places: Coordinates) -> Walk:
    """Where places (n, 2) stand beside a line."""
    points = shapely.points(places)
    along = np.asarray(shapely.line_locate_point(line, points))
    ahead, behind = _around(line, along)
    direction, offset = ahead - behind, places - behind
    cross = direction[:, 0] * offset[:, 1] - direction[:, 1] * offset[:, 0]
    return Walk(along_m=along, on_left=cross > 0, away_m=np.asarray(shapely.distance(line, points)))


def _around(line: LineString, along_m: NDArray[np.float64]) -> tuple[Coordinates, Coordinates]:
    """The places of a line a metre ahead and a metre behind; numpy finds them in a tenth of shapely's time."""
    vertices = shapely.get_coordinates(line)
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
    reach = np.minimum(along_m + _NEAR_M, at[-1])
    ahead, behind = (
        np.column_stack([np.interp(metres, at, vertices[:, axis]) for axis in (0, 1)])
        for metres in (reach, reach - 2 * _NEAR_M)
    )
    return ahead, behind


def mouth_along_m(alley: LineString, parents: tuple[BaseGeometry, ...]) -> tuple[float, NDArray[np.float64]]:
    """Where along an alley its mouth is, 0 or its length, and the mouth's place (2,)."""
    ends = shapely.get_coordinates(alley)[[0, -1]]
    points = shapely.points(ends)
    away = np.min([shapely.distance(parent, points) for parent in parents], axis=0)
    first = bool(away[0] <= away[1])
    return (0.0 if first else float(alley.length)), cast(NDArray[np.float64], ends[0 if first else 1])


def parent_key(way: Way) -> str:
    """The place key of the way an alley branches from."""
    return way_key(way.name, way.path[:-1])


def nearest_m(ways: Mapping[str, Way], keys: list[str], places: Coordinates) -> NDArray[np.float64]:
    """How far each place (n, 2) lies from the way of its key; NaN where that has no shape."""
    away = np.full(len(keys), np.nan)
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key in ways and ways[key].shapes:
            rows_of[key].append(row)
    for key, rows in rows_of.items():
        points = shapely.points(places[rows])
        away[rows] = np.min([shapely.distance(shape, points) for shape in ways[key].shapes], axis=0)
    return away
