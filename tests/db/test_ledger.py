"""The ledger in the register: the contract of all ledgers, and what the database itself refuses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.db import read
from app.db.engine import read_session, write_session
from app.db.ledger import SqlLedger
from app.db.load import load_households
from postcode.errors import LedgerError
from postcode.ledger import Ledger
from postcode.plan import NewCode
from tests.contracts.ledger_contract import HOUSEHOLDS, NOON, LedgerContract, issued_of, new_code, plan
from tests.db.rows import dataset, household


@pytest.fixture
def register(engine: Engine) -> Engine:
    ids = iter(HOUSEHOLDS)
    with write_session(engine) as session:
        rows = [household(f"h{number}") for number in range(len(HOUSEHOLDS))]
        load_households(session, rows, dataset_id=dataset(session), new_id=lambda: next(ids))
    return engine


@pytest.fixture
def ledger(register: Engine) -> SqlLedger:
    return SqlLedger(register)


class TestSqlLedger(LedgerContract):
    @pytest.fixture
    def ledger(self, register: Engine) -> Ledger:
        return SqlLedger(register)


def test_a_live_code_is_read_with_its_household(register: Engine, ledger: SqlLedger) -> None:
    ledger.apply(plan(new_code(0, unit="2506"), new_code(1)), at=NOON)
    with read_session(register) as session:
        codes = [stored.code for stored in read.households(session)]
    assert codes[:3] == ["1102422F2345/2506", "1102422F2345", ""]


def test_a_retired_code_stays_issued_and_its_household_may_have_another(register: Engine, ledger: SqlLedger) -> None:
    ledger.apply(plan(new_code(0)), at=NOON)
    with write_session(register) as session:
        session.execute(text("DELETE FROM live_code"))
    ledger.apply(plan(new_code(0, unit="2")), at=NOON)
    assert [(str(issued.code), issued.live) for issued in ledger.issued()] == [
        ("1102422F2345", False),
        ("1102422F2345/2", True),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE issued_code SET site = 'x'",
        "UPDATE issued_code SET base = '1102422F2346'",
        "DELETE FROM issued_code",
        "DELETE FROM household",
        "UPDATE live_code SET unit = '9'",
    ],
)
def test_the_database_refuses_to_forget_a_code(register: Engine, ledger: SqlLedger, statement: str) -> None:
    ledger.apply(plan(new_code(0)), at=NOON)
    with pytest.raises(DBAPIError), write_session(register) as session:
        session.execute(text(statement))
    assert list(ledger.issued()) == issued_of([new_code(0)])


def test_the_database_refuses_to_forget_a_retired_code(register: Engine, ledger: SqlLedger) -> None:
    ledger.apply(plan(new_code(0)), at=NOON)
    with write_session(register) as session:
        session.execute(text("DELETE FROM live_code"))
    with pytest.raises(DBAPIError), write_session(register) as session:
        session.execute(text("DELETE FROM issued_code"))
    assert [issued.live for issued in ledger.issued()] == [False]


def test_the_database_refuses_to_replace_or_empty_the_ledger(register: Engine, ledger: SqlLedger) -> None:
    ledger.apply(plan(new_code(0)), at=NOON)
    columns = "base, unit, household_id, site || 'x', adopted, issued_at"
    replace = f"INSERT OR REPLACE INTO issued_code SELECT {columns} FROM issued_code"
    with pytest.raises(DBAPIError), write_session(register) as session:
        session.execute(text(replace if register.dialect.name == "sqlite" else "TRUNCATE issued_code CASCADE"))
    assert list(ledger.issued()) == issued_of([new_code(0)])


def test_the_database_refuses_a_second_live_code(register: Engine, ledger: SqlLedger) -> None:
    ledger.apply(plan(new_code(0)), at=NOON)
    copies = "INSERT INTO live_code SELECT household_id, base, unit FROM live_code"
    with pytest.raises(IntegrityError), write_session(register) as session:
        session.execute(text(copies))


@pytest.mark.parametrize("workers", [2, 6])
def test_of_several_that_apply_at_once_one_wins_whole(register: Engine, workers: int) -> None:
    numbers = count()

    def own_plan() -> list[NewCode]:
        # Every plan wants the same cell for household 0 and another one for household 1.
        return [new_code(0), new_code(1, unit=f"{next(numbers) + 2}")]

    outcomes = _at_once([own_plan() for _ in range(workers)], lambda new: _apply(register, new))
    assert sorted(outcomes) == [False] * (workers - 1) + [True]
    assert len(list(SqlLedger(register).issued())) == 2


def test_plans_that_do_not_meet_are_all_applied(register: Engine) -> None:
    plans = [[new_code(number, unit=f"{number + 2}")] for number in range(len(HOUSEHOLDS))]
    assert all(_at_once(plans, lambda new: _apply(register, new)))
    assert list(SqlLedger(register).issued()) == issued_of([new for one in plans for new in one])


def _apply(register: Engine, new: list[NewCode]) -> bool:
    try:
        SqlLedger(register).apply(plan(*new), at=NOON)
    except LedgerError:
        return False
    return True


def _at_once(plans: list[list[NewCode]], apply: Callable[[list[NewCode]], bool]) -> list[bool]:
    with ThreadPoolExecutor(max_workers=len(plans)) as pool:
        return list(pool.map(apply, plans))
