"""How much callers may ask, and how they are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from starlette.testclient import TestClient

from app.access.limits import MAX_METERS, Allowance, Counted, Meters, counted_address, hanoi_day, until_midnight_s
from app.access.principal import Role
from app.api.limiting import anonymous_allowances
from app.bookkeeping import Books
from app.db.bookkeeping import usage_on
from app.db.register import LazyRegister
from app.issue_keys import issue_key
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.access.conftest import NOW
from tests.access.test_keys import WANTED, bearer
from tests.api.city import HOUSEHOLDS, MemoryEngine

CODE = f"/v1/codes/{HOUSEHOLDS[0].code}"


def service(settings: Settings, **changes: object) -> TestClient:
    engine = MemoryEngine()
    changed = settings.model_copy(update=changes)
    return TestClient(create_app(changed, find_engine=lambda: engine, logger=make_logger(StringIO())))


def asked(meters: Meters, times: int, allowance: Allowance, *, at: datetime = NOW) -> list[int]:
    """Seconds to wait after each of so many questions at once; 0 for one that is answered."""
    return [meters.take("a", "x", allowance, at=at).retry_after_s for _ in range(times)]


def test_a_window_lets_its_quota_through_and_refills_evenly() -> None:
    meters, allowance = Meters(), Allowance(quota=3, window_s=6)
    assert asked(meters, 5, allowance) == [0, 0, 0, 2, 2]
    assert asked(meters, 2, allowance, at=NOW + timedelta(seconds=2)) == [0, 2]


def test_a_refused_question_costs_nothing() -> None:
    meters, allowance = Meters(), Allowance(quota=1, window_s=1)
    asked(meters, 50, allowance)
    assert asked(meters, 1, allowance, at=NOW + timedelta(seconds=1)) == [0]


def test_a_day_ends_at_midnight_in_hanoi() -> None:
    meters, allowance, evening = Meters(), Allowance(daily=2), datetime(2026, 11, 22, 16, 59, 50, tzinfo=UTC)
    assert (hanoi_day(evening), until_midnight_s(evening)) == (date(2026, 11, 22), 10)
    assert asked(meters, 3, allowance, at=evening) == [0, 0, 10]
    assert asked(meters, 3, allowance, at=evening + timedelta(seconds=10))[:2] == [0, 0]


def test_a_clock_set_back_gives_nothing_and_takes_nothing() -> None:
    meters, allowance = Meters(), Allowance(quota=2, window_s=2)
    asked(meters, 1, allowance)
    assert asked(meters, 2, allowance, at=NOW - timedelta(hours=1)) == [0, 1]


def test_without_a_limit_everything_is_let_through() -> None:
    assert set(asked(Meters(), 1000, Allowance())) == {0}


def test_a_client_that_obeys_is_never_refused() -> None:
    meters, allowance, at = Meters(), Allowance(quota=5, window_s=1), NOW
    for _ in range(3000):
        taken = meters.take("a", "x", allowance, at=at)
        assert taken.retry_after_s == 0
        [standing] = taken.standings
        at += timedelta(seconds=0.02 if standing.remaining else standing.reset_s)


def test_the_callers_remembered_are_bounded() -> None:
    meters = Meters()
    for n in range(MAX_METERS + 10):
        meters.take(str(n), "x", Allowance(quota=1), at=NOW)
    assert len(meters._meters) == MAX_METERS


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_as_itself_and_an_ipv6_one_as_its_network(host: str, counted: str) -> None:
    assert counted_address(host) == counted


def test_nobody_in_particular_asks_fifteen_codes_a_day_by_either_route(settings: Settings) -> None:
    with service(settings, anonymous_rate=0) as client:
        statuses = [client.get(CODE).status_code for _ in range(10)]
        statuses += [client.get(f"/v1/verify?code={HOUSEHOLDS[0].code}&q=12").status_code for _ in range(5)]
        assert set(statuses) == {200}
        refused = client.get("/v1/codes/110242R52CJ3")
        assert (refused.status_code, refused.json()["type"]) == (429, "/problems/quota-exceeded")
        assert refused.json()["violated_policies"] == ["codes-day"]
        assert 0 < int(refused.headers["Retry-After"]) <= 86400
        assert client.get("/v1/resolve?q=12").status_code == 200


def test_a_refused_caller_learns_nothing_about_the_code(settings: Settings) -> None:
    with service(settings, anonymous_codes_a_day=1) as client:
        client.get(CODE)
        issued, free = client.get(CODE), client.get("/v1/codes/110242R52CJ3")
        assert {**issued.json(), "instance": ""} == {**free.json(), "instance": ""}


def test_every_counted_answer_tells_where_the_caller_stands(settings: Settings) -> None:
    with service(settings) as client:
        headers = client.get(CODE).headers
    assert headers["RateLimit-Policy"] == '"codes";q=10;w=1, "codes-day";q=15;w=86400'
    assert headers["RateLimit"].startswith('"codes";r=9;t=1, "codes-day";r=14;t=')
    assert headers["X-RateLimit-Limit"] == "10"


def test_pages_and_health_are_not_counted(settings: Settings) -> None:
    with service(settings, anonymous_rate=1) as client:
        assert {client.get(path).status_code for path in ("/livez", "/readyz", "/", "/v1/communes") for _ in "abc"} == {
            200
        }


def test_in_demo_mode_nobody_is_counted(settings: Settings) -> None:
    with service(settings, demo=True) as client:
        assert {client.get(CODE).status_code for _ in range(40)} == {200}


@pytest.mark.parametrize(
    ("proxies", "told", "shared"),
    [
        ("", ("203.0.113.1", "203.0.113.2"), True),
        ("10.0.0.0/8", ("203.0.113.1", "203.0.113.2"), False),
        ("10.0.0.0/8", ("6.6.6.6, 203.0.113.1", "7.7.7.7, 203.0.113.1"), True),
        ("10.0.0.0/8", ("203.0.113.1, 10.9.9.9", "203.0.113.2, 10.9.9.9"), False),
    ],
)
def test_a_forwarded_address_is_believed_of_our_own_proxies_only(
    settings: Settings, proxies: str, told: tuple[str, str], shared: bool
) -> None:
    engine = MemoryEngine()
    changed = settings.model_copy(update={"proxies": proxies, "anonymous_codes_a_day": 1})
    app = create_app(changed, find_engine=lambda: engine, logger=make_logger(StringIO()))
    with TestClient(app, client=("10.1.1.1", 5000)) as client:
        statuses = [client.get(CODE, headers={"X-Forwarded-For": one}).status_code for one in told]
    assert statuses == [200, 429 if shared else 200]


@pytest.fixture
def metered(register: LazyRegister) -> str:
    return issue_key(register, replace(WANTED, daily_quota=4, rate=100), at=NOW).written()


def test_a_key_has_its_own_daily_quota_which_survives_a_restart(
    settings: Settings, register: LazyRegister, metered: str
) -> None:
    with service(settings) as client:
        assert [client.get(CODE, headers=bearer(metered)).status_code for _ in range(3)] == [200] * 3
    with register.reading() as session:
        assert list(usage_on(session, hanoi_day(datetime.now(UTC))).values()) == [3]
    with service(settings) as client:
        assert [client.get(CODE, headers=bearer(metered)).status_code for _ in range(2)] == [200, 429]


def test_counts_wait_while_the_register_is_away(settings: Settings) -> None:
    away = LazyRegister(settings.db_url)
    books = Books(away, keep=timedelta(days=1), clock=lambda: NOW, logger=make_logger(StringIO()))
    books.count_question("aaaaaaaa")
    with pytest.raises(LookupError):
        books.write()
    assert books._usage.total() == 1


def test_a_publishable_key_is_counted_by_the_address_of_its_visitors_too(
    settings: Settings, register: LazyRegister
) -> None:
    wanted = replace(WANTED, role=Role.SHOP, origins=frozenset({"https://shop.example"}))
    sent = bearer(issue_key(register, wanted, at=NOW).written()) | {"Origin": "https://shop.example"}
    with service(settings, anonymous_codes_a_day=2) as client:
        assert [client.get(CODE, headers=sent).status_code for _ in range(3)] == [200, 200, 429]


def test_signing_in_is_limited_by_address(settings: Settings, register: LazyRegister) -> None:
    with service(settings) as client:
        given, elsewhere = {"account": "none", "password": "x"}, {"Sec-Fetch-Site": "cross-site"}
        statuses = [client.post("/v1/session", json=given, headers=elsewhere).status_code for _ in range(25)]
    assert statuses[:20] == [403] * 20
    assert 429 in statuses[20:]


def test_every_kind_of_count_has_its_allowance(settings: Settings) -> None:

    assert set(anonymous_allowances(settings)) == set(Counted)
