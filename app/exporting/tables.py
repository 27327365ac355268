"""Features as Arrow tables, and GeoParquet 1.1 written from them: the only module of the shell that imports pyarrow.

Imported where files are written, never by the web process.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from app.features.model import Collection, Feature, Kind

BATCH: Final = 10_000
GEOMETRY: Final = "geometry"
_TYPES: Final = {Kind.TEXT: pa.string(), Kind.COUNT: pa.int64(), Kind.SHARE: pa.float64(), Kind.FLAG: pa.bool_()}

Bounds = tuple[float, float, float, float]


class Tally:
    """Counts the features that pass and remembers the box around them."""

    def __init__(self) -> None:
        self.features = 0
        self.bounds: Bounds | None = None

    def note(self, shapes: Sequence[shapely.Geometry]) -> None:
        """Add the shapes of a batch."""
        self.features += len(shapes)
        west, south, east, north = map(float, shapely.total_bounds(np.asarray(shapes, dtype=object)))
        old = self.bounds or (west, south, east, north)
        self.bounds = (min(west, old[0]), min(south, old[1]), max(east, old[2]), max(north, old[3]))


def schema_of(collection: Collection) -> pa.Schema:
    """The columns of a collection: its id, its properties, and the shape as WKB."""
    properties = [pa.field(one.name, _TYPES[one.kind]) for one in collection.properties]
    return pa.schema([pa.field("id", pa.string()), *properties, pa.field(GEOMETRY, pa.binary())])


def batches(collection: Collection, features: Iterable[Feature], tally: Tally) -> Iterator[pa.RecordBatch]:
    """The features in batches; the tally learns of them as they pass."""
    schema, waiting = schema_of(collection), iter(features)
    while some := list(islice(waiting, BATCH)):
        tally.note([one.shape for one in some])
        named = [[one.properties[column.name] for one in some] for column in collection.properties]
        shapes = shapely.to_wkb(np.asarray([one.shape for one in some], dtype=object)).tolist()
        columns = ([one.id for one in some], *named, shapes)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def write_stream(stream: BinaryIO, collection: Collection, parts: Iterable[pa.RecordBatch]) -> None:
    """Write the batches as an Arrow stream."""
    with pa.ipc.new_stream(stream, schema_of(collection)) as writer:
        for part in parts:
            writer.write_batch(part)


def write_parquet(path: Path, collection: Collection, parts: Iterable[pa.RecordBatch], *, version: str) -> None:
    """Write GeoParquet 1.1 with WKB in CRS84, which is its default system; columns are described in the file."""
    column = {"encoding": "WKB", "geometry_types": [collection.shape]}
    geo = {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
    told = {"geo": orjson.dumps(geo).decode(), "dataset_version": version}
    schema = _described(schema_of(collection), collection).with_metadata(told)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            writer.write_batch(pa.RecordBatch.from_arrays(part.columns, schema=schema))


def _described(schema: pa.Schema, collection: Collection) -> pa.Schema:
    """The schema with what each property means, Vietnamese and English."""
    for one in collection.properties:
        place = schema.get_field_index(one.name)
        told = {"description": f"{one.words.vi} / {one.words.en}"}
        schema = schema.set(place, schema.field(place).with_metadata(told))
    return schema
