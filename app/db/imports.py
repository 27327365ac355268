"""Compared files in the register: written once, read page by page, forgotten after a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson
from sqlalchemy import RowMapping, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.db.tables import ImportLineTable, ImportTable
from app.db.upsert import batches, core_table
from app.excel.model import Change, Flaw, Import, KeptLine, Line, LineKind, LineRule

KEPT_EACH: Final = 5
"""How many files of one sender are kept; older ones make room."""


@dataclass(frozen=True, slots=True)
class LinePage:
    """Some lines by row, and how many there are on all pages."""

    total: int
    lines: tuple[KeptLine, ...]


def store_import(session: Session, made: Import, lines: Sequence[Line]) -> None:
    """Write a compared file without its unchanged lines; forgets those whose day is over or that must make room."""
    _forget(session, owner_id=made.owner_id, now=made.created_at)
    counts = orjson.dumps({kind.value: number for kind, number in made.counts.items()}).decode()
    session.execute(
        insert(core_table(ImportTable)).values(
            id=made.id,
            owner_id=made.owner_id,
            commune_code=made.commune_code,
            created_at=made.created_at,
            expires_at=made.expires_at,
            counts=counts,
        )
    )
    kept = (line for line in lines if line.kind is not LineKind.UNCHANGED)
    for batch in batches(kept):
        session.execute(insert(core_table(ImportLineTable)), [_record(made.id, line) for line in batch])


def find_import(session: Session, import_id: str, *, owner_id: str, now: datetime) -> Import | None:
    """An own compared file; None for those of others, unknown and expired ones."""
    table = ImportTable
    asked = select(table).where(table.id == import_id, table.owner_id == owner_id, table.expires_at > now)
    row = session.scalars(asked).one_or_none()
    if row is None:
        return None
    counts = {LineKind(kind): number for kind, number in orjson.loads(row.counts).items()}
    return Import(
        id=row.id,
        owner_id=row.owner_id,
        commune_code=row.commune_code,
        created_at=row.created_at,
        expires_at=row.expires_at,
        counts=counts,
    )


def line_page(session: Session, import_id: str, *, kind: LineKind | None, limit: int, after: int) -> LinePage:
    """Lines by row, beginning after a row; `kind` None for all that are not as in the register."""
    table = core_table(ImportLineTable)
    asked = select(table).where(table.c.import_id == import_id)
    if kind is not None:
        asked = asked.where(table.c.kind == kind.value)
    total = session.execute(select(func.count()).select_from(asked.subquery())).scalar_one()
    rows = session.execute(asked.where(table.c.row > after).order_by(table.c.row).limit(limit))
    return LinePage(total, tuple(_kept_line(row._mapping) for row in rows))


def waiting_lines(session: Session, import_id: str, *, rows: Collection[int] | None, limit: int) -> list[Line]:
    """The changed lines of which nothing is proposed yet, by row; only some of them when their rows are given."""
    table = core_table(ImportLineTable)
    asked = _waiting(import_id).order_by(table.c.row).limit(limit)
    if rows is not None:
        asked = asked.where(table.c.row.in_(rows))
    if session.connection().dialect.name == "postgresql":
        asked = asked.with_for_update()
    return [_kept_line(row._mapping).line for row in session.execute(asked)]


def waiting_count(session: Session, import_id: str) -> int:
    """How many changed lines nothing is proposed of yet."""
    return session.execute(select(func.count()).select_from(_waiting(import_id).subquery())).scalar_one()


def note_edits(session: Session, import_id: str, edits: Mapping[int, str]) -> None:
    """Note by row which edits were proposed."""
    table = core_table(ImportLineTable)
    for row, edit_id in edits.items():
        session.execute(update(table).where(table.c.import_id == import_id, table.c.row == row).values(edit_id=edit_id))


def replace_lines(session: Session, import_id: str, lines: Sequence[Line]) -> None:
    """Write lines anew that have become another kind."""
    table = core_table(ImportLineTable)
    for line in lines:
        record = _record(import_id, line)
        session.execute(
            update(table)
            .where(table.c.import_id == import_id, table.c.row == line.row)
            .values(kind=record["kind"], content=record["content"])
        )


def _waiting(import_id: str) -> Select[*tuple[object, ...]]:
    table = core_table(ImportLineTable)
    return select(*table.c).where(
        table.c.import_id == import_id, table.c.kind == LineKind.CHANGED.value, table.c.edit_id == ""
    )


def _forget(session: Session, *, owner_id: str, now: datetime) -> None:
    table = core_table(ImportTable)
    newest = select(table.c.id).where(table.c.owner_id == owner_id).order_by(table.c.id.desc()).limit(KEPT_EACH - 1)
    kept = session.scalars(newest).all()
    session.execute(delete(table).where(table.c.expires_at <= now))
    session.execute(delete(table).where(table.c.owner_id == owner_id, table.c.id.not_in(kept)))


def _record(import_id: str, line: Line) -> dict[str, object]:
    content = {
        "household_id": line.household_id,
        "address_line": line.address_line,
        "mark": line.mark,
        "changes": [[change.part, change.before, change.after] for change in line.changes],
        "flaws": [[flaw.rule.value, flaw.column] for flaw in line.flaws],
    }
    return {
        "import_id": import_id,
        "row": line.row,
        "kind": line.kind.value,
        "content": orjson.dumps(content).decode(),
    }


def _kept_line(row: RowMapping) -> KeptLine:
    content = orjson.loads(row["content"])
    line = Line(
        row=row["row"],
        kind=LineKind(row["kind"]),
        household_id=content["household_id"],
        address_line=content["address_line"],
        mark=content["mark"],
        changes=tuple(Change(*change) for change in content["changes"]),
        flaws=tuple(Flaw(LineRule(rule), column) for rule, column in content["flaws"]),
    )
    return KeptLine(line, row["edit_id"])
