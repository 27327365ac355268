"""Land that is not cut along alleys: apartment towers, collective housing, estate plots, fields and parks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from app.sample.blocks import Block
from app.sample.lots import Ring, cut
from app.sample.numbering import Side

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tower:
    """A building of flats: its footprint, floors, flats on each, and the place of its lobby."""

    name: str
    ring: Ring
    floors: int
    flats_per_floor: int
    lobby: XY
    skips_unlucky: bool = False


@dataclass(frozen=True, slots=True)
class TowerLand:
    """One parcel under one or two towers."""

    ring: Ring
    towers: tuple[Tower, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot of an estate with its code ("LK3-12")."""

    ring: Ring
    door: XY
    code: str


@dataclass(frozen=True, slots=True)
class OpenLand:
    """A parcel without homes."""

    ring: Ring
    land_use: str


@dataclass(slots=True)
class Estate:
    """An estate's name, the letters its towers bear, and how many towers and rows of plots it has so far."""

    name: str
    letters: str
    towers: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    def next_tower(self) -> str:
        """The name of its next tower, unlike that of any other in the commune."""
        self.towers += 1
        return f"{self.letters}{self.towers}"

    def next_row(self, kind: str) -> str:
        """The name of its next row of plots: LK1, LK2, BT1."""
        self.rows[kind] = self.rows.get(kind, 0) + 1
        return f"{kind}{self.rows[kind]}"


PAVEMENT_M = 5.0
LANE_M = 7.0


def tower_lands(rng: Random, block: Block, estate: Estate) -> Iterator[TowerLand]:
    """Tower parcels filling a block, each with its towers well inside."""
    across = 2 if block.width_m > 100 else 1
    width, depth, margin = block.width_m / across, block.depth_m / 2, LANE_M / 2
    for u in range(across):
        for v in range(2):
            west, south, east, north = u * width, v * depth, (u + 1) * width, (v + 1) * depth
            box = west + margin, south + margin, east - margin, north - margin
            yield _tower_land(rng, block, box, estate)


def _tower_land(rng: Random, block: Block, box: tuple[float, float, float, float], estate: Estate) -> TowerLand:
    west, south, east, north = box
    pair = east - west > 50 and rng.random() < 0.4
    middle = (west + east) / 2
    halves = [(west, south, middle, north), (middle, south, east, north)] if pair else [box]
    unlucky = rng.random() < 0.3
    towers = tuple(_tower(rng, block, half, estate.next_tower(), unlucky) for half in halves)
    return TowerLand(_rectangle(block, box), towers)


def _tower(rng: Random, block: Block, box: tuple[float, float, float, float], name: str, unlucky: bool) -> Tower:
    west, south, east, north = box
    margin_x, margin_y = (east - west) * rng.uniform(0.16, 0.22), (north - south) * rng.uniform(0.18, 0.26)
    west, south, east, north = west + margin_x, south + margin_y, east - margin_x, north - margin_y
    dx, dy = (east - west) * 0.3, (north - south) * 0.22
    outline = [
        *((west, south + dy), (west + dx, south + dy), (west + dx, south), (east - dx, south)),
        *((east - dx, south + dy), (east, south + dy), (east, north - dy), (east - dx, north - dy)),
        *((east - dx, north), (west + dx, north), (west + dx, north - dy), (west, north - dy)),
    ]
    lobby = block.at((west + east) / 2, south + 2.0)
    ring = tuple(block.at(x, y) for x, y in outline)
    return Tower(name, ring, rng.randint(9, 27), rng.randint(4, 8), lobby, unlucky)


def collective_houses(rng: Random, block: Block, estate: Estate, *, width_m: float) -> Iterator[TowerLand]:
    """Rows of five-floor houses of the 1970s (khu tập thể) along the far street, each on its own parcel."""
    near, pitch = block.depth_m / 2 + LANE_M, 24.0
    rows = max(1, int((block.depth_m - near) // pitch))
    for v in range(rows):
        south, north = near + v * pitch, near + (v + 1) * pitch - 4
        inner = (2.5, south + 4.5, width_m - 2.5, north - 2.5)
        lobby = block.at(width_m / 2, south + 6.0)
        house = Tower(estate.next_tower(), _rectangle(block, inner), rng.randint(4, 5), rng.randint(8, 12), lobby)
        yield TowerLand(_rectangle(block, (1.0, south, width_m - 1.0, north)), (house,))


def plots(rng: Random, block: Block, estate: Estate) -> Iterator[Plot]:
    """Terraces (LK) or villas (BT) in double rows along inner lanes; the two rows share their back corners."""
    villas = rng.random() < 0.3
    kind, depth, widths = ("BT", 19.0, (11.0, 14.0)) if villas else ("LK", 16.5, (4.8, 6.2))
    pairs = max(1, int((block.depth_m + LANE_M) // (2 * depth + LANE_M)))
    pitch = (block.depth_m + LANE_M) / pairs
    for nth in range(pairs):
        yield from _double_row(rng, block, (nth * pitch, (nth + 1) * pitch - LANE_M), widths, estate, kind)


def _double_row(
    rng: Random, block: Block, span: tuple[float, float], widths: tuple[float, float], estate: Estate, kind: str
) -> Iterator[Plot]:
    near, far = span
    middle = (near + far) / 2
    cuts = [cut(rng, (0.0, block.width_m), widths) for _ in Side]
    backs = sorted({place for places in cuts for place in places})
    for side, places in zip(Side, cuts, strict=True):
        edge = near if side is Side.LEFT else far
        name = estate.next_row(kind)
        for number, (start, end) in enumerate(pairwise(places), start=1):
            back = [block.at(place, middle) for place in reversed(backs) if start <= place <= end]
            corners = [block.at(start, edge), block.at(end, edge), *back]
            ring = tuple(corners) if side is Side.LEFT else tuple(reversed(corners))
            yield Plot(ring, block.at((start + end) / 2, edge), f"{name}-{number:02d}")


def open_lands(rng: Random, block: Block, *, uses: tuple[str, ...], size_m: tuple[float, float]) -> Iterator[OpenLand]:
    """A block cut into long parcels of a common use."""
    use = rng.choice(uses)
    half = block.depth_m / 2
    for near, far in ((0.0, half - 0.5), (half, block.depth_m)):
        for start, end in pairwise(cut(rng, (0.0, block.width_m), size_m)):
            yield OpenLand(_rectangle(block, (start, near, end, far)), use)


def _rectangle(block: Block, box: tuple[float, float, float, float]) -> Ring:
    west, south, east, north = box
    return tuple(block.at(x, y) for x, y in ((west, south), (east, south), (east, north), (west, north)))
