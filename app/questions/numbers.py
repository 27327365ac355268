"""House and flat numbers that are near to a given one without being it."""

import re
from collections.abc import Iterator
from random import Random

_NUMBER = re.compile(r"(\d+)([A-Za-z]?)")
_FLAT = re.compile(r"(\d*[AB]?)(\d{2})")
NEXT_DOOR = 4
_PLOT = re.compile(r"([A-Za-z]+\d*)-(\d+)")


def another_number(number: str, rng: Random) -> str:
    """A number that a careless reader could take for this one: a neighbour, a letter more or less, digits swapped.

    "" for a number in a form of its own.
    """
    plot = _PLOT.fullmatch(number)
    if plot is not None:
        return f"{plot[1]}-{int(plot[2]) + rng.choice((1, 2, 10, 40)):0{len(plot[2])}d}"
    found = _NUMBER.fullmatch(number)
    if found is None:
        return ""
    return rng.choice(list(_near(int(found[1]), found[2])))


def is_next_door(number: str, other: str) -> bool:
    """Whether the other number would stand within two plots on the same side, so that both are in about one place."""
    here, there = _NUMBER.fullmatch(number), _NUMBER.fullmatch(other)
    if here is None or there is None or here[0] == there[0]:
        return False
    apart = abs(int(here[1]) - int(there[1]))
    return apart <= NEXT_DOOR and apart % 2 == 0


def another_flat(floor: str, unit: str, rng: Random) -> tuple[str, str]:
    """Floor and flat as written for another flat: some floors up or down, or some doors along; it may exist.

    The same flat for one in a form of its own.
    """
    found = _FLAT.fullmatch(unit)
    if found is None:
        return floor, unit
    head, door = found[1], int(found[2])
    if rng.random() < 0.5:
        return floor, f"{head}{max(1, door + rng.choice((-1, 1, 2, 4, 8))):02d}"
    return (floor, f"{_moved(head, rng)}{found[2]}") if head else (_moved(floor, rng), unit)


def _moved(floor: str, rng: Random) -> str:
    digits = floor.rstrip("ABab")
    level = max(1, int(digits or "1") + rng.choice((-2, -1, 1, 3, 10, 20)))
    return f"{level:0{len(digits)}d}"


def _near(number: int, letter: str) -> Iterator[str]:
    digits = str(number)
    yield f"{number}{'' if letter else _letter_for(number)}"
    for step in (1, 2, 4, -1, -2, 10, 100, 500):
        if number + step > 0:
            yield f"{number + step}{letter}"
    if len(digits) > 1 and digits[::-1][0] != "0" and digits != digits[::-1]:
        yield digits[::-1] + letter
    yield f"{digits}{digits[-1]}"


def _letter_for(number: int) -> str:
    """A letter for a plate that has none, always the same for a number."""
    return "ABCDE"[number % 5]
