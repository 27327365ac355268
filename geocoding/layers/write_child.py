"""The writing process for GDAL formats: reads an Arrow stream of features and writes one layer of one file.

A process of its own as for reading: GDAL and what it loads stay out of ours, and it can be waited for and killed.
"""

import os
import sys
from dataclasses import asdict, dataclass

import orjson

GEOMETRY = "geometry"
FIXED_DATE = "1970-01-01T00:00:00Z"
"""A GeoPackage says when it was changed; ours always the same, so that equal content is equal bytes."""


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """What to write: `shape` is the kind of geometry; the features come in WGS 84 degrees, longitude first."""

    path: str
    driver: str
    layer: str
    shape: str

    def dump(self) -> str:
        """The request as one command-line argument."""
        return orjson.dumps(asdict(self)).decode()


def main() -> None:
    """Write the layer that the argument asks for from standard input."""
    request = WriteRequest(**orjson.loads(sys.argv[1]))
    os.environ["OGR_CURRENT_DATE"] = FIXED_DATE
    import pyarrow as pa
    import pyogrio

    with pa.ipc.open_stream(sys.stdin.buffer) as features:
        pyogrio.write_arrow(
            features,
            request.path,
            layer=request.layer,
            driver=request.driver,
            geometry_name=GEOMETRY,
            geometry_type=request.shape,
            crs="EPSG:4326",
        )


if __name__ == "__main__":
    main()
