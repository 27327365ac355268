"""Makes the app hand out its whole contract: words, rights, examples, and every problem an operation can end with."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from app.api.contract.deprecated import Deprecated
from app.api.contract.examples import add_examples
from app.api.contract.operations import OPERATIONS, TAGS, Operation
from app.api.contract.problem_answers import problem_answers, problem_examples
from app.api.contract.routes import api_routes, depends_on
from app.api.contract.security import SCHEMES, requirements
from app.api.schemas import Problem
from app.api.serving import served_now
from postcode.words import Words

Document = dict[str, Any]

LINES: Final = "application/x-ndjson"
REFERENCE: Final = "#/components/schemas/{model}"
DESCRIPTION: Final = Words(
    "Mỗi hộ gia đình ở Hà Nội một mã bưu chính; một dịch vụ hiểu mọi địa chỉ Hà Nội. Lỗi là application/problem+json "
    "(RFC 9457), tiếng Việt, hoặc tiếng Anh theo Accept-Language; tham số lạ bị từ chối.",
    "A postal code for every household of Hanoi, and one service that understands any Hanoi address. Errors are "
    "application/problem+json (RFC 9457), in Vietnamese, or in English by Accept-Language; unknown parameters are "
    "refused.",
)


def describe(app: FastAPI, *, deprecated: Mapping[str, Deprecated]) -> None:
    """Make the app hand out the whole document."""
    app.openapi = _whole(app, app.openapi, deprecated)  # type: ignore[method-assign]


def both(words: Words) -> str:
    """The words in both languages, as CommonMark."""
    return f"{words.vi}\n\n{words.en}"


def _whole(app: FastAPI, made: Callable[[], Document], deprecated: Mapping[str, Deprecated]) -> Callable[[], Document]:
    """The framework keeps what it made, so this is done once for every document it makes."""

    def document() -> Document:
        found = made()
        if "tags" not in found:
            _complete(found, {route.operation_id: route for route in api_routes(app.routes) if route.operation_id})
            for path in found["paths"].values():
                for operation in path.values():
                    _mark_deprecated(operation, deprecated.get(operation["operationId"]))
        return found

    return document


def _complete(document: Document, routes: dict[str, APIRoute]) -> None:
    document["info"].update(description=both(DESCRIPTION), license={"name": "Apache-2.0", "identifier": "Apache-2.0"})
    document["tags"] = [{"name": name, "description": both(words)} for name, words in TAGS.items()]
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete_operation(operation, routes[operation["operationId"]], method=method)
    add_examples(document)
    components = document["components"]
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    components["schemas"].update(_problem_schemas())
    components["examples"] = problem_examples()
    components["securitySchemes"] = SCHEMES


def _complete_operation(operation: Document, route: APIRoute, *, method: str) -> None:
    known = OPERATIONS.get(operation["operationId"], Operation(Words(operation["summary"], operation["summary"]), ""))
    english = operation.get("description", "")
    operation["summary"] = f"{known.summary.vi} / {known.summary.en}"
    operation["description"] = both(Words(known.vi, english))
    operation["security"] = requirements(route)
    answers = operation["responses"]
    answers.pop("422", None)
    if method == "get" and depends_on(route, served_now):
        answers["304"] = {
            "description": "Not Modified\n\nCâu trả lời chưa đổi (If-None-Match). / Still the same answer."
        }
    for content in (answer.get("content", {}) for answer in answers.values()):
        if LINES in content:
            # The framework takes all that is not JSON for one text; here the schema is that of every line.
            content[LINES]["schema"].pop("type", None)
    answers.update(problem_answers(route, known, operation=operation, method=method))


def _mark_deprecated(operation: Document, going: Deprecated | None) -> None:
    """Say of an operation that it is going away, in words, in the flag for generators, and in its answers' headers."""
    if going is None:
        return
    until = Words(f"Ngừng từ {going.sunset}. {going.instead.vi}", f"Going away on {going.sunset}. {going.instead.en}")
    operation["deprecated"] = True
    operation["x-sunset"] = going.sunset.isoformat()
    operation["description"] = f"{both(until)}\n\n{operation['description']}"
    for answer in operation["responses"].values():
        fields = {name: {"schema": {"type": "string"}} for name in going.headers(operation["operationId"])}
        answer.setdefault("headers", {}).update(fields)


def _problem_schemas() -> Document:
    _, document = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
    definitions: Document = document["$defs"]
    return definitions
