"""How much keys were used, and who read what is not public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db.tables import AccessEntryTable, UsageTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reads have in common that are written down together: `at` is the minute they began in."""

    at: datetime
    caller_id: str
    role: str
    purpose: str
    method: str
    route: str
    status: int


def add_usage(session: Session, counts: Mapping[tuple[str, date], int]) -> None:
    """Add questions to what keys have used on days."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for (prefix, day), questions in sorted(counts.items()):
        statement = dialect.insert(UsageTable).values(prefix=prefix, day=day, questions=questions)
        more = {"questions": UsageTable.questions + statement.excluded.questions}
        session.execute(statement.on_conflict_do_update(index_elements=["prefix", "day"], set_=more))


def usage_on(session: Session, day: date) -> dict[str, int]:
    """How many questions each key has asked on a day; keys that asked none are missing."""
    rows = session.scalars(select(UsageTable).where(UsageTable.day == day))
    return {row.prefix: row.questions for row in rows}


def add_reads(session: Session, reads: Mapping[Read, int]) -> None:
    """Write down reads with how many there were of each kind."""
    rows = [
        {
            "at": read.at,
            "caller_id": read.caller_id,
            "role": read.role,
            "purpose": read.purpose,
            "method": read.method,
            "route": read.route,
            "status": read.status,
            "reads": count,
        }
        for read, count in reads.items()
    ]
    if rows:
        session.execute(insert(AccessEntryTable), rows)


def reads_since(session: Session, at: datetime) -> Iterator[tuple[Read, int]]:
    """What was written down since a moment, oldest first."""
    statement = select(AccessEntryTable).where(AccessEntryTable.at >= at)
    for row in session.scalars(statement.order_by(AccessEntryTable.at, AccessEntryTable.id)):
        read = Read(
            at=row.at,
            caller_id=row.caller_id,
            role=row.role,
            purpose=row.purpose,
            method=row.method,
            route=row.route,
            status=row.status,
        )
        yield read, row.reads


def remove_reads(session: Session, *, before: datetime) -> None:
    """Forget what was read before a moment."""
    session.execute(delete(AccessEntryTable).where(AccessEntryTable.at < before))


def count_reads(session: Session) -> int:
    """How many reads are written down."""
    return session.scalar(select(func.coalesce(func.sum(AccessEntryTable.reads), 0))) or 0
