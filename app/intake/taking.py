"""One file against the register's city: which rows are accepted, and what the report will say."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.db import read
from app.db.identifiers import identifiers_on_file
from app.intake.context import is_commune, read_city
from app.intake.model import CommunesMissing, ImportReport, ImportRequest
from geocoding.crs import WGS84_EPSG
from geocoding.layers.buildings import take_buildings
from geocoding.layers.city import City
from geocoding.layers.communes import take_communes
from geocoding.layers.counts import take_certifications, take_reference_counts
from geocoding.layers.formats import Format
from geocoding.layers.households import take_households
from geocoding.layers.identifiers import take_identifiers
from geocoding.layers.osm import take_osm
from geocoding.layers.parcels import take_parcels
from geocoding.layers.reading import FileOptions, LayerFile, open_file
from geocoding.layers.rows import Feature, Intake, Layer
from geocoding.layers.rules import Rule
from geocoding.layers.service_points import take_service_points
from geocoding.layers.streets import take_streets
from geocoding.model import Rejected

OnRows = Callable[[int], None]
EXAMPLES = 5
_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What the file gave: an intake for each kind of row, and what the report says about the reading."""

    intakes: Mapping[Layer, Intake]
    report: ImportReport


def take(session: Session, request: ImportRequest, *, on: date, on_rows: OnRows) -> Taken:
    """Read a file and sort its rows; `on` is the day whose communes count, `on_rows` is told of rows as they come."""
    city = read_city(session, request.layer, on=on)
    if request.layer is not Layer.COMMUNES and not len(city.communes):
        raise CommunesMissing
    options = FileOptions(epsg=request.epsg, mapping=request.mapping, encoding=request.encoding)
    with open_file(request.path, request.layer, options=options, communes=city.communes) as file:
        counter: Counter[str] = Counter()
        rows = _counted(file.rows, counter, on_rows)
        intakes = _intakes(session, request, file=file, rows=rows, city=city, on=on)
    return Taken(intakes, _report(request, file, intakes, rows=counter["rows"]))


def _intakes(
    session: Session,
    request: ImportRequest,
    *,
    file: LayerFile,
    rows: Iterator[Feature | Rejected],
    city: City,
    on: date,
) -> dict[Layer, Intake]:
    layer = request.layer
    match layer:
        case Layer.COMMUNES:
            codes = {u.code for u in read.admin_units(session) if is_commune(u) and u.is_valid_on(request.valid_on)}
            taken = take_communes(rows, known_codes=codes, valid_on=request.valid_on, source=request.source_name)
        case Layer.PARCELS:
            taken = take_parcels(rows, city)
        case Layer.BUILDINGS:
            taken = take_buildings(rows, city)
        case Layer.STREETS:
            taken = take_streets(rows, city)
        case Layer.HOUSEHOLDS:
            # Only a CSV has its coordinates in columns; elsewhere such columns are degrees beside the shapes.
            taken = take_households(rows, city, epsg=file.epsg if file.format is Format.CSV else WGS84_EPSG)
        case Layer.SERVICE_POINTS:
            taken = take_service_points(rows, city, epsg=file.epsg if file.format is Format.CSV else WGS84_EPSG)
        case Layer.OSM:
            osm = take_osm(rows, city)
            return {
                Layer.BUILDINGS: osm.buildings,
                Layer.STREETS: osm.streets,
                Layer.HOUSEHOLDS: osm.households,
            }
        case _:
            taken = _listed(session, request, rows, city=city, on=on)
    return {layer: taken}


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


def _counted(
    rows: Iterable[Feature | Rejected], counter: Counter[str], on_rows: OnRows
) -> Iterator[Feature | Rejected]:
    for row in rows:
        counter["rows"] += 1
        if counter["rows"] % _STEP == 0:
            on_rows(_STEP)
        yield row


def _report(request: ImportRequest, file: LayerFile, intakes: Mapping[Layer, Intake], *, rows: int) -> ImportReport:
    rejected = [row for intake in intakes.values() for row in intake.rejected]
    doubtful = [row for intake in intakes.values() for row in intake.doubtful]
    rules = Counter([str(row.rule) for row in rejected] + [str(row.rule) for row in doubtful])
    return ImportReport(
        layer=request.layer,
        file=request.path.name,
        rows=rows,
        accepted={str(layer): len(intake.accepted) for layer, intake in intakes.items()},
        rejected=len(rejected),
        doubtful=len(doubtful),
        mended=file.mended.count,
        crs=f"EPSG:{file.epsg}",
        delimiter=file.delimiter,
        encoding=file.encoding,
        encoding_evidence=file.evidence,
        ignored_columns=file.columns.ignored,
        rules=dict(sorted(rules.items())),
        examples=tuple(_line(row) for row in sorted(rejected, key=lambda row: row.row)[:EXAMPLES]),
    )


def _line(row: Rejected) -> str:
    return f"row {row.row}: {Rule(row.rule)} {row.external_id} {row.detail}".strip()
