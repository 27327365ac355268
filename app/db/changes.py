"""The change feed in the register: taking marks, numbering changes, reading what was told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, Row, delete, exists, func, insert, or_, select, text
from sqlalchemy.orm import Session

from app.changes.model import Change, ChangeKind, HouseholdState, Numbered, Successor, Told, read_state, state_text
from app.db.tables import ChangeMarkTable, ChangeTable, FeedEndTable, ToldHouseholdTable
from app.db.upsert import batches, core_table

_END = 1
_FEED_LOCK = 0x76706663
"""Key of the PostgreSQL advisory lock that lets one session number changes at a time."""


@dataclass(frozen=True, slots=True)
class FeedEnd:
    """The last number of the feed, and the last one of those that are no longer kept; 0 for none."""

    sequence: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """Which changes: those of some communes, those of some households, all where both are None."""

    communes: frozenset[str] | None = None
    household_ids: frozenset[str] | None = None


def take_turn(session: Session) -> bool:
    """Whether this session may number changes until its transaction ends; no other can meanwhile.

    The lock outlives the commit by a moment, so that whoever takes it next sees all numbers given before. SQLite's
    writers take turns anyway.
    """
    if session.connection().dialect.name != "postgresql":
        return True
    return bool(session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _FEED_LOCK}))


def has_marks(session: Session) -> bool:
    """Whether households wait to be looked at."""
    return bool(session.scalar(select(exists(select(ChangeMarkTable.id)))))


def take_marks(session: Session, limit: int) -> list[str]:
    """The households marked first, each once, in the order of their first marks; the marks are gone with that.

    Marks of transactions that have not ended are not seen and stay, even under lower numbers.
    """
    table = core_table(ChangeMarkTable)
    first = select(table.c.id).order_by(table.c.id).limit(limit)
    taken = session.execute(delete(table).where(table.c.id.in_(first)).returning(table.c.id, table.c.household_id))
    return list(dict.fromkeys(household_id for _, household_id in sorted(tuple(row) for row in taken)))


def told_of(session: Session, household_ids: Sequence[str]) -> dict[str, Told]:
    """What the feed told last of some households; those it never told of are missing."""
    table = ToldHouseholdTable
    rows = session.execute(
        select(table.household_id, table.commune_code, table.code, table.state).where(
            table.household_id.in_(household_ids)
        )
    )
    return {row.household_id: Told(row.commune_code, row.code, _state(row.state)) for row in rows}


def feed_end(session: Session) -> FeedEnd:
    """Where the feed ends and what is kept of it."""
    row = session.execute(select(FeedEndTable.sequence, FeedEndTable.dropped)).one_or_none()
    return FeedEnd() if row is None else FeedEnd(row.sequence, row.dropped)


def append_changes(session: Session, changes: Sequence[Change], *, at: datetime) -> None:
    """Give changes the next numbers in their order, and keep what they tell; for whoever has the turn."""
    if not changes:
        return
    end = feed_end(session)
    rows = [_record(one, sequence, at) for sequence, one in enumerate(changes, end.sequence + 1)]
    session.execute(insert(core_table(ChangeTable)), rows)
    told = core_table(ToldHouseholdTable)
    for batch in batches(rows):
        session.execute(delete(told).where(told.c.household_id.in_([row["household_id"] for row in batch])))
        names = [column.name for column in told.c]
        session.execute(insert(told), [{name: row[name] for name in names} for row in batch])
    _write_end(session, FeedEnd(end.sequence + len(rows), end.dropped))


def changes_after(session: Session, after: int, *, of: FeedFilter, limit: int) -> list[Numbered]:
    """The first changes behind a number, by number."""
    table = core_table(ChangeTable)
    statement = select(table).where(table.c.sequence > after, *_conditions(of)).order_by(table.c.sequence)
    return [_numbered(row) for row in session.execute(statement.limit(limit))]


def last_before(session: Session, sequence: int, *, of: FeedFilter) -> int:
    """The number of the last kept change up to a number, 0 without one."""
    table = ChangeTable
    newest = select(table.sequence).where(table.sequence <= sequence, *_conditions(of))
    return session.scalar(newest.order_by(table.sequence.desc()).limit(1)) or 0


def told_households(session: Session, *, communes: frozenset[str] | None) -> Iterator[tuple[str, Told]]:
    """All households with a code as the feed told them last, by commune and id."""
    table = ToldHouseholdTable
    statement = select(table.household_id, table.commune_code, table.code, table.state).where(table.code != "")
    if communes is not None:
        statement = statement.where(table.commune_code.in_(communes))
    rows = session.execute(
        statement.order_by(table.commune_code, table.household_id), execution_options={"yield_per": 2_000}
    )
    for row in rows:
        yield row.household_id, Told(row.commune_code, row.code, _state(row.state))


def drop_changes(session: Session, *, before: datetime) -> int:
    """Remove the oldest changes up to the first that was told at that moment or later; gives back how many."""
    table, end = ChangeTable, feed_end(session)
    kept = session.scalar(select(func.min(table.sequence)).where(table.at >= before))
    dropped = end.sequence if kept is None else kept - 1
    if dropped <= end.dropped:
        return 0
    session.execute(delete(core_table(table)).where(table.sequence <= dropped))
    _write_end(session, FeedEnd(end.sequence, dropped))
    return dropped - end.dropped


def _write_end(session: Session, end: FeedEnd) -> None:
    table = core_table(FeedEndTable)
    session.execute(delete(table))
    session.execute(insert(table).values(id=_END, sequence=end.sequence, dropped=end.dropped))


def _conditions(of: FeedFilter) -> list[ColumnElement[bool]]:
    table = ChangeTable
    found: list[ColumnElement[bool]] = []
    if of.communes is not None:
        found.append(or_(table.commune_code.in_(of.communes), table.left_commune.in_(of.communes)))
    if of.household_ids is not None:
        found.append(table.household_id.in_(of.household_ids))
    return found


def _record(change: Change, sequence: int, at: datetime) -> dict[str, object]:
    return {
        "sequence": sequence,
        "household_id": change.household_id,
        "kind": change.kind.value,
        "reason": change.reason,
        "commune_code": change.commune_code,
        "left_commune": change.left_commune,
        "code": change.code,
        "previous_code": change.previous_code,
        "successors": orjson.dumps([[one.household_id, one.code] for one in change.successors]).decode(),
        "state": "" if change.state is None else state_text(change.state),
        "at": at,
    }


def _numbered(row: Row[*tuple[object, ...]]) -> Numbered:
    change = Change(
        household_id=row.household_id,
        kind=ChangeKind(row.kind),
        reason=row.reason,
        commune_code=row.commune_code,
        left_commune=row.left_commune,
        previous_code=row.previous_code,
        successors=tuple(Successor(household_id, code) for household_id, code in orjson.loads(row.successors)),
        state=_state(row.state),
    )
    return Numbered(row.sequence, row.at, change)


def _state(stored: str) -> HouseholdState | None:
    return read_state(stored) if stored else None
