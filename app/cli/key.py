"""`vpostcode key`: API keys of shops, postal operators and other systems."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from app.access.principal import Role, Scope
from app.cli.common import DbOption, JsonOption, print_report, settings_for
from app.db.api_keys import StoredKey, all_keys
from app.db.register import LazyRegister
from app.issue_keys import OVERLAP, issue_key, revoke_key
from app.issue_keys import rotate_key as rotate_stored

key = typer.Typer(help="Khóa API. / API keys.", no_args_is_help=True)

PrefixArgument = Annotated[
    str,
    typer.Argument(
        help="Phần của khóa từ vpc_ đến dấu gạch sau. / The part of the key between vpc_ and the next underscore."
    ),
]


@key.command("add")
def add(  # noqa: PLR0917 - each is an option
    name: Annotated[
        str, typer.Argument(help="Khóa của ai: hệ thống, không phải người. / Whose key it is: a system, not a person.")
    ],
    purpose: Annotated[
        str,
        typer.Option(help="Mục đích; ghi cùng mỗi lần đọc. / What its reads are for; written down with each of them."),
    ],
    role: Annotated[Role, typer.Option(help="Khóa được làm gì. / What the key may do.")] = Role.SHOP,
    scope: Annotated[
        list[Scope],
        typer.Option(
            help="Chỉ phần quyền này; nhắc lại được. / Only this part of the role; more than once for several."
        ),
    ] = [],  # noqa: B006
    commune: Annotated[
        list[str],
        typer.Option(
            help="Mã xã, phường; bỏ trống là cả thành phố. / Code of an own commune; without it the whole city."
        ),
    ] = [],  # noqa: B006
    origin: Annotated[
        list[str], typer.Option(help="Trang web được dùng khóa này. / Web page that may use it: https://shop.example.")
    ] = [],  # noqa: B006
    daily_quota: Annotated[
        int, typer.Option(min=0, help="Số câu hỏi mỗi ngày; 0 là không giới hạn. / Questions a day, 0 for no limit.")
    ] = 0,
    rate: Annotated[
        int, typer.Option(min=0, help="Số câu hỏi mỗi giây; 0 là không giới hạn. / Questions a second, 0 for no limit.")
    ] = 50,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Chỉ trả lời các trường hợp mẫu. / Answers canned cases only.")
    ] = False,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Cấp khóa; chỉ hiện một lần. / Issue a key; it is shown once."""
    wanted = StoredKey(
        prefix="",
        name=name,
        role=role,
        scopes=frozenset(one.value for one in scope),
        communes=frozenset(commune) or None,
        purpose=purpose,
        origins=frozenset(origin),
        sandbox=sandbox,
        daily_quota=daily_quota,
        rate=rate,
        secret_digest=b"",
    )
    issued = issue_key(LazyRegister(settings_for(db).db_url), wanted, at=datetime.now(UTC))
    print_report({"key": issued.written(), "prefix": issued.prefix, "role": role.value}, as_json=as_json)


@key.command("list")
def list_(db: DbOption = "", as_json: JsonOption = False) -> None:
    """Liệt kê khóa, không có bí mật. / List the keys, without their secrets."""
    with LazyRegister(settings_for(db).db_url).reading() as session:
        rows = {one.prefix: _row(one) for one in all_keys(session)}
    print_report(rows, as_json=as_json)


@key.command("rotate")
def rotate(
    prefix: PrefixArgument,
    overlap_hours: Annotated[
        float, typer.Option(min=0, help="Bí mật cũ còn dùng được bao lâu. / How long the present secret works on.")
    ] = (OVERLAP / timedelta(hours=1)),
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Đổi bí mật của khóa; bí mật cũ còn dùng một thời gian. / A new secret; the present one works on for a while."""
    now, overlap = datetime.now(UTC), timedelta(hours=overlap_hours)
    rotated = rotate_stored(LazyRegister(settings_for(db).db_url), prefix, at=now, overlap=overlap)
    report = {"key": rotated.written(), "prefix": prefix, "previous_until": (now + overlap).isoformat("T", "seconds")}
    print_report(report, as_json=as_json)


@key.command("revoke")
def revoke(prefix: PrefixArgument, db: DbOption = "", as_json: JsonOption = False) -> None:
    """Thu hồi khóa. / Let a key work no longer."""
    revoke_key(LazyRegister(settings_for(db).db_url), prefix, at=datetime.now(UTC))
    print_report({"prefix": prefix, "revoked": True}, as_json=as_json)


def _row(one: StoredKey) -> dict[str, object]:
    return {
        "name": one.name,
        "role": one.role,
        "scopes": sorted(one.scopes),
        "communes": "*" if one.communes is None else sorted(one.communes),
        "purpose": one.purpose,
        "origins": sorted(one.origins),
        "daily_quota": one.daily_quota,
        "rate": one.rate,
        "sandbox": one.sandbox,
        "revoked": one.revoked_at is not None,
    }
