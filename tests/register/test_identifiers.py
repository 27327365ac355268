"""National identifiers over HTTP: led to their household or parcel, for those who may know."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.principal import Role
from app.db.engine import write_session
from app.db.identifiers import load_identifiers
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.geohash import encode_geohash
from geocoding.identifiers import Scheme
from geocoding.layers.rows import IdentifierRow
from tests.api.callers import caller, calling_as, official
from tests.api.city import HOUSEHOLDS, MemoryEngine, MemorySnapshot, household, parcel
from tests.db.rows import dataset
from tests.editing.town import ABROAD, HOME, Town, household_id

OLD, NEW = "0123456789", "9876543210"
OPERATOR = caller(Role.OPERATOR)
CODE = "W7ER/CC.12"


@pytest.fixture
def service(town: Town, tmp_path: Path) -> Iterator[TestClient]:
    """The service over the town; its house 1 is published, has a digital address, and had another before."""
    with write_session(town.engine) as session:
        number = dataset(session, layer="identifiers", source="city")
        for value, day in ((OLD, date(2026, 1, 1)), (NEW, date(2026, 6, 1))):
            values = {Scheme.DIGITAL_ADDRESS: value}
            load_identifiers(session, [IdentifierRow(f"{HOME}-1", values, day)], dataset_id=number)
        values = {Scheme.PROPERTY_CODE: CODE}
        load_identifiers(session, [IdentifierRow(f"{HOME}-1", values, date(2026, 6, 1))], dataset_id=number)
    published = MemorySnapshot(households=(*HOUSEHOLDS, household("a", id=household_id(1), commune_code=HOME)))
    city = MemoryEngine(published)
    settings = Settings(home=tmp_path, db=town.engine.url.render_as_string(hide_password=False))
    with TestClient(create_app(settings, find_engine=lambda: city, logger=make_logger(StringIO()))) as client:
        yield client


def ask(client: TestClient, path: str, who: Any = OPERATOR, **parameters: str) -> Any:
    with calling_as(client, who):
        return client.get(f"/v1/identifiers/{path}", params=parameters)


def test_a_digital_address_leads_to_its_household_with_all_its_identifiers(service: TestClient) -> None:
    told = ask(service, f"digital-address/{NEW}").json()
    assert (told["household"]["household_id"], told["valid_from"], told["valid_to"]) == (
        household_id(1),
        "2026-06-01",
        None,
    )
    assert [(one["scheme"], one["value"], one["valid_to"]) for one in told["identifiers"]] == [
        ("digital-address", OLD, "2026-05-31"),
        ("digital-address", NEW, None),
        ("property-code", CODE, None),
    ]


def test_a_former_one_still_leads_there_but_not_on_a_later_day(service: TestClient) -> None:
    assert ask(service, f"digital-address/{OLD}").json()["valid_to"] == "2026-05-31"
    assert ask(service, f"digital-address/{OLD}", as_of="2026-05-31").status_code == 200
    assert ask(service, f"digital-address/{OLD}", as_of="2026-06-01").json()["type"] == "/problems/identifier-unknown"


def test_a_property_code_is_read_in_any_case_slashes_included(service: TestClient) -> None:
    assert ask(service, "property-code/w7er/cc.12").json()["value"] == CODE


def test_a_geohash_leads_to_its_parcel_and_the_households_on_it(service: TestClient) -> None:
    land = parcel("b")
    told = ask(service, f"parcel-geohash/{encode_geohash(land.label)}").json()
    assert (told["parcel"]["sheet"], told["parcel"]["number"]) == (land.key.sheet, land.key.number)
    assert len(told["parcel"]["households"]) == 2
    assert ask(service, "parcel-geohash/w7er8ujxzbq1").status_code == 404


@pytest.mark.parametrize("path", ["digital-address/12", "parcel-geohash/ailo", f"property-code/{'A' * 41}"])
def test_another_form_is_malformed(service: TestClient, path: str) -> None:
    assert ask(service, path).json()["type"] == "/problems/identifier-malformed"


def test_who_may_not_see_addresses_there_is_refused(service: TestClient) -> None:
    path = f"digital-address/{NEW}"
    assert service.get(f"/v1/identifiers/{path}").status_code == 401
    assert ask(service, path, caller(Role.SHOP)).status_code == 403
    assert ask(service, path, official(HOME)).status_code == 200
    assert ask(service, path, official(ABROAD)).json()["type"] == "/problems/outside-commune"
    assert ask(service, f"parcel-geohash/{encode_geohash(parcel('b').label)}", official(ABROAD)).status_code == 403
