"""The order of a walk through a commune: street by street, the alleys in the order of their numbers, house by house.

Odd numbers stand on the left and even ones on the right (TT 08/2024/TT-BXD art. 6.1); what has no number of its own
(flats, plots, hamlets) comes in one row after the houses. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.paper.model import Visited
from app.paper.wording import plate_number
from geocoding.address.keys import street_name
from geocoding.address.write import address_line
from geocoding.model import Address
from geocoding.text.fold import fold, tidy

NaturalKey = tuple[tuple[int, int, str], ...]
_RUN: Final = re.compile(r"(\d+)|(\D+)")
_LEADING_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A street, an alley, a building, an estate or a hamlet: what one walks along, with its households in order.

    `left` has the odd numbers, `right` the even ones; where there are no sides all are in `left` and `has_sides` is
    false. `name` is the street or the like, `path` the alley within it, both as written in an address.
    """

    name: str
    path: str
    left: tuple[Visited, ...]
    right: tuple[Visited, ...]
    has_sides: bool

    @property
    def size(self) -> int:
        """How many households stand along it."""
        return len(self.left) + len(self.right)


def stretches(households: Iterable[Visited]) -> Iterator[Stretch]:
    """The households as one meets them; each is in exactly one stretch."""
    in_order = sorted(households, key=lambda one: (_along(one.address), natural_key(plate_number(one.address)), one.id))
    for along, group in groupby(in_order, key=lambda one: _along(one.address)):
        met = tuple(group)
        name, path, has_sides = _name(met[0].address), _path_words(met[0].address), not along.is_apart
        left = tuple(one for one in met if along.is_apart or _leading(one.address) % 2 == 1)
        right = tuple(one for one in met if has_sides and _leading(one.address) % 2 == 0)
        yield Stretch(name, path, left, right, has_sides)


@dataclass(frozen=True, slots=True, order=True)
class _Along:
    """Where a stretch comes in the walk; equal for all households along it, however the street's word is written."""

    family: int
    sort_name: NaturalKey
    name: str
    path: tuple[NaturalKey, ...]
    inside: NaturalKey
    is_apart: bool


def natural_key(text: str) -> NaturalKey:
    """A key that sorts numbers by value and letters without regard to accents: 9 < 12 < 12A < 12B."""
    return tuple((0, int(digits), "") if digits else (1, 0, rest) for digits, rest in _RUN.findall(fold(text).strip()))


def _along(address: Address) -> _Along:
    name = street_name(_name(address)) if address.street else _name(address)
    path = tuple(natural_key(step) for step in address.alley_path)
    inside = natural_key(address.building)
    return _Along(_family(address), natural_key(name), tidy(name).lower(), path, inside, not _has_side(address))


def _family(address: Address) -> int:
    """Streets come first, then estates, hamlets, buildings, and last what has none of them."""
    return next((place for place, name in enumerate(_names(address)) if name), len(_names(address)))


def _name(address: Address) -> str:
    return next((name for name in _names(address) if name), "")


def _names(address: Address) -> tuple[str, ...]:
    return address.street, address.estate, address.hamlet, address.building


def _has_side(address: Address) -> bool:
    """Whether the number tells the side: a house number on a street or an alley, no flat and no plot."""
    is_house = bool(address.street) and not address.unit and not address.building
    return is_house and _LEADING_NUMBER.match(address.house_number) is not None


def _leading(address: Address) -> int:
    found = _LEADING_NUMBER.match(address.house_number)
    return int(found[0]) if found is not None else 0


def _path_words(address: Address) -> str:
    """The alley and the building as written: "ngách 12/5", "tòa CT4A"; "" on the street itself."""
    building = address.building if _name(address) != address.building else ""
    return address_line(Address(alley_path=address.alley_path, building=building))
