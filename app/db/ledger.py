"""The ledger of issued codes in the register."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, insert, select, text
from sqlalchemy.orm import Session

from app.db.engine import read_session, write_session
from app.db.keys import key_text, wanted_keys
from app.db.tables import IssuedCodeTable, LiveCodeTable
from app.db.upsert import batches, core_table
from postcode.assignment import IssuedCode, NewCode, Plan
from postcode.code import Vpostcode
from postcode.errors import CodeTaken, HouseholdHasCode
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

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record the new codes of a plan: all of them or none; raises as the port says."""
        if at.tzinfo is None:
            raise ValueError("the time of issue has no zone")
        with write_session(self._engine) as session:
            record_plan(session, plan, at=at)


def issued_codes(session: Session) -> Iterator[IssuedCode]:
    """Every code ever issued, retired ones included, sorted by code."""
    code, live = IssuedCodeTable, LiveCodeTable
    is_live = and_(live.household_id == code.household_id, live.base == code.base, live.unit == code.unit)
    statement = (
        select(code.base, code.unit, code.household_id, code.site, live.household_id.is_not(None))
        .outerjoin(live, is_live)
        .order_by(code.base, code.unit)
    )
    for base, unit, household_id, site, lives in session.execute(statement, execution_options={"yield_per": 2_000}):
        vpostcode = Vpostcode(head=base[:HEAD_LENGTH], suffix=base[HEAD_LENGTH:], unit=unit)
        yield IssuedCode(code=vpostcode, household_id=household_id, site=site, live=bool(lives))


def record_plan(session: Session, plan: Plan, *, at: datetime) -> None:
    """Record the new codes of a plan in the caller's transaction; raises `CodeTaken` or `HouseholdHasCode`."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # SQLite's writers already wait for each other; readers are not held up by this lock.
        connection.execute(text("LOCK TABLE issued_code IN SHARE ROW EXCLUSIVE MODE"))
    _refuse_repeats(plan.new)
    for batch in batches(plan.new):
        _refuse_taken(connection, batch)
        connection.execute(insert(core_table(IssuedCodeTable)), [_issued_record(new, at) for new in batch])
        connection.execute(insert(core_table(LiveCodeTable)), [_live_record(new) for new in batch])


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
