"""The keys under which an address is indexed and asked for: container, alley path, leaf.

A container is what houses are numbered along or within: a street, an estate or a hamlet. The leaf is the house
number, or the building with its flat. Names in keys are folded; numbers keep their order and are never approximate.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from geocoding.address.numbers import chain_key, covered_numbers, flat_key, number_key
from geocoding.model import Address
from geocoding.text.fold import CACHED_NAMES, accents, fold, tidy

SEPARATOR = "\t"
FLAT_MARK = ":"
NO_NUMBER = "n"
"""The leaf of an address without house number or building."""


class ContainerKind(StrEnum):
    """What a container is; its value opens the key."""

    STREET = "s"
    ESTATE = "e"
    HAMLET = "h"
    COMMUNE = "c"


_STREET_WORDS = {fold(word): accents(word) for word in ("đường", "phố")}
_ESTATE_WORDS = re.compile(
    r"^(?:khu do thi moi|khu do thi|kdtm|kdt|khu tap the|ktt|tap the|khu cong nghiep|kcn|khu nha o|"
    r"khu chung cu|chung cu|khu)\s+(?=\S)"
)
_HAMLET_WORDS = re.compile(r"^(?:to dan pho|tdp|to|thon|xom|ap|cum dan cu|cum|doi)(?:\s+so)?\s+(?=\S)")
_SPACES = re.compile(r"[\s.,'\-]+")


class Container(NamedTuple):
    """A container by kind and folded name without its kind word ("Đường Láng" → "lang")."""

    kind: ContainerKind
    name: str

    def __str__(self) -> str:
        return self.kind + self.name  # quicker than a formatted string: no question goes without some


@lru_cache(maxsize=CACHED_NAMES)
def street_name(name: str) -> str:
    """The street's name without "Đường" or "Phố": "Đường Láng" → "Láng", but "Dương Nội" stays.

    A word without diacritics counts as the street word only when the rest has none either ("Duong Lang").
    """
    clean = tidy(name)
    if fold(clean).startswith("dai lo "):
        return clean[len("dai lo ") :]
    first, _, rest = clean.partition(" ")
    plain = fold(first)
    if not rest or plain not in _STREET_WORDS:
        return clean
    is_street_word = accents(first) == _STREET_WORDS[plain] or (first.lower() == plain and fold(rest) == rest.lower())
    return rest if is_street_word else clean


@lru_cache(maxsize=CACHED_NAMES)
def estate_name(name: str) -> str:
    """The estate's name without its kind: "KĐT Linh Đàm" → "Linh Đàm"."""
    return _without(_ESTATE_WORDS, tidy(name))


def is_named_as_estate(street: str) -> bool:
    """Whether a street's name opens with a word for an estate: "Khu tập thể Thanh Xuân Bắc"."""
    return _ESTATE_WORDS.match(fold(street)) is not None


@lru_cache(maxsize=CACHED_NAMES)
def hamlet_name(name: str) -> str:
    """The name of a hamlet or residents' group without its kind: "thôn Đại Bái" → "Đại Bái"."""
    return _without(_HAMLET_WORDS, tidy(name))


def _without(words: re.Pattern[str], name: str) -> str:
    found = words.match(fold(name))
    return name[found.end() :] if found is not None else name


@lru_cache(maxsize=CACHED_NAMES)
def street(name: str) -> Container:
    """The container of a street, however its name is written."""
    return Container(ContainerKind.STREET, _name(street_name(name)))


@lru_cache(maxsize=CACHED_NAMES)
def whole_street(name: str) -> Container:
    """The container of a street whose first word, though it is that of a street, belongs to its name."""
    return Container(ContainerKind.STREET, _name(name))


@lru_cache(maxsize=CACHED_NAMES)
def estate(name: str) -> Container:
    """The container of an estate: "KĐT Linh Đàm" and "khu đô thị Linh Đàm" alike."""
    return Container(ContainerKind.ESTATE, _name(estate_name(name)))


@lru_cache(maxsize=CACHED_NAMES)
def hamlet(name: str) -> Container:
    """The container of a hamlet or residents' group: "thôn Đại Bái" and "Đại Bái" alike."""
    return Container(ContainerKind.HAMLET, _name(hamlet_name(name)))


def commune(code: str) -> Container:
    """The container of addresses that name no street, estate or hamlet: their commune, by its code."""
    return Container(ContainerKind.COMMUNE, code)


def containers(address: Address, *, commune_code: str) -> tuple[Container, ...]:
    """Every container an address names, the street first; its commune when it names none.

    A street that is called an estate ("KCN Quất Động") is filed as both: nobody can tell which one a text means.
    """
    found = []
    if address.street:
        found.append(street(address.street))
        if not address.estate and is_named_as_estate(address.street):
            found.append(estate(address.street))
    if address.estate:
        found.append(estate(address.estate))
    if address.hamlet:
        found.append(hamlet(address.hamlet))
    return tuple(found) or (commune(commune_code),)


def leaves(address: Address) -> tuple[str, ...]:
    """The leaves an address answers to, the exact one first.

    "n5" is house number 5, "r5" a range such as 3-7 that covers it, "bct4a" a building, "n" neither; a flat follows
    after a colon: "bct4a:2506". A building with a house number answers to both.
    """
    flat = _flat_part(address.floor, address.unit)
    building = (f"b{number_key(address.building)}{flat}",) if address.building else ()
    whole, *covered = covered_numbers(address.house_number) or ("",)
    numbers = (f"n{whole}{flat}", *(f"r{number}{flat}" for number in covered))
    return building + numbers if address.house_number or not building else building


def asked_leaves(house_number: str, *, building: str, floor: str, unit: str) -> tuple[str, ...]:
    """The leaves a question may mean, best first: "nhà B15" can be a building, a plot or a house number."""
    flat = _flat_part(floor, unit)
    if building:
        name = number_key(building)
        return (f"b{name}{flat}", f"n{name}{flat}")
    number = number_key(house_number)
    if not number:
        return (NO_NUMBER + flat,)
    return ("n" + number + flat, ("r" if number.isdecimal() else "b") + number + flat)


def _flat_part(floor: str, unit: str) -> str:
    flat = flat_key(floor, unit) if unit else ""
    return FLAT_MARK + flat if flat else ""


def household_keys(address: Address, *, commune_code: str) -> Iterator[str]:
    """All keys of a household's address."""
    path = chain_key(address.alley_path)
    for container in containers(address, commune_code=commune_code):
        for leaf in leaves(address):
            yield key(container, path=path, leaf=leaf)


def key(container: Container, *, path: str, leaf: str) -> str:
    """The index key of one leaf of a container."""
    return container.kind + container.name + SEPARATOR + path + SEPARATOR + leaf


def place_key(container: Container, *, path: str) -> str:
    """The index key of a container, or of one of its alleys."""
    return f"{container}{SEPARATOR}{path}"


def _name(text: str) -> str:
    return _SPACES.sub(" ", fold(tidy(text))).strip()
