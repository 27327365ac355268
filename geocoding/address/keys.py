"""The keys under which an address is indexed and asked for: container, alley path, leaf.

A container is what houses are numbered along or within: a street, an estate or a hamlet. The leaf is the house
number, or the building with its flat. Names in keys are folded; numbers keep their order and are never approximate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from geocoding.address.numbers import chain_key, covered_numbers, flat_key, number_key
from geocoding.model import Address
from geocoding.text.fold import accents, fold, tidy

SEPARATOR = "\t"
NO_NUMBER = "n"
"""The leaf of an address without house number or building."""


class ContainerKind(StrEnum):
    """What a container is; its value opens the key."""

    STREET = "s"
    ESTATE = "e"
    HAMLET = "h"


_STREET_WORDS = {fold(word): accents(word) for word in ("đường", "phố", "đại lộ")}
_ESTATE_WORDS = re.compile(
    r"^(?:khu do thi moi|khu do thi|kdtm|kdt|khu tap the|ktt|tap the|khu cong nghiep|kcn|khu nha o|chung cu|khu)\s+(?=\S)"
)
_HAMLET_WORDS = re.compile(r"^(?:to dan pho|tdp|to|thon|xom|ap|cum dan cu|cum|doi)(?:\s+so)?\s+(?=\S)")
_SPACES = re.compile(r"[\s.,'\-]+")


@dataclass(frozen=True, slots=True)
class Container:
    """A container by kind and folded name without its kind word ("Đường Láng" → "lang")."""

    kind: ContainerKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}{self.name}"


def street_name(name: str) -> str:
    """The street's name without "Đường" or "Phố": "Đường Láng" → "Láng", but "Dương Nội" stays.

    A word without diacritics counts as the street word only when the rest has none either ("Duong Lang").
    """
    first, _, rest = tidy(name).partition(" ")
    plain = fold(first)
    if not rest or plain not in _STREET_WORDS:
        first_two = tidy(name).split(" ", 2)
        if len(first_two) == 3 and fold(" ".join(first_two[:2])) == "dai lo":
            return first_two[2]
        return tidy(name)
    is_street_word = accents(first) == _STREET_WORDS[plain] or (
        first.lower() == plain and fold(rest) == rest.lower()
    )
    return rest if is_street_word else tidy(name)


def street(name: str) -> Container:
    """The container of a street, however its name is written."""
    return Container(ContainerKind.STREET, _name(street_name(name)))


def estate(name: str) -> Container:
    """The container of an estate: "KĐT Linh Đàm" and "khu đô thị Linh Đàm" alike."""
    return Container(ContainerKind.ESTATE, _ESTATE_WORDS.sub("", _name(name)))


def hamlet(name: str) -> Container:
    """The container of a hamlet or residents' group: "thôn Đại Bái" and "Đại Bái" alike."""
    return Container(ContainerKind.HAMLET, _HAMLET_WORDS.sub("", _name(name)))


def containers(address: Address) -> tuple[Container, ...]:
    """Every container an address names, the street first."""
    found = []
    if address.street:
        found.append(street(address.street))
    if address.estate:
        found.append(estate(address.estate))
    if address.hamlet:
        found.append(hamlet(address.hamlet))
    return tuple(found)


def leaves(address: Address) -> tuple[str, ...]:
    """The leaves an address answers to, the exact one first; a flat answers to its building and flat alone.

    "n5" is the house number 5 itself, "r5" a range such as 3-7 that covers it, "n" an address without number.
    """
    if address.building:
        return (_building_leaf(address.building, flat_key(address.floor, address.unit)),)
    whole, *covered = covered_numbers(address.house_number) or ("",)
    return (f"n{whole}", *(f"r{number}" for number in covered))


def asked_leaves(address: Address) -> tuple[str, ...]:
    """The leaves a question may mean, best first: a code such as B15 can be a house number or a building."""
    flat = flat_key(address.floor, address.unit)
    if address.building:
        return (_building_leaf(address.building, flat),)
    number = number_key(address.house_number)
    if flat:
        return (_building_leaf(number, flat),) if number else ()
    if not number:
        return (NO_NUMBER,)
    return (f"n{number}", f"r{number}") if number.isdecimal() else (f"n{number}", _building_leaf(number, ""))


def _building_leaf(building: str, flat: str) -> str:
    return f"b{number_key(building)}:{flat}"


def household_keys(address: Address) -> Iterator[str]:
    """All keys of a household's address; none when it names no container."""
    path = chain_key(address.alley_path)
    for container in containers(address):
        inner = path if container.kind is ContainerKind.STREET else ""
        for leaf in leaves(address):
            yield key(container, path=inner, leaf=leaf)


def key(container: Container, *, path: str, leaf: str) -> str:
    """The index key of one leaf of a container."""
    return f"{container}{SEPARATOR}{path}{SEPARATOR}{leaf}"


def place_key(container: Container, *, path: str) -> str:
    """The index key of a container, or of one of its alleys."""
    return f"{container}{SEPARATOR}{path}"


def _name(text: str) -> str:
    return _SPACES.sub(" ", fold(tidy(text))).strip()
