"""How houses are numbered along each way: order, parity, side, direction (TT 08/2024/TT-BXD, Articles 6 and 7).

A breach is a finding and never a rejection: streets numbered earlier keep their numbers.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

from geocoding.address.numbers import number_key
from geocoding.model import Accuracy
from geocoding.text.fold import CACHED_NAMES
from postcode.coverage.check_ways import of_way
from postcode.coverage.finding import Finding, of_household
from postcode.coverage.register import AuditedHousehold, CommuneRegister
from postcode.coverage.rules import RuleCode
from postcode.coverage.ways import (
    BESIDE_M,
    Walk,
    Way,
    key_of_address,
    line_beside,
    line_near,
    lines_of,
    mouth_along_m,
    parent_key,
    walk,
    ways_of,
)

_PLACED = (Accuracy.DOOR, Accuracy.BUILDING, Accuracy.PARCEL)

ENOUGH = 6
"""A way with fewer numbered houses shows no pattern to measure one of them by."""

ORDER_M, ORDER_NUMBERS = 4.0, 2
"""Two houses are out of order where they stand this much, and by this many numbers, the wrong way round."""

CLEAR = 0.8
"""A way has a pattern where four houses in five follow it."""

GAP_NUMBERS, GAP_M = 40, 60.0
MOUTH_M, MOUTH_NUMBERS = 60.0, 12

_LEADING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class NumberedWay:
    """A way with its numbered houses in walking order from its low numbers; `walk` is of the line as drawn."""

    way: Way
    line: LineString
    households: list[AuditedHousehold]
    numbers: NDArray[np.int64]
    along_m: NDArray[np.float64]
    on_left: NDArray[np.bool_]
    ascends_as_drawn: bool

    @property
    def is_odd(self) -> NDArray[np.bool_]:
        """For each house whether its number is odd."""
        return np.asarray(self.numbers % 2 == 1)


def check_numbers(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about house numbers along the ways that are drawn."""
    ways = ways_of(commune.streets)
    found = ((key, _numbered(ways.get(key), rows, commune)) for key, rows in _houses(commune).items())
    numbered = {key: one for key, one in found if one is not None}
    for one in numbered.values():
        if len(one.households) >= ENOUGH:
            yield from _order(one)
            yield from _sides(one, commune)
            yield from _direction(one, ways, commune)
            yield from _gaps(one)
    yield from _alley_numbers(ways, numbered, commune)


def _houses(commune: CommuneRegister) -> dict[str, list[int]]:
    """The rows of the numbered houses of each way; flats, buildings and rough positions show no order."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, household in zip(commune.alive_rows, commune.alive, strict=True):
        address = household.address
        plain = address.street and address.house_number[:1].isdecimal() and not (address.building or address.estate)
        if plain and household.accuracy in _PLACED:
            rows[key_of_address(address)].append(row)
    return rows


def _numbered(way: Way | None, rows: list[int], commune: CommuneRegister) -> NumberedWay | None:
    """The houses beside a way in walking order; None without a line or without houses beside it."""
    line = line_beside(lines_of(way), commune.places[rows]) if way is not None else None
    if way is None or line is None:
        return None
    beside = walk(line, commune.places[rows])
    is_beside = (beside.away_m <= BESIDE_M).tolist()
    kept = [place for place in _one_each(rows, commune) if is_beside[place]]
    if not kept:
        return None
    numbers = np.array(
        [_number(commune.households[rows[place]].address.house_number) for place in kept], dtype=np.int64
    )
    stand = Walk(beside.along_m[kept], beside.on_left[kept], beside.away_m[kept])
    return _walked(way, line, [commune.households[rows[place]] for place in kept], numbers, stand)


def _walked(
    way: Way, line: LineString, households: list[AuditedHousehold], numbers: NDArray[np.int64], stand: Walk
) -> NumberedWay:
    along, on_left = stand.along_m, stand.on_left
    ascends = _ascends(numbers, along)
    if not ascends:
        along, on_left = line.length - along, ~on_left
    order = np.lexsort((numbers, along))
    return NumberedWay(
        way=way,
        line=line,
        households=[households[place] for place in order.tolist()],
        numbers=numbers[order],
        along_m=along[order],
        on_left=on_left[order],
        ascends_as_drawn=ascends,
    )


def _one_each(rows: list[int], commune: CommuneRegister) -> list[int]:
    """The positions in `rows` of one household for each number and place: homes of one house count once."""
    seen: dict[tuple[str, float, float], int] = {}
    for place, row in enumerate(rows):
        household = commune.households[row]
        seen.setdefault((household.address.house_number, household.point.lon, household.point.lat), place)
    return list(seen.values())


@lru_cache(maxsize=CACHED_NAMES)
def _number(written: str) -> int:
    found = _LEADING.match(number_key(written))
    return min(int(found[0]), 1_000_000) if found is not None else 0


def _ascends(numbers: NDArray[np.int64], along_m: NDArray[np.float64]) -> bool:
    """Whether numbers rise with the distance along the line as drawn."""
    return bool(np.sum((numbers - numbers.mean()) * (along_m - along_m.mean())) >= 0)


def _order(one: NumberedWay) -> Iterator[Finding]:
    """The houses that do not fit into the ascending numbers of their parity."""
    for odd in (True, False):
        chosen = np.flatnonzero(one.is_odd == odd)
        if len(chosen) < ENOUGH // 2:
            continue
        numbers, along = one.numbers[chosen], one.along_m[chosen]
        for place in out_of_order(numbers.tolist()):
            wrong_way = ((along - along[place]) * np.sign(numbers - numbers[place]) < -ORDER_M) & (
                np.abs(numbers - numbers[place]) >= ORDER_NUMBERS
            )
            if wrong_way.any():
                household = one.households[int(chosen[place])]
                yield of_household(
                    RuleCode.NUMBER_ORDER, household, number=household.address.house_number, street=one.way.name
                )


def out_of_order(numbers: list[int]) -> list[int]:
    """The positions outside a longest ascending run: as few as have to move to put the rest in order."""
    tails: list[int] = []
    tail_places: list[int] = []
    before = [-1] * len(numbers)
    for place, number in enumerate(numbers):
        length = bisect_right(tails, number)
        before[place] = tail_places[length - 1] if length else -1
        tails[length : length + 1] = [number]
        tail_places[length : length + 1] = [place]
    kept = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [place for place in range(len(numbers)) if place not in kept]


def _sides(one: NumberedWay, commune: CommuneRegister) -> Iterator[Finding]:
    """Odd numbers left and even ones right; judged where both sides have houses of both kinds or one clear kind."""
    legal = one.is_odd == one.on_left
    share = float(legal.mean())
    if len(set(one.on_left.tolist())) == 1 or len(set(one.is_odd.tolist())) == 1:
        return
    if share <= 1 - CLEAR:
        yield of_way(RuleCode.NUMBER_SIDE, one.way, commune, one.households)
    elif share < CLEAR:
        yield of_way(RuleCode.NUMBER_MIXED, one.way, commune, one.households, share=round(share, 2))
    breach = legal if share <= 1 - CLEAR else ~legal
    if share >= CLEAR or share <= 1 - CLEAR:
        for place in np.flatnonzero(breach).tolist():
            household = one.households[place]
            yield of_household(
                RuleCode.NUMBER_PARITY, household, number=household.address.house_number, street=one.way.name
            )


def _direction(one: NumberedWay, ways: Mapping[str, Way], commune: CommuneRegister) -> Iterator[Finding]:
    parent = ways.get(parent_key(one.way)) if one.way.path else None
    if one.way.path and (parent is None or not parent.shapes):
        return
    if parent is not None:
        mouth_m, _ = mouth_along_m(one.line, parent.shapes)
        if (mouth_m == 0.0) != one.ascends_as_drawn:
            yield of_way(RuleCode.ALLEY_DIRECTION, one.way, commune, one.households)
        return
    start, end = shapely.get_coordinates(one.line)[[0, -1] if one.ascends_as_drawn else [-1, 0]]
    if not follows_compass(float(end[0] - start[0]), float(end[1] - start[1])):
        yield of_way(RuleCode.NUMBER_DIRECTION, one.way, commune, one.households)


def follows_compass(east_m: float, north_m: float) -> bool:
    """Whether a way leads from north to south or east to west, north-east to south-west, south-east to north-west.

    Between two of these eight directions the nearest counts (Article 6, clause 2).
    """
    eighth = round(np.degrees(np.arctan2(north_m, east_m)) / 45.0) % 8
    return eighth in (6, 4, 5, 3)


def _gaps(one: NumberedWay) -> Iterator[Finding]:
    """A leap in the numbers of one parity between houses that stand next to each other."""
    for odd in (True, False):
        chosen = np.flatnonzero(one.is_odd == odd)
        leap = np.abs(np.diff(one.numbers[chosen])) > GAP_NUMBERS
        near = np.diff(one.along_m[chosen]) < GAP_M
        for place in np.flatnonzero(leap & near).tolist():
            before, after = (one.households[int(chosen[place + step])] for step in (0, 1))
            yield of_household(
                RuleCode.NUMBER_GAP,
                after,
                number=after.address.house_number,
                before=before.address.house_number,
                street=one.way.name,
            )


def _alley_numbers(
    ways: Mapping[str, Way], numbered: Mapping[str, NumberedWay], commune: CommuneRegister
) -> Iterator[Finding]:
    """The alleys whose number is far from those of all houses beside their mouth (Article 7)."""
    for key, way in ways.items():
        parent = numbered.get(parent_key(way)) if way.path else None
        own = _LEADING.match(number_key(way.path[-1])) if way.path else None
        if parent is None or own is None:
            continue
        line = numbered[key].line if key in numbered else line_near(lines_of(way), parent.line)
        if line is None:
            continue
        _, mouth = mouth_along_m(line, (parent.line,))
        at = walk(parent.line, mouth.reshape(1, 2))
        if at.away_m[0] > BESIDE_M:
            continue
        mouth_m = float(at.along_m[0]) if parent.ascends_as_drawn else parent.line.length - float(at.along_m[0])
        near = np.abs(parent.along_m - mouth_m) <= MOUTH_M
        if near.sum() >= ENOUGH // 2 and np.abs(parent.numbers[near] - int(own[0])).min() > MOUTH_NUMBERS:
            houses = f"{int(parent.numbers[near].min())}–{int(parent.numbers[near].max())}"
            yield of_way(RuleCode.ALLEY_NUMBER, way, commune, [], number=way.path[-1], houses=houses)
