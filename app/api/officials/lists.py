"""Lists as Excel files: the same questions as on the screen, all pages at once."""

import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from app.access.principal import Scope
from app.api.access import Caller, needs, require_commune
from app.api.callers import Callers
from app.api.officials.findings import FindingFilter, wanted_by
from app.api.officials.households import HouseholdFilter, question_of
from app.api.register import Register
from app.db.city_frame import communes_on
from app.excel.apart import ListWriter, Write
from app.excel.finding_list import MadeOn, write_findings
from app.excel.household_list import Made, write_households
from app.workflow.decisions import HANOI_TIME

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS: Final = "X-Row-Count"

router = APIRouter(tags=["register"])


@router.get(
    "/v1/register/households.xlsx",
    operation_id="downloadHouseholds",
    dependencies=[needs(Scope.REGISTER_READ)],
    response_class=Response,
    responses={200: {"content": {XLSX: {}}, "description": "The list, and a sheet that says what it is."}},
)
def households_book(
    asked: Annotated[HouseholdFilter, Query()], caller: Caller, register: Register, request: Request
) -> Response:
    """All households that the same question lists page by page, for Excel; it can be edited and sent back."""
    require_commune(caller, asked.commune)
    now = _now(request)

    today = now.astimezone(HANOI_TIME)
    with register.reading() as session:
        made = Made(now, communes_on(session, today.date()).get(asked.commune, ""))
    write = partial(write_households, question=question_of(asked), made=made)
    return _book(request, write, name=f"ho-{_plain(asked.commune)}-{today:%Y%m%d-%H%M}")


@router.get(
    "/v1/findings.xlsx",
    operation_id="downloadFindings",
    dependencies=[needs(Scope.FINDINGS)],
    response_class=Response,
    responses={200: {"content": {XLSX: {}}, "description": "The list, and a sheet that says what it is."}},
)
def findings_book(asked: Annotated[FindingFilter, Query()], caller: Caller, request: Request) -> Response:
    """All findings that the same question lists page by page, for Excel."""
    wanted = wanted_by(asked, caller)
    now = _now(request)
    write = partial(write_findings, wanted=wanted, made=MadeOn(now, now.date()))
    name = f"phat-hien-{_plain(asked.commune) or 'tat-ca'}-{now.astimezone(HANOI_TIME):%Y%m%d-%H%M}"
    return _book(request, write, name=name)


def _book(request: Request, write: Write, *, name: str) -> Response:
    """The file as a download; it is removed when it has been sent, or when it could not be written."""
    writer: ListWriter = request.app.state.list_writer
    folder = tempfile.TemporaryDirectory(prefix="vpostcode-list-")
    try:
        path = Path(folder.name) / "list.xlsx"
        count = writer.write(write, path)
    except BaseException:
        folder.cleanup()
        raise
    headers = {"Cache-Control": "no-store", ROWS: str(count)}
    return FileResponse(
        path, media_type=XLSX, filename=f"{name}.xlsx", headers=headers, background=BackgroundTask(folder.cleanup)
    )


def _now(request: Request) -> datetime:
    callers: Callers = request.app.state.callers
    return callers.now()


def _plain(commune: str) -> str:
    return commune if commune.isalnum() else ""
