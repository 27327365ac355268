"""Attaching a file to a proposal: by its proposer, while it waits, once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.edits import EvidenceFile, attach_evidence, with_evidence
from app.db.trail import append_to_trail
from app.editing.noting import facts_text
from app.editing.reach import reachable_edits
from app.errors import EditSettled, Forbidden
from app.workflow.model import EditState
from app.workflow.trail import Entry


def attach(session: Session, edit_id: str, file: EvidenceFile, *, caller: Principal, now: datetime) -> None:
    """Attach the file; raises `Forbidden` to all but the proposer, `EditSettled` when it is late or not the first."""
    edit = reachable_edits(session, [edit_id], caller=caller, to_settle=True)[edit_id]
    if edit.proposed.by.id != caller.id:
        raise Forbidden
    if edit.state is not EditState.PROPOSED or with_evidence(session, [edit_id]):
        raise EditSettled
    attach_evidence(session, edit_id, file, at=now)
    facts = {"media_type": file.media_type, "bytes": len(file.content), "sha256": sha256(file.content).hexdigest()}
    entry = Entry(
        at=now,
        actor_id=caller.id,
        role=caller.role.value,
        action="edit.evidence",
        commune_code=edit.commune_code,
        subject=edit_id,
        reason="",
        facts=facts_text(facts),
    )
    append_to_trail(session, [entry])
