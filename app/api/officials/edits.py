"""`/v1/register/edits` and `/v1/register/decisions`: proposing, deciding and undoing changes of the register."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs, require_commune
from app.api.idempotency import Repeatable
from app.api.officials.edit_schemas import (
    Decision,
    EditOut,
    EditsOut,
    NewEdit,
    OutcomeOut,
    OutcomesOut,
    ProposedOut,
    Undoing,
    edit_out,
    outcome_out,
    wanted_of,
)
from app.api.parameters import NoQuery, Parameters
from app.api.register import Register
from app.db.edits import EvidenceFile, edit_page, evidence_file, with_evidence
from app.db.findings import mark_changed
from app.db.load import new_household_id
from app.editing.attaching import attach
from app.editing.deciding import MAX_EDITS, Decided, approve, refuse
from app.editing.proposing import Proposal, propose
from app.editing.reach import reachable_edits
from app.editing.undoing import undo
from app.errors import EvidenceTooLarge, EvidenceTypeUnknown, EvidenceUnknown
from app.workflow.decisions import Outcome
from app.workflow.evidence import MAX_BYTES, MEDIA_TYPES, media_type_of
from app.workflow.model import EditState
from postcode.editions import current_edition

_CHANGING = frozenset({Outcome.APPROVED, Outcome.UNDONE})

router = APIRouter(prefix="/v1/register", tags=["register"])

_FILES: Final = {media: {"schema": {"type": "string", "format": "binary"}} for media in MEDIA_TYPES}
"""What evidence may be, for the contract."""


class EditParameters(Parameters):
    """Which edits of a commune."""

    commune: str = Field(min_length=1, max_length=20, description="Code of the commune.")
    state: EditState | None = Field(default=None, description="Only edits in this state.")
    limit: int = Field(default=50, ge=1, le=MAX_EDITS)
    after: UUID | None = Field(default=None, description="The member `next` of the page before.")


@router.post(
    "/edits",
    operation_id="proposeEdits",
    status_code=201,
    response_model=ProposedOut,
    dependencies=[needs(Scope.REGISTER_EDIT)],
)
def create(
    given: Annotated[NewEdit, Body()], _: NoQuery, caller: Caller, register: Register, once: Repeatable
) -> Response:
    """Propose a change; a second person has to approve it. The caller's locks on its households are free again."""
    proposal = Proposal(
        kind=given.kind,
        household_ids=tuple(map(str, given.household_ids)),
        wanted=wanted_of(given.values),
        reason=given.reason,
        evidence=given.evidence,
    )

    def effect(session: Session) -> ProposedOut:
        edits = propose(
            session, proposal, caller=caller, edition=current_edition(), now=once.now, new_id=new_household_id
        )
        return ProposedOut(edits=tuple(edit_out(one, has_file=False) for one in edits))

    return once.answer(register, effect, status=201)


@router.get("/edits", operation_id="listEdits", dependencies=[needs(Scope.REGISTER_READ)])
def list_edits(asked: Annotated[EditParameters, Query()], caller: Caller, register: Register) -> EditsOut:
    """The edits of a commune, newest first."""
    require_commune(caller, asked.commune)
    after = None if asked.after is None else str(asked.after)
    with register.reading() as session:
        page = edit_page(session, commune_code=asked.commune, state=asked.state, limit=asked.limit, after=after)
        files = with_evidence(session, [one.id for one in page.edits])
    full = len(page.edits) == asked.limit
    return EditsOut(
        total=page.total,
        edits=tuple(edit_out(one, has_file=one.id in files) for one in page.edits),
        next=page.edits[-1].id if full else None,
    )


@router.get("/edits/{edit_id}", operation_id="getEdit", dependencies=[needs(Scope.REGISTER_READ)])
def read(edit_id: UUID, _: NoQuery, caller: Caller, register: Register) -> EditOut:
    """One edit."""
    with register.reading() as session:
        edit = reachable_edits(session, [str(edit_id)], caller=caller)[str(edit_id)]
        return edit_out(edit, has_file=bool(with_evidence(session, [edit.id])))


@router.post(
    "/decisions",
    operation_id="decideEdits",
    response_model=OutcomesOut,
    dependencies=[needs(Scope.REGISTER_APPROVE)],
)
def decide(
    given: Annotated[Decision, Body()], _: NoQuery, caller: Caller, register: Register, once: Repeatable
) -> Response:
    """Approve or refuse edits in one transaction, each with an outcome of its own."""
    ids = [str(one) for one in given.edit_ids]

    def effect(session: Session) -> OutcomesOut:
        if given.decision == "refuse":
            decided = refuse(session, ids, caller=caller, reason=given.reason, now=once.now)
        else:
            edition = current_edition()
            decided = approve(session, ids, caller=caller, reason=given.reason, edition=edition, now=once.now)
        return OutcomesOut(outcomes=_noted(session, decided, now=once.now))

    return once.answer(register, effect)


@router.post(
    "/edits/{edit_id}/undo",
    operation_id="undoEdit",
    response_model=OutcomeOut,
    dependencies=[needs(Scope.REGISTER_EDIT)],
)
def take_back(
    edit_id: UUID, given: Annotated[Undoing, Body()], _: NoQuery, caller: Caller, register: Register, once: Repeatable
) -> Response:
    """Undo an approved edit on the day of its approval, by one of its two people."""

    def effect(session: Session) -> OutcomeOut:
        undone = undo(session, str(edit_id), caller=caller, reason=given.reason, now=once.now)
        return _noted(session, (undone,), now=once.now)[0]

    return once.answer(register, effect)


@router.put(
    "/edits/{edit_id}/evidence",
    operation_id="attachEvidence",
    status_code=204,
    dependencies=[needs(Scope.REGISTER_EDIT)],
    openapi_extra={"requestBody": {"required": True, "content": _FILES}},
)
async def attach_evidence(
    edit_id: UUID, _: NoQuery, request: Request, caller: Caller, register: Register, once: Repeatable
) -> None:
    """Attach a file to an own proposal: PDF, PNG, JPEG or WebP of 2 MB at most, sent as the body."""
    content = await _small_body(request)
    media_type = media_type_of(content)
    if media_type is None:
        raise EvidenceTypeUnknown
    await to_thread.run_sync(_attach, register, str(edit_id), EvidenceFile(media_type, content), caller, once)


@router.get(
    "/edits/{edit_id}/evidence",
    operation_id="getEvidence",
    dependencies=[needs(Scope.REGISTER_READ)],
    response_class=Response,
    responses={200: {"content": _FILES, "description": "The file."}},
)
def read_evidence(edit_id: UUID, _: NoQuery, caller: Caller, register: Register) -> Response:
    """The file attached to an edit, as a download."""
    with register.reading() as session:
        reachable_edits(session, [str(edit_id)], caller=caller)
        file = evidence_file(session, str(edit_id))
    if file is None:
        raise EvidenceUnknown
    headers = {"Content-Disposition": "attachment", "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _attach(register: Register, edit_id: str, file: EvidenceFile, caller: Principal, once: Repeatable) -> None:
    with register.writing() as session:
        attach(session, edit_id, file, caller=caller, now=once.now)


async def _small_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise EvidenceTooLarge
    return bytes(body)


def _noted(session: Session, decided: tuple[Decided, ...], *, now: datetime) -> tuple[OutcomeOut, ...]:
    """The outcomes for the API; communes in which something changed are marked for another audit."""
    for code in sorted({one.edit.commune_code for one in decided if one.outcome in _CHANGING}):
        mark_changed(session, code, at=now)
    files = with_evidence(session, [one.edit.id for one in decided])
    return tuple(outcome_out(one, has_file=one.edit.id in files) for one in decided)
