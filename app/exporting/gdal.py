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
    path: Path, file_format: FileFormat, collection: Collection, parts: Iterable[pa.RecordBatch], *, version: str
) -> None:
    """Write one layer of a dataset version; raises `ExportFailed` when GDAL cannot."""
    about = collection.about
    request = WriteRequest(
        path=str(path),
        driver=DRIVERS[file_format],
        layer=collection.table,
        shape=collection.shape,
        title=f"{collection.title.vi} / {collection.title.en}",
        description=f"{about.vi} / {about.en} Vpostcode, dataset version {version}.",
        columns={one.name: (one.words.vi, f"{one.words.vi} / {one.words.en}") for one in collection.properties},
    )
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
