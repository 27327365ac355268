"""A file that came back: compared with the register and kept for a day; and its lines proposed, 200 at a time."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.corrections import stored_households
from app.db.imports import find_import, note_edits, replace_lines, store_import, waiting_count, waiting_lines
from app.db.read import StoredHousehold
from app.db.upsert import batches
from app.editing.deciding import MAX_EDITS
from app.editing.proposing import Proposal, propose
from app.errors import EditInvalid, HouseholdLocked, ImportUnknown, OutsideCommune
from app.excel.comparing import compared, household_ids, wanted_of
from app.excel.household_columns import mark_of
from app.excel.model import Flaw, GivenLine, Import, Line, LineKind, LineOutcome, LineRule
from app.workflow.model import EditKind
from postcode.editions import Edition

KEPT: Final = timedelta(days=1)
_AT_ONCE: Final = 500

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which lines of a compared file are to be proposed, and why; `rows` None for the next 200."""

    import_id: str
    rows: frozenset[int] | None
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LineDone:
    """What became of a line; `edit_id` is empty unless it was proposed."""

    row: int
    outcome: LineOutcome
    edit_id: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the lines, and how many still wait to be proposed."""

    lines: tuple[LineDone, ...]
    left: int


def compare_file(
    session: Session, lines: Sequence[GivenLine], *, caller: Principal, commune_code: str, now: datetime, new_id: NewId
) -> Import:
    """The file compared line by line and kept for a day; nothing of the register changes."""
    known = _households_of(session, household_ids(lines), commune_code=commune_code)
    found = list(compared(lines, known=known, commune_code=commune_code))
    counts = Counter(line.kind for line in found)
    made = Import(
        id=new_id(),
        owner_id=caller.id,
        commune_code=commune_code,
        created_at=now,
        expires_at=now + KEPT,
        counts={kind: counts[kind] for kind in LineKind},
    )
    store_import(session, made, found)
    return made


def own_import(session: Session, import_id: str, *, caller: Principal, now: datetime) -> Import:
    """A file the caller sent; raises `ImportUnknown`, and `OutsideCommune` once its commune is not the own one."""
    found = find_import(session, import_id, owner_id=caller.id, now=now)
    if found is None:
        raise ImportUnknown
    if not caller.covers(found.commune_code):
        raise OutsideCommune
    return found


def propose_lines(
    session: Session, asked: Asked, *, caller: Principal, edition: Edition, now: datetime, new_id: NewId
) -> Done:
    """Propose changed lines, at most 200, as corrections that a second person approves.

    A line whose household was changed since the comparison becomes a conflict; one that a colleague edits waits.
    Raises as `own_import` does, and `EditInvalid` without a reason.
    """
    own_import(session, asked.import_id, caller=caller, now=now)
    lines = waiting_lines(session, asked.import_id, rows=asked.rows, limit=MAX_EDITS)
    stored = stored_households(session, [line.household_id for line in lines], to_write=True)

    def one(line: Line) -> LineDone:
        household = stored.get(line.household_id)
        if household is None or mark_of(household) != line.mark:
            return LineDone(line.row, LineOutcome.CONFLICT)
        proposal = Proposal(
            EditKind.CORRECT, (line.household_id,), wanted_of(line.changes), asked.reason, asked.evidence
        )
        try:
            (edit,) = propose(session, proposal, caller=caller, edition=edition, now=now, new_id=new_id)
        except HouseholdLocked:
            return LineDone(line.row, LineOutcome.LOCKED)
        except EditInvalid:
            if not asked.reason.strip():
                raise
            return LineDone(line.row, LineOutcome.REFUSED)
        return LineDone(line.row, LineOutcome.PROPOSED, edit.id)

    done = tuple(map(one, lines))
    note_edits(session, asked.import_id, {each.row: each.edit_id for each in done if each.edit_id})
    _note_conflicts(session, asked.import_id, lines, done)
    return Done(done, left=waiting_count(session, asked.import_id))


def _note_conflicts(session: Session, import_id: str, lines: Sequence[Line], done: Sequence[LineDone]) -> None:
    gone = {each.row for each in done if each.outcome is LineOutcome.CONFLICT}
    changed_since = (Flaw(LineRule.CHANGED_SINCE),)
    replace_lines(
        session,
        import_id,
        [replace(line, kind=LineKind.CONFLICT, flaws=changed_since) for line in lines if line.row in gone],
    )


def _households_of(session: Session, ids: Sequence[str], *, commune_code: str) -> dict[str, StoredHousehold]:
    """Those of the households that are of the commune: nothing else may be learnt by naming ids."""
    return {
        id_: household
        for batch in batches(ids, _AT_ONCE)
        for id_, household in stored_households(session, batch).items()
        if household.commune_code == commune_code
    }
