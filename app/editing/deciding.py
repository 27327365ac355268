"""Deciding: up to 200 proposals in one action and one transaction, each with its own outcome."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.corrections import add_households, stored_households, write_contents
from app.db.edits import settle
from app.db.ledger import issued_to, record_plan
from app.db.locks import locks
from app.db.read import StoredHousehold
from app.db.trail import append_to_trail
from app.editing.issuing import plan_missing
from app.editing.noting import entry_of
from app.editing.reach import person_of, reachable_edits
from app.workflow.decisions import Outcome, approval_of, refusal_of
from app.workflow.effects import ends_of
from app.workflow.model import Edit, EditKind, EditState, Step, Target
from postcode.editions import Edition
from postcode.lifecycle import joined
from postcode.plan import Refusal

MAX_EDITS = 200


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one edit; `refused_codes` say why a household got no code."""

    edit: Edit
    outcome: Outcome
    refused_codes: tuple[Refusal, ...] = ()


def refuse(
    session: Session, edit_ids: Sequence[str], *, caller: Principal, reason: str, now: datetime
) -> tuple[Decided, ...]:
    """Refuse proposals, each with its outcome in the order given; raises as `reachable_edits` does."""
    found = reachable_edits(session, edit_ids, caller=caller, to_settle=True)
    step = Step(person_of(caller), now, reason)
    outcomes = {one: refusal_of(found[one]) for one in edit_ids}
    settled = {
        one: replace(found[one], state=EditState.REFUSED, decided=step)
        for one, outcome in outcomes.items()
        if outcome is Outcome.REFUSED
    }
    _note(session, list(settled.values()), "edit.refused", caller=caller, step=step)
    return tuple(Decided(settled.get(one, found[one]), outcome) for one, outcome in outcomes.items())


def approve(
    session: Session, edit_ids: Sequence[str], *, caller: Principal, reason: str, edition: Edition, now: datetime
) -> tuple[Decided, ...]:
    """Approve proposals, each with its outcome in the order given: those that can be are done, codes included.

    Two edits of one household in one action: the later one conflicts. Raises as `reachable_edits` does.
    """
    found = reachable_edits(session, edit_ids, caller=caller, to_settle=True)
    households = stored_households(session, _household_ids(found.values()), to_write=True)
    outcomes = _outcomes(session, [found[one] for one in dict.fromkeys(edit_ids)], households, caller=caller, now=now)
    approved = [found[one] for one, outcome in outcomes.items() if outcome is Outcome.APPROVED]
    refusals = _carry_out(session, approved, households, edition=edition, now=now)
    step = Step(person_of(caller), now, reason)
    done = {one.id: one for one in _settled(session, approved, households, step=step)}
    _note(session, list(done.values()), "edit.approved", caller=caller, step=step)
    return tuple(
        Decided(done.get(one, found[one]), outcome, _about(refusals, found[one]) if one in done else ())
        for one, outcome in outcomes.items()
    )


def _outcomes(
    session: Session,
    asked: Sequence[Edit],
    households: Mapping[str, StoredHousehold],
    *,
    caller: Principal,
    now: datetime,
) -> dict[str, Outcome]:
    held = locks(session, list(households), now=now)
    versions = {one.id: one.version for one in households.values()}
    outcomes: dict[str, Outcome] = {}
    for edit in asked:
        outcome = approval_of(edit, by=person_of(caller), now=now, versions=versions, locks=held)
        outcomes[edit.id] = outcome
        if outcome is Outcome.APPROVED:
            versions |= {target.household_id: target.base_version + 1 for target in edit.targets}
    return outcomes


def _carry_out(
    session: Session,
    approved: Sequence[Edit],
    households: Mapping[str, StoredHousehold],
    *,
    edition: Edition,
    now: datetime,
) -> tuple[Refusal, ...]:
    """Write contents, then ends of codes, then the codes that are missing; gives back who got none and why."""
    if not approved:
        return ()
    changed = [(one.household_id, one.after) for edit in approved for one in edit.targets if one.before is not None]
    write_contents(session, changed, at=now)
    for edit in approved:
        coming = [(one.household_id, one.after) for one in edit.targets if one.before is None]
        if coming:
            like = households[edit.targets[0].household_id] if edit.kind is EditKind.SPLIT else None
            add_households(session, coming, like=like, at=now)
    issued = {one.household_id: one for one in issued_to(session, list(households)) if one.live}
    live = {household_id: one.code for household_id, one in issued.items()}
    sites = {household_id: one.site for household_id, one in issued.items()}
    record_plan(session, joined(*(ends_of(edit, live=live, sites=sites) for edit in approved)), at=now)
    plan = plan_missing(session, _household_ids(approved), edition=edition)
    record_plan(session, plan, at=now)
    return plan.refused


def _settled(
    session: Session, approved: Sequence[Edit], before: Mapping[str, StoredHousehold], *, step: Step
) -> list[Edit]:
    after = stored_households(session, _household_ids(approved))
    return [
        replace(
            edit,
            state=EditState.APPROVED,
            decided=step,
            targets=tuple(_with_codes(target, before, after) for target in edit.targets),
        )
        for edit in approved
    ]


def _with_codes(target: Target, before: Mapping[str, StoredHousehold], after: Mapping[str, StoredHousehold]) -> Target:
    had = before[target.household_id].code if target.household_id in before else ""
    return replace(target, code_before=had, code_after=after[target.household_id].code)


def _note(session: Session, settled: list[Edit], action: str, *, caller: Principal, step: Step) -> None:
    settle(session, settled)
    append_to_trail(session, (entry_of(one, action, caller=caller, reason=step.reason, at=step.at) for one in settled))


def _about(refusals: Sequence[Refusal], edit: Edit) -> tuple[Refusal, ...]:
    ids = {target.household_id for target in edit.targets}
    return tuple(one for one in refusals if one.household_id in ids)


def _household_ids(edits: Iterable[Edit]) -> list[str]:
    return sorted({target.household_id for edit in edits for target in edit.targets})
