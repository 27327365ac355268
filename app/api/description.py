"""The OpenAPI document: what the framework finds out, with every error declared as the problem it is sent as."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from app.api.problems import MEDIA_TYPE
from app.api.schemas import Problem

Document = dict[str, Any]

REFERENCE: Final = "#/components/schemas/{model}"
PROBLEM: Final = {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}}
REFUSALS: Final = {
    "4XX": {"description": "The request cannot be answered; `type` leads to a page that says why.", "content": PROBLEM},
    "5XX": {"description": "The service cannot answer at the moment.", "content": PROBLEM},
}


def describe(app: FastAPI) -> None:
    """Make the app hand out the document with its errors in it."""
    app.openapi = _with_refusals(app.openapi)  # type: ignore[method-assign]


def _with_refusals(made: Callable[[], Document]) -> Callable[[], Document]:
    """The framework keeps what it made, so this runs on it again and changes nothing then."""

    def document() -> Document:
        found = made()
        for path in found["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                operation["responses"].update(REFUSALS)
        schemas = found["components"]["schemas"]
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas.update(_problem_schemas())
        return found

    return document


def _problem_schemas() -> Document:
    _, document = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
    definitions: Document = document["$defs"]
    return definitions
