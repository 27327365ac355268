"""Proposing: an edit that keeps the rules waits for a second person; nothing of the register changes yet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.corrections import commune_outline, parcel_shapes, subject_of
from app.db.edits import insert_edits
from app.db.locks import free_locks
from app.db.trail import append_to_trail
from app.editing.locking import require_free
from app.editing.noting import entry_of
from app.editing.reach import person_of, reachable_households
from app.errors import CommuneUnknown, EditInvalid, OutsideCommune
from app.workflow.decisions import HANOI_TIME
from app.workflow.effects import Subject, targets_of
from app.workflow.model import Edit, EditKind, EditState, Step, Wanted
from app.workflow.rules import Ground, shortfalls
from geocoding.model import ParcelKey
from postcode.editions import Edition

_ONE_EDIT_EACH = frozenset({EditKind.CORRECT, EditKind.CERTIFY, EditKind.RETIRE})
"""Kinds that do the same to every household named, each in an edit of its own."""
_ON_THE_GROUND = frozenset({EditKind.MOVE, EditKind.SPLIT, EditKind.ADD})

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody asks for."""

    kind: EditKind
    household_ids: tuple[str, ...]
    wanted: Wanted
    reason: str
    evidence: str


def propose(
    session: Session, proposal: Proposal, *, caller: Principal, edition: Edition, now: datetime, new_id: NewId
) -> tuple[Edit, ...]:
    """The edits that now wait for approval; the proposer's locks on their households are free again.

    Raises `EditInvalid` with every rule that is not kept, `HouseholdLocked`, and as `reachable_households` does.
    """
    ids = list(dict.fromkeys(proposal.household_ids))
    stored = reachable_households(session, ids, caller=caller)
    require_free(session, ids, caller=caller, now=now)
    subjects = [subject_of(stored[one]) for one in proposal.household_ids]
    commune_code = _commune_of(proposal, subjects, caller=caller, edition=edition)
    groups = [[subject] for subject in subjects] if proposal.kind in _ONE_EDIT_EACH else [subjects]
    _require_rules(session, proposal, groups or [[]], commune_code=commune_code, now=now)
    step = Step(person_of(caller), now, proposal.reason.strip())
    edits = tuple(_edit(proposal, group, commune_code, step=step, new_id=new_id) for group in groups)
    insert_edits(session, edits)
    free_locks(session, ids, holder_id=caller.id)
    append_to_trail(
        session, (entry_of(one, "edit.proposed", caller=caller, reason=step.reason, at=now) for one in edits)
    )
    return edits


def _commune_of(proposal: Proposal, subjects: Sequence[Subject], *, caller: Principal, edition: Edition) -> str:
    if proposal.kind is not EditKind.ADD:
        return subjects[0].content.commune_code if subjects else ""
    commune_code = proposal.wanted.commune_code or ""
    if commune_code and not caller.covers(commune_code):
        raise OutsideCommune
    if commune_code and commune_code not in edition.heads:
        raise CommuneUnknown
    return commune_code


def _require_rules(
    session: Session, proposal: Proposal, groups: Sequence[Sequence[Subject]], *, commune_code: str, now: datetime
) -> None:
    ground = _ground(session, proposal, groups, commune_code=commune_code, now=now)
    broken = {
        found: None
        for group in groups
        for found in shortfalls(proposal.kind, proposal.wanted, subjects=group, ground=ground, reason=proposal.reason)
    }
    if broken:
        raise EditInvalid(tuple(broken))


def _ground(
    session: Session, proposal: Proposal, groups: Sequence[Sequence[Subject]], *, commune_code: str, now: datetime
) -> Ground:
    if proposal.kind not in _ON_THE_GROUND:
        return Ground({}, {})
    keys = {*_parcels_in(proposal.wanted), *(key for group in groups for one in group for key in one.content.parcels)}
    outline = commune_outline(session, commune_code, now.astimezone(HANOI_TIME).date())
    outlines = {} if outline is None else {commune_code: outline}
    return Ground(outlines, parcel_shapes(session, keys) if keys else {})


def _parcels_in(wanted: Wanted) -> Iterator[ParcelKey]:
    yield from wanted.parcels or ()
    for part in wanted.parts or ():
        yield from _parcels_in(part)


def _edit(proposal: Proposal, subjects: Sequence[Subject], commune_code: str, *, step: Step, new_id: NewId) -> Edit:
    coming = 1 if proposal.kind is EditKind.ADD else len(proposal.wanted.parts or ())
    return Edit(
        id=new_id(),
        kind=proposal.kind,
        state=EditState.PROPOSED,
        commune_code=subjects[0].content.commune_code if subjects else commune_code,
        wanted=proposal.wanted,
        evidence=proposal.evidence.strip(),
        proposed=step,
        targets=targets_of(proposal.kind, proposal.wanted, subjects, new_ids=[new_id() for _ in range(coming)]),
    )
