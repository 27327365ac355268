"""National identifiers of households in the register: dated, one of each scheme at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import Select, insert, or_, select, update
from sqlalchemy.orm import Session

from app.db import read
from app.db.datasets import dataset_source
from app.db.tables import HouseholdTable, IdentifierTable
from app.db.upsert import LoadCount, batches, core_table
from geocoding.identifiers import Scheme
from geocoding.layers.identifiers import Ended, Named, OnFile, is_told_already
from geocoding.layers.rows import IdentifierRow

_IDS = 500
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StoredIdentifier:
    """An identifier with the household that has or had it; `valid_to` is None while it has it."""

    scheme: Scheme
    value: str
    household_id: str
    commune_code: str
    valid_from: date
    valid_to: date | None


def identifiers_on_file(session: Session, source: str) -> OnFile:
    """The households of a source, and the identifiers that households of all sources have now."""
    table, household = IdentifierTable, HouseholdTable
    every = (
        select(table.scheme, table.value, table.valid_from, table.valid_to, household.source, household.external_id)
        .join(household, household.id == table.household_id)
        .where(or_(table.valid_to.is_(None), household.source == source))
    )
    holders: dict[Named, str] = {}
    since: dict[Named, tuple[str, date]] = {}
    ended: dict[Ended, date] = {}
    for one in session.execute(every):
        scheme = Scheme(one.scheme)
        if one.valid_to is not None:
            ended[scheme, one.value, one.external_id, one.valid_from] = one.valid_to
            continue
        holders[scheme, one.value] = _holder(one.source, one.external_id, source)
        if one.source == source:
            since[scheme, one.external_id] = (one.value, one.valid_from)
    return OnFile(read.external_ids(session, source), holders, since, ended)


def _holder(source: str, external_id: str, own: str) -> str:
    """Who holds a value, as its source calls it; of another source with that source, so that it is somebody else."""
    return external_id if source == own else f"{source} {external_id}"


def load_identifiers(session: Session, rows: Iterable[IdentifierRow], *, dataset_id: int) -> LoadCount:
    """Store identifiers; another value ends the one before on the day before, the same again changes nothing."""
    source = dataset_source(session, dataset_id)
    count = LoadCount()
    for batch in batches((row for row in rows if row.values), _IDS):
        ids = _ids(session, source, [row.external_id for row in batch])
        held = _held(session, list(ids.values()))
        new: list[dict[str, object]] = []
        for row in batch:
            for scheme, value in row.values.items():
                told = held.get((ids[row.external_id], scheme.value), ())
                named = _Named(ids[row.external_id], scheme.value, value)
                count += _store(session, named, row, told=told, new=new)
        if new:
            session.execute(insert(core_table(IdentifierTable)), [{**one, "dataset_id": dataset_id} for one in new])
    return count


@dataclass(frozen=True, slots=True)
class _Named:
    """A value of a scheme for a household."""

    household_id: str
    scheme: str
    value: str


def _store(
    session: Session,
    named: _Named,
    row: IdentifierRow,
    *,
    told: Sequence[IdentifierTable],
    new: list[dict[str, object]],
) -> LoadCount:
    """End what a value ends, of those its household has or had, oldest first; what is to be stored goes to `new`."""
    table, held = core_table(IdentifierTable), told[-1] if told else None
    is_same = held is not None and held.value == named.value
    before = next((one for one in told if (one.value, one.valid_from) == (named.value, row.valid_from)), None)
    if held is not None and is_same and held.valid_to == row.valid_to:
        return LoadCount(unchanged=1)
    if before is not None and is_told_already(before.valid_to, again=row.valid_to):
        return LoadCount(unchanged=1)
    if held is not None and held.valid_to is None:
        last = row.valid_to if is_same else row.valid_from - _ONE_DAY
        session.execute(update(table).where(table.c.id == held.id).values(valid_to=last))
        if is_same:
            return LoadCount(changed=1)
    new.append({**asdict(named), "valid_from": row.valid_from, "valid_to": row.valid_to})
    return LoadCount(added=1) if held is None else LoadCount(changed=1)


def identifier_named(
    session: Session, scheme: Scheme, value: str, *, on: date | None = None
) -> StoredIdentifier | None:
    """Who has an identifier on a day; without a day who has it last. None when nobody has."""
    table = IdentifierTable
    asked = _IDENTIFIERS.where(table.scheme == scheme.value, table.value == value).order_by(table.valid_from.desc())
    if on is not None:
        asked = asked.where(table.valid_from <= on, or_(table.valid_to.is_(None), table.valid_to >= on))
    return next(iter(_stored(session, asked.limit(1))), None)


def identifiers_of(session: Session, household_id: str) -> Sequence[StoredIdentifier]:
    """All identifiers that a household has or had, by scheme, oldest first."""
    table = IdentifierTable
    asked = _IDENTIFIERS.where(table.household_id == household_id).order_by(table.scheme, table.valid_from)
    return _stored(session, asked)


_IDENTIFIERS = select(
    *(IdentifierTable.scheme, IdentifierTable.value, IdentifierTable.household_id, HouseholdTable.commune_code),
    *(IdentifierTable.valid_from, IdentifierTable.valid_to),
).join(HouseholdTable, HouseholdTable.id == IdentifierTable.household_id)


def _stored(session: Session, asked: Select[str, str, str, str, date, date | None]) -> list[StoredIdentifier]:
    return [
        StoredIdentifier(Scheme(scheme), value, household_id, commune_code, valid_from, valid_to)
        for scheme, value, household_id, commune_code, valid_from, valid_to in session.execute(asked)
    ]


def _ids(session: Session, source: str, external_ids: Sequence[str]) -> dict[str, str]:
    table = HouseholdTable
    rows = session.execute(
        select(table.external_id, table.id).where(table.source == source, table.external_id.in_(external_ids))
    )
    return dict(iter(rows))


def _held(session: Session, household_ids: Sequence[str]) -> dict[tuple[str, str], list[IdentifierTable]]:
    """All identifiers that each household has or had, by scheme, oldest first: the one it has now comes last."""
    table = IdentifierTable
    asked = select(table).where(table.household_id.in_(household_ids)).order_by(table.valid_from)
    held: dict[tuple[str, str], list[IdentifierTable]] = {}
    for one in session.scalars(asked):
        held.setdefault((one.household_id, one.scheme), []).append(one)
    return held
