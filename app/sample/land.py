"""What each block of a commune is used for: houses along alleys, towers, collective housing, plots or open land."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from app.sample.blocks import Block, StreetKey
from app.sample.character import Character, Measures
from app.sample.estates import (
    Estate,
    OpenLand,
    Plot,
    TowerLand,
    collective_houses,
    open_lands,
    plots,
    tower_lands,
)
from app.sample.lots import DRAIN_M, Alley, Lot, settle, strip_along
from app.sample.names import estate_names, hamlet_names, hamlet_numbers, street_names
from app.sample.numbering import Habit, Side, Way

Piece = Lot | Alley | OpenLand
EstatePiece = TowerLand | Plot

COLLECTIVE_WIDTH_M = 74.0
ROAD_EVERY = 4
"""In the country every fourth line is a named road; the others are village lanes."""


@dataclass(frozen=True, slots=True)
class Estated:
    """A piece of an estate; `way` is the street it is known by instead of the estate's name, if it is."""

    piece: EstatePiece
    estate: str
    way: Way | None = None


class Places:
    """The streets, hamlets and estates of one commune, named in the order in which they are first needed."""

    def __init__(self, rng: Random, character: Character, commune: str, measures: Measures) -> None:
        self._rng = rng
        self._measures = measures
        self._street_names = street_names(character)
        self._hamlet_names, self._hamlet_numbers = hamlet_names(), hamlet_numbers()
        self._estate_names = estate_names(commune, collective=character is Character.DEEP_ALLEYS)
        self._hamlets: dict[tuple[int, int], Way] = {}
        self._estates: dict[tuple[int, int], Estate] = {}
        self.streets: dict[StreetKey, Way] = {}

    def street(self, key: StreetKey) -> Way:
        """The street on that stretch of the grid."""
        if key not in self.streets:
            kind, name = next(self._street_names)
            habit = Habit.MIXED if self._rng.random() < self._measures.mixed_share / 3 else Habit.LEGAL
            # Most streets come from elsewhere, so their numbers do not begin at 1 here.
            begin = self._rng.choice((0, 0, self._rng.randint(4, 60)))
            self.streets[key] = Way(street=name, prefix=kind, habit=habit, given=[begin, begin])
        return self.streets[key]

    def hamlet(self, block: Block, *, is_numbered: bool) -> Way:
        """The village around a block, or a hamlet of that block alone whose houses have no numbers."""
        place = (block.row // 3, block.column // 4) if is_numbered else (-block.row - 1, block.column)
        if place not in self._hamlets:
            name = next(self._hamlet_names if is_numbered else self._hamlet_numbers)
            self._hamlets[place] = Way(hamlet=name, habit=Habit.LEGAL if is_numbered else Habit.NONE)
        return self._hamlets[place]

    def estate(self, block: Block) -> Estate:
        """The estate around a block."""
        place = (block.row // 3, block.column // 3)
        if place not in self._estates:
            name, letters = next(self._estate_names)
            self._estates[place] = Estate(name, letters)
        return self._estates[place]


def use_land(
    rng: Random, block: Block, *, nth: int, places: Places, character: Character, measures: Measures
) -> Iterator[Piece | Estated]:
    """The pieces of the `nth` block of a commune."""
    match character:
        case Character.OLD_QUARTER:
            yield from _old_quarter(rng, block, nth, places, measures)
        case Character.NEW_TOWN:
            yield from _new_town(rng, block, nth, places, measures)
        case Character.DEEP_ALLEYS:
            yield from _deep_alleys(rng, block, nth, places, measures)
        case Character.RURAL:
            yield from _rural(rng, block, nth, places, measures)


def _old_quarter(rng: Random, block: Block, nth: int, places: Places, measures: Measures) -> Iterator[Piece]:
    if nth % 17 == 8:
        yield from open_lands(rng, block, uses=("TIN", "DKV"), size_m=(26.0, 44.0))
    else:
        yield from _along_streets(rng, block, places, measures)


def _new_town(rng: Random, block: Block, nth: int, places: Places, measures: Measures) -> Iterator[Piece | Estated]:
    match nth % 7:
        case 0 | 4:
            estate = places.estate(block)
            way = places.street(block.near) if rng.random() < 0.25 else None
            for land in tower_lands(rng, block, estate):
                yield Estated(land, estate.name, way)
        case 1 | 6:
            estate = places.estate(block)
            for plot in plots(rng, block, estate):
                yield Estated(plot, estate.name)
        case 3:
            yield from open_lands(rng, block, uses=("DGD", "DKV", "TMD"), size_m=(50.0, 70.0))
        case _:
            yield from _along_streets(rng, block, places, measures)


def _deep_alleys(rng: Random, block: Block, nth: int, places: Places, measures: Measures) -> Iterator[Piece | Estated]:
    if nth % 4 != 1:
        yield from _along_streets(rng, block, places, measures)
        return
    near = strip_along(block, Side.LEFT, depth_m=block.depth_m / 2)
    yield from settle(rng, near, places.street(block.near), measures=measures)
    estate = places.estate(block)
    for land in collective_houses(rng, block, estate, width_m=COLLECTIVE_WIDTH_M):
        yield Estated(land, estate.name)
    far = strip_along(block, Side.RIGHT, depth_m=block.depth_m / 2 - DRAIN_M, start_m=COLLECTIVE_WIDTH_M)
    yield from settle(rng, far, places.street(block.far), measures=measures)


def _rural(rng: Random, block: Block, nth: int, places: Places, measures: Measures) -> Iterator[Piece]:
    if block.row % 3 == 2 or block.column % 4 == 3:
        yield from open_lands(rng, block, uses=("LUC", "LUC", "BHK", "NTS", "CLN"), size_m=(14.0, 30.0))
        return
    hamlet = places.hamlet(block, is_numbered=nth % 4 != 1)
    for side, key in ((Side.LEFT, block.near), (Side.RIGHT, block.far)):
        is_road = key.line % ROAD_EVERY == 0 and hamlet.habit is not Habit.NONE
        strip = strip_along(block, side, depth_m=block.depth_m / 2 - (DRAIN_M if side is Side.RIGHT else 0.0))
        yield from settle(rng, strip, places.street(key) if is_road else hamlet, measures=measures)


def _along_streets(rng: Random, block: Block, places: Places, measures: Measures) -> Iterator[Piece]:
    """Houses and alleys behind both streets of a block."""
    for side, key in ((Side.LEFT, block.near), (Side.RIGHT, block.far)):
        strip = strip_along(block, side, depth_m=block.depth_m / 2 - (DRAIN_M if side is Side.RIGHT else 0.0))
        yield from settle(rng, strip, places.street(key), measures=measures)
