"""Which problems an operation can end with: most follow from its declaration, the rest is in the table."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from fastapi.routing import APIRoute

from app.access.principal import Scope
from app.api.callers import SAFE_METHODS
from app.api.contract.operations import Operation
from app.api.contract.routes import depends_on, right_of
from app.api.idempotency import remembered_request
from app.api.problems import MEDIA_TYPE
from app.api.serving import served_now
from app.problem_kinds import callers, register, requests, service
from app.problem_kinds.kind import ProblemKind
from app.problem_kinds.table import KINDS

ALWAYS: Final = (
    *(requests.UNKNOWN_PARAMETER, callers.KEY_IN_QUERY, requests.REQUEST_REFUSED),
    *(callers.KEY_INVALID, callers.ORIGIN_REFUSED, callers.SYSTEM_NOT_AGREED),
    *(service.INTERNAL, register.REGISTER_AWAY),
)
"""What every operation can end with: a key is looked at wherever one is sent, and the register knows the keys."""

PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}


def problem_answers(
    route: APIRoute, known: Operation, *, operation: dict[str, Any], method: str
) -> dict[str, dict[str, Any]]:
    """The answers of an operation that are problems, by status."""
    kinds = {*ALWAYS, *known.problems, *_kinds_of(route, operation=operation, method=method)}
    ordered = sorted(kinds, key=lambda kind: (kind.status, kind.name))
    return {str(status): _answer(status, ordered) for status in sorted({kind.status for kind in kinds})}


def problem_examples() -> dict[str, dict[str, Any]]:
    """One example of every kind of problem, in Vietnamese."""
    return {
        kind.name: {
            "summary": f"{kind.title.vi} / {kind.title.en}",
            "value": {
                "type": kind.type,
                "title": kind.title.vi,
                "status": kind.status,
                "detail": kind.remedy.vi,
                "instance": "urn:uuid:019ab0de-7c4e-7d31-9a37-6f3c5d0c2b11",
            },
        }
        for kind in sorted(KINDS.values(), key=lambda kind: kind.name)
    }


def _kinds_of(route: APIRoute, *, operation: dict[str, Any], method: str) -> Iterator[ProblemKind]:
    right = right_of(route)
    if right.scope is not Scope.PUBLIC:
        yield from (callers.UNAUTHENTICATED, callers.FORBIDDEN)
    if right.counted is not None:
        yield callers.QUOTA_EXCEEDED
    if method.upper() not in SAFE_METHODS:
        yield from (callers.CROSS_SITE, requests.UPLOAD_TOO_LARGE)
    if operation.get("parameters") or "requestBody" in operation:
        yield requests.INVALID_PARAMETER
    if depends_on(route, served_now):
        yield from (service.NOT_PUBLISHED, service.SNAPSHOT_UNUSABLE)
    if depends_on(route, remembered_request):
        yield from (register.KEY_REUSED, register.REQUEST_RUNNING)


def _answer(status: int, kinds: list[ProblemKind]) -> dict[str, Any]:
    own = [kind for kind in kinds if kind.status == status]
    lines = [f"- [{kind.name}]({kind.type}): {kind.title.vi} / {kind.title.en}" for kind in own]
    examples = {kind.name: {"$ref": f"#/components/examples/{kind.name}"} for kind in own}
    return {
        "description": "\n".join((HTTPStatus(status).phrase, "", *lines)),
        "content": {MEDIA_TYPE: {"schema": PROBLEM, "examples": examples}},
    }
