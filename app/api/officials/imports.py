"""`/v1/register/imports`: an exported and edited file, shown line by line against the register, then proposed."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from app.access.principal import Scope
from app.api.access import Caller, needs, require_commune
from app.api.callers import Callers
from app.api.idempotency import Repeatable
from app.api.officials.import_schemas import ImportOut, LinesDoneOut, ProposeLines, done_out, line_out, rows_of
from app.api.parameters import NoQuery, Parameters
from app.api.register import Register
from app.db.edits import open_edit_counts
from app.db.imports import line_page, waiting_count
from app.db.load import new_household_id
from app.editing.deciding import MAX_EDITS
from app.errors import UploadUnfit
from app.excel.importing import Asked, compare_file, own_import, propose_lines
from app.excel.model import GivenLine, Import, LineKind
from app.excel.reading import given_lines
from postcode.editions import current_edition

MAX_UPLOAD: Final = 20 * 1024**2
FORM: Final = "multipart/form-data"
PART: Final = "file"

router = APIRouter(prefix="/v1/register/imports", tags=["register"])

_BODY: Final = {
    "required": True,
    "content": {
        FORM: {
            "schema": {
                "type": "object",
                "required": [PART],
                "additionalProperties": False,
                "properties": {
                    PART: {
                        "type": "string",
                        "format": "binary",
                        "description": "XLSX or CSV with the headings of the export.",
                    }
                },
            }
        }
    },
}


class CommuneParameters(Parameters):
    """Of which commune the file is."""

    commune: str = Field(min_length=1, max_length=20, description="Code of the commune.")


class LineParameters(Parameters):
    """Which lines."""

    kind: LineKind | None = Field(default=None, description="Only these; without it all that differ from the register.")
    limit: int = Field(default=50, ge=1, le=MAX_EDITS)
    after: int = Field(default=0, ge=0, description="The member `next` of the page before.")


@router.post(
    "",
    operation_id="compareFile",
    status_code=201,
    dependencies=[needs(Scope.REGISTER_EDIT)],
    max_body_size=MAX_UPLOAD,
    openapi_extra={"requestBody": _BODY},
)
async def create(
    asked: Annotated[CommuneParameters, Query()], caller: Caller, register: Register, request: Request
) -> ImportOut:
    """Compare a file with the register line by line; nothing is saved but the comparison, for a day."""
    require_commune(caller, asked.commune)
    lines = await _sent_lines(request)

    def compare() -> ImportOut:
        now = _callers(request).now()
        with register.writing() as session:
            made = compare_file(
                session, lines, caller=caller, commune_code=asked.commune, now=now, new_id=new_household_id
            )
            return _shown(session, made, LineParameters())

    return await to_thread.run_sync(compare)


@router.get("/{import_id}", operation_id="getImport", dependencies=[needs(Scope.REGISTER_EDIT)])
def read(
    import_id: UUID, asked: Annotated[LineParameters, Query()], caller: Caller, register: Register, request: Request
) -> ImportOut:
    """A file the caller sent within a day, with the lines that differ from the register."""
    with register.reading() as session:
        made = own_import(session, str(import_id), caller=caller, now=_callers(request).now())
        return _shown(session, made, asked)


@router.post(
    "/{import_id}/propose",
    operation_id="proposeImport",
    response_model=LinesDoneOut,
    dependencies=[needs(Scope.REGISTER_EDIT)],
)
def propose(
    import_id: UUID,
    given: Annotated[ProposeLines, Body()],
    _: NoQuery,
    caller: Caller,
    register: Register,
    once: Repeatable,
) -> Response:
    """Propose changed lines as corrections in one transaction, 200 at most; a second person approves them."""
    asked = Asked(
        import_id=str(import_id),
        rows=None if given.rows is None else frozenset(given.rows),
        reason=given.reason,
        evidence=given.evidence,
    )

    def effect(session: Session) -> LinesDoneOut:
        edition = current_edition()
        return done_out(
            propose_lines(session, asked, caller=caller, edition=edition, now=once.now, new_id=new_household_id)
        )

    return once.answer(register, effect)


def _shown(session: Session, made: Import, asked: LineParameters) -> ImportOut:
    page = line_page(session, made.id, kind=asked.kind, limit=asked.limit, after=asked.after)
    waiting = open_edit_counts(session, [one.line.household_id for one in page.lines if one.line.household_id])
    full = len(page.lines) == asked.limit
    return ImportOut(
        id=made.id,
        commune_code=made.commune_code,
        created_at=made.created_at,
        expires_at=made.expires_at,
        rows=rows_of(made),
        counts=dict(made.counts),
        waiting=waiting_count(session, made.id),
        total=page.total,
        lines=tuple(line_out(one, open_edits=waiting.get(one.line.household_id, 0)) for one in page.lines),
        next=page.lines[-1].line.row if full else None,
    )


async def _sent_lines(request: Request) -> list[GivenLine]:
    """The lines of the file that came with the form; it is removed when it has been read."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != FORM:
        raise UploadUnfit
    async with request.form(max_files=1, max_fields=0) as form:
        file = form.get(PART)
        if not isinstance(file, UploadFile) or len(form) != 1:
            raise UploadUnfit
        return await to_thread.run_sync(_read, file)


def _read(file: UploadFile) -> list[GivenLine]:
    with tempfile.TemporaryDirectory(prefix="vpostcode-import-") as name:
        path = Path(name) / "input"
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        return given_lines(path, spooled=Path(name) / "rows")


def _callers(request: Request) -> Callers:
    callers: Callers = request.app.state.callers
    return callers
