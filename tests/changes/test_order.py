"""Numbers become visible in order, whoever writes, tells and reads at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Event

import pytest
from sqlalchemy import text

from app.changes.telling import tell_all
from app.db.changes import FeedFilter, changes_after, feed_end, take_marks, take_turn
from app.db.engine import open_engine, read_session, write_session
from app.db.errors import RegisterError
from app.db.register import LazyRegister
from app.workflow.model import EditKind
from tests.db.conftest import _empty
from tests.editing.town import MORNING, Town, household_id

EVERYTHING = FeedFilter()


def sequences(town: Town) -> list[int]:
    with read_session(town.engine) as session:
        found = changes_after(session, 0, of=EVERYTHING, limit=10_000)
        assert feed_end(session).sequence == len(found)
    return [one.sequence for one in found]


def register(town: Town) -> LazyRegister:
    return LazyRegister(town.engine.url.render_as_string(hide_password=False))


def test_a_reader_never_sees_a_number_before_those_below_it(town: Town) -> None:
    stop, texts = Event(), count(100)

    def write(number: int) -> None:
        for _ in range(6):
            town.done(EditKind.CORRECT, number, house_number=f"{next(texts)}A")

    def tell() -> None:
        own = register(town)
        while not stop.is_set():
            with suppress(RegisterError):  # SQLite's writers are let through first
                tell_all(own, at=MORNING)
        own.engine.dispose()

    def read() -> int:
        looks = 0
        while not stop.is_set():
            seen = sequences(town)
            assert seen == list(range(1, len(seen) + 1))
            looks += 1
        return looks

    with ThreadPoolExecutor(8) as pool:
        tellers, readers = [pool.submit(tell) for _ in range(2)], [pool.submit(read) for _ in range(2)]
        try:
            for writer in [pool.submit(write, number) for number in (1, 2, 3)]:
                writer.result()
        finally:
            stop.set()
        assert all(one.result() is None for one in tellers)
        assert all(one.result() > 0 for one in readers)
    tell_all(register(town), at=MORNING)
    with read_session(town.engine) as session:
        last = {one.change.household_id: one.change for one in changes_after(session, 0, of=EVERYTHING, limit=10_000)}
    for number in (1, 2, 3):
        state = last[household_id(number)].state
        assert state is not None
        assert state.address == town.household(number).address


@pytest.mark.postgis
def test_a_transaction_that_ends_late_is_told_late_but_not_lost(postgis_town: Town) -> None:
    town, own = postgis_town, register(postgis_town)
    tell_all(own, at=MORNING)
    slow, quick = (f"UPDATE household SET street = 'S{n}' WHERE external_id = '00070-{n}'" for n in (1, 2))
    with town.engine.connect() as connection:
        connection.execute(text(slow))  # its mark has the lower number and cannot be seen yet
        with write_session(town.engine) as session:
            session.execute(text(quick))
        tell_all(own, at=MORNING)
        connection.commit()
    tell_all(own, at=MORNING)
    with read_session(town.engine) as session:
        told = [one.change.household_id for one in changes_after(session, 7, of=EVERYTHING, limit=10)]
    assert told == [household_id(2), household_id(1)]


@pytest.mark.postgis
def test_while_one_tells_no_other_does(postgis_town: Town) -> None:
    with write_session(postgis_town.engine) as one, write_session(postgis_town.engine) as other:
        assert (take_turn(one), take_turn(other)) == (True, False)


def test_a_teller_that_fails_gives_no_number_and_keeps_the_marks(town: Town) -> None:
    with suppress(ZeroDivisionError), write_session(town.engine) as session:
        assert len(take_marks(session, 100)) == 7
        raise ZeroDivisionError
    assert sequences(town) == []
    assert tell_all(register(town), at=MORNING) == 7


@pytest.fixture
def postgis_town(postgis_url: str) -> Town:
    engine = open_engine(postgis_url)
    _empty(engine)
    return Town.founded(engine)
