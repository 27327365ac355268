"""The Vietnam set in the form of geocoders/geocoder-tester, put to our API and judged by its GeoCodeJSON answers."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.evaluate.geocoder_tester import PlaceQuestion, missing, places_of, read_place_questions
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.conftest import SampleCity

FILE = Path(__file__).parent / "geocoder_tester_vietnam.csv"
FLOOR = 0.90


@pytest.fixture(scope="module")
def api(sample_city: SampleCity) -> Iterator[TestClient]:
    settings = Settings(home=sample_city.settings.home, demo=True)
    with TestClient(create_app(settings, logger=make_logger(StringIO()))) as client:
        yield client


@pytest.fixture(scope="module")
def asked() -> tuple[PlaceQuestion, ...]:
    return read_place_questions(FILE)


def test_most_places_are_found_with_all_expected_members(api: TestClient, asked: tuple[PlaceQuestion, ...]) -> None:
    failed = {}
    for question in asked:
        answer = api.get("/v1/resolve", params={"q": question.query, "limit": question.limit}).json()
        if lacking := missing(question, places_of(answer)):
            failed[question.query] = lacking
    assert len(failed) <= (1 - FLOOR) * len(asked), failed


def test_every_question_expects_something(asked: tuple[PlaceQuestion, ...]) -> None:
    assert len(asked) >= 200
    assert all(question.expected for question in asked)
