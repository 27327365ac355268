"""One commune of the sample, block by block: the same whatever other communes are made with it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from shapely import Polygon

from app.sample.blocks import Block, StreetGrid, StreetKey
from app.sample.brought import EVERY, Fate, Heads, bring_code
from app.sample.character import MEASURES, Character
from app.sample.estates import OpenLand, Plot, Tower
from app.sample.households import (
    Dwelling,
    HouseholdCells,
    free_text,
    homes_in_tower,
    homes_on_lot,
    homes_on_plot,
    is_plain,
    text_alone,
    write_household,
    written_places,
)
from app.sample.land import Estated, Places, use_land
from app.sample.lots import Alley, Lot, Ring
from app.sample.mistakes import WRONG_SHARE, Mistake, spoil
from app.sample.shapes import area_m2, centroid, scaled, toward
from geocoding.model import Address, ParcelKey

XY = tuple[float, float]

STRETCH = {Character.OLD_QUARTER: 3, Character.NEW_TOWN: 6, Character.DEEP_ALLEYS: 8, Character.RURAL: 12}
"""Blocks along which a street keeps its name."""

PARCELS_PER_SHEET = (90, 380)
HOMELESS_SHARE = 0.03
"""Lots along streets that are shops, shrines or empty."""

TEXT_ALONE_SHARE = 0.008
OLD_LAND_USE = {"ODT": "ĐM", "ONT": "T"}
"""Land-use letters from before 2003, still found on one parcel in fifty."""


@dataclass(frozen=True, slots=True)
class CommunePlan:
    """What to make of a commune; `full_name` is its kind and name."""

    code: str
    name: str
    full_name: str
    character: Character
    households: int
    heads: Heads


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """A feature of the parcel layer."""

    key: ParcelKey
    ring: Ring
    land_use: str
    area_m2: float


@dataclass(frozen=True, slots=True)
class BuildingRecord:
    """A feature of the building layer."""

    external_id: str
    ring: Ring
    name: str
    levels: int


@dataclass(frozen=True, slots=True)
class StreetRecord:
    """A feature of the street layer: a named street, or an alley of one."""

    external_id: str
    name: str
    prefix: str
    alley_path: str
    commune_code: str
    line: tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """A row of the household file and what is known of it.

    `mistake` is what is wrong with it on purpose; `same_as` is the id of the first household of the commune with the
    same address; `fate` is what becomes of the code it brings.
    """

    cells: HouseholdCells
    mistake: Mistake | None = None
    same_as: str = ""
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class BlockLayers:
    """What one block adds to each layer."""

    parcels: list[ParcelRecord] = field(default_factory=list)
    buildings: list[BuildingRecord] = field(default_factory=list)
    streets: list[StreetRecord] = field(default_factory=list)
    households: list[HouseholdRecord] = field(default_factory=list)


def commune_layers(plan: CommunePlan, outline: Polygon, *, seed: int) -> Iterator[BlockLayers]:
    """The layers of a commune, from north to south around its centre, until it has its households."""
    rng = Random(f"{seed}-{plan.code}")  # noqa: S311 (nothing here is secret)
    return _Builder(plan, outline, rng).blocks()


class _Builder:
    """The counters of one commune while its blocks are made."""

    def __init__(self, plan: CommunePlan, outline: Polygon, rng: Random) -> None:
        self._plan, self._rng = plan, rng
        self._measures = MEASURES[plan.character]
        self._wanted = plan.households / self._measures.households_per_block
        self._grid = StreetGrid(rng, outline, self._measures, stretch=STRETCH[plan.character], wanted=self._wanted)
        self._blocks = self._grid.blocks(outline)
        self._crowding = max(1.0, self._wanted / max(1.0, 0.75 * len(self._blocks)))
        self._places = Places(rng, plan.character, plan.name, self._measures)
        self._reach: dict[StreetKey, list[int]] = {}
        self._sheet, self._parcel, self._sheet_size = 1, 0, rng.randint(*PARCELS_PER_SHEET)
        self._buildings = self._streets = self._households = self._could_bring = self._brought = 0
        self._last_good = ""
        self._first_at: dict[Address, str] = {}

    def blocks(self) -> Iterator[BlockLayers]:
        """Every block, the named streets with the last."""
        for nth, block in enumerate(self._in_order()):
            if self._households >= self._plan.households:
                break
            yield self._block(block, nth)
        yield BlockLayers(streets=[self._street(key) for key in sorted(self._places.streets)])

    def _in_order(self) -> list[Block]:
        """The blocks needed, row by row so that house numbers ascend, then the others outwards."""
        count = math.ceil(1.1 * self._wanted / self._crowding) + 1
        first, rest = self._blocks[:count], self._blocks[count:]
        return sorted(first, key=lambda block: (block.row, block.column)) + rest

    def _block(self, block: Block, nth: int) -> BlockLayers:
        layers = BlockLayers()
        dwellings: list[Dwelling] = []
        pieces = use_land(
            self._rng,
            block,
            nth=nth,
            places=self._places,
            character=self._plan.character,
            measures=self._measures,
        )
        for piece in pieces:
            match piece:
                case Alley() if piece.way.street:
                    layers.streets.append(self._alley(piece))
                case OpenLand():
                    self._add_parcel(layers, piece.ring, land_use=piece.land_use)
                case Lot():
                    dwellings.extend(self._lot(layers, piece))
                case Estated():
                    dwellings.extend(self._estated(layers, piece))
        for key in (block.near, block.far):
            self._reach.setdefault(key, []).append(block.column if key.axis == "EW" else block.row)
        layers.households.extend(self._rows(list(islice(dwellings, self._plan.households - self._households))))
        return layers

    def _lot(self, layers: BlockLayers, lot: Lot) -> Iterator[Dwelling]:
        if self._rng.random() < HOMELESS_SHARE:
            self._add_parcel(layers, lot.ring, land_use=self._rng.choice(("TMD", "TMD", "DVH", "TIN")))
            return
        key = self._add_parcel(layers, lot.ring)
        middle = self._add_house(layers, lot.ring)
        house = toward(middle, lot.door, self._rng.uniform(0.0, 0.6))
        yield from homes_on_lot(self._rng, lot, key, house=house, measures=self._measures, crowding=self._crowding)

    def _estated(self, layers: BlockLayers, estated: Estated) -> Iterator[Dwelling]:
        piece = estated.piece
        key = self._add_parcel(layers, piece.ring)
        if isinstance(piece, Plot):
            middle = self._add_house(layers, piece.ring)
            yield homes_on_plot(piece, estated.estate, key, house=toward(middle, piece.door, 0.3))
            return
        for tower in piece.towers:
            self._add_building(layers, tower.ring, name=tower.name, levels=tower.floors)
            yield from homes_in_tower(self._rng, self._tall(tower), estated, key)

    def _tall(self, tower: Tower) -> Tower:
        """The tower, with more floors where the commune must hold more than it can."""
        if self._crowding == 1.0:
            return tower
        floors = min(60, round(tower.floors * self._crowding))
        return Tower(tower.name, tower.ring, floors, tower.flats_per_floor, tower.lobby, tower.skips_unlucky)

    def _add_parcel(self, layers: BlockLayers, ring: Ring, *, land_use: str = "") -> ParcelKey:
        if self._parcel >= self._sheet_size:
            self._sheet, self._parcel = self._sheet + 1, 0
            self._sheet_size = self._rng.randint(*PARCELS_PER_SHEET)
        self._parcel += 1
        use = land_use or self._measures.land_use
        if not land_use and self._rng.random() < 0.02:
            use = OLD_LAND_USE[use]
        key = ParcelKey(self._plan.code, str(self._sheet), str(self._parcel))
        layers.parcels.append(ParcelRecord(key, ring, use, area_m2(ring)))
        return key

    def _add_house(self, layers: BlockLayers, ring: Ring) -> XY:
        """A house that fills most of its parcel; its middle."""
        middle = centroid(ring)
        built = scaled(ring, middle, math.sqrt(self._rng.uniform(*self._measures.built_share)))
        self._add_building(layers, built, name="", levels=self._rng.randint(*self._measures.floors))
        return middle

    def _add_building(self, layers: BlockLayers, ring: Ring, *, name: str, levels: int) -> None:
        self._buildings += 1
        layers.buildings.append(BuildingRecord(f"B{self._plan.code}-{self._buildings:06d}", ring, name, levels))

    def _alley(self, alley: Alley) -> StreetRecord:
        path = "/".join(alley.way.path)
        return self._street_record(alley.way.street, alley.way.prefix, path, alley.line)

    def _street(self, key: StreetKey) -> StreetRecord:
        way = self._places.streets[key]
        return self._street_record(way.street, way.prefix, "", self._grid.line(key, self._reach[key]))

    def _street_record(self, name: str, prefix: str, path: str, line: tuple[XY, ...]) -> StreetRecord:
        self._streets += 1
        code = self._plan.code
        return StreetRecord(f"S{code}-{self._streets:05d}", name, prefix, path, code, line)

    def _rows(self, dwellings: list[Dwelling]) -> Iterator[HouseholdRecord]:
        houses = written_places(dwelling.house for dwelling in dwellings)
        doors = written_places(dwelling.door for dwelling in dwellings)
        for dwelling, house, door in zip(dwellings, houses, doors, strict=True):
            self._households += 1
            external_id = f"H{self._plan.code}-{self._households:06d}"
            cells = write_household(
                self._rng, dwelling, external_id, house=house, door=door, commune=self._plan.full_name
            )
            record = self._judged(dwelling, cells)
            if record.mistake is None:
                self._last_good = external_id
            yield record

    def _judged(self, dwelling: Dwelling, cells: HouseholdCells) -> HouseholdRecord:
        """The row as it will be handed over: most as they are, some wrong, alone in words, or with a code."""
        rng = self._rng
        if dwelling.may_repeat:
            first = self._first_at.setdefault(dwelling.address, cells.external_id)
            return HouseholdRecord(cells, same_as="" if first == cells.external_id else first)
        if rng.random() < WRONG_SHARE and self._last_good:
            mistake = rng.choice(tuple(Mistake))
            return HouseholdRecord(spoil(rng, cells, mistake, earlier_id=self._last_good), mistake)
        if is_plain(dwelling) and rng.random() < TEXT_ALONE_SHARE:
            return HouseholdRecord(text_alone(cells, free_text(dwelling, commune=self._plan.full_name)))
        if dwelling.is_flat or not cells.lon:
            return HouseholdRecord(cells)
        self._could_bring += 1
        if self._could_bring % EVERY != EVERY // 2:
            return HouseholdRecord(cells)
        self._brought += 1
        with_code, fate = bring_code(rng, cells, nth=self._brought, heads=self._plan.heads)
        return HouseholdRecord(with_code, fate=fate)
