"""Undoing an approved edit on the day of its approval: a new step of the trail, never an erasure."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.corrections import stored_households, write_contents
from app.db.edits import settle
from app.db.ledger import record_plan
from app.db.locks import locks
from app.db.trail import append_to_trail
from app.editing.deciding import Decided
from app.editing.noting import entry_of
from app.editing.reach import person_of, reachable_edits
from app.workflow.decisions import Outcome, undoing_of
from app.workflow.effects import contents_before, reversal_of
from app.workflow.model import EditState, Step


def undo(session: Session, edit_id: str, *, caller: Principal, reason: str, now: datetime) -> Decided:
    """Put the households of an edit back as they were; codes it issued are retired, codes it ended live again.

    Raises as `reachable_edits` does.
    """
    edit = reachable_edits(session, [edit_id], caller=caller, to_settle=True)[edit_id]
    ids = [target.household_id for target in edit.targets]
    versions = {one.id: one.version for one in stored_households(session, ids, to_write=True).values()}
    held = locks(session, ids, now=now)
    outcome = undoing_of(edit, by=person_of(caller), now=now, versions=versions, locks=held)
    if outcome is not Outcome.UNDONE:
        return Decided(edit, outcome)
    write_contents(session, contents_before(edit), at=now)
    record_plan(session, reversal_of(edit), at=now)
    undone = replace(edit, state=EditState.UNDONE, undone=Step(person_of(caller), now, reason))
    settle(session, [undone])
    append_to_trail(session, [entry_of(undone, "edit.undone", caller=caller, reason=reason, at=now)])
    return Decided(undone, outcome)
