"""API keys as stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.db.accounts import area_of, words_of
from app.db.tables import ApiKeyTable


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredKey:
    """An API key as stored; see `ApiKeyTable`. `communes` None for all of the city, limits 0 for none."""

    prefix: str
    name: str
    role: str
    scopes: frozenset[str]
    communes: frozenset[str] | None
    purpose: str
    origins: frozenset[str]
    sandbox: bool
    daily_quota: int
    rate: int
    secret_digest: bytes
    previous_digest: bytes | None = None
    previous_until: datetime | None = None
    revoked_at: datetime | None = None


def add_key(session: Session, key: StoredKey, *, at: datetime) -> None:
    """Write a new key."""
    session.execute(
        insert(ApiKeyTable).values(
            prefix=key.prefix,
            name=key.name,
            role=key.role,
            scopes=key.scopes,
            communes=words_of(key.communes),
            purpose=key.purpose,
            origins=key.origins,
            sandbox=key.sandbox,
            daily_quota=key.daily_quota,
            rate=key.rate,
            secret_digest=key.secret_digest,
            created_at=at,
        )
    )


def all_keys(session: Session) -> Iterator[StoredKey]:
    """All keys by prefix, the revoked too."""
    for row in session.scalars(select(ApiKeyTable).order_by(ApiKeyTable.prefix)):
        yield _key(row)


def find_key(session: Session, prefix: str) -> StoredKey | None:
    """The key with this prefix, the revoked too; None without one."""
    row = session.get(ApiKeyTable, prefix)
    return None if row is None else _key(row)


def rotate_key(session: Session, prefix: str, *, secret_digest: bytes, previous_until: datetime) -> bool:
    """Give a live key a new secret, the present one works until `previous_until`; False when there is no such key."""
    changed = {
        "previous_digest": ApiKeyTable.secret_digest,
        "previous_until": previous_until,
        "secret_digest": secret_digest,
    }
    statement = update(ApiKeyTable).where(ApiKeyTable.prefix == prefix, ApiKeyTable.revoked_at.is_(None))
    return session.execute(statement.values(changed).returning(ApiKeyTable.prefix)).one_or_none() is not None


def revoke_key(session: Session, prefix: str, *, at: datetime) -> bool:
    """Let a key work no longer, for ever; False when there is no such live key."""
    statement = update(ApiKeyTable).where(ApiKeyTable.prefix == prefix, ApiKeyTable.revoked_at.is_(None))
    return session.execute(statement.values(revoked_at=at).returning(ApiKeyTable.prefix)).one_or_none() is not None


def _key(row: ApiKeyTable) -> StoredKey:
    return StoredKey(
        prefix=row.prefix,
        name=row.name,
        role=row.role,
        scopes=row.scopes,
        communes=area_of(row.communes),
        purpose=row.purpose,
        origins=row.origins,
        sandbox=row.sandbox,
        daily_quota=row.daily_quota,
        rate=row.rate,
        secret_digest=row.secret_digest,
        previous_digest=row.previous_digest,
        previous_until=row.previous_until,
        revoked_at=row.revoked_at,
    )
