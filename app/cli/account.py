"""`vpostcode account`: local accounts of officials, data officers and auditors."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.access.passwords import generate_password
from app.access.principal import Role
from app.cli.common import DbOption, JsonOption, print_report, settings_for
from app.db.accounts import accounts
from app.db.register import LazyRegister
from app.local_accounts import change_password, close_account, new_account, open_account

account = typer.Typer(help="Tài khoản nội bộ. / Local accounts.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Tên đăng nhập. / Name to sign in with.")]
GenerateOption = Annotated[
    bool, typer.Option("--generate", help="Tạo mật khẩu và in ra một lần. / Make a password and print it, once.")
]


@account.command("add")
def add(
    name: NameArgument,
    role: Annotated[Role, typer.Option(help="Tài khoản được làm gì. / What the account may do.")] = Role.OFFICIAL,
    commune: Annotated[
        list[str],
        typer.Option(
            help="Mã xã, phường phụ trách; nhắc lại được. / Code of an own commune; more than once for several."
        ),
    ] = [],  # noqa: B006
    display_name: Annotated[
        str,
        typer.Option(
            help="Tên hiển thị; bỏ trống là tên tài khoản. / Name to show; the name of the account without it."
        ),
    ] = "",
    generate: GenerateOption = False,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Mở tài khoản; mật khẩu đọc từ bàn phím hoặc đầu vào. / Open an account; the password is asked for."""
    password = generate_password() if generate else _asked_password()
    opened = new_account(name, role=role, communes=commune, display_name=display_name)
    open_account(LazyRegister(settings_for(db).db_url), opened, password=password, at=datetime.now(UTC))
    report: dict[str, object] = {"account": name, "role": role.value, "communes": commune or "*"}
    print_report(report | ({"password": password} if generate else {}), as_json=as_json)


@account.command("list")
def list_(db: DbOption = "", as_json: JsonOption = False) -> None:
    """Liệt kê tài khoản. / List the accounts."""
    with LazyRegister(settings_for(db).db_url).reading() as session:
        rows = {
            one.name: {
                "role": one.role,
                "communes": "*" if one.communes is None else sorted(one.communes),
                "demo": one.demo,
                "disabled": one.disabled,
            }
            for one in accounts(session)
        }
    print_report(rows, as_json=as_json)


@account.command("disable")
def disable(name: NameArgument, db: DbOption = "", as_json: JsonOption = False) -> None:
    """Đóng tài khoản và mọi phiên của nó. / Close an account and end its sessions."""
    close_account(LazyRegister(settings_for(db).db_url), name, at=datetime.now(UTC))
    print_report({"account": name, "disabled": True}, as_json=as_json)


@account.command("password")
def password(
    name: NameArgument, generate: GenerateOption = False, db: DbOption = "", as_json: JsonOption = False
) -> None:
    """Đổi mật khẩu, kết thúc mọi phiên. / Change a password and end the account's sessions."""
    new = generate_password() if generate else _asked_password()
    change_password(LazyRegister(settings_for(db).db_url), name, password=new)
    print_report({"account": name} | ({"password": new} if generate else {}), as_json=as_json)


def _asked_password() -> str:
    """The password typed twice without echo, or the first line of what is piped in; never an argument."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Mật khẩu / Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
