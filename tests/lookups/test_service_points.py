"""The nearest service points over HTTP on the sample city, against distances measured here."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Role
from app.coverage import commune_coverage
from app.db.engine import open_engine, read_session
from app.main import create_app
from geocoding.crs import to_survey
from geocoding.model import Point
from postcode.code import read_stored
from tests.api.callers import caller, calling_as
from tests.conftest import SampleCity

OPERATOR = caller(Role.OPERATOR)
NEAR = "/v1/service-points/near"


@pytest.fixture(scope="module")
def engine(sample_city: SampleCity) -> Iterator[Engine]:
    opened = open_engine(sample_city.settings.db_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def client(sample_city: SampleCity) -> TestClient:
    roomy = {"anonymous_rate": 0, "anonymous_codes_a_day": 0}
    return TestClient(create_app(sample_city.settings.model_copy(update=roomy)))


@pytest.fixture(scope="module")
def points(engine: Engine) -> list[tuple[str, float, float]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT external_id, lon, lat FROM service_point"))
        return [tuple(row) for row in rows]  # type: ignore[misc]


@pytest.fixture(scope="module")
def home(engine: Engine) -> tuple[str, Point, Point]:
    """A household with an entrance of its own: printed code, identity point, entrance."""
    with engine.connect() as connection:
        base, unit, lon, lat, access_lon, access_lat = connection.execute(
            text(
                "SELECT c.base, c.unit, h.lon, h.lat, h.access_lon, h.access_lat FROM household h JOIN live_code c "
                "ON c.household_id = h.id WHERE h.access_lon IS NOT NULL AND "
                "abs(h.access_lat - h.lat) + abs(h.access_lon - h.lon) > 0.00006 ORDER BY h.external_id LIMIT 1"
            )
        ).one()
    code = read_stored(f"{base}/{unit}" if unit else base).printed()
    return code, Point(lon=lon, lat=lat), Point(lon=access_lon, lat=access_lat)


def ranked(points: list[tuple[str, float, float]], place: Point) -> list[tuple[float, str]]:
    """The points by distance, measured in the survey plane and not on the sphere as the service does."""
    x, y = to_survey(place)
    measured = ((to_survey(Point(lon=lon, lat=lat)), external_id) for external_id, lon, lat in points)
    return sorted((((east - x) ** 2 + (north - y) ** 2) ** 0.5, external_id) for (east, north), external_id in measured)


def asked(client: TestClient, who: Any = OPERATOR, **parameters: Any) -> Any:
    with calling_as(client, who):
        answer = client.get(NEAR, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_nearest_come_first_with_their_straight_distance(
    client: TestClient, points: list[tuple[str, float, float]]
) -> None:
    place = Point(lon=105.852, lat=21.03)
    told = asked(client, lon=place.lon, lat=place.lat, limit=4)
    expected = ranked(points, place)[:4]
    assert [one["external_id"] for one in told["service_points"]] == [external_id for _, external_id in expected]
    distances = [one["distance_m"] for one in told["service_points"]]
    assert distances == pytest.approx([distance for distance, _ in expected], rel=0.006, abs=0.2)
    assert told["measured"] == "straight-line"


def test_from_a_code_who_may_know_is_measured_from_the_entrance_others_from_the_cell(
    client: TestClient, home: tuple[str, Point, Point]
) -> None:
    code, point, access = home
    assert asked(client, code=code)["point"] == [round(access.lon, 7), round(access.lat, 7)]
    lon, lat = asked(client, caller(Role.SHOP), code=code)["point"]
    assert [lon, lat] != [round(access.lon, 7), round(access.lat, 7)]
    assert abs(lon - point.lon) < 4e-5
    assert abs(lat - point.lat) < 4e-5


def test_a_code_that_is_not_issued_is_answered_no_differently_to_the_public(
    client: TestClient, home: tuple[str, Point, Point]
) -> None:
    code = home[0].split("/")[0]
    never = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert set(asked(client, ANONYMOUS, code=code)) == set(asked(client, ANONYMOUS, code=never))


def test_one_kind_only(client: TestClient) -> None:
    told = asked(client, lon=105.852, lat=21.03, kind="mailbox")["service_points"]
    assert {one["kind"] for one in told} == {"mailbox"}


@pytest.mark.parametrize(
    "query", ["", "lon=105.8", "lat=21", "code=11024-2345678&lon=105.8&lat=21", "code=11024-2345678&lon=105.8"]
)
def test_a_question_without_one_place_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"{NEAR}?{query}")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/place-unnamed")


def test_coverage_tells_how_many_households_have_one_within_a_walk(
    sample_city: SampleCity, engine: Engine, points: list[tuple[str, float, float]]
) -> None:
    told = {code: near_figure(engine, code) for code in ("00070", "00229", "00634", "09895")}
    assert told == {code: counted_near(engine, code, points, sample_city.settings.walk_m) for code in told}
    assert any(0 < near < of for near, of in told.values())


def near_figure(engine: Engine, code: str) -> tuple[int, int]:
    with read_session(engine) as session:
        told = commune_coverage(session, code, on=sample_city_day(engine), target=0.95, hides_small=False)
    assert told is not None
    (figure,) = [one for one in told.figures if one.key == "near_service_point"]
    return figure.value, figure.of


def counted_near(engine: Engine, code: str, points: list[tuple[str, float, float]], walk_m: float) -> tuple[int, int]:
    asked = text("SELECT lon, lat FROM household WHERE commune_code = :code AND status <> 'retired'")
    with engine.connect() as connection:
        homes = [to_survey(Point(lon=lon, lat=lat)) for lon, lat in connection.execute(asked, {"code": code})]
    offices = [to_survey(Point(lon=lon, lat=lat)) for _, lon, lat in points]
    near = sum(min(math.dist(home, office) for office in offices) <= walk_m for home in homes)
    return near, len(homes)


def sample_city_day(engine: Engine) -> Any:
    """The day of the last audit."""
    from app.db.findings import latest_runs

    with read_session(engine) as session:
        return max(run.dated_on for run in latest_runs(session).values())
