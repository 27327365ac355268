"""Taking up what transactions have changed, and numbering it: one teller at a time, in one transaction per batch.

Writers only leave marks and wait for nobody. Numbers are given when a batch is taken up, under a lock that is held
until they are visible: they have no gaps, and whoever sees one sees all before it.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.changes.comparing import Ends, change_of, ended_codes
from app.changes.model import Told
from app.db import read
from app.db.changes import append_changes, has_marks, take_marks, take_turn, told_of
from app.db.ledger import live_codes, successions_of
from app.db.read import StoredHousehold
from app.db.register import LazyRegister

BATCH = 1_000
"""Marks taken up in one transaction."""

PATIENCE_MS = 1_000
"""How long a teller waits for SQLite's writer; the marks stay for the next one."""


def tell_all(register: LazyRegister, *, at: datetime, batches: int | None = None) -> int:
    """Take up all that is marked, at most so many batches; gives back how many changes were told.

    Tells nothing while another teller is at work. Raises `RegisterError`, in SQLite also when a writer is busy.
    """
    told = done = 0
    while batches is None or done < batches:
        with register.reading() as session:
            if not has_marks(session):
                break
        with register.writing(patience_ms=PATIENCE_MS) as session:
            if not take_turn(session):
                break
            told += tell_batch(session, at=at)
        done += 1
    return told


def tell_batch(session: Session, *, at: datetime) -> int:
    """Number what is new of the households marked first; for whoever has the turn."""
    ids = take_marks(session, BATCH)
    before = told_of(session, ids)
    now = {one.id: one for one in read.households(session, ids=ids)}
    ends = _ends(session, before, now)
    found = (change_of(one, before.get(one), now.get(one), ends=ends) for one in ids)
    changes = [one for one in found if one is not None]
    append_changes(session, changes, at=at)
    return len(changes)


def _ends(session: Session, before: Mapping[str, Told], now: Mapping[str, StoredHousehold]) -> Ends:
    ended = sorted(ended_codes(before, now))
    if not ended:
        return Ends()
    by_code = {one.code: one for one in successions_of(session, ended) if one.code is not None}
    heirs = sorted({heir for one in by_code.values() for heir in one.successors})
    return Ends(by_code, live_codes(session, heirs))
