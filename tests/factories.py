"""Things to test with, each with full defaults, and small cities drawn as text."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from shapely import box, unary_union

from geocoding.crs import to_survey, to_wgs84
from geocoding.gazetteer.facts import read_admin_units, read_unit_links
from geocoding.gazetteer.units import Units
from geocoding.geometry import label_point, wgs84_shape
from geocoding.layers.rows import Parcel, Street
from geocoding.match.resolver import Resolver
from geocoding.model import Accuracy, Address, Household, ParcelKey, Point
from geocoding.snapshot.build import Content, build_snapshot
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.files import activate
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import Snapshot, open_snapshot

ORIGIN = Point(lon=105.82, lat=21.01)
"""South-west corner of every drawn map."""

DONG_DA, KIM_LIEN, BA_DINH = "00235", "00229", "00004"
CELL_M = 20.0
"""Side of one letter of a drawn map."""


def address(number: str = "", street: str = "", *, path: str = "", **parts: str) -> Address:
    """An address; `path` is written from the street inwards, "12/5"."""
    steps = tuple(path.split("/")) if path else ()
    return Address(house_number=number, alley_path=steps, street=street, **parts)


def household(
    external_id: str,
    where: Address,
    *,
    commune_code: str = DONG_DA,
    point: Point = ORIGIN,
    code: str = "",
    parcels: Sequence[ParcelKey] = (),
    accuracy: Accuracy = Accuracy.DOOR,
) -> Household:
    """A household whose id is its external id."""
    return Household(
        id=external_id,
        external_id=external_id,
        code=code,
        address=where,
        commune_code=commune_code,
        point=point,
        access_point=None,
        accuracy=accuracy,
        parcels=tuple(parcels),
    )


def at(column: float, row: float) -> Point:
    """The middle of a letter of a drawn map, counted from the west and from the south."""
    x, y = to_survey(ORIGIN)
    return to_wgs84(x + (column + 0.5) * CELL_M, y + (row + 0.5) * CELL_M)


def drawn_parcels(*rows: str, commune_code: str = DONG_DA) -> list[Parcel]:
    """The parcels of a map whose first line is the north: each letter is a parcel "1-<letter>", "." is street."""
    x, y = to_survey(ORIGIN)
    cells = [
        (letter, box(x + c * CELL_M, y + r * CELL_M, x + (c + 1) * CELL_M, y + (r + 1) * CELL_M))
        for r, line in enumerate(reversed(rows))
        for c, letter in enumerate(line)
        if letter != "."
    ]
    return [
        parcel(ParcelKey(commune_code, "1", letter), [shape for _, shape in group])
        for letter, group in groupby(sorted(cells, key=lambda cell: cell[0]), key=lambda cell: cell[0])
    ]


def parcel(key: ParcelKey, shapes: list[object]) -> Parcel:
    """A parcel of the union of some shapes."""
    shape = unary_union(shapes)  # type: ignore[arg-type]
    return Parcel(key=key, shape=shape, label=to_wgs84(*label_point(shape)))


def commune(
    code: str = DONG_DA, name: str = "Phường Đống Đa", *, postcode: str = "11506", km: float = 3.0
) -> CommuneRecord:
    """A square commune around the drawn maps."""
    x, y = to_survey(ORIGIN)
    half = km * 500
    return CommuneRecord(code, name, postcode, ORIGIN, wgs84_shape(box(x - half, y - half, x + half, y + half)))


def snapshot_of(
    folder: Path,
    households: Iterable[Household] = (),
    *,
    parcels: Iterable[Parcel] = (),
    streets: Iterable[Street] = (),
    communes: Iterable[CommuneRecord] | None = None,
    service_points: Iterable[ServicePointRecord] = (),
) -> Snapshot:
    """A published snapshot of these things."""
    content = Content(
        households=sorted(households, key=lambda one: one.commune_code),
        parcels=sorted(parcels, key=lambda one: one.key.commune_code),
        streets=streets,
        communes=[commune()] if communes is None else communes,
        facts={"edition": "2025"},
        service_points=service_points,
    )
    activate(folder, build_snapshot(content, folder).version)
    return open_snapshot(folder)


def resolver_of(snapshot: Snapshot) -> Resolver:
    """A resolver with the real administrative facts."""
    return Resolver(snapshot, Units(read_admin_units(), read_unit_links()))
