"""GDAL's own client of OGC API – Features, which QGIS brings along too, reads the sample city as SQL tells it."""

from collections.abc import Iterator
from typing import Any

import pytest
import shapely
from sqlalchemy import Engine, text

from app.access.principal import ANONYMOUS, Role
from app.db import read
from app.db.engine import read_session
from geocoding.crs import to_survey
from geocoding.geometry import wgs84_shapes
from geocoding.model import Point
from tests.api.callers import caller, official
from tests.features import gdal_client
from tests.features.conftest import Site

OFFICER = caller(Role.OFFICER)


@pytest.fixture(autouse=True)
def anonymous_again(site: Site) -> Iterator[None]:
    yield
    site.caller = ANONYMOUS


def layer(site: Site, name: str, **asked: object) -> list[Any]:
    return gdal_client.features(f"OAPIF:{site.url}/ogc", name, **asked)


def sql(engine: Engine, statement: str, **values: object) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


def ids(found: list[Any]) -> list[str]:
    return sorted(one["id"].replace("-", "") for one in found)


@pytest.fixture(scope="module")
def commune(engine: Engine) -> str:
    """The commune with most households."""
    ((code, _),) = sql(engine, "SELECT commune_code, count(*) n FROM household GROUP BY 1 ORDER BY n DESC LIMIT 1")
    return str(code)


@pytest.fixture(scope="module")
def window(engine: Engine, commune: str) -> tuple[float, ...]:
    """A box that cuts through the houses of a commune."""
    edges = "min(lon) + max(lon), min(lat) + max(lat)"
    ((lon, lat),) = sql(engine, f"SELECT {edges} FROM household WHERE commune_code = :code", code=commune)
    return (lon / 2 - 0.002, lat / 2 - 0.002, lon / 2 + 0.001, lat / 2 + 0.001)


def test_layers_are_those_that_the_caller_may_see(site: Site) -> None:
    assert gdal_client.layers(f"OAPIF:{site.url}/ogc") == ["communes", "coverage", "service-points"]
    site.caller = OFFICER
    everything = ["communes", "coverage", "service-points", "parcels", "households"]
    assert gdal_client.layers(f"OAPIF:{site.url}/ogc") == everything


def test_every_household_is_read_over_many_pages_where_it_is_on_file(site: Site, engine: Engine) -> None:
    site.caller = OFFICER
    expected = sql(engine, "SELECT id, lon, lat FROM household WHERE status <> 'retired'")
    assert len(expected) > 2 * 2_000
    found = layer(site, "households")
    places = {(one["id"].replace("-", ""), *shapely.from_wkt(one["wkt"]).coords[0]) for one in found}
    assert len(found) == len(expected)
    assert places == set(expected)
    assert {one["epsg"] for one in found} == {4326}


def test_every_parcel_is_read_over_many_pages(site: Site, engine: Engine) -> None:
    site.caller = OFFICER
    found = [(one["commune"], one["sheet"], one["number"]) for one in layer(site, "parcels")]
    assert sorted(found) == sorted(sql(engine, "SELECT commune_code, sheet, number FROM parcel"))


def test_households_of_a_box_are_those_of_sql(site: Site, engine: Engine, window: tuple[float, ...]) -> None:
    site.caller = OFFICER
    names = ("west", "south", "east", "north")
    rows = sql(
        engine,
        "SELECT id FROM household WHERE status <> 'retired' "
        "AND lon BETWEEN :west AND :east AND lat BETWEEN :south AND :north",
        **dict(zip(names, window, strict=True)),
    )
    assert len(rows) > 20
    assert ids(layer(site, "households", bbox=window)) == sorted(key for (key,) in rows)


def test_parcels_of_a_box_are_those_that_meet_it(site: Site, engine: Engine, window: tuple[float, ...]) -> None:
    site.caller = OFFICER
    with read_session(engine) as session:
        parcels = list(read.parcels(session))
    meeting = shapely.intersects(wgs84_shapes([one.shape for one in parcels]), shapely.box(*window))
    expected = [str(one.key) for one, meets in zip(parcels, meeting, strict=True) if meets]
    assert len(expected) > 20
    degrees = layer(site, "parcels", bbox=window, PREFERRED_CRS="EPSG:4326")
    assert sorted(one["id"] for one in degrees) == sorted(expected)


@pytest.mark.parametrize("epsg", [4326, 5897, 3405])
def test_every_layer_is_read_whole_in_every_system(site: Site, engine: Engine, epsg: int) -> None:
    site.caller = OFFICER
    tables = {
        "households": "household WHERE status <> 'retired'",
        "parcels": "parcel",
        "service-points": "service_point",
    }
    for name, table in tables.items():
        found = layer(site, name, PREFERRED_CRS=f"EPSG:{epsg}")
        assert [(len(found),)] == sql(engine, f"SELECT count(*) FROM {table}")
        assert {one["epsg"] for one in found} == {epsg}
    assert {one["epsg"] for one in layer(site, "parcels")} == {5897}


def test_households_are_at_the_easting_and_northing_of_the_register(
    site: Site, engine: Engine, window: tuple[float, ...]
) -> None:
    site.caller = OFFICER
    rows = sql(engine, "SELECT id, lon, lat FROM household WHERE status <> 'retired'")
    places = {key: to_survey(Point(lon=lon, lat=lat)) for key, lon, lat in rows}
    (west, south), (east, north) = (to_survey(Point(lon=lon, lat=lat)) for lon, lat in (window[:2], window[2:]))
    inside = sorted(key for key, (x, y) in places.items() if west <= x <= east and south <= y <= north)
    found = layer(site, "households", bbox=(west, south, east, north), PREFERRED_CRS="EPSG:5897")
    assert ids(found) == inside
    for one in found:
        x, y = shapely.from_wkt(one["wkt"]).coords[0]
        assert (x, y) == pytest.approx(places[one["id"].replace("-", "")], abs=1e-4)


def test_service_points_are_told_to_everybody_as_they_are_in_the_register(site: Site, engine: Engine) -> None:
    rows = sql(engine, "SELECT external_id, name, kind, commune_code, lon, lat FROM service_point ORDER BY 1")
    found = layer(site, "service-points")
    told = [(one["external_id"], one["name"], one["kind"], one["commune"]) for one in found]
    assert sorted(told) == [tuple(row[:4]) for row in rows]
    assert {shapely.from_wkt(one["wkt"]).coords[0] for one in found} == {tuple(row[4:]) for row in rows}
    boxes = layer(site, "service-points", where="kind = 'mailbox'")
    assert len(boxes) == sum(row[2] == "mailbox" for row in rows)
    west, south = rows[0][4:]
    near = layer(site, "service-points", bbox=(west - 0.001, south - 0.001, west + 0.001, south + 0.001))
    assert rows[0][0] in {one["external_id"] for one in near}
    assert len(near) < len(found)


def test_filters_are_answered(site: Site, engine: Engine, commune: str) -> None:
    site.caller = OFFICER
    counts = "SELECT sheet, count(*) FROM parcel WHERE commune_code = :code GROUP BY 1 ORDER BY 1 LIMIT 1"
    ((sheet, count),) = sql(engine, counts, code=commune)
    found = layer(site, "parcels", where=f"commune = '{commune}' AND sheet = '{sheet}'")
    assert len(found) == count


def test_officials_read_their_own_communes_only(site: Site, engine: Engine, commune: str) -> None:
    site.caller = official(commune)
    found = layer(site, "households")
    counts = "SELECT count(*) FROM household WHERE commune_code = :code AND status <> 'retired'"
    assert [(len(found),)] == sql(engine, counts, code=commune)
    assert {one["commune"] for one in found} == {commune}


def test_communes_come_with_their_counts(site: Site, engine: Engine) -> None:
    found = layer(site, "communes")
    rows = sql(engine, "SELECT commune_code, count(*) FROM household WHERE status <> 'retired' GROUP BY 1")
    assert {one["code"]: one["households"] for one in found if one["households"]} == dict(rows)
    assert {one["type"] for one in found} == {"MultiPolygon"}
    west, south, _, _ = shapely.from_wkt(found[0]["wkt"]).bounds
    assert (int(west), int(south)) in {(105, 20), (105, 21), (106, 20), (106, 21)}
