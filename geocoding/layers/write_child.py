"""The writing process for GDAL formats: reads an Arrow stream of features and writes one layer of one file.

A process of its own as for reading: GDAL and what it loads stay out of ours, and it can be waited for and killed.
"""

import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Final

import orjson

GEOMETRY = "geometry"
FIXED_DATE = "1970-01-01T00:00:00Z"
"""A GeoPackage says when it was changed; ours always the same, so that equal content is equal bytes."""
GEOPACKAGE_VERSION: Final = "1.3"
"""Programs of 2021 (GDAL 3.3, QGIS 3.20) read it without a warning; nothing of 1.4 is used."""
_SCHEMA_SQL: Final = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""
_EXTENSION: Final = ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRequest:
    """What to write: `shape` is the kind of geometry; the features come in WGS 84 degrees, longitude first.

    `title` and `description` are of the layer; `columns` has a title and a description for each column.
    """

    path: str
    driver: str
    layer: str
    shape: str
    title: str
    description: str
    columns: Mapping[str, tuple[str, str]]

    def dump(self) -> str:
        """The request as one command-line argument."""
        return orjson.dumps(asdict(self)).decode()


def main() -> None:
    """Write the layer that the argument asks for from standard input."""
    request = WriteRequest(**orjson.loads(sys.argv[1]))
    os.environ["OGR_CURRENT_DATE"] = FIXED_DATE
    import pyarrow as pa
    import pyogrio

    is_package = request.driver == "GPKG"
    named = ("IDENTIFIER", "DESCRIPTION") if is_package else ("TITLE", "DESCRIPTION")
    with pa.ipc.open_stream(sys.stdin.buffer) as features:
        pyogrio.write_arrow(
            features,
            request.path,
            layer=request.layer,
            driver=request.driver,
            geometry_name=GEOMETRY,
            geometry_type=request.shape,
            crs="EPSG:4326",
            dataset_options={"VERSION": GEOPACKAGE_VERSION} if is_package else {},
            layer_options=dict(zip(named, (request.title, request.description), strict=True)),
        )
    if is_package:
        describe_columns(request)


def describe_columns(request: WriteRequest) -> None:
    """Add what each column means to a written GeoPackage, after its extension Schema; GIS programs show it."""
    tables = ("gpkg_data_columns", "gpkg_data_column_constraints")
    # GDAL takes `name` for the alias of a column, other programs `title`.
    rows = [(request.layer, name, title, title, told) for name, (title, told) in request.columns.items()]
    with closing(sqlite3.connect(request.path)) as package:
        package.executescript(_SCHEMA_SQL)
        package.executemany(
            "INSERT INTO gpkg_extensions (table_name, extension_name, definition, scope) VALUES (?, ?, ?, ?)",
            [(table, *_EXTENSION) for table in tables],
        )
        package.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
        package.commit()


if __name__ == "__main__":
    main()
