"""One file against the register's city: what becomes of its rows, part by part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.db import read
from app.db.identifiers import identifiers_on_file
from app.intake.context import is_commune, read_city
from app.intake.model import CommunesMissing, ImportRequest
from geocoding.crs import WGS84_EPSG
from geocoding.layers.buildings import building_parts
from geocoding.layers.city import City
from geocoding.layers.communes import take_communes
from geocoding.layers.counts import take_certifications, take_reference_counts
from geocoding.layers.formats import Format
from geocoding.layers.households import household_parts
from geocoding.layers.identifiers import take_identifiers
from geocoding.layers.osm import take_osm
from geocoding.layers.parcels import parcel_parts
from geocoding.layers.reading import FileOptions, LayerFile, open_file
from geocoding.layers.rows import Feature, Intake, Layer
from geocoding.layers.service_points import take_service_points
from geocoding.layers.streets import take_streets
from geocoding.model import Rejected

OnRows = Callable[[int], None]
_STEP = 1_000


Part = Mapping[Layer, Intake]
"""What became of some rows of a file that follow each other, by the kind of row."""


@dataclass(slots=True)
class Seen:
    """How many rows of the file have been read so far."""

    rows: int = 0


@dataclass(frozen=True, slots=True)
class Taking:
    """A file that is being taken in: what became of its rows, part by part, and what the reading says of the file."""

    file: LayerFile
    parts: Iterator[Part]
    seen: Seen


@contextmanager
def taking(session: Session, request: ImportRequest, *, on: date, on_rows: OnRows) -> Iterator[Taking]:
    """Read a file and sort its rows; `on` is the day whose communes count, `on_rows` is told of rows as they come."""
    city = read_city(session, request.layer, on=on)
    if request.layer is not Layer.COMMUNES and not len(city.communes):
        raise CommunesMissing
    options = FileOptions(epsg=request.epsg, mapping=request.mapping, encoding=request.encoding)
    with open_file(request.path, request.layer, options=options, communes=city.communes) as file:
        seen = Seen()
        rows = _counted(file.rows, seen, on_rows)
        yield Taking(file, _parts(session, request, file=file, rows=rows, city=city, on=on), seen)


def _parts(
    session: Session,
    request: ImportRequest,
    *,
    file: LayerFile,
    rows: Iterator[Feature | Rejected],
    city: City,
    on: date,
) -> Iterator[Part]:
    layer = request.layer
    # Only a CSV has its coordinates in columns; elsewhere such columns are degrees beside the shapes.
    epsg = file.epsg if file.format is Format.CSV else WGS84_EPSG
    match layer:
        case Layer.PARCELS:
            parts = parcel_parts(rows, city)
        case Layer.BUILDINGS:
            parts = building_parts(rows, city)
        case Layer.HOUSEHOLDS:
            parts = household_parts(rows, city, epsg=epsg)
        case Layer.OSM:
            osm = take_osm(rows, city)
            yield {
                Layer.BUILDINGS: osm.buildings,
                Layer.STREETS: osm.streets,
                Layer.HOUSEHOLDS: osm.households,
            }
            return
        case _:
            parts = iter([_whole(session, request, rows, city=city, on=on, epsg=epsg)])
    for part in parts:
        yield {layer: part}


def _whole(
    session: Session, request: ImportRequest, rows: Iterator[Feature | Rejected], *, city: City, on: date, epsg: int
) -> Intake:
    """What the layers give that are small in any city."""
    match request.layer:
        case Layer.COMMUNES:
            codes = {u.code for u in read.admin_units(session) if is_commune(u) and u.is_valid_on(request.valid_on)}
            return take_communes(rows, known_codes=codes, valid_on=request.valid_on, source=request.source_name)
        case Layer.STREETS:
            return take_streets(rows, city)
        case Layer.SERVICE_POINTS:
            return take_service_points(rows, city, epsg=epsg)
        case _:
            return _listed(session, request, rows, city=city, on=on)


def _listed(
    session: Session, request: ImportRequest, rows: Iterator[Feature | Rejected], *, city: City, on: date
) -> Intake:
    """What plain lists about communes and households give."""
    match request.layer:
        case Layer.REFERENCE_COUNTS:
            return take_reference_counts(rows, codes=city.communes.keys, on=on, source=request.source_name)
        case Layer.CERTIFICATIONS:
            return take_certifications(rows, external_ids=read.external_ids(session, request.source_name), on=on)
        case Layer.IDENTIFIERS:
            return take_identifiers(rows, on_file=identifiers_on_file(session, request.source_name), on=on)
        case layer:
            raise ValueError(layer)


def _counted(rows: Iterable[Feature | Rejected], seen: Seen, on_rows: OnRows) -> Iterator[Feature | Rejected]:
    for row in rows:
        seen.rows += 1
        if seen.rows % _STEP == 0:
            on_rows(_STEP)
        yield row
