"""Tiles over HTTP: against the snapshot's lists, against SQL, and who may see which."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import mapbox_vector_tile
import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Role
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.callers import caller, calling_as, official
from tests.api.city import MemoryEngine

ZOOM = 16
LAYERS = ("communes", "parcels", "households", "findings")
NEAR_A = (105.8015, 21.0085)
NEAR_D = (105.8155, 21.0025)


def tile_at(lon: float, lat: float, *, zoom: int = ZOOM) -> str:
    size = 1 << zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return f"{zoom}/{int((lon / 360 + 0.5) * size)}/{int(y * size)}"


@pytest.fixture
def register(tmp_path: Path) -> Engine:
    """A register with findings near parcels a (three, one of them settled) and d (one)."""
    engine = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
        for number, (commune, severity, (lon, lat), disposition) in enumerate(
            [
                ("00001", "error", NEAR_A, ""),
                ("00001", "warning", NEAR_A, ""),
                ("00001", "notice", NEAR_A, "declare_true"),
                ("00002", "error", NEAR_D, ""),
            ]
        ):
            session.execute(
                text(
                    "INSERT INTO finding (id, rule, severity, commune_code, subject, parcel, lon, lat, facts, people, "
                    "importance, first_seen_at, disposition) VALUES (:id, 'PARCEL-NO-HOUSEHOLD', :severity, :commune, "
                    ":id, '', :lon, :lat, '{}', 1, :importance, :at, :disposition)"
                ),
                {
                    "id": f"f{number}",
                    "severity": severity,
                    "commune": commune,
                    "lon": lon,
                    "lat": lat,
                    "importance": 9 - number,
                    "at": datetime.now(UTC).isoformat(),
                    "disposition": disposition,
                },
            )
    return engine


@pytest.fixture
def client(tmp_path: Path, register: Engine) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path)
    with TestClient(create_app(settings, find_engine=MemoryEngine, logger=make_logger(StringIO()))) as opened:
        yield opened


@pytest.fixture
def ours(client: TestClient) -> Iterator[TestClient]:
    """The service as the official of Phường Thử meets it."""
    with calling_as(client, official("00001")) as calling:
        yield calling


def features(client: TestClient, layer: str, tile: str) -> list[dict[str, object]]:
    response = client.get(f"/v1/tiles/{layer}/{tile}.mvt")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")
    return [one["properties"] for one in mapbox_vector_tile.decode(response.content)[layer]["features"]]


def test_an_official_gets_the_parcels_and_households_of_the_own_commune(ours: TestClient) -> None:
    assert {one["key"] for one in features(ours, "parcels", tile_at(*NEAR_A))} >= {"00001-7-1"}
    assert {one["commune"] for one in features(ours, "households", tile_at(*NEAR_A))} == {"00001"}


@pytest.mark.parametrize("layer", ["parcels", "households", "findings"])
def test_an_official_gets_nothing_of_a_foreign_commune(client: TestClient, layer: str) -> None:
    with calling_as(client, official("00001")):
        assert features(client, layer, tile_at(*NEAR_D)) == []
    with calling_as(client, caller(Role.OFFICER)):
        assert len(features(client, layer, tile_at(*NEAR_D))) == 1


@pytest.mark.parametrize("layer", ["parcels", "households", "findings"])
def test_the_public_gets_communes_only(client: TestClient, layer: str) -> None:
    with calling_as(client, ANONYMOUS):
        assert client.get(f"/v1/tiles/{layer}/{tile_at(*NEAR_A)}.mvt").status_code == 401
        assert [one["code"] for one in features(client, "communes", tile_at(*NEAR_A))] == ["00001"]


def test_a_commune_without_figures_has_no_class(ours: TestClient) -> None:
    [commune] = features(ours, "communes", tile_at(*NEAR_A))
    assert commune == {"code": "00001", "name": "Phường Thử"}


def test_findings_near_the_ground_are_the_open_ones_of_the_register(ours: TestClient, register: Engine) -> None:
    with register.connect() as connection:
        stored = connection.execute(
            text("SELECT id FROM finding WHERE commune_code = '00001' AND disposition = '' ORDER BY importance")
        )
        assert [one["id"] for one in features(ours, "findings", tile_at(*NEAR_A))] == [id_ for (id_,) in stored]


@pytest.mark.parametrize("zoom", [0, 8, 12, 15])
def test_counts_from_afar_add_up_to_the_open_findings(client: TestClient, zoom: int) -> None:
    with calling_as(client, caller(Role.OFFICER)):
        tiles = {tile_at(*NEAR_A, zoom=zoom), tile_at(*NEAR_D, zoom=zoom)}
        counted = [one for tile in sorted(tiles) for one in features(client, "findings", tile)]
    assert sum(int(str(one["count"])) for one in counted) == 3
    assert sum(int(str(one["error"])) for one in counted) == 2


@pytest.mark.parametrize("layer", ["parcels", "households"])
def test_from_afar_nothing_small_is_drawn(ours: TestClient, layer: str) -> None:
    assert features(ours, layer, tile_at(*NEAR_A, zoom=15)) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_a_tile_at_the_edge_of_the_world_is_empty(ours: TestClient, layer: str) -> None:
    for tile in ("16/0/0", f"16/{(1 << 16) - 1}/{(1 << 16) - 1}", "20/0/0"):
        assert features(ours, layer, tile) == []


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("tile", ["21/0/0", "2/4/0", "2/0/4", "0/-1/0", "999999999999/0/0"])
def test_a_tile_outside_the_grid_is_a_problem(ours: TestClient, layer: str, tile: str) -> None:
    response = ours.get(f"/v1/tiles/{layer}/{tile}.mvt")
    assert (response.status_code, response.json()["type"]) == (422, "/problems/tile-invalid")


def test_a_tile_with_more_than_can_be_drawn_says_that_it_is_cut(
    ours: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.api.maps.tiles.MAX_FEATURES", 1)
    monkeypatch.setattr("app.tiles.layers.MAX_FEATURES", 1)
    content = ours.get(f"/v1/tiles/findings/{tile_at(*NEAR_A)}.mvt").content
    layers = mapbox_vector_tile.decode(content)
    assert [one["properties"]["id"] for one in layers["findings"]["features"]] == ["f0"]
    assert layers["cut"]["features"][0]["properties"] == {"shown": 1}


def test_a_tile_of_published_data_is_sent_once(ours: TestClient) -> None:
    address = f"/v1/tiles/parcels/{tile_at(*NEAR_A)}.mvt"
    tag = ours.get(address).headers["ETag"]
    assert ours.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_no_shared_cache_may_keep_a_tile(ours: TestClient) -> None:
    for layer in LAYERS:
        headers = ours.get(f"/v1/tiles/{layer}/{tile_at(*NEAR_A)}.mvt").headers
        assert headers["Cache-Control"].startswith("private")
        assert "Cookie" in headers["Vary"]
