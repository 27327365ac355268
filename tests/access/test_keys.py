"""API keys: what opens, what does not, and changing a secret without a failed call."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.access.credentials import new_key, read_key
from app.access.principal import Role, Scope
from app.db.api_keys import StoredKey, all_keys
from app.db.register import LazyRegister
from app.issue_keys import KeyRefused, issue_key, revoke_key, rotate_key
from app.known_keys import key_holder
from tests.access.conftest import NOW

WANTED = StoredKey(
    prefix="",
    name="Bưu cục thử",
    role=Role.OPERATOR,
    scopes=frozenset(),
    communes=None,
    purpose="delivery",
    origins=frozenset(),
    sandbox=False,
    daily_quota=0,
    rate=0,
    secret_digest=b"",
)


@pytest.fixture
def key(register: LazyRegister) -> str:
    return issue_key(register, WANTED, at=NOW).written()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("form", ["Authorization: Bearer {}", "Authorization: bearer {}", "X-API-Key: {}"])
def test_a_key_opens_what_its_role_may_do(public: TestClient, key: str, form: str) -> None:
    name, _, value = form.format(key).partition(": ")
    assert public.get("/v1/session", headers={name: value}).json()["name"] == "Bưu cục thử"
    assert public.get("/map/households.geojson?bbox=105,20,107,22", headers={name: value}).status_code == 200


def forgeries(key: str) -> Iterator[dict[str, str]]:
    """Twenty things that look like credentials and are none."""
    prefix, secret = key.split("_")[1:]
    flipped = ("b" if secret[0] == "a" else "a") + secret[1:]
    texts = [
        "",
        "vpc_",
        "x",
        "null",
        key[:-1],
        key + "a",
        key.upper(),
        f"vpc_{prefix}_",
        f"vpc__{secret}",
        f"vpc_{prefix}_{flipped}",
        f"vpc_aaaaaaaa_{secret}",
        f"vpc_{prefix}_{secret[::-1]}",
        f"vpd_{prefix}_{secret}",
        f"{prefix}_{secret}",
        secret,
        new_key().written(),
        "eyJhbGciOiJub25lIn0.eyJyb2xlIjoib2ZmaWNlciJ9.",
        f"{key}, {key}",
    ]
    yield from (bearer(text) for text in texts)
    yield {"Authorization": f"Basic {key}"}
    yield {"X-API-Key": f"Bearer {key}"}


def test_twenty_forged_keys_are_refused_alike(public: TestClient, key: str) -> None:
    answers = [public.get("/v1/resolve?q=12", headers=headers) for headers in forgeries(key)]
    assert len(answers) == 20
    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(401, "/problems/key-invalid")}
    challenges = {answer.headers["WWW-Authenticate"] for answer in answers}
    assert challenges == {'Bearer realm="vpostcode", error="invalid_token"'}


@pytest.mark.parametrize("query", ["key={}", "api_key={}", "access_token={}", "q={}", "KEY={}"])
def test_a_key_in_the_address_is_refused_even_when_it_is_right(public: TestClient, key: str, query: str) -> None:
    answer = public.get(f"/v1/resolve?{query.format(key)}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/key-in-query")


def test_changing_a_secret_fails_no_call_of_the_old_or_the_new_one(
    public: TestClient, register: LazyRegister, key: str
) -> None:
    statuses = []
    for _ in range(20):
        statuses.append(public.get("/v1/session", headers=bearer(key)).status_code)
    now = public.app.state.callers.now()  # type: ignore[attr-defined]
    new = rotate_key(register, key.split("_")[1], at=now).written()
    for _ in range(20):
        statuses.append(public.get("/v1/session", headers=bearer(key)).status_code)
        statuses.append(public.get("/v1/session", headers=bearer(new)).status_code)
    assert set(statuses) == {200}


def test_the_old_secret_stops_when_its_time_is_over_and_at_the_second_change(
    public: TestClient, register: LazyRegister, key: str
) -> None:
    prefix, now = key.split("_")[1], public.app.state.callers.now()  # type: ignore[attr-defined]
    second = rotate_key(register, prefix, at=now, overlap=timedelta(0)).written()
    assert public.get("/v1/session", headers=bearer(key)).status_code == 401
    third = rotate_key(register, prefix, at=now).written()
    statuses = [public.get("/v1/session", headers=bearer(one)).status_code for one in (key, second, third)]
    assert statuses == [401, 200, 200]


def test_a_revoked_key_opens_nothing_more(public: TestClient, register: LazyRegister, key: str) -> None:
    assert public.get("/v1/session", headers=bearer(key)).status_code == 200
    revoke_key(register, key.split("_")[1], at=NOW)
    assert public.get("/v1/session", headers=bearer(key)).status_code == 401
    with pytest.raises(KeyRefused):
        rotate_key(register, key.split("_")[1], at=NOW)


def test_the_register_holds_no_secret(register: LazyRegister, key: str) -> None:
    with register.reading() as session:
        [stored] = all_keys(session)
    secret = read_key(key)
    assert secret is not None
    assert secret.secret not in repr(stored)
    assert len(stored.secret_digest) == 32


def test_a_key_can_be_for_a_part_of_its_role_and_of_the_city() -> None:
    holder = key_holder(replace(WANTED, scopes=frozenset({"resolve", "addresses"}), communes=frozenset({"00001"})))
    assert holder.scopes == {Scope.PUBLIC, Scope.RESOLVE, Scope.ADDRESSES}
    assert holder.may_in("00001", Scope.ADDRESSES)
    assert not holder.may_in("00002", Scope.ADDRESSES)


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": " "},
        {"scopes": frozenset({"admin"})},
        {"origins": frozenset({"https://shop.example"})},
        {"role": Role.SHOP, "origins": frozenset({"https://shop.example/path"})},
        {"role": Role.SHOP, "origins": frozenset({"*"})},
        {"rate": -1},
    ],
)
def test_a_key_without_sense_is_not_issued(register: LazyRegister, changes: dict[str, object]) -> None:
    with pytest.raises(KeyRefused):
        issue_key(register, replace(WANTED, **changes), at=NOW)  # type: ignore[arg-type]


def test_no_two_keys_are_alike() -> None:
    keys = {new_key().written() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(read_key(key) is not None for key in keys)
