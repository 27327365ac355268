"""The places of a register in the order in which they are suggested: by number of households, then by name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geocoding.address.keys import Container, ContainerKind, containers, key, place_key
from geocoding.address.keys import street as street_container
from geocoding.address.numbers import chain_key, number_key
from geocoding.layers.rows import Street
from geocoding.model import Address, Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.completion_keys import Completion, CompletionKind

_Place = tuple[CompletionKind, str, str]
"""A kind, the key of the place, and the code of the commune it lies in."""

_KINDS = {
    ContainerKind.STREET: CompletionKind.STREET,
    ContainerKind.ESTATE: CompletionKind.ESTATE,
    ContainerKind.HAMLET: CompletionKind.HAMLET,
}
_OFFICIAL = 1_000_000_000
"""Outweighs any number of households: the street layer knows how a name is written."""


def ranked_completions(
    households: Iterable[Household], streets: Iterable[Street], communes: Sequence[CommuneRecord]
) -> list[Completion]:
    """Every street, alley, building, estate, hamlet and commune, those with most households first.

    Each name is written as the street layer has it, else as most households have it.
    """
    counts: Counter[_Place] = Counter()
    spellings: dict[_Place, Counter[Address]] = defaultdict(Counter)
    for street in streets:
        for place, address in _places_of_street(street):
            spellings[place][address] += _OFFICIAL
            if address.alley_path == street.alley_path:
                counts[place] += 0
    for (address, commune_code), number in Counter(map(_whereabouts, households)).items():
        for place, named in _places_of(address, commune_code):
            spellings[place][named] += number
            counts[place] += number
    written = {place: max(found, key=lambda a: (found[a], _order(a))) for place, found in spellings.items()}
    completions = [
        Completion(place[0], _in_street(written, place), commune_code=place[2], households=count)
        for place, count in counts.items()
    ]
    completions += (Completion(CompletionKind.COMMUNE, Address(), c.code, c.households) for c in communes)
    return sorted(completions, key=_rank)


def _places_of_street(street: Street) -> Iterator[tuple[_Place, Address]]:
    """The street of a line, and the alley that the line is."""
    if street.shape is not None and street.commune_code:
        address = Address(street=f"{street.prefix} {street.name}".strip())
        for path in dict.fromkeys(((), street.alley_path)):
            yield _alley(street_container(address.street), address, path, street.commune_code)


def _whereabouts(household: Household) -> tuple[Address, str]:
    """The address of a household without its number and flat, and its commune: what neighbours share."""
    a = household.address
    where = Address("", a.alley_path, a.street, a.hamlet, a.estate, a.building)
    return where, household.commune_code


def _places_of(address: Address, commune_code: str) -> Iterator[tuple[_Place, Address]]:
    """Each place an address lies in: its containers, every alley on the way from the street inwards, its building."""
    found = containers(address, commune_code=commune_code)
    for container in found:
        name = _only(address, container)
        for depth in range(len(address.alley_path) + 1):
            if depth or name != Address():
                yield _alley(container, name, address.alley_path[:depth], commune_code)
    if address.building and found[0].kind is not ContainerKind.COMMUNE:
        leaf = f"b{number_key(address.building)}"
        building = key(found[0], path=chain_key(address.alley_path), leaf=leaf)
        yield (CompletionKind.BUILDING, building, commune_code), address


def _only(address: Address, container: Container) -> Address:
    """The name of the container alone, nothing for a commune."""
    match container.kind:
        case ContainerKind.STREET:
            return Address(street=address.street)
        case ContainerKind.ESTATE:
            return Address(estate=address.estate)
        case ContainerKind.HAMLET:
            return Address(hamlet=address.hamlet)
        case ContainerKind.COMMUNE:
            return Address()


def _alley(container: Container, name: Address, path: tuple[str, ...], commune_code: str) -> tuple[_Place, Address]:
    """An alley of a container, or the container itself for an empty path."""
    kind = CompletionKind.ALLEY if path else _KINDS[container.kind]
    return (kind, place_key(container, path=chain_key(path)), commune_code), replace(name, alley_path=path)


def _in_street(written: dict[_Place, Address], place: _Place) -> Address:
    """The address of a place, its street written as the street itself is."""
    address, commune_code = written[place], place[2]
    if not address.street:
        return address
    street = (CompletionKind.STREET, place_key(street_container(address.street), path=""), commune_code)
    return replace(address, street=written[street].street)


def _order(address: Address) -> tuple[str, ...]:
    return (address.street, address.estate, address.hamlet, address.building, *address.alley_path)


def _rank(completion: Completion) -> tuple[int, tuple[str, ...], str, str]:
    return (-completion.households, _order(completion.address), completion.kind, completion.commune_code)
