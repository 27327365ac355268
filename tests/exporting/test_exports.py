"""Exported files, each read back by the program it is meant for and compared with the register."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import shapely
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Role
from app.db.engine import open_engine
from app.export_layers import export_layers
from app.exporting.model import Description, FileFormat
from app.main import create_app
from geocoding.errors import CommuneNotPublished
from geocoding.snapshot.store import open_snapshot
from tests.api.callers import caller, calling_as, official
from tests.conftest import SampleCity
from tests.features import gdal_client

LAYERS = ("communes", "coverage", "service-points", "parcels", "households")
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
COUNTS = {
    "parcels": "SELECT count(*) FROM parcel",
    "households": "SELECT count(*) FROM household WHERE status <> 'retired'",
    "service-points": "SELECT count(*) FROM service_point",
}
OF_COMMUNE = {
    "parcels": "SELECT count(*) FROM parcel WHERE commune_code = :code",
    "households": "SELECT count(*) FROM household WHERE status <> 'retired' AND commune_code = :code",
}

Written = Mapping[tuple[str, FileFormat], Description]


@pytest.fixture(scope="module")
def engine(sample_city: SampleCity) -> Iterator[Engine]:
    opened = open_engine(sample_city.settings.db_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def commune(engine: Engine) -> str:
    """The commune with fewest households of those that have any."""
    counts = "SELECT commune_code, count(*) n FROM household GROUP BY 1 ORDER BY n LIMIT 1"
    return str(sql(engine, counts)[0][0])


def sql(engine: Engine, statement: str, **values: object) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


def exported(
    city: SampleCity, engine: Engine, folder: Path, *formats: FileFormat, layers: Any = LAYERS, commune: str = ""
) -> Written:
    settings = city.settings.model_copy(update={"data_licence": "CC BY 4.0"})
    snapshot = open_snapshot(settings.snapshots)
    written = export_layers(
        settings, engine, snapshot, layers=layers, formats=formats, commune=commune, folder=folder, at=NOON
    )
    return {(one.layer, one.format): one for one in written}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def written(sample_city: SampleCity, engine: Engine, folder: Path) -> Written:
    return exported(sample_city, engine, folder, FileFormat.GPKG, FileFormat.FGB, FileFormat.PARQUET)


def path_of(folder: Path, one: Description) -> Path:
    return folder / one.dataset_version / one.file


@pytest.mark.parametrize("file_format", [FileFormat.GPKG, FileFormat.FGB])
@pytest.mark.parametrize("layer", ["parcels", "households", "service-points"])
def test_gdal_reads_as_many_as_sql_counts(
    written: Written, folder: Path, engine: Engine, layer: str, file_format: FileFormat
) -> None:
    one = written[layer, file_format]
    found = gdal_client.features(str(path_of(folder, one)))
    assert [(len(found),)] == [(one.features,)] == sql(engine, COUNTS[layer])
    assert {feature["epsg"] for feature in found} == {4326}
    assert {feature["type"] for feature in found} == {"MultiPolygon" if layer == "parcels" else "Point"}


@pytest.mark.parametrize("file_format", [FileFormat.GPKG, FileFormat.FGB])
def test_gdal_finds_in_a_box_what_sql_finds(
    written: Written, folder: Path, engine: Engine, file_format: FileFormat
) -> None:
    ((west, south, east, north),) = sql(engine, "SELECT min(lon), min(lat), avg(lon), avg(lat) FROM household")
    rows = sql(
        engine,
        "SELECT id FROM household WHERE status <> 'retired' "
        "AND lon BETWEEN :west AND :east AND lat BETWEEN :south AND :north",
        west=west,
        south=south,
        east=east,
        north=north,
    )
    path = path_of(folder, written["households", file_format])
    found = gdal_client.features(str(path), bbox=(west, south, east, north))
    assert 0 < len(rows) < 11_000
    assert sorted(one["id"].replace("-", "") for one in found) == sorted(key for (key,) in rows)


def test_geoparquet_holds_every_point_as_on_file(written: Written, folder: Path, engine: Engine) -> None:
    table = pq.read_table(path_of(folder, written["households", FileFormat.PARQUET]))
    points = shapely.from_wkb(table["geometry"].to_pylist())
    ids = (key.replace("-", "") for key in table["id"].to_pylist())
    found = set(zip(ids, shapely.get_x(points).tolist(), shapely.get_y(points).tolist(), strict=True))
    assert found == set(sql(engine, "SELECT id, lon, lat FROM household WHERE status <> 'retired'"))


def test_geoparquet_is_opened_by_geopandas_with_its_reference_system(written: Written, folder: Path) -> None:
    import geopandas

    one = written["parcels", FileFormat.PARQUET]
    frame = geopandas.read_parquet(path_of(folder, one))
    assert (len(frame), frame.crs.to_string()) == (one.features, "OGC:CRS84")
    assert frame.total_bounds.tolist() == list(one.bbox or ())


def test_tiles_hold_every_household_and_parcel(
    sample_city: SampleCity, engine: Engine, commune: str, tmp_path: Path
) -> None:
    layers = ("communes", "parcels", "households")
    written = exported(sample_city, engine, tmp_path, FileFormat.PMTILES, layers=layers, commune=commune)
    for layer in ("parcels", "households"):
        one = written[layer, FileFormat.PMTILES]
        found = gdal_client.features(str(path_of(tmp_path, one)), layer)
        column = "commune_code = :code"
        ((count,),) = sql(
            engine, COUNTS[layer].removesuffix(" WHERE status <> 'retired'") + f" WHERE {column}", code=commune
        )
        # What lies on the edge of two tiles is drawn in both.
        assert len({feature["id"] for feature in found}) == one.features == count
    communes = path_of(tmp_path, written["communes", FileFormat.PMTILES])
    assert {one["code"] for one in gdal_client.features(str(communes), "communes")} == {commune}


def test_a_file_comes_with_its_digest_and_description(written: Written, folder: Path, engine: Engine) -> None:
    for one in written.values():
        path = path_of(folder, one)
        assert path.with_name(f"{one.file}.sha256").read_text() == f"{one.sha256}  {one.file}\n"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
        told = json.loads(path.with_name(f"{one.file}.json").read_bytes())
        assert (told["bytes"], told["licence"], told["edition"]) == (path.stat().st_size, "CC BY 4.0", "2025")
        assert {source["layer"] for source in told["sources"]} >= {"communes", "parcels", "households"}
    assert not list(folder.rglob(".*"))


def test_files_tell_inside_what_they_and_their_columns_are(written: Written, folder: Path) -> None:
    one = written["parcels", FileFormat.GPKG]
    with closing(sqlite3.connect(path_of(folder, one))) as package:
        (version,) = package.execute("PRAGMA user_version").fetchone()
        ((table, title, about),) = package.execute("SELECT table_name, identifier, description FROM gpkg_contents")
        columns = dict(package.execute("SELECT column_name, name FROM gpkg_data_columns").fetchall())
        extensions = {name for (name,) in package.execute("SELECT extension_name FROM gpkg_extensions")}
        assert package.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (version, table, title) == (10_300, "parcels", "Thửa đất / Parcels")
    assert one.dataset_version in about
    assert columns == {field.name: field.vi for field in one.fields}
    assert "gpkg_schema" in extensions
    schema = pq.read_schema(path_of(folder, written["parcels", FileFormat.PARQUET]))
    assert schema.field("sheet").metadata == {b"description": "Tờ bản đồ / Map sheet".encode()}
    assert schema.metadata[b"dataset_version"] == one.dataset_version.encode()


def test_equal_content_is_equal_bytes(
    sample_city: SampleCity, engine: Engine, written: Written, tmp_path: Path, commune: str
) -> None:
    formats = (FileFormat.GPKG, FileFormat.FGB, FileFormat.PARQUET)
    again = exported(sample_city, engine, tmp_path, *formats, layers=("parcels", "communes"))
    assert {key: one.sha256 for key, one in again.items()} == {key: written[key].sha256 for key in again}
    tiles = [
        exported(sample_city, engine, tmp_path / name, FileFormat.PMTILES, layers=("parcels",), commune=commune)
        for name in "ab"
    ]
    assert tiles[0]["parcels", FileFormat.PMTILES].sha256 == tiles[1]["parcels", FileFormat.PMTILES].sha256


def test_a_commune_that_is_not_published_is_refused(sample_city: SampleCity, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(CommuneNotPublished):
        exported(sample_city, engine, tmp_path, FileFormat.FGB, commune="99999")


@pytest.fixture(scope="module")
def shelf(
    sample_city: SampleCity, engine: Engine, commune: str, tmp_path_factory: pytest.TempPathFactory
) -> TestClient:
    """The service with an export of the city and one of a commune."""
    settings = sample_city.settings.model_copy(
        update={"home": tmp_path_factory.mktemp("shelf"), "db": sample_city.settings.db_url}
    )
    for code in ("", commune):
        exported(sample_city, engine, settings.exports, FileFormat.FGB, layers=("communes",), commune=code)
    return TestClient(create_app(settings))


def test_who_may_have_datasets_downloads_them(shelf: TestClient) -> None:
    with calling_as(shelf, caller(Role.OFFICER)):
        listed = shelf.get("/v1/exports").json()["exports"]
        assert len(listed) == 2
        for one in listed:
            answer = shelf.get(one["href"])
            assert hashlib.sha256(answer.content).hexdigest() == one["sha256"]
            part = shelf.get(one["href"], headers={"Range": "bytes=0-7"})
            assert (part.status_code, part.content) == (206, answer.content[:8])


def test_officials_get_those_of_their_own_communes(shelf: TestClient, commune: str) -> None:
    with calling_as(shelf, caller(Role.OFFICER)):
        whole, own = sorted(shelf.get("/v1/exports").json()["exports"], key=lambda one: one["commune"])
    with calling_as(shelf, official(commune)):
        assert [one["file"] for one in shelf.get("/v1/exports").json()["exports"]] == [own["file"]]
        assert shelf.get(own["href"]).status_code == 200
        assert shelf.get(whole["href"]).status_code == 404


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.SHOP, Role.OPERATOR])
def test_others_get_none(shelf: TestClient, role: Role) -> None:
    with calling_as(shelf, caller(role)):
        assert shelf.get("/v1/exports").status_code == 403
    with calling_as(shelf, ANONYMOUS):
        assert shelf.get("/v1/exports").status_code == 401


@pytest.mark.parametrize("name", ["..%2f..%2fregister.sqlite", ".communes.fgb", "communes.fgb.json", "x/y"])
def test_only_exports_are_handed_out(shelf: TestClient, name: str) -> None:
    with calling_as(shelf, caller(Role.OFFICER)):
        version = shelf.get("/v1/exports").json()["exports"][0]["dataset_version"]
        assert shelf.get(f"/v1/exports/{version}/{name}").status_code == 404
