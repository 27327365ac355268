"""GeoPackage and FlatGeobuf: the features go as an Arrow stream to a process that writes them with GDAL."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyarrow as pa

from app.exporting.model import FileFormat
from app.exporting.tables import write_stream
from app.features.model import Collection
from geocoding.errors import ExportFailed
from geocoding.layers.write_child import WriteRequest

DRIVERS: Final = {FileFormat.GPKG: "GPKG", FileFormat.FGB: "FlatGeobuf"}


def write_with_gdal(
    path: Path, file_format: FileFormat, collection: Collection, parts: Iterable[pa.RecordBatch]
) -> None:
    """Write one layer; raises `ExportFailed` when GDAL cannot."""
    request = WriteRequest(str(path), DRIVERS[file_format], collection.table, collection.shape)
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the request is one JSON argument
        [sys.executable, "-P", "-m", "geocoding.layers.write_child", request.dump()],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        close_fds=True,
    )
    try:
        write_stream(cast(BinaryIO, child.stdin), collection, parts)
        _, told = child.communicate()
    except BrokenPipeError:
        _, told = child.communicate()
    finally:
        child.kill()
    if child.returncode != 0:
        raise ExportFailed(path, (told.decode(errors="replace").splitlines() or [""])[-1])
