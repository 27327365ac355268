"""Errors as RFC 9457 problems, and one page for people about each kind of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope as AsgiScope

from app.access.principal import Scope
from app.api.access import needs
from app.api.language import Language, preferred
from app.api.officials.edit_words import edit_flaws
from app.api.schemas import Problem, ProblemError
from app.batches.errors import REFUSALS, OptionRefused
from app.code_flaws import FLAWS
from app.db.errors import RegisterError, ValueRefused
from app.errors import (
    AppError,
    CodeRefused,
    CodeRetired,
    CodesUnknown,
    CursorInvalid,
    EditInvalid,
    HouseholdLocked,
    ImportColumnsMissing,
    LimitExceeded,
    QuestionMissing,
    WebhookUrlRefused,
)
from app.problem_kinds.callers import KEY_INVALID
from app.problem_kinds.kind import ProblemKind
from app.problem_kinds.requests import INVALID_PARAMETER, NOT_FOUND, UNKNOWN_PARAMETER
from app.problem_kinds.service import INTERNAL
from app.problem_kinds.table import KINDS, kind_of
from geocoding.errors import InputUnreadable, SnapshotError
from postcode.code import read_stored
from postcode.errors import CodeMalformed
from postcode.spelling import STORED
from postcode.words import Words

MEDIA_TYPE = "application/problem+json"
FOR_PEOPLE = ("/c/", "/C/", "/tra-cuu")
"""Where the pages for citizens begin."""

FOR_PROGRAMS = ("/v1/", "/assets/", "/widget/", "/map/", "/problems/")
"""Where programs ask, also those that run in a page; elsewhere a browser that wants HTML gets a page."""

BY_STANDARD = "/ogc"
"""Where OGC API – Features (7.15.6) asks for 400 for any bad parameter."""

RETRY_AFTER_S = {429: 60, 503: 5}
"""When to try again, by status."""
CHALLENGE = 'Bearer realm="vpostcode"'
CHALLENGES = {KEY_INVALID.name: f'{CHALLENGE}, error="invalid_token"'}
"""What a refused caller is asked for (RFC 6750, section 3)."""


router = APIRouter(include_in_schema=False)

FAULTS = {
    "missing": Words("thiếu tham số này", "this parameter is missing"),
    "extra_forbidden": Words("dịch vụ không có tham số này", "the service has no such parameter"),
    "repeated": Words("chỉ được nêu một lần", "may be given only once"),
    "float_parsing": Words("phải là một số", "must be a number"),
    "int_parsing": Words("phải là một số nguyên", "must be a whole number"),
    "day": Words("phải là ngày dạng 2025-06-30", "must be a day written like 2025-06-30"),
    "finite_number": Words("phải là số hữu hạn", "must be finite"),
    "greater_than_equal": Words("không được nhỏ hơn {ge}", "must be at least {ge}"),
    "less_than_equal": Words("không được lớn hơn {le}", "must be at most {le}"),
    "enum": Words("phải là một trong: {expected}", "must be one of: {expected}"),
    "string_too_short": Words("cần ít nhất {min_length} ký tự", "needs at least {min_length} character(s)"),
    "string_too_long": Words("quá dài, nhiều nhất {max_length} ký tự", "is too long, at most {max_length} characters"),
}
"""What is wrong with a parameter, by Pydantic's name of the fault."""

_LOST: Final = Words(
    "Đường dẫn có thể đã cũ hoặc chép thiếu. Hãy xem lại, hoặc chọn một trang dưới đây.",
    "The address may be old or not copied whole. Check it, or choose one of the pages below.",
)
"""What a person is told where a program is told of /openapi.json."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Links below a page about a problem, by address, with what they have in common."""

    title: Words
    to: Mapping[str, Words]


OTHER_FAULT = Words("giá trị không hợp lệ", "the value is not valid")


def install(app: FastAPI) -> None:
    """Make every error of the app a problem; unknown exceptions are caught by the request log around the app."""
    for error in (AppError, *REFUSALS, SnapshotError, RegisterError, ValueRefused, CodeMalformed, HTTPException):
        app.add_exception_handler(error, _answer)
    app.add_exception_handler(RequestValidationError, _answer_invalid)


def problem_response(
    scope: AsgiScope,
    kind: ProblemKind,
    *,
    errors: list[ProblemError] | None = None,
    near_misses: list[str] | None = None,
    violated_policies: tuple[str, ...] | None = None,
    successors: list[str] | None = None,
) -> Response:
    """The problem as a response in the caller's language."""
    kind = _by_standard(scope, kind)
    language = language_of(scope)
    problem = Problem(
        type=kind.type,
        title=language.pick(kind.title),
        status=kind.status,
        detail=language.pick(kind.remedy),
        instance=f"urn:uuid:{scope.get('state', {}).get('request_id', '')}",
        errors=errors,
        near_misses=near_misses,
        violated_policies=violated_policies,
        successors=successors,
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if kind.status in RETRY_AFTER_S:
        headers["Retry-After"] = str(RETRY_AFTER_S[kind.status])
    if kind.status == 401:
        headers["WWW-Authenticate"] = CHALLENGES.get(kind.name, CHALLENGE)
    body = problem.model_dump_json(exclude_none=True)
    return Response(body, status_code=kind.status, media_type=MEDIA_TYPE, headers=headers)


def _by_standard(scope: AsgiScope, kind: ProblemKind) -> ProblemKind:
    """The kind with the status that is usual where it happened."""
    return replace(kind, status=400) if kind.status == 422 and scope["path"].startswith(BY_STANDARD) else kind


def internal_error(scope: AsgiScope) -> Response:
    """The answer to a caller who met our own fault: nothing of the exception is in it."""
    return problem_response(scope, INTERNAL)


def language_of(scope: AsgiScope) -> Language:
    """The language the caller of this request reads."""
    return preferred(dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1"))


async def _answer(request: Request, error: Exception) -> Response:
    if _is_for_people(request):
        retry_after_s = error.retry_after_s if isinstance(error, LimitExceeded) else None
        return _page_of(_by_standard(request.scope, kind_of(error)), retry_after_s=retry_after_s)
    response = problem_response(
        request.scope,
        kind_of(error),
        violated_policies=_policies(error),
        near_misses=_near_misses(error) or None,
        successors=list(error.successors) or None if isinstance(error, CodeRetired) else None,
        errors=_flaws(request.scope, error),
    )
    if isinstance(error, LimitExceeded):
        response.headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, HTTPException):
        response.status_code = error.status_code
        response.headers.update(error.headers or {})
    return response


def _is_for_people(request: Request) -> bool:
    """Whether a person reads the answer: on the citizens' pages, or a browser that opens an address of ours."""
    path = request.url.path
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    return path.startswith(FOR_PEOPLE) or (wants_page and not path.startswith(FOR_PROGRAMS))


def _page_of(kind: ProblemKind, *, retry_after_s: int | None = None) -> Response:
    """The problem as a page, where people and not programs ask."""
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Vary": "Accept"}
    wait_s = retry_after_s or RETRY_AFTER_S.get(kind.status)
    if wait_s is not None:
        headers["Retry-After"] = str(wait_s)
    return HTMLResponse(_page(kind, leads=_WAYS_ON), status_code=kind.status, headers=headers)


def _policies(error: Exception) -> tuple[str, ...] | None:
    return error.policies if isinstance(error, LimitExceeded) else None


def _near_misses(error: Exception) -> list[str]:
    """The codes the caller may have meant, as printed; a guess at a malformed text is pure spelling."""
    if isinstance(error, CodeMalformed):
        return [read_stored(code).printed() for code in error.near_misses if STORED.fullmatch(code)]
    return list(error.near_misses) if isinstance(error, CodeRefused) else []


def _flaws(scope: AsgiScope, error: Exception) -> list[ProblemError] | None:
    """What is wrong where, None when the kind of problem says it all."""
    found = [ProblemError(pointer=pointer, detail=detail) for pointer, detail in _pointed(error, language_of(scope))]
    return found or None


def _pointed(error: Exception, language: Language) -> Iterator[tuple[str, str]]:
    """JSON Pointers into the request, each with what is wrong there."""
    match error:
        case EditInvalid() | HouseholdLocked():
            yield from ((pointer, language.pick(words)) for pointer, words in edit_flaws(error))
        case CursorInvalid():
            yield "#/query/after", language.pick(OTHER_FAULT)
        case QuestionMissing():
            yield "#/query/q", language.pick(FAULTS["missing"])
        case OptionRefused():
            yield f"#/options/{error.option.replace('.', '/')}", language.pick(error.reason)
        case InputUnreadable():
            yield "#/file", language.pick(error.words)
        case ImportColumnsMissing():
            yield from (("#/file", language.pick(_missing_column(heading))) for heading in error.headings)
        case WebhookUrlRefused():
            yield "#/url", str(error)
        case CodesUnknown():
            yield from (("#/codes", code) for code in error.codes)
        case CodeMalformed():
            yield "#/path/code", language.pick(FLAWS[error.reason])


def _missing_column(heading: str) -> Words:
    return Words(f"thiếu cột “{heading}”", f"the column “{heading}” is missing")


async def _answer_invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    language = language_of(request.scope)
    faults = error.errors()
    unknown = [fault for fault in faults if fault["type"] == "extra_forbidden"]
    kind = UNKNOWN_PARAMETER if unknown else INVALID_PARAMETER
    if _is_for_people(request):
        return _page_of(_by_standard(request.scope, kind))
    errors = [
        ProblemError(
            pointer="#/" + "/".join(_pointer_part(part) for part in fault["loc"]),
            detail=language.pick(FAULTS.get(fault["type"], OTHER_FAULT)).format(**_facts(fault.get("ctx", {}))),
        )
        for fault in unknown or faults
    ]
    return problem_response(request.scope, kind, errors=errors)


def _facts(given: Mapping[str, object]) -> Mapping[str, object]:
    """The facts of a fault; the values that may be given without the English words between them."""
    expected = given.get("expected")
    return {**given, "expected": ", ".join(re.findall("'([^']*)'", expected))} if isinstance(expected, str) else given


def _pointer_part(part: object) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3), cut to a length worth reading."""
    return str(part)[:60].replace("~", "~0").replace("/", "~1")


@router.get("/problems/{name}", name="problem page", dependencies=[needs(Scope.PUBLIC)])
async def problem_page(name: str, request: Request) -> Response:
    """The page about one kind of problem, in both languages."""
    kind = KINDS.get(name)
    if kind is None:
        return problem_response(request.scope, NOT_FOUND)
    return HTMLResponse(_page(kind, leads=_others()))


_WAYS_ON: Final = Leads(
    Words("Đi tiếp", "Go on"),
    {
        "/": Words("Trang đầu, bản đồ", "Start, with the map"),
        "/tra-cuu": Words("Tra cứu mã của nhà bạn", "Find the code of your home"),
        "/console": Words("Bàn làm việc cho cán bộ", "Officials’ console"),
    },
)
"""Where a person who met a problem may go on."""


def _others() -> Leads:
    """The pages of the other kinds of problems."""
    return Leads(Words("Các lỗi khác", "Other problems"), {other.type: other.title for other in KINDS.values()})


def _page(kind: ProblemKind, *, leads: Leads) -> str:
    rows = "\n".join(
        f"<li><a href='{address}'>{escape(words.vi)} <span lang='en'>{escape(words.en)}</span></a></li>"
        for address, words in leads.to.items()
    )
    remedy = _LOST if kind is NOT_FOUND and leads is _WAYS_ON else kind.remedy
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(kind.title.vi)} · Vpostcode</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body class="paper">
<main>
<p class="kicker"><a href="/">Vpostcode</a> · {kind.status}</p>
<h1>{escape(kind.title.vi)} <span lang="en">{escape(kind.title.en)}</span></h1>
<p>{escape(remedy.vi)}</p>
<p lang="en">{escape(remedy.en)}</p>
<p><code>{kind.type}</code></p>
<nav aria-label="{leads.title.vi} · {leads.title.en}"><ul>
{rows}
</ul></nav>
</main>
</body>
</html>
"""
