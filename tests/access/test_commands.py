"""`vpostcode account` and `vpostcode key`: what is typed, and what is printed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.access.principal import Role
from app.cli.main import command_line
from app.db.accounts import accounts
from app.db.register import LazyRegister
from app.local_accounts import AccountRefused, new_account, open_account, open_demo_accounts
from app.sign_in import LocalAccounts
from tests.access.conftest import NOW, PASSWORD, add_person


def run(register: LazyRegister, *words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(command_line(), [*words, "--db", str(register.engine.url), "--json"], input=given)


def test_a_password_is_read_from_standard_input(register: LazyRegister) -> None:
    done = run(register, "account", "add", "an", "--commune", "00001", given=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert LocalAccounts(register, demo=False).identify("an", PASSWORD, at=NOW) is not None


def test_a_made_password_is_printed_once_and_works(register: LazyRegister) -> None:
    made = json.loads(run(register, "account", "add", "an", "--commune", "00001", "--generate").output)["password"]
    assert LocalAccounts(register, demo=False).identify("an", made, at=NOW) is not None
    changed = json.loads(run(register, "account", "password", "an", "--generate").output)["password"]
    assert LocalAccounts(register, demo=False).identify("an", made, at=NOW) is None
    assert LocalAccounts(register, demo=False).identify("an", changed, at=NOW) is not None
    assert changed not in run(register, "account", "list").output


def test_a_closed_account_opens_no_more(register: LazyRegister) -> None:
    add_person(register, "an")
    assert run(register, "account", "disable", "an").exit_code == 0
    assert LocalAccounts(register, demo=False).identify("an", PASSWORD, at=NOW) is None
    assert json.loads(run(register, "account", "list").output)["an"]["disabled"] is True


@pytest.mark.parametrize(
    ("name", "communes", "password"),
    [
        ("an", (), PASSWORD),
        ("an", ("00001",), "short"),
        ("an", ("00001",), "aaaaaaaaaaaaaaaa"),
        (" an", ("00001",), PASSWORD),
    ],
)
def test_an_account_without_sense_is_not_opened(
    register: LazyRegister, name: str, communes: tuple[str, ...], password: str
) -> None:
    with pytest.raises(AccountRefused):
        open_account(register, new_account(name, role=Role.OFFICIAL, communes=communes), password=password, at=NOW)


def test_a_key_is_shown_once_and_listed_without_its_secret(register: LazyRegister) -> None:
    shown = json.loads(run(register, "key", "add", "Cửa hàng thử", "--purpose", "checkout").output)
    listed = run(register, "key", "list").output
    assert shown["prefix"] in listed
    assert shown["key"].split("_")[2] not in listed
    rotated = json.loads(run(register, "key", "rotate", shown["prefix"]).output)
    assert rotated["key"] != shown["key"]
    assert run(register, "key", "revoke", shown["prefix"]).exit_code == 0
    assert json.loads(run(register, "key", "list").output)[shown["prefix"]]["revoked"] is True


def test_demo_accounts_are_two_of_one_commune_one_of_another_and_a_data_officer(register: LazyRegister) -> None:
    first = open_demo_accounts(register, own="00001", other="00002", at=NOW)
    assert [(one.role, one.communes) for one in first] == [
        ("official", ("00001",)),
        ("official", ("00001",)),
        ("official", ("00002",)),
        ("officer", ()),
    ]
    again = open_demo_accounts(register, own="00001", other="00002", at=NOW)
    with register.reading() as session:
        assert len(list(accounts(session))) == 4
    opens = LocalAccounts(register, demo=True)
    assert all(opens.identify(one.account, one.password, at=NOW) for one in again)
    assert not any(LocalAccounts(register, demo=False).identify(one.account, one.password, at=NOW) for one in again)


def test_a_demo_takes_over_no_account_of_somebody_else(register: LazyRegister, tmp_path: Path) -> None:
    add_person(register, "canbo1", "00001")
    with pytest.raises(AccountRefused):
        open_demo_accounts(register, own="00001", other="00002", at=NOW)
