"""Places of a snapshot: each street, alley, estate and hamlet in each commune, and the households filed under it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geocoding.address.keys import (
    FLAT_MARK,
    SEPARATOR,
    Container,
    ContainerKind,
    containers,
    estate_name,
    hamlet_name,
    household_keys,
    place_key,
    street_name,
)
from geocoding.address.keys import street as street_container
from geocoding.address.marked_names import has_marker
from geocoding.address.numbers import chain_key
from geocoding.address.quoted_names import holds_an_address
from geocoding.geometry import distance_m, wgs84_shape
from geocoding.layers.rows import Street
from geocoding.model import Address, Household, Point
from geocoding.snapshot.files import Records, save_records
from geocoding.snapshot.households import Households
from geocoding.snapshot.names import save_names
from geocoding.snapshot.postings import Postings, parts_for, save_postings
from geocoding.text.fold import CACHED_NAMES

MAX_FLATS = 5_000
"""No building of the city has as many; it bounds the work of one question."""


@dataclass(frozen=True, slots=True)
class Place:
    """A container, or an alley of one, within one commune.

    `address` holds only the parts that name the place, as written. `radius_m` reaches from `point` to all of it.
    """

    address: Address
    commune_code: str
    point: Point
    radius_m: float


@dataclass(slots=True)
class _Extent:
    """The box around what has been seen of a place so far."""

    address: Address
    west: float = 180.0
    south: float = 90.0
    east: float = -180.0
    north: float = -90.0
    on_line: Point | None = field(default=None)

    def add(self, west: float, south: float, east: float, north: float) -> None:
        self.west, self.south = min(self.west, west), min(self.south, south)
        self.east, self.north = max(self.east, east), max(self.north, north)

    def place(self, commune_code: str) -> Place:
        centre = Point(lon=(self.west + self.east) / 2, lat=(self.south + self.north) / 2)
        point = self.on_line or centre
        corners = [Point(lon=lon, lat=lat) for lon in (self.west, self.east) for lat in (self.south, self.north)]
        return Place(self.address, commune_code, point, max(distance_m(point, corner) for corner in corners))


def save_places(folder: Path, households: Households, streets: Iterable[Street]) -> None:
    """Write the index from address keys to household positions, and the places themselves."""
    save_postings(folder, "addresses", _keyed(households), parts=parts_for(len(households)))
    extents = _extents(households, streets)
    ordered = sorted(extents)
    save_records(folder, "places", (_record(extents[key].place(key[1])) for key in ordered))
    marked = _marked(extent.address for extent in extents.values())
    save_records(folder, "marked_names", ([name] for name in sorted(marked)))
    save_names(folder, (key.partition(SEPARATOR)[0] for key, _ in ordered))
    save_postings(folder, "place_keys", ((key, position) for position, (key, _) in enumerate(ordered)))


def _keyed(households: Iterable[Household]) -> Iterator[tuple[str, int]]:
    for position, household in enumerate(households):
        for key in household_keys(household.address, commune_code=household.commune_code):
            yield key, position


def _extents(households: Iterable[Household], streets: Iterable[Street]) -> dict[tuple[str, str], _Extent]:
    extents: dict[tuple[str, str], _Extent] = {}
    for street in streets:
        if street.shape is not None and street.commune_code:
            shape = wgs84_shape(street.shape)
            address = Address(street=f"{street.prefix} {street.name}".strip(), alley_path=street.alley_path)
            key = place_key(street_container(address.street), path=chain_key(street.alley_path))
            extent = extents.setdefault((key, street.commune_code), _Extent(address))
            extent.add(*shape.bounds)
            extent.on_line = extent.on_line or _middle(shape)
    for household in households:
        point = household.point
        for key, address in _named_places(household.address, household.commune_code):
            extent = extents.setdefault((key, household.commune_code), _Extent(address))
            extent.add(point.lon, point.lat, point.lon, point.lat)
    return extents


def _marked(addresses: Iterable[Address]) -> set[str]:
    """The names among them that contain a word which usually is a marker, or read like an address."""
    names = (name for a in addresses for name in (street_name(a.street), estate_name(a.estate), hamlet_name(a.hamlet)))
    return {name for name in names if has_marker(name) or holds_an_address(name)}


def _middle(shape: BaseGeometry) -> Point | None:
    """The point halfway along a line, None for a shape of several parts."""
    if not isinstance(shape, LineString):
        return None
    middle = shapely.line_interpolate_point(shape, 0.5, normalized=True)
    return Point(lon=middle.x, lat=middle.y)


def _named_places(address: Address, commune_code: str) -> Iterator[tuple[str, Address]]:
    """Each place an address lies in: every container, and every alley on the way from the street inwards."""
    path = address.alley_path
    for container in containers(address, commune_code=commune_code):
        for depth in range(len(path) + 1):
            inner = path[:depth]
            yield place_key(container, path=chain_key(inner)), _only(address, container, inner)


def _only(address: Address, container: Container, path: tuple[str, ...]) -> Address:
    match container.kind:
        case ContainerKind.STREET:
            return Address(street=address.street, alley_path=path)
        case ContainerKind.ESTATE:
            return Address(estate=address.estate or address.street, alley_path=path)
        case ContainerKind.HAMLET:
            return Address(hamlet=address.hamlet, alley_path=path)
        case ContainerKind.COMMUNE:
            return Address(alley_path=path)


def _record(place: Place) -> list[object]:
    a = place.address
    names = [a.street, a.hamlet, a.estate]
    return [
        names,
        list(a.alley_path),
        place.commune_code,
        place.point.lon,
        place.point.lat,
        round(place.radius_m, 1),
    ]


class PlaceStore:
    """The places of an open snapshot, and the households of each address key."""

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder, "places")
        self._keys = Postings(folder, "place_keys")
        self._addresses = Postings(folder, "addresses")
        self.is_known = lru_cache(maxsize=CACHED_NAMES)(self._is_known)
        names = Records(folder, "marked_names")
        self.marked_names = tuple(cast(str, names[position][0]) for position in range(len(names)))

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, position: int) -> Place:
        names, path, commune_code, lon, lat, radius_m = self._records[position]
        street, hamlet, estate = cast(list[str], names)
        return Place(
            address=Address(street=street, hamlet=hamlet, estate=estate, alley_path=tuple(cast(list[str], path))),
            commune_code=cast(str, commune_code),
            point=Point(lon=cast(float, lon), lat=cast(float, lat)),
            radius_m=cast(float, radius_m),
        )

    def named(self, container: Container, *, path: str) -> list[Place]:
        """The places of that name and alley path, one for each commune they lie in."""
        return [self[position] for position in self._keys.get(place_key(container, path=path))]

    def _is_known(self, container: Container) -> bool:
        """Whether any place has that name."""
        return bool(self._keys.get(place_key(container, path="")))

    def households(self, address_key: str) -> Sequence[int]:
        """Positions of the households filed under an address key."""
        return self._addresses.get(address_key)

    def flats(self, address_key: str) -> Sequence[int]:
        """Positions of the households that are flats of the premises with that key, at most `MAX_FLATS`."""
        keys = self._addresses.keys(address_key + FLAT_MARK, limit=MAX_FLATS)
        return sorted({position for key in keys for position in self._addresses.get(key)})
