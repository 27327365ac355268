"""The households of a register by what their addresses say, and which of them a text can mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.questions.spelling import estate_parts, flat_identity, hamlet_identity, plain, plain_number, street_parts
from geocoding.model import Address, Household, Point

_RANGE = re.compile(r"(\d+)-(\d+)")
_LIST = re.compile(r"\s*[,;+&]\s*")
MAX_RANGE = 40
NAMELESS = ""
"""The name under which homes are kept whose address has none."""


class Family(StrEnum):
    """How an address is built up; one of them is among the tags of every question."""

    STREET = "street-house"
    ALLEY = "alley-house"
    FLAT = "flat"
    ROOM = "room"
    PLOT = "plot"
    HAMLET = "hamlet-house"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one reading of a text says, in comparable forms; a flat of None was not said and so may be any.

    `names` are the street, estate and hamlet; `house` the number and the building, whichever there are.
    """

    names: frozenset[str]
    path: tuple[str, ...]
    house: frozenset[str]
    flat: str | None


@dataclass(frozen=True, slots=True)
class Home:
    """A household as questions see it: its address as its register writes it, and what that says."""

    external_id: str
    commune_code: str
    point: Point
    address: Address
    claim: Claim
    family: Family


def home_of(household: Household) -> Home:
    """The household as questions see it."""
    address = household.address
    claim = claim_of(address)
    return Home(household.external_id, household.commune_code, household.point, address, claim, _family(address))


def claim_of(address: Address) -> Claim:
    """What an address says when each of its parts is written with its word."""
    return Claim(
        names=frozenset(_names(address)),
        path=tuple(plain_number(step) for step in address.alley_path),
        house=house_of(address.house_number, address.building),
        flat=flat_identity(address.floor, address.unit),
    )


def house_of(number: str, building: str = "") -> frozenset[str]:
    """Number and building in comparable form; which is which is left open, as "B15" can be either."""
    return frozenset(part for part in (plain_number(number), plain_number(building)) if part)


def _names(address: Address) -> Iterator[str]:
    if address.street:
        yield plain(street_parts(address.street)[1])
    if address.estate:
        yield plain(estate_parts(address.estate)[1])
    if address.hamlet:
        yield hamlet_identity(address.hamlet)


def _family(address: Address) -> Family:
    if address.building:
        return Family.FLAT
    if address.unit:
        return Family.ROOM
    if address.street:
        return Family.ALLEY if address.alley_path else Family.STREET
    return Family.PLOT if address.estate else Family.HAMLET


class Homes:
    """All homes of a register, found by what a text claims.

    One whose address names no street, estate or hamlet is never asked for, but may be meant wherever its number fits.
    """

    def __init__(self, households: Iterable[Household]) -> None:
        known = [home_of(household) for household in households]
        self.all: tuple[Home, ...] = tuple(home for home in known if home.claim.names)
        self.of_family: dict[Family, list[Home]] = defaultdict(list)
        self._by_house: dict[tuple[str, tuple[str, ...], frozenset[str]], list[Home]] = defaultdict(list)
        self._ways: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(lambda: defaultdict(set))
        self._numbers: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
        for home in self.all:
            self._file(home)
        for home in known:
            if not home.claim.names:
                self._by_house[NAMELESS, home.claim.path, home.claim.house].append(home)

    def _file(self, home: Home) -> None:
        claim = home.claim
        self.of_family[home.family].append(home)
        for name in claim.names:
            for depth in range(len(claim.path) + 1):
                self._ways[name][claim.path[:depth]].add(home.commune_code)
            for house in _readable_houses(home):
                self._by_house[name, claim.path, house].append(home)
                self._numbers[name, claim.path] |= house

    @property
    def names(self) -> frozenset[str]:
        """Every street, estate and hamlet, in comparable form."""
        return frozenset(self._ways)

    def meant(self, claims: Iterable[Claim], *, communes: frozenset[str] | None) -> list[Home]:
        """The homes that one of the readings fits, in the given communes (everywhere when None), by external id.

        A number within a written range fits the range: "3" may be meant for the house "3-5".
        """
        found = {id(home): home for claim in claims for home in self._fitting(claim)}
        inside = (home for home in found.values() if communes is None or home.commune_code in communes)
        return sorted(inside, key=lambda home: (home.external_id, home.commune_code))

    def _fitting(self, claim: Claim) -> Iterator[Home]:
        for name in (min(claim.names), NAMELESS):
            for home in self._by_house.get((name, claim.path, claim.house), ()):
                fits = not home.claim.names or claim.names <= home.claim.names
                if fits and claim.flat in (None, home.claim.flat):
                    yield home

    def communes_of(self, name: str, path: Sequence[str] = ()) -> frozenset[str]:
        """The communes in which there are homes on a street or in one of its alleys."""
        return frozenset(self._ways[name].get(tuple(path), ())) if name in self._ways else frozenset()

    def known_depth(self, claim: Claim, *, communes: frozenset[str] | None) -> int:
        """How many steps of the claimed alley path exist, from the street inwards."""
        name, path = min(claim.names), claim.path
        steps = (
            depth
            for depth in range(len(path), 0, -1)
            if any(communes is None or code in communes for code in self.communes_of(name, path[:depth]))
        )
        return next(steps, 0)

    def numbers_along(self, claim: Claim) -> frozenset[str]:
        """The numbers and buildings that exist on the claimed way."""
        return frozenset().union(*(self._numbers.get((name, claim.path), set()) for name in claim.names))


def _readable_houses(home: Home) -> Iterator[frozenset[str]]:
    """What may be written for the house: its plate, and each single number that the plate covers."""
    yield home.claim.house
    rest = home.claim.house - {plain_number(home.address.house_number)}
    for number in covered(home.address.house_number):
        yield rest | {number}


def covered(number: str) -> frozenset[str]:
    """The single numbers that a plate such as "3-7" or "5, 7" stands for, of either side to be safe."""
    parts = [plain_number(part) for part in _LIST.split(number) if part.strip()]
    if len(parts) > 1:
        return frozenset(parts)
    found = _RANGE.fullmatch(plain_number(number))
    if found is None:
        return frozenset()
    first, last = int(found[1]), int(found[2])
    return frozenset(map(str, range(first, last + 1))) if 0 < last - first <= MAX_RANGE else frozenset()
