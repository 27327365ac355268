"""The pages for citizens: `/c/{code}`, `/tra-cuu` and what belongs to it. Made by the service, for any browser.

Unlike the API they take any query parameter: those who pass a link on add their own to it.
"""

from collections.abc import Mapping
from typing import Annotated, Final

from anyio import to_thread
from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.callers import Callers
from app.api.disclosure import View, visible_matches
from app.api.limiting import limits_of
from app.api.parameters import MAX_PART, asked_point
from app.api.register import Register
from app.api.serving import Current, Served
from app.citizen.code_view import CodeState, CodeView, code_view
from app.citizen.finding import found_at, found_by_text
from app.citizen.pages import code_page, find_page, receipt_page, report_page, thanks_page, unreadable_page
from app.db.errors import RegisterError
from app.db.paper import is_live
from app.db.register import LazyRegister
from app.errors import AppError, ReceiptRefused
from app.problem_kinds.table import kind_of
from app.reporting import state_of, take_report
from app.reports.model import ReportKind, ReportState
from app.reports.receipt import printed_receipt, read_receipt
from app.reports.wording import MAX_TEXT, kept_text
from geocoding.text.normalise import MAX_TEXT as MAX_QUESTION
from postcode.code import Vpostcode, parse, read_stored
from postcode.errors import CodeMalformed
from postcode.spelling import STORED

PRIVATE: Final[Mapping[str, str]] = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
"""Pages about a home are in nobody's index and in no shared cache."""

FINDING: Final[Mapping[str, str]] = {**PRIVATE, "Permissions-Policy": "camera=(), geolocation=(self), microphone=()"}
"""The page that may ask for the position of the phone."""

STATUS: Final[Mapping[CodeState, int]] = {
    CodeState.LIVE: 200,
    CodeState.NEW: 200,
    CodeState.REPLACED: 200,
    CodeState.RETIRED: 410,
    CodeState.NOT_ISSUED: 404,
    CodeState.CHECK_WRONG: 404,
}

ROBOTS: Final = "User-agent: *\nDisallow: /c/\nDisallow: /C/\nDisallow: /v1/\nDisallow: /console\nDisallow: /map/\n"

router = APIRouter(include_in_schema=False)


@router.get("/robots.txt", dependencies=[needs(Scope.PUBLIC)])
async def robots() -> Response:
    """What crawlers are asked to leave alone."""
    return PlainTextResponse(ROBOTS)


@router.get("/c/{code:path}", dependencies=[needs(Scope.RESOLVE, counted=Counted.CODES)])
@router.get("/C/{code:path}", dependencies=[needs(Scope.RESOLVE, counted=Counted.CODES)])
async def show_code(code: str, served: Current, register: Register, request: Request) -> Response:
    """The page of a code; another spelling leads to the printed one."""
    try:
        view = await to_thread.run_sync(_view, code, served, register)
    except CodeMalformed as error:
        near = [read_stored(one).printed() for one in error.near_misses if STORED.fullmatch(one)]
        return HTMLResponse(unreadable_page(code, near), status_code=404, headers=PRIVATE)
    if not view.is_canonical or request.url.path.startswith("/C/"):
        return RedirectResponse(f"/c/{view.code.printed()}", status_code=308, headers=PRIVATE)
    body = code_page(view, written=code, ground=served.snapshot, base_url=request.app.state.public_url)
    return HTMLResponse(body, status_code=STATUS[view.state], headers=PRIVATE)


def _view(code: str, served: Served, register: LazyRegister) -> CodeView:
    def is_live_in_register(one: Vpostcode) -> bool | None:
        try:
            with register.reading() as session:
                return is_live(session, one)
        except RegisterError:
            return None  # the page then says "not issued", which is what the published dataset knows

    return code_view(code, look_up=served.engine.look_up, is_live=is_live_in_register)


@router.get("/tra-cuu", dependencies=[needs(Scope.PUBLIC)])
async def start() -> Response:
    """The page where citizens find their code."""
    return HTMLResponse(find_page(), headers=FINDING)


@router.post("/tra-cuu", dependencies=[needs(Scope.RESOLVE, counted=Counted.TEXTS)])
async def find(
    served: Current,
    request: Request,
    q: Annotated[str, Form(max_length=MAX_QUESTION)] = "",
    lat: Annotated[float | None, Form(allow_inf_nan=False)] = None,
    lon: Annotated[float | None, Form(allow_inf_nan=False)] = None,
) -> Response:
    """What was found for an address, a code or a position; sent as a form so that it stands in no address bar."""
    if q.strip() and _is_code(q):
        return RedirectResponse(f"/c/{parse(q).code.printed()}", status_code=303, headers=PRIVATE)
    base_url = request.app.state.public_url
    if lat is not None and lon is not None:
        point = asked_point(lat=lat, lon=lon)
        answer = served.engine.reverse(point, limit=2)
        return HTMLResponse(find_page(answer=found_at(answer, served.snapshot, base_url=base_url)), headers=FINDING)
    if not q.strip():
        return HTMLResponse(find_page(), headers=FINDING)
    answer = served.engine.resolve(q, limit=5)
    request.state.verdict = answer.verdict
    matches = visible_matches(answer, view=View.CITIZEN)
    shown = found_by_text(answer, matches, served.snapshot, base_url=base_url)
    return HTMLResponse(find_page(answer=shown, question=q), headers=FINDING)


def _is_code(text: str) -> bool:
    try:
        return parse(text).check_ok is not False
    except CodeMalformed:
        return False


@router.get("/tra-cuu/bao-sai", dependencies=[needs(Scope.PUBLIC)])
async def report_form(ma: Annotated[str, Query(max_length=MAX_PART)] = "") -> Response:
    """The form to say what is wrong."""
    return HTMLResponse(report_page(code=ma), headers=PRIVATE)


@router.post("/tra-cuu/bao-sai", dependencies=[needs(Scope.REPORTS)])
def report(
    caller: Caller,
    served: Current,
    register: Register,
    request: Request,
    code: Annotated[str, Form(max_length=MAX_PART)] = "",
    kind: Annotated[ReportKind, Form()] = ReportKind.WRONG_PLACE,
    text: Annotated[str, Form(max_length=4 * MAX_TEXT)] = "",
) -> Response:
    """The receipt number, or the form again with what has to be mended."""
    kept = kept_text(text)
    callers: Callers = request.app.state.callers
    try:
        limits_of(request).take_by_address(request, Counted.REPORTS)
        with register.writing() as session:
            stored = take_report(
                session, served.engine, about=code, kind=kind, kept=kept, caller=caller, at=callers.now()
            )
    except (AppError, CodeMalformed) as error:
        wrong = kind_of(error)
        problem = f"{wrong.title.vi}. {wrong.remedy.vi}"
        body = report_page(code=code, kind=kind, text=text, problem=problem)
        return HTMLResponse(body, status_code=wrong.status, headers=PRIVATE)
    return HTMLResponse(thanks_page(stored.receipt, stripped=kept.stripped), status_code=201, headers=PRIVATE)


@router.get("/tra-cuu/bien-nhan", dependencies=[needs(Scope.REPORTS)])
def receipt(register: Register, request: Request, so: Annotated[str, Query(max_length=MAX_PART)] = "") -> Response:
    """What became of a report."""
    if not so.strip():
        return HTMLResponse(receipt_page(), headers=PRIVATE)
    try:
        limits_of(request).take_by_address(request, Counted.RECEIPTS)
        state: ReportState = state_of(register, so)
    except (ReceiptRefused, AppError) as error:
        wrong = kind_of(error)
        return HTMLResponse(receipt_page(receipt=so, problem=wrong), status_code=wrong.status, headers=PRIVATE)
    return HTMLResponse(receipt_page(receipt=printed_receipt(read_receipt(so)), state=state), headers=PRIVATE)
