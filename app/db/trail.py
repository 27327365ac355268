"""The trail in the register: adding to its end, and reading it from its beginning."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from app.db.tables import AuditEntryTable, TrailHeadTable
from app.db.upsert import core_table
from app.workflow.trail import GENESIS, Entry, Sealed, sealed

_HEAD = 1


def append_to_trail(session: Session, entries: Iterable[Entry]) -> None:
    """Seal entries in their order and add them at the end, in the caller's transaction.

    Writers wait here for each other until they commit, so this comes last in a transaction.
    """
    if session.connection().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE"))
    number, seal = trail_end(session)
    rows: list[dict[str, object]] = []
    for entry in entries:
        one = sealed(entry, number=number + 1, previous=seal)
        number, seal = one.number, one.seal
        rows.append({**asdict(entry), "number": number, "previous": one.previous, "seal": seal})
    if rows:
        session.execute(insert(core_table(AuditEntryTable)), rows)
        head = core_table(TrailHeadTable)
        session.execute(delete(head))
        session.execute(insert(head).values(id=_HEAD, number=number, seal=seal))


def trail_end(session: Session) -> tuple[int, str]:
    """How many entries there should be, and the seal of the last one."""
    row = session.execute(select(TrailHeadTable.number, TrailHeadTable.seal)).one_or_none()
    return (0, GENESIS) if row is None else (row.number, row.seal)


def trail(session: Session) -> Iterator[Sealed]:
    """All entries by number."""
    table = core_table(AuditEntryTable)
    for row in session.execute(select(table).order_by(table.c.number), execution_options={"yield_per": 2_000}):
        entry = Entry(
            at=row.at,
            actor_id=row.actor_id,
            role=row.role,
            action=row.action,
            commune_code=row.commune_code,
            subject=row.subject,
            reason=row.reason,
            facts=row.facts,
        )
        yield Sealed(row.number, entry, row.previous, row.seal)
