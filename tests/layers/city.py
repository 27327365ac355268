"""A small city on paper: two communes side by side, plots drawn with letters, features with full defaults.

One cell of a drawn map is 10 m wide; its lower left corner is `ORIGIN` of the survey plane, inside Hanoi.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.crs import to_wgs84
from geocoding.gazetteer.units import Units
from geocoding.geometry import label_point
from geocoding.layers.city import City, build_city
from geocoding.layers.rows import Building, CommuneOutline, Feature, Intake, Parcel, Street
from geocoding.model import AdminUnit, ParcelKey, Point, UnitKind

ORIGIN = (587_000.0, 2_325_000.0)
CELL_M = 10.0
WEST, EAST = "00070", "00004"
DAY = date(2025, 7, 1)


def square(column: float, row: float, *, width: float = 1, height: float = 1) -> BaseGeometry:
    """A box in cells from the lower left corner of the map."""
    x, y = ORIGIN[0] + column * CELL_M, ORIGIN[1] + row * CELL_M
    return shapely.box(x, y, x + width * CELL_M, y + height * CELL_M)


def plots(drawing: str) -> dict[str, BaseGeometry]:
    """The plots of a drawn map by letter; dots and blanks are nobody's."""
    rows = [line.strip() for line in drawing.strip().splitlines()][::-1]
    cells: dict[str, list[BaseGeometry]] = {}
    for row, line in enumerate(rows):
        for column, letter in enumerate(line):
            if letter not in ". ":
                cells.setdefault(letter, []).append(square(column, row))
    return {letter: shapely.union_all(parts) for letter, parts in cells.items()}


def at(column: float, row: float) -> Point:
    """The point in degrees at a place of the map, in cells."""
    return to_wgs84(ORIGIN[0] + column * CELL_M, ORIGIN[1] + row * CELL_M)


def key(letter: str, *, commune: str = WEST, sheet: str = "1") -> ParcelKey:
    return ParcelKey(commune, sheet, letter)


def parcel(letter: str, shape: BaseGeometry, *, commune: str = WEST) -> Parcel:
    return Parcel(key(letter, commune=commune), shape, to_wgs84(*label_point(shape)))


def building(external_id: str, shape: BaseGeometry, *, name: str = "") -> Building:
    return Building(external_id, shape, name=name)


def street(name: str, *, path: tuple[str, ...] = (), row: float = 50, start: float = 0, end: float = 99) -> Street:
    """A street from west to east along a row of the map; the communes meet at column 100."""
    (x, y), length = ORIGIN, CELL_M
    line = shapely.LineString([(x + start * length, y + row * length), (x + end * length, y + row * length)])
    return Street(f"s-{name}-{'-'.join(path)}-{start}", name, "Phố", path, shape=line)


def city(*, parcels: Iterable[Parcel] = (), buildings: Iterable[Building] = (), streets: Iterable[Street] = ()) -> City:
    """Two communes of 1 × 1 km, WEST and EAST of column 100."""
    west, east = square(0, 0, width=100, height=100), square(100, 0, width=100, height=100)
    outlines = [CommuneOutline(WEST, DAY, west, "test"), CommuneOutline(EAST, DAY, east, "test")]
    units = (
        AdminUnit(WEST, UnitKind.PHUONG, "Hoàn Kiếm", DAY, None, "", "test"),
        AdminUnit(EAST, UnitKind.PHUONG, "Ba Đình", DAY, None, "", "test"),
    )
    return build_city(
        outlines=outlines,
        known_codes={unit.code for unit in units},
        units=Units(units, ()),
        parcels=parcels,
        buildings=buildings,
        streets=streets,
    )


def feature(fields: Mapping[str, str] | None = None, *, row: int = 1, shape: BaseGeometry | None = None) -> Feature:
    return Feature(row, dict(fields or {}), shape)


def household(row: int = 1, *, point: Point | None = None, **fields: str) -> Feature:
    """A household row with an id and a house number, unless told otherwise."""
    words = {"external_id": f"h{row}", "house_number": "12", "street": "Phố Huế"} | fields
    if point is not None:
        words |= {"lon": repr(point.lon), "lat": repr(point.lat)}
    return Feature(row, {name: text for name, text in words.items() if text}, None)


def fates(intake: Intake) -> dict[int | str, str]:
    """What became of each row: row number of a rejected or doubtful one → rule, accepted ones by their id."""
    accepted = {row.external_id: "accepted" for row in intake.accepted if hasattr(row, "external_id")}
    refused = {row.row: str(row.rule) for row in (*intake.rejected, *intake.doubtful)}
    return {**accepted, **refused}
