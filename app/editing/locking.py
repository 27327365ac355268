"""Keeping a household to oneself while one edits it: for two hours, then it frees itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.locks import free_locks, locks, put_lock
from app.editing.reach import person_of, reachable_households
from app.errors import HouseholdLocked
from app.workflow.decisions import LOCK_TIME, Lock


def lock_household(session: Session, household_id: str, *, caller: Principal, now: datetime) -> Lock:
    """The caller's lock, new or extended; raises `HouseholdLocked` while a colleague holds it."""
    reachable_households(session, [household_id], caller=caller, to_write=True)
    require_free(session, [household_id], caller=caller, now=now)
    lock = Lock(household_id, person_of(caller), now + LOCK_TIME)
    put_lock(session, lock)
    return lock


def unlock_household(session: Session, household_id: str, *, caller: Principal, now: datetime) -> None:
    """Give a lock back; nothing happens without one. Raises `HouseholdLocked` when it is a colleague's."""
    reachable_households(session, [household_id], caller=caller, to_write=True)
    require_free(session, [household_id], caller=caller, now=now)
    free_locks(session, [household_id], holder_id=caller.id)


def require_free(session: Session, household_ids: list[str], *, caller: Principal, now: datetime) -> None:
    """Raise `HouseholdLocked` when a colleague holds one of the households."""
    for lock in locks(session, household_ids, now=now).values():
        if lock.keeps_out(caller.id, now=now):
            raise HouseholdLocked(holder=lock.holder.name, until=lock.until)
