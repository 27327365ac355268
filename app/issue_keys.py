"""Issuing, rotating and revoking API keys; a secret is shown once and kept nowhere."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from app.access.credentials import ApiKey, digest, new_key
from app.access.principal import SCOPES_OF, Role
from app.db.api_keys import StoredKey, add_key
from app.db.api_keys import revoke_key as revoke
from app.db.api_keys import rotate_key as rotate
from app.db.register import LazyRegister

OVERLAP: Final = timedelta(days=7)
"""How long the previous secret works beside the new one."""

PUBLISHABLE: Final = frozenset({Role.CITIZEN, Role.SHOP})
"""Roles whose keys may stand in a web page."""


class KeyRefused(ValueError):
    """The key cannot be issued or changed so; the text says why, to the operator at the command line."""


def issue_key(register: LazyRegister, wanted: StoredKey, *, at: datetime) -> ApiKey:
    """A new key as `wanted` describes it, which needs neither prefix nor digest; raises `KeyRefused`."""
    _require_sense(wanted)
    key = new_key()
    with register.writing() as session:
        add_key(session, replace(wanted, prefix=key.prefix, secret_digest=digest(key.secret)), at=at)
    return key


def rotate_key(register: LazyRegister, prefix: str, *, at: datetime, overlap: timedelta = OVERLAP) -> ApiKey:
    """The key with a new secret; the present one works on for `overlap`, one older than that no longer."""
    key = new_key(prefix)
    with register.writing() as session:
        if not rotate(session, prefix, secret_digest=digest(key.secret), previous_until=at + overlap):
            raise KeyRefused(_no_key(prefix))
    return key


def revoke_key(register: LazyRegister, prefix: str, *, at: datetime) -> None:
    """Let the key work no longer; raises `KeyRefused` when there is no such live key."""
    with register.writing() as session:
        if not revoke(session, prefix, at=at):
            raise KeyRefused(_no_key(prefix))


def _no_key(prefix: str) -> str:
    return f"không có khóa {prefix} đang dùng · there is no live key of this prefix"


def _require_sense(wanted: StoredKey) -> None:
    if not wanted.purpose.strip():
        raise KeyRefused(
            "khóa cần ghi mục đích, được lưu cùng mỗi lần đọc dữ liệu không công khai · "
            "a key needs a purpose: it is written down with every read of what is not public"
        )
    beyond = wanted.scopes - frozenset(SCOPES_OF[Role(wanted.role)])
    if beyond:
        raise KeyRefused(
            f"vai trò {wanted.role} không có quyền {', '.join(sorted(beyond))} · the role has not this scope"
        )
    if wanted.origins and Role(wanted.role) not in PUBLISHABLE:
        raise KeyRefused(
            f"khóa vai trò {wanted.role} không được đặt trong trang web nên không nhận --origin · "
            "a key of this role must not stand in a web page, so it takes no origins"
        )
    if wanted.sandbox and Role(wanted.role) not in PUBLISHABLE:
        raise KeyRefused(
            f"môi trường thử không có gì cho vai trò {wanted.role} · the sandbox has nothing for this role"
        )
    for origin in wanted.origins:
        parts = urlsplit(origin)
        if origin != f"{parts.scheme}://{parts.netloc}" or parts.scheme not in {"http", "https"} or not parts.netloc:
            raise KeyRefused(f"{origin}: viết dạng https://shop.example · no origin, write https://shop.example")
    if wanted.daily_quota < 0 or wanted.rate < 0:
        raise KeyRefused("giới hạn không âm; 0 là không giới hạn · limits are not negative; 0 is none")
