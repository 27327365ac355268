"""What is already known of the city while a layer is taken in: its areas by place, its streets by name."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geocoding.address.keys import place_key, street
from geocoding.address.marked_names import MarkedNames
from geocoding.address.numbers import chain_key, number_key
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.gazetteer.units import Units
from geocoding.layers.area_index import AreaIndex
from geocoding.layers.area_shelf import AreaShelf, Numbers, Texts
from geocoding.layers.rows import Building, CommuneOutline, Parcel, Street
from geocoding.model import ParcelKey, Point

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class StreetPlace:
    """A street or alley within one commune, with a point on it."""

    label: str
    commune_code: str
    point: Point


class Parcels:
    """Parcels by key, by sheet and number, and by the points they cover; their shapes are on disk."""

    def __init__(self, parcels: Iterable[Parcel] = ()) -> None:
        self._labels = array("d")
        keys, sheets = array("q"), array("q")
        self._shelf = AreaShelf(self._shelved(parcels, keys, sheets))
        self._by_key, self._by_sheet = Numbers(keys), Numbers(sheets)
        self._replaced = _replaced(self._by_key, self._shelf)

    def label(self, key: ParcelKey) -> Point | None:
        """The point that stands for a parcel, None when there is no such parcel."""
        position = self._find(key)
        return None if position is None else Point(*self._labels[2 * position : 2 * position + 2])

    def shape(self, key: ParcelKey) -> BaseGeometry:
        """The shape of a parcel; raises `KeyError` when there is none."""
        position = self._find(key)
        if position is None:
            raise KeyError(key)
        return self._shelf.shape(position)

    def covering(self, coordinates: Coordinates) -> list[tuple[ParcelKey, ...]]:
        """For each point (n, 2) the keys of the parcels that cover it, lowest first; () for none or NaN."""
        return [
            tuple(sorted(self._key(position) for position in positions if position not in self._replaced))
            for positions in self._shelf.covering(coordinates)
        ]

    def numbered(self, sheet: str, number: str) -> tuple[ParcelKey, ...]:
        """The parcels of that sheet and number in all communes, by key."""
        keys = {self._key(position) for position in self._by_sheet.positions(hash((sheet, number)))}
        return tuple(sorted(key for key in keys if (key.sheet, key.number) == (sheet, number)))

    def _find(self, key: ParcelKey) -> int | None:
        found = (position for position in self._by_key.positions(hash(_texts(key))) if position not in self._replaced)
        return next((position for position in found if self._key(position) == key), None)

    def _key(self, position: int) -> ParcelKey:
        return ParcelKey(*self._shelf.texts(position))

    def _shelved(
        self, parcels: Iterable[Parcel], keys: "array[int]", sheets: "array[int]"
    ) -> Iterator[tuple[Texts, BaseGeometry]]:
        for parcel in parcels:
            texts = _texts(parcel.key)
            keys.append(hash(texts))
            sheets.append(hash(texts[1:]))
            self._labels.extend((parcel.label.lon, parcel.label.lat))
            yield texts, parcel.shape


class Buildings:
    """Buildings by name and by the points they cover; their shapes are on disk.

    Of several with one id, which different sources may have given, the last counts.
    """

    def __init__(self, buildings: Iterable[Building] = ()) -> None:
        ids, self._by_name = array("q"), defaultdict[str, list[int]](list)
        self._shelf = AreaShelf(self._shelved(buildings, ids))
        self._replaced = _replaced(Numbers(ids), self._shelf)

    def covering(self, coordinates: Coordinates) -> list[tuple[str, ...]]:
        """For each point (n, 2) the ids of the buildings that cover it, lowest first; () for none or NaN."""
        return [
            tuple(sorted(self._shelf.texts(position)[0] for position in positions if position not in self._replaced))
            for positions in self._shelf.covering(coordinates)
        ]

    def named(self, name: str, *, within: BaseGeometry) -> tuple[Building, ...]:
        """The buildings of that name that touch an area, by id."""
        positions = [one for one in self._by_name.get(number_key(name), ()) if one not in self._replaced]
        shapes = self._shelf.shapes(positions)
        touching = [
            Building(self._shelf.texts(position)[0], shape)
            for position, shape in zip(positions, shapes, strict=True)
            if shapely.intersects(shape, within)
        ]
        return tuple(sorted(touching, key=lambda building: building.external_id))

    def _shelved(self, buildings: Iterable[Building], ids: "array[int]") -> Iterator[tuple[Texts, BaseGeometry]]:
        for building in buildings:
            if building.name:
                self._by_name[number_key(building.name)].append(len(ids))
            texts = (building.external_id,)
            ids.append(hash(texts))
            yield texts, building.shape


class Streets:
    """Streets and alleys that have a shape, by name and alley path; one place for each commune they run through."""

    def __init__(self, streets: Iterable[Street] = (), *, communes: AreaIndex[str]) -> None:
        lines = [line for line in streets if line.shape is not None and is_line(line.shape)]
        middles = _middles(np.array([line.shape for line in lines], dtype=object))
        codes = communes.first(middles)
        self._places: dict[str, dict[str, StreetPlace]] = defaultdict(dict)
        for line, code, point in zip(lines, codes, to_points(middles), strict=True):
            commune = code or line.commune_code
            key = place_key(street(line.name), path=chain_key(line.alley_path))
            self._places[key].setdefault(commune, StreetPlace(_label(line), commune, point))

    def places(self, name: str, alley_path: tuple[str, ...]) -> tuple[StreetPlace, ...]:
        """Where that street or alley runs, by commune code; () when it is not known."""
        found = self._places.get(place_key(street(name), path=chain_key(alley_path)), {})
        return tuple(place for _, place in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class City:
    """Everything a layer is checked against.

    `known_codes` are the codes of all communes of all times, `names` those with a word the grammar takes for a mark.
    """

    communes: AreaIndex[str]
    known_codes: frozenset[str]
    units: Units
    parcels: Parcels
    buildings: Buildings
    streets: Streets
    names: MarkedNames

    def commune_of(self, coordinates: Coordinates) -> list[str]:
        """For each point (n, 2) in the survey plane the code of the commune it lies in, "" outside all."""
        return [code or "" for code in self.communes.first(coordinates)]


def build_city(
    *,
    outlines: Iterable[CommuneOutline] = (),
    known_codes: Iterable[str] = (),
    units: Units | None = None,
    parcels: Iterable[Parcel] = (),
    buildings: Iterable[Building] = (),
    streets: Iterable[Street] = (),
) -> City:
    """The city from what the register holds; what a layer is not checked against can be left out."""
    streets = tuple(streets)
    communes = AreaIndex((outline.code, outline.shape) for outline in outlines)
    return City(
        communes=communes,
        known_codes=frozenset(known_codes),
        units=units or Units((), ()),
        parcels=Parcels(parcels),
        buildings=Buildings(buildings),
        streets=Streets(streets, communes=communes),
        names=MarkedNames((*(line.name for line in streets), *(units.marked_names() if units else ()))),
    )


def to_points(coordinates: Coordinates) -> list[Point]:
    """Survey coordinates (n, 2) as points in degrees; all must be finite."""
    degrees = transform(coordinates, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG)
    return [Point(lon=lon, lat=lat) for lon, lat in degrees.tolist()]


def is_line(shape: BaseGeometry) -> bool:
    """Whether a shape is a line with a length."""
    return bool(shapely.get_dimensions(shape) == 1 and shapely.length(shape) > 0)


def label_points(shapes: Sequence[BaseGeometry]) -> Coordinates:
    """For each valid shape a point (n, 2) inside it, as `geocoding.geometry.label_point` gives one by one."""
    areas: Shapes = np.array(shapes, dtype=object)
    points: Shapes = shapely.centroid(areas)
    outside = ~shapely.contains(areas, points)
    points[outside] = shapely.point_on_surface(areas[outside])
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])


def _texts(key: ParcelKey) -> Texts:
    return key.commune_code, key.sheet, key.number


def _replaced(numbers: Numbers, shelf: AreaShelf) -> frozenset[int]:
    """The positions whose texts come again at a later one."""
    earlier: set[int] = set()
    for number in numbers.repeated():
        last: dict[Texts, int] = {}
        for position in numbers.positions(number):
            texts = shelf.texts(position)
            earlier |= {last[texts]} if texts in last else set()
            last[texts] = position
    return frozenset(earlier)


def _middles(lines: Shapes) -> Coordinates:
    """For each line a point (n, 2) in the middle of its longest part."""
    middles = shapely.line_interpolate_point(_longest_parts(lines), 0.5, normalized=True)
    return np.column_stack([shapely.get_x(middles), shapely.get_y(middles)])


def _longest_parts(lines: Shapes) -> Shapes:
    parts, owners = shapely.get_parts(lines, return_index=True)
    order = np.lexsort((shapely.length(parts), owners))
    last_of_owner = np.append(np.diff(owners[order]) > 0, True)
    return parts[order][last_of_owner] if len(parts) else parts


def _label(line: Street) -> str:
    return " ".join(part for part in ("/".join(line.alley_path), line.prefix, line.name) if part)
