"""Opening and changing local accounts, and those of the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from uuid_utils import uuid7

from app.access.passwords import MIN_LENGTH, generate_password, hash_password, is_acceptable
from app.access.principal import Role
from app.db.accounts import Account, add_account, find_credential, set_password
from app.db.accounts import disable_account as disable
from app.db.register import LazyRegister

WITH_AREA: Final = frozenset({Role.OFFICIAL})
"""Roles that are of certain communes always."""


class AccountRefused(ValueError):
    """The account cannot be opened or changed so; the text says why, to the operator at the command line."""


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """A sign-in of the demonstration; `communes` empty for all of the city."""

    account: str
    password: str
    role: Role
    communes: tuple[str, ...]


def open_account(register: LazyRegister, account: Account, *, password: str, at: datetime) -> None:
    """Write a new account; raises `AccountRefused`."""
    _require_password(password)
    if not account.name.strip() or account.name != account.name.strip():
        raise AccountRefused(
            "tên tài khoản không được trống, không có dấu cách ở hai đầu · "
            "an account needs a name without blanks around it"
        )
    if Role(account.role) in WITH_AREA and not account.communes:
        raise AccountRefused(
            "cán bộ cần ít nhất một xã, phường: --commune MÃ · an official needs at least one commune: --commune CODE"
        )
    hashed = hash_password(password)
    with register.writing() as session:
        if find_credential(session, account.name) is not None:
            raise AccountRefused(f"tên {account.name} đã có người dùng · the name is taken")
        add_account(session, account, password_hash=hashed, at=at)


def new_account(
    name: str, *, role: Role, communes: Sequence[str] = (), display_name: str = "", demo: bool = False
) -> Account:
    """An account with a permanent id of its own, of these communes, without any of the whole city."""
    return Account(
        id=str(uuid7()),
        name=name,
        display_name=display_name or name,
        role=role,
        communes=frozenset(communes) or None,
        demo=demo,
        disabled=False,
    )


def change_password(register: LazyRegister, name: str, *, password: str) -> None:
    """Give an account a new password and end its sessions; raises `AccountRefused`."""
    _require_password(password)
    hashed = hash_password(password)
    with register.writing() as session:
        found = find_credential(session, name)
        if found is None:
            raise AccountRefused(f"không có tài khoản {name} · there is no account of this name")
        set_password(session, found.account.id, password_hash=hashed)


def close_account(register: LazyRegister, name: str, *, at: datetime) -> None:
    """Let nobody sign in with the account any more, and end its sessions; raises `AccountRefused`."""
    with register.writing() as session:
        found = find_credential(session, name)
        if found is None:
            raise AccountRefused(f"không có tài khoản {name} · there is no account of this name")
        disable(session, found.account.id, at=at)


def open_demo_accounts(register: LazyRegister, *, own: str, other: str, at: datetime) -> tuple[DemoSignIn, ...]:
    """Two officials of the commune `own`, one of `other`, and a data officer, each with a new password."""
    wanted = (
        ("canbo1", Role.OFFICIAL, "Cán bộ 1", (own,)),
        ("canbo2", Role.OFFICIAL, "Cán bộ 2", (own,)),
        ("canbo3", Role.OFFICIAL, "Cán bộ 3", (other,)),
        ("dulieu", Role.OFFICER, "Cán bộ dữ liệu", ()),
    )
    return tuple(
        _demo_sign_in(register, new_account(name, role=role, communes=communes, display_name=shown, demo=True), at=at)
        for name, role, shown, communes in wanted
    )


def _demo_sign_in(register: LazyRegister, account: Account, *, at: datetime) -> DemoSignIn:
    password = generate_password()
    with register.reading() as session:
        found = find_credential(session, account.name)
    if found is None:
        open_account(register, account, password=password, at=at)
    elif found.account == replace(account, id=found.account.id):
        change_password(register, account.name, password=password)
    else:
        raise AccountRefused(
            f"tên {account.name} thuộc một tài khoản ngoài bản trình diễn này · "
            "the name belongs to an account that is not of this demonstration"
        )
    communes = tuple(sorted(account.communes or ()))
    return DemoSignIn(account.name, password, Role(account.role), communes)


def _require_password(password: str) -> None:
    if not is_acceptable(password):
        raise AccountRefused(
            f"mật khẩu cần ít nhất {MIN_LENGTH} ký tự, trong đó ít nhất năm ký tự khác nhau · "
            f"a password needs {MIN_LENGTH} characters or more, and at least five different ones"
        )
