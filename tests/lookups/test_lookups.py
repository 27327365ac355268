"""From land to households and back, and down the streets, over the sample city; compared with the register."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Role
from app.db.engine import open_engine
from app.main import create_app
from geocoding.geohash import geohash_box
from geocoding.model import Point
from tests.api.callers import caller, calling_as, official
from tests.conftest import SampleCity

OPERATOR = caller(Role.OPERATOR)


@pytest.fixture(scope="module")
def engine(sample_city: SampleCity) -> Iterator[Engine]:
    opened = open_engine(sample_city.settings.db_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def service(sample_city: SampleCity) -> TestClient:
    return TestClient(create_app(sample_city.settings))


@pytest.fixture
def client(service: TestClient) -> Iterator[TestClient]:
    with calling_as(service, OPERATOR):
        yield service


def sql(engine: Engine, statement: str, **values: object) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


def asked(client: TestClient, url: str, **parameters: object) -> Any:
    answer = client.get(url, params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def crowded(engine: Engine) -> tuple[str, str, str, int]:
    """The parcel with most households: its key, and how many."""
    (found,) = sql(
        engine,
        "SELECT l.commune_code, l.sheet, l.number, count(*) n FROM household_parcel l JOIN household h "
        "ON h.id = l.household_id WHERE h.status <> 'retired' GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 1",
    )
    return found  # type: ignore[no-any-return]


def test_a_parcel_leads_to_its_households_in_every_way_of_asking(
    client: TestClient, engine: Engine, crowded: tuple[str, str, str, int]
) -> None:
    commune, sheet, number, count = crowded
    expected = sql(
        engine,
        "SELECT household_id FROM household_parcel WHERE commune_code = :c AND sheet = :s AND number = :n",
        c=commune,
        s=sheet,
        n=number,
    )
    ways = (
        {"sheet": sheet, "number": number},
        {"q": f"tờ {sheet} thửa {number}"},
        {"q": f"thửa đất số {number}, tờ bản đồ {sheet}"},
        {"q": f"{sheet}/{number}"},
    )
    for way in ways:
        (parcel,) = asked(client, "/v1/parcels", commune=commune, **way)["parcels"]
        ids = sorted(one["household_id"].replace("-", "") for one in parcel["households"])
        assert ids == sorted(key for (key,) in expected)
        assert len(ids) == count > 1


def test_without_a_commune_the_parcels_of_all_own_communes_are_told(
    client: TestClient, engine: Engine, crowded: tuple[str, str, str, int]
) -> None:
    commune, sheet, number, _ = crowded
    rows = sql(engine, "SELECT commune_code FROM parcel WHERE sheet = :s AND number = :n", s=sheet, n=number)
    found = asked(client, "/v1/parcels", q=f"{sheet}/{number}")["parcels"]
    assert sorted(one["commune_code"] for one in found) == sorted(code for (code,) in rows)
    with calling_as(client, official(commune)):
        (own,) = asked(client, "/v1/parcels", q=f"{sheet}/{number}")["parcels"]
        assert own["commune_code"] == commune


def test_a_code_leads_to_the_parcels_of_its_household(client: TestClient, crowded: tuple[str, str, str, int]) -> None:
    commune, sheet, number, _ = crowded
    (parcel,) = asked(client, "/v1/parcels", commune=commune, sheet=sheet, number=number)["parcels"]
    one = next(one for one in parcel["households"] if one["code"])
    found = asked(client, "/v1/parcels", code=one["code"])["parcels"]
    keys = [{key: other[key] for key in ("commune_code", "sheet", "number")} for other in found]
    assert keys == one["parcels"]


def test_a_parcel_has_the_geohash_of_its_label_point(client: TestClient, crowded: tuple[str, str, str, int]) -> None:
    commune, sheet, number, _ = crowded
    (parcel,) = asked(client, "/v1/parcels", commune=commune, sheet=sheet, number=number)["parcels"]
    box = geohash_box(parcel["geohash"])
    lon, lat = parcel["point"]
    near = 1e-7  # points are told to seven decimals
    assert len(parcel["geohash"]) == 12
    assert box.west - near <= lon <= box.east + near
    assert box.south - near <= lat <= box.north + near
    assert not box.contains(Point(lon=lon + 1e-5, lat=lat))


def test_entrances_are_told_beside_the_identity_point(client: TestClient, engine: Engine) -> None:
    rows = sql(
        engine,
        "SELECT l.commune_code, l.sheet, l.number, h.access_lon, h.access_lat FROM household h JOIN household_parcel l "
        "ON l.household_id = h.id WHERE h.access_lon IS NOT NULL AND h.status <> 'retired' LIMIT 1",
    )
    ((commune, sheet, number, lon, lat),) = rows
    (parcel,) = asked(client, "/v1/parcels", commune=commune, sheet=sheet, number=number)["parcels"]
    entrances = [one["access_point"] for one in parcel["households"]]
    assert [round(lon, 7), round(lat, 7)] in entrances
    assert all(one["point"] != one["access_point"] for one in parcel["households"])


@pytest.mark.parametrize("way", [{}, {"q": "phố Láng"}, {"sheet": "1"}, {"q": "1/2", "sheet": "1", "number": "2"}])
def test_a_question_that_names_no_parcel_is_refused(client: TestClient, way: dict[str, str]) -> None:
    answer = client.get("/v1/parcels", params=way)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/parcel-unnamed")


def test_a_parcel_that_is_not_there_is_an_empty_list(client: TestClient, crowded: tuple[str, str, str, int]) -> None:
    assert asked(client, "/v1/parcels", commune=crowded[0], q="9999/9999")["parcels"] == []


def test_streets_alleys_and_houses_count_every_household_once(client: TestClient, engine: Engine) -> None:
    ((commune, count),) = sql(
        engine,
        "SELECT commune_code, count(*) n FROM household WHERE status <> 'retired' GROUP BY 1 ORDER BY n LIMIT 1",
    )
    streets = asked(client, "/v1/containers/streets", commune=commune)["streets"]
    rows = sql(
        engine,
        "SELECT street, count(*) FROM household WHERE status <> 'retired' AND commune_code = :c GROUP BY 1",
        c=commune,
    )
    assert {one["name"]: one["households"] for one in streets} == dict(rows)
    met = [key for one in streets for key in houses_below(client, commune, one["name"], "")]
    assert (len(met), len(set(met))) == (count, count)


def houses_below(client: TestClient, commune: str, street: str, path: str) -> Iterator[str]:
    place, after, alleys = {"commune": commune, "street": street, "alley_path": path}, 0, []
    while after is not None:
        page = asked(client, "/v1/containers/houses", **place, limit=37, after=after)
        for one in page["households"]:
            assert (one["address"]["street"], "/".join(one["address"]["alley_path"])) == (street, path)
            yield one["household_id"]
        alleys, after = page["alleys"], page["next"]
    for alley in alleys:
        inside = list(houses_below(client, commune, street, f"{path}/{alley['name']}".lstrip("/")))
        assert len(inside) == alley["households"]
        yield from inside


@pytest.mark.parametrize("url", ["/v1/parcels?q=1/1", "/v1/containers/streets?commune=00235"])
def test_lists_are_for_those_with_the_right(service: TestClient, url: str) -> None:
    for who, status in ((ANONYMOUS, 401), (caller(Role.SHOP), 403), (OPERATOR, 200)):
        with calling_as(service, who):
            assert service.get(url).status_code == status


def test_officials_are_refused_other_communes(service: TestClient, crowded: tuple[str, str, str, int]) -> None:
    with calling_as(service, official("99999")):
        for url in (
            "/v1/parcels?q=1/1&commune=",
            "/v1/containers/streets?commune=",
            "/v1/containers/houses?street=&commune=",
        ):
            assert service.get(url + crowded[0]).status_code == 403
