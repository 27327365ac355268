"""Imports against people: what somebody has edited is not overwritten, and what the source says otherwise is noted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.db.keys import key_text, wanted_keys
from app.db.tables import HeldChangeTable, HouseholdParcelTable, HouseholdTable
from app.db.upsert import Record, core_table
from geocoding.model import ParcelKey

_NOT_COMPARED = frozenset({"source", "external_id", "content_digest", "brought_code", "sort_key"})
"""What names a row or is made from it, and what only a first import may bring."""


@dataclass(frozen=True, slots=True)
class HeldChange:
    """What a source says otherwise of an edited household: (in the register, in the source) by name of the part."""

    household_id: str
    dataset_id: int
    differences: Mapping[str, tuple[object, object]]


def hold_back(
    session: Session,
    records: Sequence[Record],
    *,
    source: str,
    parcels: Mapping[str, Sequence[ParcelKey]],
    dataset_id: int,
) -> frozenset[str]:
    """The external ids of the records that must not be written, because people have edited their households.

    Notes what differs; a source that now says what the register says is believed again. `parcels` are those of each
    record by external id.
    """
    edited = {row.external_id: row for row in _edited(session, source, [str(one["external_id"]) for one in records])}
    for record in records:
        row = edited.get(str(record["external_id"]))
        if row is not None and row.content_digest != record["content_digest"]:
            differences = _differences(session, row, record, parcels[row.external_id])
            _note(session, row, record, differences=differences, dataset_id=dataset_id)
    return frozenset(edited)


def held_changes(session: Session, household_ids: Collection[str]) -> dict[str, HeldChange]:
    """What sources say otherwise of some edited households, by household."""
    table = HeldChangeTable
    rows = session.execute(select(*core_table(table).c).where(table.household_id.in_(household_ids)))
    return {
        row.household_id: HeldChange(
            row.household_id,
            row.dataset_id,
            {name: (ours, theirs) for name, (ours, theirs) in orjson.loads(row.differences).items()},
        )
        for row in rows
    }


def held_parts(session: Session, commune_code: str) -> dict[str, tuple[str, ...]]:
    """The names of the parts that sources say otherwise, by household of a commune."""
    table, household = HeldChangeTable, HouseholdTable
    rows = session.execute(
        select(table.household_id, table.differences)
        .join(household, household.id == table.household_id)
        .where(household.commune_code == commune_code)
    )
    return {household_id: tuple(sorted(orjson.loads(differences))) for household_id, differences in rows}


def _edited(session: Session, source: str, external_ids: Sequence[str]) -> Sequence[Row[*tuple[object, ...]]]:
    table = core_table(HouseholdTable)
    wanted, matches = wanted_keys((table.c.source, table.c.external_id), dialect=session.connection().dialect)
    statement = select(table).select_from(wanted).join(table, matches).where(table.c.version > 0)
    return session.execute(statement, {"keys": key_text([(source, one) for one in external_ids])}).all()


def _differences(
    session: Session, row: Row[*tuple[object, ...]], record: Record, parcels: Sequence[ParcelKey]
) -> dict[str, tuple[object, object]]:
    stored = row._mapping
    found = {
        name: (stored[name], value)
        for name, value in record.items()
        if name not in _NOT_COMPARED and stored[name] != value
    }
    land, claimed = _land(session, row.id), [str(key) for key in parcels]
    return found if land == claimed else {**found, "parcels": (land, claimed)}


def _land(session: Session, household_id: str) -> list[str]:
    table = HouseholdParcelTable
    rows = session.execute(
        select(table.commune_code, table.sheet, table.number)
        .where(table.household_id == household_id)
        .order_by(table.position)
    )
    return [str(ParcelKey(*key)) for key in rows]


def _note(
    session: Session,
    row: Row[*tuple[object, ...]],
    record: Record,
    *,
    differences: Mapping[str, tuple[object, object]],
    dataset_id: int,
) -> None:
    held, household = core_table(HeldChangeTable), core_table(HouseholdTable)
    session.execute(delete(held).where(held.c.household_id == row.id))
    digest = record["content_digest"]
    if differences:
        text = orjson.dumps(differences, option=orjson.OPT_SORT_KEYS).decode()
        values = {"household_id": row.id, "dataset_id": dataset_id, "content_digest": digest, "differences": text}
        session.execute(insert(held).values(values))
    else:
        session.execute(update(household).where(household.c.id == row.id).values(content_digest=digest))
