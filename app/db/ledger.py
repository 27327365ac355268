"""The ledger of issued codes in the register."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Engine, Select, and_, delete, insert, select, text
from sqlalchemy.orm import Session

from app.db.engine import read_session, write_session
from app.db.keys import key_text, wanted_keys
from app.db.tables import HouseholdTable, IssuedCodeTable, LineageTable, LiveCodeTable
from app.db.upsert import batches, core_table
from postcode.assignment import IssuedCode, NewCode, Plan
from postcode.code import Vpostcode
from postcode.errors import CodeNotLive, CodeNotRetired, CodeTaken, HouseholdHasCode
from postcode.plan import Succession, SuccessionKind
from postcode.spelling import HEAD_LENGTH


class SqlLedger:
    """The ledger port of `postcode.ledger` over the register.

    The database itself refuses a second owner of a code, a second live code of a household, and any change or removal
    of an issued code.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issued(self) -> Iterator[IssuedCode]:
        """Every code ever issued, retired ones included, sorted by code; one state of the register."""
        with read_session(self._engine) as session:
            yield from issued_codes(session)

    def successions(self) -> Iterator[tuple[Succession, datetime]]:
        """Everything that became of households and their codes, oldest first."""
        with read_session(self._engine) as session:
            yield from recorded_successions(session)

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record a plan, all of it or nothing; raises as the port says."""
        if at.tzinfo is None:
            raise ValueError("the time of issue has no zone")
        with write_session(self._engine) as session:
            record_plan(session, plan, at=at)


def issued_codes(session: Session) -> Iterator[IssuedCode]:
    """Every code ever issued, retired ones included, sorted by code."""
    yield from _issued(session, _ISSUED.order_by(IssuedCodeTable.base, IssuedCodeTable.unit))


def issued_in_communes(session: Session, commune_codes: Collection[str]) -> Iterator[IssuedCode]:
    """Every code ever issued to the households that stand in some communes now."""
    household = HouseholdTable
    here = select(household.id).where(household.commune_code.in_(commune_codes))
    yield from _issued(session, _ISSUED.where(IssuedCodeTable.household_id.in_(here)))


def issued_under(session: Session, head: str) -> Iterator[IssuedCode]:
    """Every code ever issued under a head."""
    yield from _issued(session, _ISSUED.where(IssuedCodeTable.base >= head, IssuedCodeTable.base < f"{head}~"))


def issued_in_cells(session: Session, bases: Collection[str]) -> Iterator[IssuedCode]:
    """Every code ever issued in some cells, named by their 12 characters."""
    for batch in batches(sorted(bases)):
        yield from _issued(session, _ISSUED.where(IssuedCodeTable.base.in_(batch)))


def issued_retired(session: Session) -> Iterator[IssuedCode]:
    """Every code that lives no more, sorted by code."""
    asked = _ISSUED.where(LiveCodeTable.household_id.is_(None))
    yield from _issued(session, asked.order_by(IssuedCodeTable.base, IssuedCodeTable.unit))


def issued_to(session: Session, household_ids: Collection[str]) -> Iterator[IssuedCode]:
    """Every code ever issued to some households, by time of issue."""
    asked = _ISSUED.where(IssuedCodeTable.household_id.in_(household_ids))
    yield from _issued(session, asked.order_by(IssuedCodeTable.issued_at, IssuedCodeTable.base, IssuedCodeTable.unit))


_ISSUED = select(
    *(IssuedCodeTable.base, IssuedCodeTable.unit, IssuedCodeTable.household_id, IssuedCodeTable.site),
    LiveCodeTable.household_id.is_not(None).label("lives"),
).outerjoin(
    LiveCodeTable,
    and_(
        LiveCodeTable.household_id == IssuedCodeTable.household_id,
        LiveCodeTable.base == IssuedCodeTable.base,
        LiveCodeTable.unit == IssuedCodeTable.unit,
    ),
)


def _issued(session: Session, asked: Select[str, str, str, str, bool]) -> Iterator[IssuedCode]:
    for base, unit, household_id, site, lives in session.execute(asked, execution_options={"yield_per": 2_000}):
        yield IssuedCode(code=_code(base, unit), household_id=household_id, site=site, live=bool(lives))


def recorded_successions(session: Session) -> Iterator[tuple[Succession, datetime]]:
    """Everything that became of households and their codes, oldest first, with its time."""
    yield from _successions(session, _LINEAGE)


def successions_about(session: Session, household_id: str) -> list[tuple[Succession, datetime]]:
    """Everything that became of a household and of those that carry on after it, oldest first for each."""
    found: list[tuple[Succession, datetime]] = []
    seen, ahead = {household_id}, {household_id}
    while ahead:
        met = list(_successions(session, _LINEAGE.where(LineageTable.household_id.in_(sorted(ahead)))))
        ahead = {heir for one, _ in met for heir in one.successors} - seen
        seen |= ahead
        found += met
    return found


def successions_of(session: Session, household_ids: Sequence[str]) -> Iterator[Succession]:
    """Everything that became of a few households themselves, oldest first."""
    for batch in batches(household_ids):
        for one, _ in _successions(session, _LINEAGE.where(LineageTable.household_id.in_(batch))):
            yield one


_LINEAGE = select(*core_table(LineageTable).c).order_by(LineageTable.id)


def _successions(session: Session, asked: Select[*tuple[object, ...]]) -> Iterator[tuple[Succession, datetime]]:
    rows = session.execute(asked, execution_options={"yield_per": 2_000})
    one_event = groupby(rows, key=lambda row: (row.at, row.household_id, row.kind, row.base, row.unit))
    for (at, household_id, kind, base, unit), group in one_event:
        successors = tuple(row.successor_id for row in group if row.successor_id is not None)
        code = None if base is None else _code(base, unit)
        yield Succession(household_id, SuccessionKind(kind), successors=successors, code=code), at


def live_codes(session: Session, household_ids: Sequence[str]) -> dict[str, Vpostcode]:
    """The live code of each of a few households that has one."""
    live = core_table(LiveCodeTable).c
    found: dict[str, Vpostcode] = {}
    for batch in batches(household_ids):
        rows = session.execute(select(live.household_id, live.base, live.unit).where(live.household_id.in_(batch)))
        found |= {household_id: _code(base, unit) for household_id, base, unit in rows}
    return found


def record_plan(session: Session, plan: Plan, *, at: datetime) -> None:
    """Record a plan in the caller's transaction; raises as the port says, and then the caller must roll back."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # SQLite's writers already wait for each other; readers are not held up by this lock.
        connection.execute(text("LOCK TABLE issued_code IN SHARE ROW EXCLUSIVE MODE"))
    _end(session, plan.successions, at=at)
    _revive(session, plan.revived)
    _refuse_repeats(plan.new)
    for batch in batches(plan.new):
        _refuse_taken(connection, batch)
        connection.execute(insert(core_table(IssuedCodeTable)), [_issued_record(new, at) for new in batch])
        connection.execute(insert(core_table(LiveCodeTable)), [_live_record(new) for new in batch])


def _end(session: Session, successions: Sequence[Succession], *, at: datetime) -> None:
    ended: set[str] = set()
    for batch in batches(successions):
        _refuse_not_live(session, batch, ended=ended)
        losing = [one.household_id for one in batch if one.code is not None]
        live = core_table(LiveCodeTable)
        session.connection().execute(delete(live).where(live.c.household_id.in_(losing)))
        rows = [record for one in batch for record in _lineage_records(one, at)]
        session.connection().execute(insert(core_table(LineageTable)), rows)


def _refuse_not_live(session: Session, batch: Sequence[Succession], *, ended: set[str]) -> None:
    live = live_codes(session, [one.household_id for one in batch])
    for one in batch:
        if one.code is None:
            continue
        if live.get(one.household_id) != one.code or one.household_id in ended:
            raise CodeNotLive(one.household_id, str(one.code))
        ended.add(one.household_id)


def _lineage_records(one: Succession, at: datetime) -> list[dict[str, object]]:
    code = {"base": None, "unit": None} if one.code is None else {"base": one.code.base, "unit": one.code.unit}
    event = {"household_id": one.household_id, "kind": one.kind.value, "at": at, **code}
    return [{**event, "successor_id": successor} for successor in one.successors or (None,)]


def _revive(session: Session, revived: Sequence[IssuedCode]) -> None:
    for batch in batches(revived):
        owners = _owners(session, [one.code for one in batch])
        live = live_codes(session, [one.household_id for one in batch])
        for one in batch:
            if owners.get(one.code) != one.household_id or live.get(one.household_id) == one.code:
                raise CodeNotRetired(one.household_id, str(one.code))
            if one.household_id in live:
                raise HouseholdHasCode(one.household_id, str(live[one.household_id]))
            live[one.household_id] = one.code
        rows = [{"household_id": one.household_id, "base": one.code.base, "unit": one.code.unit} for one in batch]
        session.connection().execute(insert(core_table(LiveCodeTable)), rows)


def _owners(session: Session, codes: Sequence[Vpostcode]) -> Mapping[Vpostcode, str]:
    """To whom each of some codes was issued."""
    connection, issued = session.connection(), core_table(IssuedCodeTable)
    wanted, matches = wanted_keys((issued.c.base, issued.c.unit), dialect=connection.dialect)
    statement = select(issued.c.base, issued.c.unit, issued.c.household_id).select_from(wanted).join(issued, matches)
    rows = connection.execute(statement, {"keys": key_text([(code.base, code.unit) for code in codes])})
    return {_code(base, unit): household_id for base, unit, household_id in rows}


def _code(base: str, unit: str) -> Vpostcode:
    return Vpostcode(head=base[:HEAD_LENGTH], suffix=base[HEAD_LENGTH:], unit=unit)


def _refuse_repeats(new_codes: Sequence[NewCode]) -> None:
    codes: set[Vpostcode] = set()
    owners: dict[str, Vpostcode] = {}
    for new in new_codes:
        if new.code in codes:
            raise CodeTaken(str(new.code))
        if new.household_id in owners:
            raise HouseholdHasCode(new.household_id, str(owners[new.household_id]))
        codes.add(new.code)
        owners[new.household_id] = new.code


def _refuse_taken(connection: Connection, batch: Sequence[NewCode]) -> None:
    issued, live = core_table(IssuedCodeTable), core_table(LiveCodeTable).c
    key = (issued.c.base, issued.c.unit)
    wanted, matches = wanted_keys(key, dialect=connection.dialect)
    taken = select(*key).select_from(wanted).join(issued, matches).order_by(*key).limit(1)
    for base, unit in connection.execute(taken, {"keys": key_text([(new.code.base, new.code.unit) for new in batch])}):
        raise CodeTaken(_spelling(base, unit))
    owners = select(live.household_id, live.base, live.unit).where(
        live.household_id.in_([new.household_id for new in batch])
    )
    for household_id, base, unit in connection.execute(owners.order_by(live.household_id).limit(1)):
        raise HouseholdHasCode(household_id, _spelling(base, unit))


def _spelling(base: str, unit: str) -> str:
    return f"{base}/{unit}" if unit else base


def _issued_record(new: NewCode, at: datetime) -> dict[str, object]:
    return {
        "base": new.code.base,
        "unit": new.code.unit,
        "household_id": new.household_id,
        "site": new.site,
        "adopted": new.adopted,
        "issued_at": at,
    }


def _live_record(new: NewCode) -> dict[str, object]:
    return {"household_id": new.household_id, "base": new.code.base, "unit": new.code.unit}
