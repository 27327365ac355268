"""The reading process for GDAL formats: the only module that imports geopandas and pyogrio.

GDAL looks into a file to find its driver and would follow a description of other files or addresses, whatever the
file's name. So this process starts itself again with every driver but the allowed one switched off before GDAL
loads, verifies that, and only then opens the file.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from geocoding.layers.confine import confine
from geocoding.layers.repair import Repairer
from geocoding.layers.request import MAX_VERTICES, Request
from geocoding.layers.wire import Frame, Json, write_frame

SAMPLE_SIZE = 500
BATCH = 20_000
_SKIP = "GDAL_SKIP"

Columns = dict[str, list[str]]


def main() -> None:
    """Read the requested file and write its records as frames to standard output."""
    request = Request.load(sys.argv[1])
    confine(request.limits)
    if _SKIP not in os.environ:
        _start_again(request.driver)
    _verify_drivers(request.driver)
    stream = sys.stdout.buffer
    for frame in _frames(request):
        write_frame(stream, frame)
    stream.flush()


def _start_again(driver: str) -> None:
    """Replace this process by one in which GDAL registers no driver but the given one."""
    # pyogrio loads geopandas when it is there, which takes a second that only the next start needs.
    sys.modules["geopandas"] = None  # type: ignore[assignment]
    import pyogrio

    skipped = ",".join(sorted(set(pyogrio.list_drivers()) - {driver}))
    environment = {**os.environ, _SKIP: skipped}
    os.execve(sys.executable, [sys.executable, "-I", "-m", __spec__.name, *sys.argv[1:]], environment)  # noqa: S606


def _verify_drivers(driver: str) -> None:
    """Refuse to go on unless exactly the given driver is there; GDAL ignores a list that it cannot read."""
    import pyogrio

    found = set(pyogrio.list_drivers())
    if found != {driver}:
        raise SystemExit(f"drivers beyond the allowed one: {sorted(found - {driver})}")


def _frames(request: Request) -> Iterator[Frame]:
    import geopandas

    # GDAL would take a prefix of the name for a command; an absolute path has none.
    frame = geopandas.read_file(os.path.realpath(request.path), engine="pyogrio")
    shapes = np.asarray(getattr(frame, "geometry", np.full(len(frame), None)), dtype=object)
    columns = {str(name): _texts(frame[name].tolist()) for name in frame.columns if name != "geometry"}
    declared = getattr(frame, "crs", None)
    epsg = request.epsg or (declared and declared.to_epsg()) or 0
    yield _header(columns, shapes, epsg=epsg)
    if epsg or not (shapes != None).any():  # noqa: E711 - asked of every element
        yield from _records(columns, shapes, epsg=epsg, request=request)
        yield Frame("end")


def _header(columns: Columns, shapes: NDArray[np.object_], *, epsg: int) -> Frame:
    """Columns, count, the reference system (0: unknown) and a sample of places as written, for judging it."""
    step = max(1, len(shapes) // SAMPLE_SIZE)
    sample: list[Json] = []
    for row in range(0, len(shapes), step):
        bounds = shapely.bounds(shapes[row])
        if np.isfinite(bounds).all():
            x, y = float(bounds[[0, 2]].mean()), float(bounds[[1, 3]].mean())
            sample.append({"x": x, "y": y, "fields": _fields(columns, row)})
    names: list[Json] = list(columns)
    body: dict[str, Json] = {"epsg": epsg, "columns": names, "count": len(shapes), "sample": sample}
    return Frame("header", {**body, "shapes": bool(sample)})


def _records(columns: Columns, shapes: NDArray[np.object_], *, epsg: int, request: Request) -> Iterator[Frame]:
    repairer = Repairer(request.limits.repair_s)
    for start in range(0, len(shapes), BATCH):
        batch = shapes[start : start + BATCH].copy()
        faults = _faults(batch)
        batch[faults != ""] = None
        surveyed = _reprojected(batch, source=epsg, target=request.target_epsg)
        invalid = ~(shapely.is_valid(surveyed) | shapely.is_missing(surveyed))
        mended = {int(row): repairer.repair(surveyed[row]) for row in np.flatnonzero(invalid)}
        for row, shape in mended.items():
            surveyed[row] = surveyed[row] if shape is None else shape
        for offset, wkb in enumerate(shapely.to_wkb(surveyed).tolist()):
            body: dict[str, Json] = {"row": start + offset + 1, "fields": _fields(columns, start + offset)}
            body |= {"fault": str(faults[offset]), "mended": mended.get(offset) is not None}
            yield Frame("record", body, wkb or b"")
    repairer.close()


def _faults(shapes: NDArray[np.object_]) -> NDArray[np.str_]:
    """For each shape the rule that keeps it from being used at all, "" for none."""
    counts = shapely.get_num_coordinates(shapes)
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    faults = np.where(counts > MAX_VERTICES, "shape-too-large", "").astype("U20")
    faults[owners[~np.isfinite(points).all(axis=1)]] = "shape-not-finite"
    return faults


def _reprojected(shapes: NDArray[np.object_], *, source: int, target: int) -> NDArray[np.object_]:
    from geocoding.crs import transform

    flat = shapely.force_2d(shapes)
    if not source:
        return flat
    return shapely.transform(flat, lambda xy: transform(xy, source_epsg=source, target_epsg=target))


def _fields(columns: Columns, row: int) -> dict[str, Json]:
    return {name: values[row] for name, values in columns.items()}


def _texts(values: list[object]) -> list[str]:
    return [value if isinstance(value, str) else _text(value) for value in values]


def _text(value: object) -> str:
    """A field as text: whole numbers without a decimal part, lists with commas, absent values as the empty string."""
    if isinstance(value, list | np.ndarray):
        return ", ".join(map(_text, value))
    if value is None or value != value or str(value) in ("NaT", "<NA>"):  # noqa: PLR0124 - NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
