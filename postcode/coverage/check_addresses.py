"""Addresses against each other: numbers, flats and codes that several households bear."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from geocoding.address.keys import NO_NUMBER, containers, leaves
from geocoding.address.numbers import chain_key, covered_numbers, flat_key, number_key
from geocoding.model import Address
from geocoding.text.fold import CACHED_NAMES
from postcode.coverage.finding import Finding, of_group, of_household
from postcode.coverage.groups import repeated
from postcode.coverage.register import AuditedHousehold, CommuneRegister
from postcode.coverage.rules import RuleCode

Group = list[AuditedHousehold]
Key = TypeVar("Key", bound=Hashable)


def check_addresses(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about addresses that occur more than once."""
    alive = commune.alive
    keys = [address_key(household) for household in alive]
    for key, group in repeated(keys, alive):
        yield _shared_address(f"address:{commune.code}/{key}", group)
    yield from _overlaps(alive)


def address_key(household: AuditedHousehold) -> str:
    """What names a home within its commune: container, hamlet, alley path, number, building, flat; "" without leaf."""
    address = household.address
    if address.building or address.unit or address.floor or not address.house_number.isdecimal():
        leaf = leaves(address)[0]
    else:
        leaf = f"n{number_key(address.house_number)}"
    if leaf == NO_NUMBER:
        return ""
    return f"{_way(address.street, address.estate, address.hamlet, address.alley_path)}|{leaf}"


@lru_cache(maxsize=CACHED_NAMES)
def _way(street: str, estate: str, hamlet: str, path: tuple[str, ...]) -> str:
    """The containers and the alley path of an address as one key; thousands of households share them."""
    named = Address(street=street, estate=estate, hamlet=hamlet)
    names = "+".join(str(container) for container in containers(named, commune_code=""))
    return f"{names}|{chain_key(path)}"


def _shared_address(subject: str, group: Group) -> Finding:
    address = group[0].address
    if flat_key(address.floor, address.unit):
        return of_group(RuleCode.FLAT_REPEATED, group, subject=subject, flat=address.unit, floor=address.floor)
    parcels = {household.parcels[:1] for household in group}
    rule = RuleCode.HH_NUMBER_REPEATED if len(parcels) > 1 else RuleCode.HH_ADDRESS_SHARED
    return of_group(rule, group, subject=subject, number=address.house_number, parcels=len(parcels))


def _overlaps(households: Iterable[AuditedHousehold]) -> Iterator[Finding]:
    """The ranges that cover the number of another house on the same way."""
    numbers: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    ranges = []
    for household in households:
        address = household.address
        if address.house_number and address.street and not address.unit:
            way = (address.street, address.alley_path)
            number = number_key(address.house_number)
            if number.isdecimal():
                numbers[way].add(number)
            elif "-" in number or "," in number:
                ranges.append((household, way))
    for household, way in ranges:
        covered = sorted(set(covered_numbers(household.address.house_number)[1:]) & numbers[way])
        if covered:
            yield of_household(
                RuleCode.RANGE_OVERLAPS, household, number=household.address.house_number, covers=", ".join(covered)
            )
