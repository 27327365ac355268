"""Signing in and out."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.access.credentials import digest
from app.access.principal import Role
from app.access.sessions import IDLE, LONGEST, is_alive, wait_after
from app.db.accounts import disable_account, find_session, set_password
from app.db.register import LazyRegister
from app.sign_in import LocalAccounts, sign_in, signed_in
from tests.access.conftest import NOW, PASSWORD, add_person

SAME = {"Sec-Fetch-Site": "same-origin"}


def enter(client: TestClient, name: str = "an", password: str = PASSWORD) -> int:
    return client.post("/v1/session", json={"account": name, "password": password}).status_code


def test_who_signs_in_is_known_until_signing_out(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an", "00002", "00001")
    entered = public.post("/v1/session", json={"account": "an", "password": PASSWORD})
    assert entered.status_code == 200
    known = public.get("/v1/session").json()
    assert known == entered.json()
    assert (known["role"], known["communes"]) == ("official", ["00001", "00002"])
    assert public.delete("/v1/session", headers=SAME).status_code == 204
    assert public.get("/v1/session").status_code == 401


def test_signing_out_ends_the_session_for_a_copied_cookie_too(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an")
    enter(public)
    copied = public.cookies["vpostcode_session"]
    public.delete("/v1/session", headers=SAME)
    public.cookies.set("vpostcode_session", copied)
    assert public.get("/v1/session").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an")
    given = public.post("/v1/session", json={"account": "an", "password": PASSWORD}).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"} <= set(given.split("; "))
    assert "Secure" not in given


def test_the_cookie_is_secure_on_any_other_host_than_this_machine(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an")
    public.base_url = "http://ma.example"
    given = public.post("/v1/session", json={"account": "an", "password": PASSWORD}).headers["Set-Cookie"]
    assert given.startswith("__Host-vpostcode_session=")
    assert "Secure" in given


def test_the_token_is_not_in_the_register(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an")
    enter(public)
    with register.reading() as session:
        assert find_session(session, digest(public.cookies["vpostcode_session"])) is not None
    assert public.cookies["vpostcode_session"].encode() not in register.engine.url.database.encode()


def test_unknown_name_wrong_password_and_closed_account_are_told_alike(
    public: TestClient, register: LazyRegister
) -> None:
    closed = add_person(register, "binh")
    add_person(register, "an")
    add_person(register, "demo", demo=True)
    with register.writing() as session:
        disable_account(session, closed, at=NOW)
    answers = [
        public.post("/v1/session", json={"account": name, "password": password})
        for name, password in (("none", PASSWORD), ("an", "wrong"), ("binh", PASSWORD), ("demo", PASSWORD))
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.json()["title"] + answer.json()["detail"] for answer in answers}) == 1
    assert {answer.json()["type"] for answer in answers} == {"/problems/sign-in-failed"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://127.0.0.1"}, 204),
        (SAME, 204),
    ],
)
def test_a_session_changes_something_only_from_our_own_pages(
    public: TestClient, register: LazyRegister, headers: dict[str, str], status: int
) -> None:
    add_person(register, "an")
    enter(public)
    assert public.delete("/v1/session", headers=headers).status_code == status


def test_a_page_of_another_site_cannot_sign_anybody_in(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an")
    given = {"account": "an", "password": PASSWORD}
    assert public.post("/v1/session", json=given, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_session_lasts_half_an_hour_of_silence_and_twelve_hours_at_most() -> None:
    assert is_alive(started_at=NOW, seen_at=NOW, now=NOW + IDLE - timedelta(seconds=1))
    assert not is_alive(started_at=NOW, seen_at=NOW, now=NOW + IDLE)
    assert not is_alive(started_at=NOW, seen_at=NOW + LONGEST, now=NOW + LONGEST)


def test_a_sign_of_life_prolongs_a_session(register: LazyRegister) -> None:
    add_person(register, "an")
    token = sign_in(register, LocalAccounts(register, demo=False), name="an", secret=PASSWORD, at=NOW)
    assert token is not None
    for minutes in (25, 50, 75):
        assert signed_in(register, token, at=NOW + timedelta(minutes=minutes), demo=False) is not None
    assert signed_in(register, token, at=NOW + timedelta(minutes=106), demo=False) is None


def test_a_new_password_ends_all_sessions_of_the_account(register: LazyRegister) -> None:
    account_id = add_person(register, "an")
    token = sign_in(register, LocalAccounts(register, demo=False), name="an", secret=PASSWORD, at=NOW)
    assert token is not None
    with register.writing() as session:
        set_password(session, account_id, password_hash="new")
    assert signed_in(register, token, at=NOW, demo=False) is None


def test_five_bad_passwords_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures).total_seconds() for failures in range(4, 18)]
    assert waits == [0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]


def test_after_five_bad_passwords_even_the_right_one_has_to_wait(register: LazyRegister) -> None:
    add_person(register, "an")
    accounts = LocalAccounts(register, demo=False)
    for _ in range(5):
        assert accounts.identify("an", "wrong", at=NOW) is None
    assert accounts.identify("an", PASSWORD, at=NOW + timedelta(seconds=1)) is None
    assert accounts.identify("an", PASSWORD, at=NOW + timedelta(seconds=2)) is not None


def test_a_success_forgets_the_failures_before_it(register: LazyRegister) -> None:
    add_person(register, "an")
    accounts = LocalAccounts(register, demo=False)
    for _ in range(3):
        for _ in range(4):
            accounts.identify("an", "wrong", at=NOW)
        assert accounts.identify("an", PASSWORD, at=NOW) is not None


def test_an_official_signed_in_sees_the_own_commune_only(public: TestClient, register: LazyRegister) -> None:
    add_person(register, "an", "00001", role=Role.OFFICIAL)
    enter(public)
    window = public.get("/map/households.geojson?bbox=105,20,107,22").json()
    assert {feature["properties"]["code"][:5] for feature in window["features"]} == {"11024"}
