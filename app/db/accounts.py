"""Local accounts and their sessions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.db.tables import AccountTable, SessionTable

WHOLE_CITY = "*"
"""What stands in `communes` for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A local account as stored; `communes` None for all of the city."""

    id: str
    name: str
    display_name: str
    role: str
    communes: frozenset[str] | None
    demo: bool
    disabled: bool


@dataclass(frozen=True, slots=True)
class Credential:
    """What a sign-in is checked against; `failures` since the last success, the latest at `failed_at`."""

    account: Account
    password_hash: str
    failures: int
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A sign-in and whose it is."""

    account: Account
    started_at: datetime
    seen_at: datetime


def add_account(session: Session, account: Account, *, password_hash: str, at: datetime) -> None:
    """Write a new account; a name that is taken breaks the transaction."""
    session.execute(
        insert(AccountTable).values(
            id=account.id,
            name=account.name,
            display_name=account.display_name,
            role=account.role,
            communes=words_of(account.communes),
            password_hash=password_hash,
            demo=account.demo,
            failures=0,
            created_at=at,
            disabled_at=at if account.disabled else None,
        )
    )


def accounts(session: Session) -> Iterator[Account]:
    """All accounts by name."""
    for row in session.scalars(select(AccountTable).order_by(AccountTable.name)):
        yield _account(row)


def find_credential(session: Session, name: str) -> Credential | None:
    """The account with this name and what its password is checked against; None without one."""
    row = session.scalar(select(AccountTable).where(AccountTable.name == name))
    return None if row is None else Credential(_account(row), row.password_hash, row.failures, row.failed_at)


def find_account(session: Session, account_id: str) -> Account | None:
    """The account with this id if it is open; None without one."""
    statement = select(AccountTable).where(AccountTable.id == account_id, AccountTable.disabled_at.is_(None))
    row = session.execute(statement).scalar_one_or_none()
    return None if row is None else _account(row)


def count_failure(session: Session, account_id: str, *, at: datetime) -> None:
    """Count one more bad password."""
    failed = {"failures": AccountTable.failures + 1, "failed_at": at}
    session.execute(update(AccountTable).where(AccountTable.id == account_id).values(failed))


def forget_failures(session: Session, account_id: str) -> None:
    """Start counting bad passwords anew."""
    session.execute(update(AccountTable).where(AccountTable.id == account_id).values(failures=0, failed_at=None))


def set_password(session: Session, account_id: str, *, password_hash: str) -> None:
    """Replace the password; every session of the account ends."""
    changed = {"password_hash": password_hash, "failures": 0, "failed_at": None}
    session.execute(update(AccountTable).where(AccountTable.id == account_id).values(changed))
    end_sessions(session, account_id)


def disable_account(session: Session, account_id: str, *, at: datetime) -> None:
    """Let nobody sign in with the account any more; every session of it ends."""
    session.execute(update(AccountTable).where(AccountTable.id == account_id).values(disabled_at=at))
    end_sessions(session, account_id)


def begin_session(session: Session, account_id: str, *, token_digest: bytes, at: datetime) -> None:
    """Write down a sign-in."""
    session.execute(
        insert(SessionTable).values(token_digest=token_digest, account_id=account_id, started_at=at, seen_at=at)
    )


def find_session(session: Session, token_digest: bytes) -> StoredSession | None:
    """The sign-in with this token, however old; None without one or when its account is disabled."""
    row = session.execute(
        select(SessionTable, AccountTable)
        .join(AccountTable, AccountTable.id == SessionTable.account_id)
        .where(SessionTable.token_digest == token_digest, AccountTable.disabled_at.is_(None))
    ).one_or_none()
    return None if row is None else StoredSession(_account(row[1]), row[0].started_at, row[0].seen_at)


def note_session(session: Session, token_digest: bytes, *, at: datetime) -> None:
    """Write down a sign of life."""
    session.execute(update(SessionTable).where(SessionTable.token_digest == token_digest).values(seen_at=at))


def end_session(session: Session, token_digest: bytes) -> None:
    """Remove a sign-in; nothing happens when there is none."""
    session.execute(delete(SessionTable).where(SessionTable.token_digest == token_digest))


def end_sessions(session: Session, account_id: str) -> None:
    """Remove every sign-in of an account."""
    session.execute(delete(SessionTable).where(SessionTable.account_id == account_id))


def remove_old_sessions(session: Session, *, started_before: datetime) -> None:
    """Remove the sign-ins that began before a moment."""
    session.execute(delete(SessionTable).where(SessionTable.started_at < started_before))


def has_account(session: Session, name: str) -> bool:
    """Whether an account has this name."""
    return session.scalar(select(func.count()).where(AccountTable.name == name)) == 1


def words_of(communes: frozenset[str] | None) -> frozenset[str]:
    """The stored form of an area."""
    return frozenset({WHOLE_CITY}) if communes is None else communes


def area_of(words: frozenset[str]) -> frozenset[str] | None:
    """The area of a stored form; None for all of the city."""
    return None if WHOLE_CITY in words else words


def _account(row: AccountTable) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        role=row.role,
        communes=area_of(row.communes),
        demo=row.demo,
        disabled=row.disabled_at is not None,
    )
