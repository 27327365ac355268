"""A map of some features as SVG, with the communes around them: no map library, nobody's tiles, no script."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.features.model import Feature
from app.features.web.frame import template
from app.html import Html, both, fill, joined
from geocoding.snapshot.communes import CommuneRecord
from postcode.words import Words

WIDTH: Final = 960.0
"""Width of a map in its own units, about the pixels of a wide screen."""
FLATTEST: Final = 0.45
STEEPEST: Final = 0.9
"""Least and greatest height of a map in widths."""
LEAST_M: Final = 160.0
"""A map shows at least so many metres from west to east."""
ROOM: Final = 0.08
FINEST: Final = 0.7
"""Units below which bends of an outline are not drawn."""
MOST_NAMES: Final = 14
METRES_PER_DEGREE: Final = 111_320.0
CAPTION: Final = Words(
    "Phía bắc ở trên. Mọi đối tượng trên bản đồ đều có trong bảng.",
    "North is up. Everything on the map is in the table too.",
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a map shows, and how degrees become its units: a plain projection, right to a unit over a city."""

    west: float
    north: float
    units_x: float
    units_y: float
    height: float

    def units(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Degrees in units from the upper left corner."""
        return (places - (self.west, self.north)) * (self.units_x, -self.units_y)

    @property
    def units_per_metre(self) -> float:
        """Units that a metre is wide."""
        return self.units_y / METRES_PER_DEGREE


def drawn(
    features: Sequence[Feature],
    communes: Sequence[CommuneRecord],
    *,
    href: Callable[[Feature], str],
    name: Callable[[Feature], str],
) -> Html:
    """The map of some features, each leading to its own page; nothing of none."""
    if not features:
        return Html()
    ground = _ground(np.array([one.shape.bounds for one in features]))
    shapes = _fitted([one.shape for one in features], ground)
    things = (_thing(shape, href=href(one), name=name(one)) for one, shape in zip(features, shapes, strict=True))
    length = _round_length(WIDTH / 5 / ground.units_per_metre)
    return fill(
        template("map.html"),
        width=f"{WIDTH:g}",
        height=f"{ground.height:g}",
        ground=_communes(communes, ground),
        things=joined(things),
        bar=f"{length * ground.units_per_metre:.1f}",
        bottom=f"{ground.height - 12:g}",
        above=f"{ground.height - 20:g}",
        length=f"{length} m" if length < 1000 else f"{length // 1000} km",
        caption=both(CAPTION),
    )


def _ground(bounds: NDArray[np.float64]) -> _Ground:
    """The window around boxes in degrees, as wide and high as a map may be."""
    west, south = bounds[:, 0].min(), bounds[:, 1].min()
    east, north = bounds[:, 2].max(), bounds[:, 3].max()
    squeeze = math.cos(math.radians((south + north) / 2))
    least = LEAST_M / METRES_PER_DEGREE
    width, height = max((east - west) * squeeze, least) * (1 + 2 * ROOM), (north - south) * (1 + 2 * ROOM)
    width = max(width, height / STEEPEST)
    height = max(height, width * FLATTEST)
    scale = WIDTH / width
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    return _Ground(
        west=middle_lon - width / squeeze / 2,
        north=middle_lat + height / 2,
        units_x=scale * squeeze,
        units_y=scale,
        height=round(height * scale, 1),
    )


def _fitted(shapes: Sequence[BaseGeometry], ground: _Ground) -> list[BaseGeometry]:
    """Shapes in units of the map, without bends that nobody sees."""
    placed = shapely.transform(np.array(shapes, dtype=object), ground.units)
    thin = shapely.simplify(placed, FINEST, preserve_topology=False)
    return list(np.where(shapely.is_empty(thin), placed, thin))


def _communes(communes: Sequence[CommuneRecord], ground: _Ground) -> Html:
    frame = shapely.box(0.0, 0.0, WIDTH, ground.height)
    fitted = zip(communes, _fitted([one.shape for one in communes], ground), strict=True) if communes else ()
    seen = [(one, shapely.clip_by_rect(shape, -20, -20, WIDTH + 20, ground.height + 20)) for one, shape in fitted]
    seen = [(one, shape) for one, shape in seen if not shape.is_empty and shape.intersects(frame)]
    paths = [fill('<path d="$d"/>', d=_path(shape)) for _, shape in seen]
    return joined([*paths, *(_name(one, shape) for one, shape in seen if len(seen) <= MOST_NAMES)])


def _name(commune: CommuneRecord, shape: BaseGeometry) -> Html:
    place = shape.representative_point()
    name = commune.full_name.removeprefix("Phường ").removeprefix("Xã ")
    return fill('<text x="$x" y="$y">$name</text>', x=f"{place.x:.0f}", y=f"{place.y:.0f}", name=name)


def _thing(shape: BaseGeometry, *, href: str, name: str) -> Html:
    if isinstance(shape, shapely.Point):
        body = fill('<circle cx="$x" cy="$y" r="5">', x=f"{shape.x:.1f}", y=f"{shape.y:.1f}")
        closed = Html("</circle>")
    else:
        body, closed = fill('<path d="$d">', d=_path(shape)), Html("</path>")
    return fill(
        '<a href="$href" tabindex="-1">$body<title>$name</title>$closed</a>',
        href=href,
        body=body,
        name=name,
        closed=closed,
    )


def _path(shape: BaseGeometry) -> str:
    """The outlines of areas as SVG path data."""
    parts = (part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon))
    return "".join(_ring(ring.coords) for part in parts for ring in (part.exterior, *part.interiors))


def _ring(places: Iterable[tuple[float, ...]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y, *_ in places) + "Z"


def _round_length(longest_m: float) -> int:
    """The greatest of 1, 2, 5, 10, … metres that is no longer."""
    power = int(10 ** math.floor(math.log10(max(longest_m, 1.0))))
    return max(step * power for step in (1, 2, 5) if step * power <= max(longest_m, 1.0))
