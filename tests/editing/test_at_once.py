"""Two people at once, and a machine that dies in the middle: nothing is half done or done twice."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import Connection, Engine, event

from app.db import read
from app.db.engine import open_engine, read_session
from app.db.ledger import issued_codes
from app.db.trail import trail, trail_end
from app.errors import HouseholdLocked
from app.workflow.decisions import Outcome
from app.workflow.model import Edit, EditKind, Wanted
from app.workflow.trail import check
from tests.editing.town import AN, BINH, CHI, HOME, Town, spot
from tests.processes import KILLED, exit_code_of


def at_once(*steps: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(steps)) as pool:
        return [future.result() for future in [pool.submit(step) for step in steps]]


def counts(town: Town) -> dict[str, int]:
    with read_session(town.engine) as session:
        return read.counts(session)


def test_of_two_who_approve_the_same_edit_one_does(town: Town) -> None:
    (edit,) = town.propose(EditKind.CORRECT, 1, house_number="2A")
    found = at_once(*(lambda by=by: town.approve(edit, by=by)[0].outcome for by in (BINH, CHI)))  # type: ignore[misc]
    assert Counter(found) == Counter([Outcome.APPROVED, Outcome.SETTLED])
    assert town.household(1).version == 1


def test_of_two_edits_of_one_household_approved_at_once_one_wins(town: Town) -> None:
    first, second = (town.propose(EditKind.CORRECT, 1, house_number=n)[0] for n in ("2A", "2B"))
    found = at_once(lambda: town.approve(first, by=BINH)[0].outcome, lambda: town.approve(second, by=CHI)[0].outcome)
    assert Counter(found) == Counter([Outcome.APPROVED, Outcome.CONFLICT])
    assert town.household(1).version == 1


def test_of_two_who_lock_one_household_one_does(town: Town) -> None:
    def lock(by: object) -> bool:
        try:
            town.lock(1, by=by)  # type: ignore[arg-type]
        except HouseholdLocked:
            return False
        return True

    assert sorted(at_once(lambda: lock(AN), lambda: lock(BINH))) == [False, True]  # type: ignore[type-var]


def test_households_added_to_one_cell_at_once_get_codes_of_their_own(town: Town) -> None:
    edits = [
        town.propose(EditKind.ADD, commune_code=HOME, house_number=str(n), street="Láng", point=spot(12))[0]
        for n in range(6)
    ]
    at_once(*(lambda edit=edit: town.approve(edit) for edit in edits))  # type: ignore[misc]
    with read_session(town.engine) as session:
        codes = [one.code for one in issued_codes(session)]
        ends = trail_end(session)
        assert check(trail(session), count=ends[0], head=ends[1]).broken is None
    assert len(codes) == len(set(codes)) == 7 + 6


def _die_at(engine: Engine, number: int) -> None:
    statements = count(1)

    def after(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and next(statements) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", after)


def _approve(url: str, edits: tuple[Edit, ...], dies_at: int) -> None:
    register = open_engine(url)
    _die_at(register, dies_at)
    Town(register).approve(*edits)


@pytest.mark.parametrize("dies_at", [1, 4, 8, 12, 16, 20])
def test_an_approval_killed_on_the_way_leaves_nothing(town: Town, dies_at: int) -> None:
    edits = (
        *town.propose(EditKind.CERTIFY, 1, 2),
        *town.propose(EditKind.SPLIT, 3, parts=(Wanted(house_number="6A"),)),
        *town.propose(EditKind.RETIRE, 4),
    )
    before, households = counts(town), town.households()
    url = town.engine.url.render_as_string(hide_password=False)
    town.engine.dispose()
    assert exit_code_of(_approve, url, edits, dies_at) == KILLED
    assert (counts(town), town.households()) == (before, households)
    assert [one.outcome for one in town.approve(*edits)] == [Outcome.APPROVED] * 4
