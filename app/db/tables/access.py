"""Who may call: accounts, their sessions, API keys; how much was used, and who saw what.

`communes` holds commune codes, or `*` for all of the city. No secret is stored, only digests of them.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText, WordSet
from app.db.tables.base import Base

ROLES = "role IN ('citizen', 'shop', 'operator', 'official', 'officer', 'auditor')"


class AccountTable(Base):
    """A person's account; `name` is what one signs in with, `failures` the bad passwords since the last good one."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("name"), CheckConstraint(ROLES, name="role"))

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    name: Mapped[str] = mapped_column(KeyText)
    display_name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    communes: Mapped[frozenset[str]] = mapped_column(WordSet)
    password_hash: Mapped[str] = mapped_column(Text)
    demo: Mapped[bool]
    failures: Mapped[int]
    failed_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)


class SessionTable(Base):
    """One sign-in; signing out removes the row. `seen_at` is exact to a minute."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_account_id", "account_id"),)

    token_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("account.id", ondelete="CASCADE"))
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class ApiKeyTable(Base):
    """An API key by its public prefix. During a rotation the previous secret works too, until `previous_until`.

    `scopes` narrows what the role may do, empty for all of it; `origins` locks a publishable key to web pages;
    `daily_quota` and `rate` (requests a second) are 0 for no limit.
    """

    __tablename__ = "api_key"
    __table_args__ = (
        CheckConstraint(ROLES, name="role"),
        CheckConstraint("(previous_digest IS NULL) = (previous_until IS NULL)", name="previous"),
    )

    prefix: Mapped[str] = mapped_column(KeyText, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    scopes: Mapped[frozenset[str]] = mapped_column(WordSet)
    communes: Mapped[frozenset[str]] = mapped_column(WordSet)
    purpose: Mapped[str] = mapped_column(Text)
    origins: Mapped[frozenset[str]] = mapped_column(WordSet)
    sandbox: Mapped[bool]
    daily_quota: Mapped[int]
    rate: Mapped[int]
    secret_digest: Mapped[bytes] = mapped_column(LargeBinary)
    previous_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class UsageTable(Base):
    """How many questions a key asked on a day, Hanoi time."""

    __tablename__ = "usage"

    prefix: Mapped[str] = mapped_column(KeyText, ForeignKey("api_key.prefix"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    questions: Mapped[int]


class AccessEntryTable(Base):
    """Reads of what is not public in one minute: who, what for, which kind of question, how often; no address."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_entry_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    caller_id: Mapped[str] = mapped_column(KeyText)
    role: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    route: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    reads: Mapped[int]
