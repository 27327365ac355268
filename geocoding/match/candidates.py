"""What a reading may mean in one snapshot: containers it names, households it reaches, places it falls back to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geocoding.address.keys import (
    FLAT_MARK,
    NO_NUMBER,
    Container,
    ContainerKind,
    asked_leaves,
    commune,
    estate,
    hamlet,
    key,
    street,
)
from geocoding.address.numbers import chain_key
from geocoding.address.query import AddressQuery
from geocoding.gazetteer.units import Units
from geocoding.match.context import Context, context_of
from geocoding.snapshot.places import Place, PlaceStore

MAX_SPLIT_WORDS = 12
MAX_COMMUNES = 8
"""An old commune has at most five successors."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading made concrete: a container that exists, the alley path and leaves within it, and the context."""

    query: AddressQuery
    container: Container
    path: str
    leaves: tuple[str, ...]
    context: Context

    @property
    def asks_no_flat(self) -> bool:
        """Whether the question names premises but no flat in them."""
        return self.has_leaf and not any(FLAT_MARK in leaf for leaf in self.leaves)

    @property
    def has_leaf(self) -> bool:
        """Whether the question names a house or flat at all."""
        return self.leaves != (NO_NUMBER,)

    def address_keys(self) -> Iterator[str]:
        """The keys to look up, best first."""
        return (key(self.container, path=self.path, leaf=leaf) for leaf in self.leaves)


def asked_things(query: AddressQuery, *, places: PlaceStore, units: Units) -> Iterator[Asked]:
    """Every container of the snapshot the reading may name, with what it asks for there."""
    for variant in _variants(query, units):
        context = context_of(variant, units)
        known = [container for container in _containers(variant, context) if places.is_known(container)]
        path, leaves = chain_key(variant.address.alley_path), asked_leaves(variant.address)
        for container in known:
            yield Asked(variant, container, path if container.has_alleys else "", leaves, context)
        if known:
            return


def _containers(query: AddressQuery, context: Context) -> Iterator[Container]:
    address = query.address
    if address.street:
        yield street(address.street)
    if address.estate:
        yield estate(address.estate)
    if address.hamlet and not address.street:
        yield hamlet(address.hamlet)
    if address.street and not address.alley_path:  # an unmarked name may be any of the three
        yield estate(address.street)
        yield hamlet(address.street)
    if not (address.street or address.estate or address.hamlet):
        yield from map(commune, sorted(context.communes or ())[:MAX_COMMUNES])


def _variants(query: AddressQuery, units: Units) -> Iterator[AddressQuery]:
    """The reading, then readings that find a unit name at the end of the street's ("218 Doi Can Ba Dinh")."""
    yield query
    words = query.address.street.split(" ")[:MAX_SPLIT_WORDS]
    for cut in range(len(words) - 1, 0, -1):
        tail = " ".join(words[cut:])
        if units.is_known(tail):
            address = replace(query.address, street=" ".join(words[:cut]))
            yield replace(query, address=address, names=(tail, *query.names))


def fallback_places(asked: Asked, places: PlaceStore) -> list[Place]:
    """The places nearest in meaning: the whole alley path, then each shorter one, then the container.

    Places outside the context are left out; empty when the container lies in none of its communes.
    """
    steps = asked.path.split("/") if asked.path else []
    shortest = 1 if asked.container.kind is ContainerKind.COMMUNE else 0
    for depth in range(len(steps), shortest - 1, -1):
        found = places.named(asked.container, path="/".join(steps[:depth]))
        allowed = [place for place in found if asked.context.allows(place.commune_code)]
        if allowed:
            return allowed
    return []
