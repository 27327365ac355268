"""An operation that is going away says so in every answer, in the contract and on the page; others say nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.api.contract.deprecated import DEPRECATED, Deprecated
from app.api.contract.operations import OPERATIONS
from app.main import create_app
from app.settings import Settings
from postcode.words import Words
from tests.api.city import MemoryEngine

GOING = Deprecated(
    since=date(2026, 12, 1),
    sunset=date(2027, 7, 1),
    instead=Words("Hãy dùng /v1/resolve.", "Use /v1/resolve."),
    successor="/v1/resolve",
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A service in which suggesting is going away."""
    engine = MemoryEngine()
    app = create_app(Settings(home=tmp_path), find_engine=lambda: engine, deprecated={"suggest": GOING})
    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize(("path", "status"), [("/v1/suggest?q=x", 200), ("/v1/suggest", 422), ("/v1/suggest?z=1", 400)])
def test_answers_and_refusals_say_since_when_until_when_and_what_instead(
    client: TestClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["deprecation"] == f"@{int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())}"
    assert parsedate_to_datetime(answer.headers["sunset"]) == datetime(2027, 7, 1, tzinfo=UTC)
    assert answer.headers["sunset"].endswith("GMT")
    assert answer.links["deprecation"]["url"] == "/deprecations#suggest"
    assert answer.links["successor-version"]["url"] == "/v1/resolve"


def test_other_operations_say_nothing(client: TestClient) -> None:
    for path in ("/v1/communes", "/livez", "/v1/nowhere"):
        assert not {"deprecation", "sunset"} & set(client.get(path).headers)


def test_the_link_leads_to_a_page_that_names_the_operation(client: TestClient) -> None:
    page = client.get("/deprecations")
    assert page.status_code == 200
    for part in ("id='suggest'", "2026-12-01", "2027-07-01", "Hãy dùng /v1/resolve.", "Use /v1/resolve."):
        assert part in page.text


def test_the_contract_says_so_too(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    going = paths["/v1/suggest"]["get"]
    assert (going["deprecated"], going["x-sunset"]) == (True, "2027-07-01")
    assert "Ngừng từ 2027-07-01" in going["description"]
    assert {"Deprecation", "Sunset", "Link"} <= set(going["responses"]["200"]["headers"])
    marked = [one["operationId"] for path in paths.values() for one in path.values() if one.get("deprecated")]
    assert marked == ["suggest"]


def test_less_than_half_a_year_of_notice_is_refused() -> None:
    with pytest.raises(ValueError, match="half a year"):
        Deprecated(since=date(2026, 12, 1), sunset=date(2027, 5, 1), instead=Words("", ""))


def test_what_is_going_away_exists() -> None:
    assert set(DEPRECATED) <= set(OPERATIONS)
