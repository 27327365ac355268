"""Writing the shipped facts into the register."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db.tables import AdminUnitTable, Base, EditionHeadTable, EditionTable, UnitLinkTable
from app.db.upsert import Record, core_table, update_by_key
from geocoding.gazetteer.facts import read_admin_units, read_unit_links
from postcode.editions import Edition, read_editions


def seed_facts(session: Session) -> int:
    """Bring units, links and postcode editions to what ships with this release; gives back how many rows it wrote.

    A second call writes nothing. A fact that a later release corrects is replaced; nothing is deleted.
    """
    editions = read_editions()
    return sum(
        (
            _seed(session, AdminUnitTable, map(asdict, read_admin_units())),
            _seed(session, UnitLinkTable, map(asdict, read_unit_links())),
            _seed(session, EditionTable, map(_edition_record, editions)),
            _seed(session, EditionHeadTable, (head for edition in editions for head in _head_records(edition))),
        )
    )


def _seed(session: Session, model: type[Base], facts: Iterable[Record]) -> int:
    table, connection = core_table(model), session.connection()
    key = [column.name for column in table.primary_key]
    stored = {tuple(row[name] for name in key): row for row in connection.execute(select(table)).mappings()}
    new: list[dict[str, object]] = []
    wrong: list[Record] = []
    for fact in facts:
        row = stored.get(tuple(fact[name] for name in key))
        if row is None:
            new.append(dict(fact))
        elif dict(row) != fact:
            wrong.append(fact)
    if new:
        connection.execute(insert(table), new)
    if wrong:
        update_by_key(session, table, wrong)
    return len(new) + len(wrong)


def _edition_record(edition: Edition) -> Record:
    return {"id": edition.id, "valid_from": edition.valid_from, "source": edition.source}


def _head_records(edition: Edition) -> Iterable[Record]:
    return [
        {"edition_id": edition.id, "commune_code": code, "head": head} for code, head in sorted(edition.heads.items())
    ]
