"""Jobs on a register for a process that kills itself, without warning, at its n-th writing statement."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count

from sqlalchemy import Connection, Engine, event

from app.db import read
from app.db.engine import open_engine, read_session, write_session
from app.db.ledger import SqlLedger
from app.db.load import load_households
from app.db.upsert import BATCH
from geocoding.layers.rows import HouseholdRow, Parcel
from postcode.code import Vpostcode
from postcode.plan import NewCode, Plan
from tests.db.rows import NOON, dataset, household, key, parcel

Job = Callable[[Engine], None]

TOTAL = BATCH + 10
"""Two batches: two statements for the households, two for their parcels, two each for codes issued and live."""

_DIGITS = "23456789CFGHJMPQRVWX"


def parcels() -> list[Parcel]:
    return [parcel(str(number), key=key(str(number))) for number in range(TOTAL)]


def households() -> Iterator[HouseholdRow]:
    return (household(f"h{number:05}", parcels=(key(str(number)),)) for number in range(TOTAL))


def load(engine: Engine) -> None:
    with write_session(engine) as session:
        load_households(session, households(), dataset_id=dataset(session))


def apply(engine: Engine) -> None:
    with read_session(engine) as session:
        ids = [stored.id for stored in read.households(session)]
    new = [NewCode(owner, _code(number), f"household:{owner}") for number, owner in enumerate(ids)]
    SqlLedger(engine).apply(Plan(new=tuple(new)), at=NOON)


def _code(number: int) -> Vpostcode:
    suffix = "".join(_DIGITS[number // 20**place % 20] for place in range(7))
    return Vpostcode("11024", suffix)


def _die_at(engine: Engine, number: int) -> None:
    statements = count(1)

    def after(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "CREATE")) and next(statements) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", after)


def run(job: Job, url: str, dies_at: int) -> None:
    """Run a job on the register at a URL until it dies; 0: never."""
    register = open_engine(url)
    _die_at(register, dies_at)
    job(register)
