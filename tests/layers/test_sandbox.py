"""A stranger's file can say what it likes: it opens no other file, calls nobody, and ends in time."""

import json
import math
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import shapely

from geocoding.errors import LayerMissing, LayerUnreadable
from geocoding.layers import sandbox
from geocoding.layers.confine import Limits, child_environment
from geocoding.layers.formats import ENDINGS, Format, format_of
from geocoding.layers.reading import FileOptions, open_file
from geocoding.layers.repair import Repairer
from geocoding.layers.rows import Feature, Layer
from geocoding.layers.sandbox import Record, open_layer
from geocoding.model import Rejected

SECRET = "the planted secret"


def geojson(*features: tuple[dict[str, object], dict[str, object] | None], crs: str = "") -> str:
    members: dict[str, object] = {"type": "FeatureCollection"}
    if crs:
        members["crs"] = {"type": "name", "properties": {"name": crs}}
    members["features"] = [
        {"type": "Feature", "properties": fields, "geometry": geometry} for fields, geometry in features
    ]
    return json.dumps(members)


SQUARE = {"type": "Polygon", "coordinates": [[[105.8, 21.0], [105.9, 21.0], [105.9, 21.1], [105.8, 21.0]]]}


def read(path: Path, file_format: Format = Format.GEOJSON, *, limits: Limits | None = None) -> list[Record]:
    with open_layer(path, file_format, limits=limits) as reading:
        return list(reading.records)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback that writes down what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(geojson(({"x": SECRET}, SQUARE)).encode())

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    thread.join()
    server.server_close()


def descriptions(secret: Path, port: int) -> dict[str, str]:
    """Texts that a GDAL with all its drivers follows to another file or address."""
    url = f"http://127.0.0.1:{port}/secret.geojson"
    vrt = '<OGRVRTDataSource><OGRVRTLayer name="l"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    gdalg = {"type": "gdal_streamed_alg", "command_line": f"gdal vector read {secret}"}
    return {
        "a VRT of a file": vrt.format(secret),
        "a VRT of lines": vrt.format(f"CSV:{secret}"),
        "a VRT of an address": vrt.format(f"/vsicurl/{url}"),
        "a GDALG of a file": json.dumps(gdalg),
        "a GDALG of an address": json.dumps(gdalg | {"command_line": f"gdal vector read /vsicurl/{url}"}),
        "an address": url,
        "a service": f'<GDAL_WMS><Service name="WFS"><ServerUrl>{url}</ServerUrl></Service></GDAL_WMS>',
    }


def test_a_description_of_other_files_or_addresses_opens_none(tmp_path: Path, listener: tuple[int, list[str]]) -> None:
    port, asked = listener
    secret = tmp_path / "secret.csv"
    secret.write_text(f"lon,lat,x\n105.8,21.0,{SECRET}\n")
    for number, (name, text) in enumerate(descriptions(secret, port).items()):
        path = tmp_path / f"parcels{number}.shp"
        path.write_text(text)
        with pytest.raises(LayerUnreadable):
            format_of(path)
        for file_format in (Format.SHAPEFILE, Format.GEOJSON)[: 1 + ("GDALG" in name)]:
            with pytest.raises(LayerUnreadable) as refused:
                read(path, file_format)
            assert SECRET not in str(refused.value)
    assert asked == []


def test_the_probe_itself_works_without_the_sandbox(tmp_path: Path) -> None:
    """The files of the test above do reach the secret where all drivers are allowed."""
    secret, path = tmp_path / "secret.geojson", tmp_path / "parcels.shp"
    secret.write_text(geojson(({"x": SECRET}, SQUARE)))
    path.write_text(descriptions(secret, 1)["a VRT of a file"].replace('name="l"', 'name="secret"'))
    script = f"import pyogrio; print(pyogrio.raw.read({str(path)!r})[3])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert SECRET in done.stdout


def test_the_reader_refuses_to_start_when_another_driver_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(geojson(({"a": "1"}, SQUARE)))
    assert len(read(path)) == 1
    loose = {**child_environment(), "GDAL_SKIP": "CSV"}
    monkeypatch.setattr(sandbox, "child_environment", lambda: loose)
    with pytest.raises(LayerUnreadable):
        read(path)


def test_nothing_of_our_environment_is_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPOSTCODE_DB", "postgresql://user:password@db")
    monkeypatch.setenv("https_proxy", "http://proxy")
    assert not any("VPOSTCODE" in name or "proxy" in name for name in child_environment())


def test_a_plain_file_is_read_with_its_fields_as_text(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    fields: dict[str, object] = {"code": "00070", "n": 12, "area": 2.5, "none": None, "name": "Hoàn Kiếm"}
    path.write_text(geojson((fields, SQUARE), ({**fields, "n": None}, None)))
    first, second = read(path)
    assert first.fields == {"code": "00070", "n": "12", "area": "2.5", "none": "", "name": "Hoàn Kiếm"}
    assert (second.fields["n"], second.shape) == ("", None)
    assert first.shape is not None
    assert shapely.bounds(first.shape)[0] > 500_000


def test_lists_among_the_fields_are_texts_and_spoil_no_file(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(geojson(({"n": "7", "floors": [1, 2], "names": ["Hòa", "Hoà"]}, SQUARE), ({"n": "8"}, SQUARE)))
    first, second = read(path)
    assert first.fields == {"n": "7", "floors": "1, 2", "names": "Hòa, Hoà"}
    assert second.fields == {"n": "8", "floors": "", "names": ""}


@pytest.mark.parametrize(("driver", "ending"), [("GPKG", "gpkg"), ("FlatGeobuf", "fgb"), ("ESRI Shapefile", "shp")])
def test_every_allowed_format_is_read(tmp_path: Path, driver: str, ending: str) -> None:
    path = tmp_path / f"l.{ending}"
    _write(path, driver)
    with open_file(path, Layer.PARCELS, options=FileOptions()) as file:
        [row] = file.rows
    assert isinstance(row, Feature)
    assert (row.fields["sheet"], row.fields["parcel"], file.epsg) == ("07", "012", 5897)


def _write(path: Path, driver: str) -> None:
    """Write one parcel; in a process of its own, so that no test loads GDAL into ours."""
    script = (
        "import geopandas, shapely, sys\n"
        "frame = geopandas.GeoDataFrame({'so_to': ['07'], 'so_thua': ['012']},"
        " geometry=[shapely.box(587000, 2325000, 587010, 2325010)], crs=5897)\n"
        "frame.to_file(sys.argv[1], driver=sys.argv[2])\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path), driver], check=True)


def test_nan_and_infinite_coordinates_are_refused_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    bad = {"type": "Point", "coordinates": [1e999, 21.0]}
    path.write_text(geojson(({"external_id": "a"}, bad), ({"external_id": "b"}, SQUARE)))
    first, second = read(path)
    assert (first.fault, first.shape, second.fault) == ("shape-not-finite", None, "")


def test_a_shape_with_too_many_vertices_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    ring = [[105.8 + math.cos(i / 20_000) / 100, 21 + math.sin(i / 20_000) / 100] for i in range(125_664)]
    big = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    path.write_text(geojson(({"external_id": "a"}, big), ({"external_id": "b"}, SQUARE)))
    with open_file(path, Layer.BUILDINGS, options=FileOptions()) as file:
        first, second = file.rows
    assert isinstance(first, Rejected)
    assert (first.rule, first.external_id) == ("shape-too-large", "a")
    assert isinstance(second, Feature)


def star(points: int) -> dict[str, object]:
    """A ring of an odd number of points that crosses itself about `points`² / 2 times."""
    angles = [2 * math.pi * (i * (points // 2) % points) / points for i in range(points)]
    ring = [[105.85 + math.cos(a) / 1000, 21.03 + math.sin(a) / 1000] for a in angles]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_a_geometry_bomb_costs_no_more_than_the_time_limit(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(geojson(({"external_id": "bomb"}, star(3201)), ({"external_id": "b"}, SQUARE)))
    started = time.monotonic()
    bomb, sound = read(path, limits=Limits(repair_s=1.0))
    assert time.monotonic() - started < 30
    assert (bomb.mended, sound.mended) == (False, False)
    assert bomb.shape is not None
    assert not shapely.is_valid(bomb.shape)


def test_mending_stops_at_its_time_limit_and_goes_on_with_the_next_shape() -> None:
    bomb = shapely.from_geojson(json.dumps(star(801)))
    repairer = Repairer(limit_s=0.5)
    started = time.monotonic()
    assert repairer.repair(bomb) is None
    assert time.monotonic() - started < 5  # some ten seconds without the limit
    ring = shapely.Polygon([(0, 0), (9, 0), (9, 9), (20, 9), (9, 9), (0, 9)])
    slow = Repairer(limit_s=30)
    assert shapely.is_valid(slow.repair(ring))
    repairer.close()
    slow.close()


def test_a_slip_of_the_pen_is_mended_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    spike = [[105.85, 21.03], [105.86, 21.03], [105.86, 21.04], [105.87, 21.04], [105.86, 21.04], [105.85, 21.04]]
    path.write_text(geojson(({}, {"type": "Polygon", "coordinates": [[*spike, spike[0]]]})))
    [row] = read(path)
    assert row.mended
    assert shapely.is_valid(row.shape)


def test_a_bow_tie_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    tie = [[105.85, 21.03], [105.86, 21.04], [105.86, 21.03], [105.85, 21.04], [105.85, 21.03]]
    path.write_text(geojson(({}, {"type": "Polygon", "coordinates": [tie]})))
    [row] = read(path)
    assert not row.mended
    assert not shapely.is_valid(row.shape)


def test_reading_stops_at_the_wall_clock_limit(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(geojson(({}, SQUARE)))
    with pytest.raises(LayerUnreadable, match="took too long"):
        read(path, limits=Limits(wall_s=0.05))


def test_reading_stops_at_the_memory_limit(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(geojson(({}, SQUARE)))
    with pytest.raises(LayerUnreadable):
        read(path, limits=Limits(memory_bytes=64 * 1024**2))


def test_a_missing_file_an_unknown_ending_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(LayerMissing):
        format_of(tmp_path / "none.geojson")
    with pytest.raises(LayerMissing):
        format_of(tmp_path)
    (tmp_path / "l.vrt").write_text("<OGRVRTDataSource/>")
    with pytest.raises(LayerUnreadable, match="unknown ending"):
        format_of(tmp_path / "l.vrt")


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".csv"])
def test_an_empty_file_is_refused_whatever_its_ending(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"l{ending}"
    path.write_bytes(b"")
    with pytest.raises(LayerUnreadable):
        format_of(path)


def test_broken_osm_data_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.osm.pbf"
    path.write_bytes(b"\0\0\0\x0d\x0a\x09OSMHeader" + bytes(64))
    with pytest.raises(LayerUnreadable), open_file(path, Layer.OSM, options=FileOptions()) as file:
        list(file.rows)
