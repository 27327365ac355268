"""House numbers along a street or an alley: the rule of TT 08/2024/TT-BXD, Articles 6 and 7, and its breaches."""

from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, count
from random import Random

from geocoding.model import Address


class Side(Enum):
    """The side of a way, seen by one who walks it from its start."""

    LEFT = 0
    RIGHT = 1


class Habit(Enum):
    """How the houses of a way are numbered."""

    LEGAL = "odd left, even right"
    MIXED = "both kinds on both sides"
    NONE = "no numbers"


@dataclass(frozen=True, slots=True)
class Plate:
    """The number of one lot, empty where the way has none; `shared` when another lot has the same on purpose."""

    text: str
    shared: bool = False


@dataclass(slots=True)
class Way:
    """A street, alley or hamlet along which lots are numbered, and how far its numbers have been given out."""

    street: str = ""
    prefix: str = ""
    path: tuple[str, ...] = ()
    hamlet: str = ""
    habit: Habit = Habit.LEGAL
    given: list[int] = field(default_factory=lambda: [0, 0])
    mouths: set[str] = field(default_factory=set)

    def address(self, number: str) -> Address:
        """The address of a house on this way."""
        return Address(house_number=number, alley_path=self.path, street=self.street, hamlet=self.hamlet)


LETTER, TWIN, RANGE, GAP, SWAP = 0.035, 0.006, 0.012, 0.010, 0.010
"""Chance at each lot of a letter (12A), a repeated number, a range (3-5), a number left out, two in wrong order."""


def plates(rng: Random, way: Way, *, side: Side, number: int) -> list[Plate]:
    """The next plates on one side, `number` of them, in walking order."""
    if way.habit is Habit.NONE:
        return [Plate("", shared=True)] * number
    given: list[Plate] = []
    while len(given) < number:
        _add_plate(rng, way, side, given)
    return _some_swapped(rng, given)


def alley_name(way: Way, plate: Plate) -> str:
    """The name of an alley whose mouth follows that house: its number, with a letter when that name is taken.

    An unnumbered way counts its alleys instead.
    """
    number = leading_number(plate.text) or str(len(way.mouths) + 1)
    names = chain([number], (f"{number}{letter}" for letter in "ABCDEGHK"), map(str, count(1_001)))
    name = next(name for name in names if name not in way.mouths)
    way.mouths.add(name)
    return name


def leading_number(text: str) -> str:
    """The digits a house number begins with: "12A" and "12-14" give "12"."""
    digits = len(text) - len(text.lstrip("0123456789"))
    return text[:digits]


def _add_plate(rng: Random, way: Way, side: Side, given: list[Plate]) -> None:
    roll = rng.random()
    last = given[-1].text if given else ""
    if last and roll < LETTER and _lettered(last):
        given.append(Plate(_lettered(last)))
    elif last and LETTER <= roll < LETTER + TWIN and not given[-1].shared:
        given[-1] = Plate(last, shared=True)
        given.append(Plate(last, shared=True))
    elif 0.5 < roll < 0.5 + RANGE and way.habit is Habit.LEGAL:
        given.append(Plate(f"{_next_number(way, side)}-{_next_number(way, side)}"))
    else:
        if roll > 1 - GAP:
            _next_number(way, side)
        given.append(Plate(str(_next_number(way, side))))


def _lettered(last: str) -> str:
    """The plate after "12" or "12A" on land that was divided; empty after a range or the fifth letter."""
    if last.isdigit():
        return f"{last}A"
    number, letter = last[:-1], last[-1]
    return f"{number}{chr(ord(letter) + 1)}" if number.isdigit() and letter in "ABCD" else ""


def _next_number(way: Way, side: Side) -> int:
    nth = way.given[side.value]
    way.given[side.value] += 1
    if way.habit is Habit.MIXED:
        return 4 * (nth // 2) + 1 + nth % 2 + 2 * side.value
    return 2 * nth + 1 + side.value


def _some_swapped(rng: Random, given: list[Plate]) -> list[Plate]:
    for index in range(len(given) - 2):
        if rng.random() < SWAP:
            given[index], given[index + 1] = given[index + 1], given[index]
    return given
