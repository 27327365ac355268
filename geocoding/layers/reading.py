"""Opening a layer file whatever its format: columns matched, reference system judged, rows as they come."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from geocoding.crs import WGS84_EPSG
from geocoding.layers.area_index import AreaIndex
from geocoding.layers.columns import Columns, match_columns
from geocoding.layers.confine import Limits
from geocoding.layers.crs_evidence import Sighting, require_fit
from geocoding.layers.csv_layer import CsvTable, open_csv
from geocoding.layers.formats import Format, format_of
from geocoding.layers.rows import Feature, Layer
from geocoding.layers.rules import Rule
from geocoding.layers.sandbox import Reading, Record, open_layer
from geocoding.model import Rejected

_NO_COMMUNES: AreaIndex[str] = AreaIndex(())


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How to read a file: `epsg` 0 takes what the file declares; `mapping` goes from canonical to its column names.

    `encoding` is that of a CSV file, "" to look which it is.
    """

    epsg: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Mended:
    """How many invalid shapes the reader made valid so far."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class LayerFile:
    """An open layer file; `epsg` is the system its coordinates are in, `delimiter` is empty unless it is a CSV,
    and so are `encoding` and the `evidence` for it.

    Every row of the file comes once, as a feature or as a rejection.
    """

    format: Format
    epsg: int
    delimiter: str
    columns: Columns
    rows: Iterator[Feature | Rejected]
    mended: Mended
    encoding: str = ""
    evidence: str = ""


@contextmanager
def open_file(
    path: Path, layer: Layer, *, options: FileOptions, communes: AreaIndex[str] = _NO_COMMUNES
) -> Iterator[LayerFile]:
    """Open a layer file; raises `LayerError` when it cannot be used as a whole, `ValueError` on a wrong mapping."""
    file_format = format_of(path)
    if file_format is Format.CSV:
        table = open_csv(path, encoding=options.encoding)
        columns = match_columns(layer, table.columns, mapping=options.mapping)
        epsg = options.epsg or WGS84_EPSG
        rows = _csv_rows(table, columns)
        yield LayerFile(file_format, epsg, table.delimiter, columns, rows, Mended(), table.encoding, table.evidence)
        return
    with open_layer(path, file_format, epsg=options.epsg, limits=options.limits) as reading:
        columns = _columns(layer, reading, options)
        _judge(path, reading, columns=columns, options=options, communes=communes)
        mended = Mended()
        rows = _features(reading, columns, mended)
        yield LayerFile(file_format, reading.header.epsg, "", columns, rows, mended)


def _columns(layer: Layer, reading: Reading, options: FileOptions) -> Columns:
    names = reading.header.columns
    if layer is Layer.OSM:
        return Columns(tuple((name, name) for name in names), ())
    return match_columns(layer, names, mapping=options.mapping)


def _judge(path: Path, reading: Reading, *, columns: Columns, options: FileOptions, communes: AreaIndex[str]) -> None:
    sightings = [
        Sighting(shape.x, shape.y, columns.canonical(shape.fields).get("commune_code", ""))
        for shape in reading.header.sample
    ]
    require_fit(path, sightings, epsg=reading.header.epsg, is_stated=bool(options.epsg), communes=communes)


def _csv_rows(table: CsvTable, columns: Columns) -> Iterator[Feature | Rejected]:
    for row, cells in enumerate(table.rows, start=1):
        if len(cells) != len(table.columns):
            detail = f"{len(cells)} cells, the header has {len(table.columns)}"
            yield Rejected(row, Rule.ROW_MALFORMED, "", detail)
        else:
            yield Feature(row, columns.canonical(dict(zip(table.columns, cells, strict=True))), None)


def _features(reading: Reading, columns: Columns, mended: Mended) -> Iterator[Feature | Rejected]:
    for record in reading.records:
        mended.count += record.mended
        yield _feature(record, columns)


def _feature(record: Record, columns: Columns) -> Feature | Rejected:
    fields = columns.canonical(record.fields)
    if record.fault:
        return Rejected(record.row, Rule(record.fault), fields.get("external_id", ""), "")
    return Feature(record.row, fields, record.shape)
