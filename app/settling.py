"""What an official decides about findings: one or up to 200 in one transaction, each step on the trail."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.api.access import require_commune
from app.db.trail import append_to_trail
from app.db.worklist import Disposition, StoredFinding, dispose, findings_by_id
from app.editing.noting import facts_text
from app.errors import FindingUnknown
from app.workflow.trail import Entry

MAX_FINDINGS = 200


def settle(
    session: Session, ids: Sequence[str], decided: Disposition, *, caller: Principal
) -> tuple[StoredFinding, ...]:
    """Note what a person decided about all of the findings, or about none; gives them back in the order given.

    Raises `FindingUnknown` when one does not exist, `OutsideCommune` when one is another commune's.
    """
    asked = list(dict.fromkeys(ids))
    on = decided.at.date()
    _require(findings_by_id(session, asked, on=on), asked, caller=caller)
    dispose(session, asked, decided)
    settled = findings_by_id(session, asked, on=on)
    append_to_trail(session, _entries([settled[one] for one in asked], decided, caller=caller))
    return tuple(settled[one] for one in asked)


def _require(found: Mapping[str, StoredFinding], asked: Sequence[str], *, caller: Principal) -> None:
    if found.keys() != set(asked):
        raise FindingUnknown
    for code in sorted({one.commune_code for one in found.values()}):
        require_commune(caller, code)


def _entries(settled: Sequence[StoredFinding], decided: Disposition, *, caller: Principal) -> Iterator[Entry]:
    until = None if decided.expires_on is None else decided.expires_on.isoformat()
    for one in settled:
        facts = {"rule": one.rule.value, "household": one.household_id, "until": until, "sent_to": decided.sent_to}
        yield Entry(
            at=decided.at,
            actor_id=caller.id,
            role=caller.role.value,
            action=f"finding.{decided.kind.value}",
            commune_code=one.commune_code,
            subject=one.id,
            reason=decided.reason,
            facts=facts_text(facts),
        )
