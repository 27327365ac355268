from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from starlette.testclient import TestClient

from app.db.engine import open_engine, read_session
from app.db.paper import RegisteredHome, homes_of_commune
from app.logs import make_logger
from app.main import create_app
from app.printing import street_key
from tests.api.callers import calling_as, official
from tests.conftest import SampleCity
from tests.paper.making import codes_read, text_of

KIM_LIEN, ELSEWHERE = "00229", "00070"


@pytest.fixture(scope="module")
def homes(sample_city: SampleCity) -> list[RegisteredHome]:
    with read_session(open_engine(sample_city.settings.db_url)) as session:
        return list(homes_of_commune(session, KIM_LIEN))


@pytest.fixture(scope="module")
def street(homes: list[RegisteredHome]) -> str:
    """A street with few households."""
    counted = Counter(home.address.street for home in homes if home.address.street)
    return min(counted, key=lambda name: (counted[name], name))


@pytest.fixture
def client(sample_city: SampleCity) -> Iterator[TestClient]:
    with TestClient(create_app(sample_city.settings, logger=make_logger(StringIO()))) as opened:
        yield opened


def certificate_of(home: RegisteredHome) -> str:
    return f"/v1/register/households/{home.id}/certificate.pdf"


def test_an_official_prints_the_certificate_of_a_household(client: TestClient, homes: list[RegisteredHome]) -> None:
    home = homes[0]
    with calling_as(client, official(KIM_LIEN)):
        answer = client.get(certificate_of(home))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    text = text_of(answer.content)
    assert home.code is not None
    assert home.code.printed() in text
    assert "Phường Kim Liên" in text
    assert f"tờ {home.parcels[0].sheet}, thửa {home.parcels[0].number}" in text
    assert "http://127.0.0.1:8000/c/" in text


def test_plates_of_a_street_are_read_back_in_the_order_of_the_walk(
    client: TestClient, homes: list[RegisteredHome], street: str
) -> None:
    along = {
        home.code.printed() for home in homes if home.code and street_key(home.address.street) == street_key(street)
    }
    with calling_as(client, official(KIM_LIEN)):
        answer = client.post("/v1/plates.pdf", json={"commune": KIM_LIEN, "street": street, "size": "tag"})
    assert answer.status_code == 200
    read = {text.partition("/C/")[2] for page in codes_read(answer.content) for text in page}
    assert read == along


def test_plates_of_chosen_households_only(client: TestClient, homes: list[RegisteredHome]) -> None:
    wanted = [home.id for home in homes[:3]]
    with calling_as(client, official(KIM_LIEN)):
        answer = client.post("/v1/plates.pdf", json={"commune": KIM_LIEN, "household_ids": wanted})
    assert sum(len(page) for page in codes_read(answer.content)) == 3


def test_the_walking_list_holds_every_household_of_the_street(
    client: TestClient, homes: list[RegisteredHome], street: str
) -> None:
    along = [home for home in homes if street_key(home.address.street) == street_key(street)]
    with calling_as(client, official(KIM_LIEN)):
        answer = client.get("/v1/walk.pdf", params={"commune": KIM_LIEN, "street": street})
    text = text_of(answer.content)
    assert all(home.code is not None and home.code.printed() in text for home in along)


def test_another_communes_official_prints_nothing_of_this_one(client: TestClient, homes: list[RegisteredHome]) -> None:
    with calling_as(client, official(ELSEWHERE)):
        answers = [
            client.get(certificate_of(homes[0])),
            client.post("/v1/plates.pdf", json={"commune": KIM_LIEN}),
            client.get("/v1/walk.pdf", params={"commune": KIM_LIEN}),
        ]
        foreign = client.post("/v1/plates.pdf", json={"commune": ELSEWHERE, "household_ids": [homes[0].id]})
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (foreign.status_code, foreign.json()["type"]) == (404, "/problems/household-unknown")


def test_nobody_prints_without_signing_in(client: TestClient, homes: list[RegisteredHome]) -> None:
    assert client.get(certificate_of(homes[0])).status_code == 401
    assert client.post("/v1/plates.pdf", json={"commune": KIM_LIEN}).status_code == 401
    assert client.get("/v1/walk.pdf", params={"commune": KIM_LIEN}).status_code == 401


@pytest.mark.parametrize("household_id", ["01a20000-0000-7000-8000-00000000ffff", "nobody", "..%2F..%2Fetc"])
def test_a_household_that_is_not_there_is_a_problem(client: TestClient, household_id: str) -> None:
    with calling_as(client, official(KIM_LIEN)):
        answer = client.get(f"/v1/register/households/{household_id}/certificate.pdf")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
