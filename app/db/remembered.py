"""Answers remembered for a day, so that a request repeated with the same key has one effect."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from app.db.tables import RememberedAnswerTable
from app.db.upsert import core_table

KEPT: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RequestKey:
    """A caller's key for one request; `fingerprint` is the digest of everything that makes it the same request."""

    caller_id: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """The answer a request got; `fingerprint` is that of the request."""

    fingerprint: str
    status: int
    body: bytes


def claim(session: Session, key: RequestKey) -> bool:
    """Keep others with this key out until the transaction ends; False when somebody is at it.

    SQLite's writers wait for each other anyway.
    """
    if session.connection().dialect.name != "postgresql":
        return True
    lock = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    return bool(session.execute(lock, {"name": f"{key.caller_id}\n{key.key}"}).scalar_one())


def remembered(session: Session, key: RequestKey, *, now: datetime) -> Remembered | None:
    """The answer kept for a caller's key; None when there is none from the last 24 hours."""
    table = RememberedAnswerTable
    row = session.execute(
        select(table.fingerprint, table.status, table.body).where(
            table.caller_id == key.caller_id, table.key == key.key, table.at > now - KEPT
        )
    ).one_or_none()
    return None if row is None else Remembered(row.fingerprint, row.status, row.body)


def remember(session: Session, key: RequestKey, *, status: int, body: bytes, now: datetime) -> None:
    """Keep an answer in the transaction that has its effect, and forget those older than a day."""
    table = core_table(RememberedAnswerTable)
    session.execute(delete(table).where(table.c.at <= now - KEPT))
    values = {"caller_id": key.caller_id, "key": key.key, "fingerprint": key.fingerprint}
    session.execute(insert(table).values(**values, status=status, body=body, at=now))
