"""Approximate commune outlines from published centres and extents; never legal lines.

The city is divided among the parts that the legal old-to-new links name, so that former and present communes each
tile it without gap or overlap and agree with those links.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry as Geometry

XY = tuple[float, float]
Extent = tuple[float, float, float, float]
"""West, south, east, north in survey metres."""

GRID_M = 0.1
"""All outline vertices lie on this grid before they are turned into degrees."""

CORNER_CUT = 0.29
"""Share of an extent's sides cut off at each corner: an outline rarely fills the corners of its box."""

CLOSING_M = 400.0
"""Notches of the city's edge narrower than twice this are closed."""

REACH_WEIGHT = 0.5
"""Share of a former commune's half-extent that enters the power distance: larger ones reach further."""

NEW_PULL = 0.15
"""Weight of the distance to the present commune's centre beside that to the former one's: it splits split wards."""

VILLAGE_MARGIN_M = 1_000.0

FAR_M = 300_000.0
"""Longer than any line across the city."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is published of a unit: its code, centre and extent in survey metres."""

    code: str
    centre: XY
    extent: Extent

    @property
    def reach_m(self) -> float:
        """Half the mean of width and height."""
        west, south, east, north = self.extent
        return (east - west + north - south) / 4


@dataclass(frozen=True, slots=True)
class Part:
    """What one link names: the land that went from a former commune to a present one; `power_m2` is its weight."""

    former: str
    present: str
    centre: XY
    extent: Extent
    power_m2: float


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines by code in survey metres, of the present and of the former communes."""

    present: Mapping[str, Geometry]
    former: Mapping[str, Geometry]


def draw_outlines(present: Sequence[Site], former: Sequence[Site], links: Iterable[tuple[str, str]]) -> Outlines:
    """Outlines of all communes; `links` are (former code, present code)."""
    by_present, by_former = {site.code: site for site in present}, {site.code: site for site in former}
    pairs = sorted(set(links))
    successors = Counter(old for old, _ in pairs)
    parts = [_part(by_former[old], by_present[new], is_split=successors[old] > 1) for old, new in pairs]
    pieces = _tile(city_hull(present), [part for part in parts if part is not None])
    return Outlines(
        present=_joined((part.present, piece) for part, piece in pieces),
        former=_joined((part.former, piece) for part, piece in pieces),
    )


def city_hull(sites: Iterable[Site]) -> Polygon:
    """One polygon around all extents with their corners cut, without holes."""
    octagons = shapely.union_all([_octagon(site.extent) for site in sites])
    closed = shapely.buffer(shapely.buffer(octagons, CLOSING_M, join_style="mitre"), -CLOSING_M, join_style="mitre")
    largest = max(shapely.get_parts(closed), key=shapely.area)
    return Polygon(shapely.set_precision(largest, GRID_M).exterior)


def _octagon(extent: Extent) -> Polygon:
    west, south, east, north = extent
    dx, dy = CORNER_CUT * (east - west), CORNER_CUT * (north - south)
    lower = [(west, south + dy), (west + dx, south), (east - dx, south), (east, south + dy)]
    upper = [(east, north - dy), (east - dx, north), (west + dx, north), (west, north - dy)]
    return Polygon(lower + upper)


def _part(former: Site, present: Site, *, is_split: bool) -> Part | None:
    """The part two linked units share; None where a split one's extent does not meet the other's."""
    extent = _common(former.extent, present.extent)
    power = (REACH_WEIGHT * former.reach_m) ** 2
    if not is_split:
        # Some published extents hold little more than the village, so land around them counts too.
        extent = _common(_widened(former.extent, VILLAGE_MARGIN_M), present.extent) or former.extent
        return Part(former.code, present.code, _clamped(former.centre, extent), extent, power)
    if extent is None:
        return None
    # |p-a|² + k|p-b|² is, up to a factor and a constant, the square of the distance to one blended centre.
    total = 1 + NEW_PULL
    (ax, ay), (bx, by) = former.centre, present.centre
    centre = (ax + NEW_PULL * bx) / total, (ay + NEW_PULL * by) / total
    power -= NEW_PULL / total**2 * ((ax - bx) ** 2 + (ay - by) ** 2)
    return Part(former.code, present.code, centre, extent, power)


def _common(a: Extent, b: Extent) -> Extent | None:
    common = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return common if common[0] < common[2] and common[1] < common[3] else None


def _widened(extent: Extent, margin_m: float) -> Extent:
    west, south, east, north = extent
    return west - margin_m, south - margin_m, east + margin_m, north + margin_m


def _clamped(place: XY, extent: Extent) -> XY:
    """The place, moved into the extent where two published facts contradict each other."""
    west, south, east, north = _widened(extent, -0.1 * min(extent[2] - extent[0], extent[3] - extent[1]))
    return min(max(place[0], west), east), min(max(place[1], south), north)


def _tile(hull: Polygon, parts: Sequence[Part]) -> list[tuple[Part, Geometry]]:
    """The hull divided among the parts, edges shared vertex by vertex; a part nothing is left for is absent.

    A place goes to the part nearest in power distance among those whose extent holds it. What no extent holds, and
    what hangs loose from a present commune, goes to the neighbour along its longest border.
    """
    faces, owners = _faces(hull, [_cell(hull, part, parts) for part in parts])
    borders = _borders(faces)
    _settle(owners, borders, loose=_loose(faces, owners, borders))
    present = [parts[owner].present for owner in owners]
    _settle(owners, borders, loose=_spared(_loose(faces, present, borders), owners, parts))
    owned: dict[int, list[Polygon]] = {}
    for face, owner in zip(faces, owners, strict=True):
        owned.setdefault(owner, []).append(face)
    return [(parts[owner], shapely.coverage_union_all(owned[owner])) for owner in sorted(owned)]


def _cell(hull: Polygon, part: Part, parts: Sequence[Part]) -> Geometry:
    box = shapely.box(*part.extent)
    taken = [
        _nearer_side(other, part)
        for other in parts
        if other is not part and _common(other.extent, part.extent) is not None
    ]
    return shapely.difference(shapely.intersection(hull, box), shapely.union_all(taken))


def _nearer_side(part: Part, other: Part) -> Geometry:
    """The piece of the part's extent that is nearer to it than to the other, in power distance."""
    (ax, ay), (bx, by) = part.centre, other.centre
    gap = math.hypot(bx - ax, by - ay)
    if gap < GRID_M:
        first = (part.former, part.present) < (other.former, other.present)
        return shapely.box(*part.extent) if first else Polygon()
    ux, uy = (bx - ax) / gap * FAR_M, (by - ay) / gap * FAR_M
    share = (gap * gap + part.power_m2 - other.power_m2) / (2 * gap) / FAR_M
    x, y = ax + ux * share, ay + uy * share
    behind = Polygon([(x - uy, y + ux), (x + uy, y - ux), (x + uy - ux, y - ux - uy), (x - uy - ux, y + ux - uy)])
    return shapely.intersection(shapely.box(*part.extent), behind)


def _faces(hull: Polygon, cells: Sequence[Geometry]) -> tuple[list[Polygon], list[int]]:
    """The smallest pieces the cells' edges cut the hull into, and the index of the cell of each, -1 without one."""
    lines = shapely.union_all([shapely.boundary(shape) for shape in (hull, *cells)], grid_size=GRID_M)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.contains(shapely.buffer(hull, GRID_M), shapely.point_on_surface(pieces))
    faces = sorted(pieces[inside], key=lambda face: (face.bounds, face.area))
    owners = [-1] * len(faces)
    held, holders = shapely.STRtree(cells).query(shapely.point_on_surface(faces), predicate="within")
    for face, cell in zip(held.tolist(), holders.tolist(), strict=True):
        owners[face] = max(owners[face], cell)
    return faces, owners


def _borders(faces: Sequence[Polygon]) -> list[dict[int, float]]:
    """For each face, its neighbours and the metres of border shared with each."""
    borders: list[dict[int, float]] = [{} for _ in faces]
    first: dict[tuple[XY, XY], int] = {}
    for index, face in enumerate(faces):
        ring = [(float(x), float(y)) for x, y in face.exterior.coords]
        for a, b in pairwise(ring):
            other = first.setdefault((min(a, b), max(a, b)), index)
            if other != index:
                length = math.dist(a, b)
                borders[index][other] = borders[index].get(other, 0.0) + length
                borders[other][index] = borders[other].get(index, 0.0) + length
    return borders


def _loose(faces: Sequence[Polygon], labels: Sequence[Hashable], borders: Sequence[Mapping[int, float]]) -> set[int]:
    """Faces not connected with the largest group of faces of the same label."""
    seen: set[int] = set()
    largest: dict[Hashable, tuple[float, list[int]]] = {}
    for start, label in enumerate(labels):
        if start in seen:
            continue
        group = _connected(start, labels, borders)
        seen.update(group)
        area = math.fsum(faces[index].area for index in group)
        largest[label] = max(largest.get(label, (0.0, [])), (area, group))
    kept = {index for _, group in largest.values() for index in group}
    return set(range(len(faces))) - kept


def _connected(start: int, labels: Sequence[Hashable], borders: Sequence[Mapping[int, float]]) -> list[int]:
    group, queue = {start}, [start]
    while queue:
        for other in borders[queue.pop()]:
            if other not in group and labels[other] == labels[start]:
                group.add(other)
                queue.append(other)
    return sorted(group)


def _spared(loose: set[int], owners: Sequence[int], parts: Sequence[Part]) -> set[int]:
    """The loose faces without those of a former commune that would lose all its land."""
    safe = {parts[owner].former for index, owner in enumerate(owners) if index not in loose}
    return {index for index in loose if parts[owners[index]].former in safe}


def _settle(owners: list[int], borders: Sequence[Mapping[int, float]], *, loose: set[int]) -> None:
    """Give every face that is loose or has no owner to the neighbour along its longest border, longest first."""
    open_faces = loose | {index for index, owner in enumerate(owners) if owner < 0}
    while open_faces:
        claims = [
            (length, -face, -other)
            for face in open_faces
            for other, length in borders[face].items()
            if other not in open_faces
        ]
        _, face, other = max(claims)
        owners[-face] = owners[-other]
        open_faces.discard(-face)


def _joined(pieces: Iterable[tuple[str, Geometry]]) -> dict[str, Geometry]:
    grouped: dict[str, list[Geometry]] = {}
    for code, piece in pieces:
        grouped.setdefault(code, []).append(piece)
    return {code: shapely.coverage_union_all(grouped[code]) for code in sorted(grouped)}
