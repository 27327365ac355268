"""Examples of requests and answers, recorded from the synthetic sample city and kept beside this module."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

Document = dict[str, Any]

EXAMPLES: Final = Path(__file__).with_name("examples.json")


@cache
def examples() -> dict[str, Document]:
    """By operation id: `parameters` by name, `request` and `answer` as sent."""
    found: dict[str, Document] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


def add_examples(document: Document) -> None:
    """Put each example where OpenAPI wants it: at its parameter, its request body, its answer."""
    for path in document["paths"].values():
        for operation in path.values():
            _add(operation, examples().get(operation["operationId"], {}))


def _add(operation: Document, example: Document) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]
    if "request" in example:
        _add_to_content(operation["requestBody"]["content"], example["request"])
    for status, answer in operation["responses"].items():
        if status.startswith("2") and "answer" in example:
            _add_to_content(answer["content"], example["answer"])


def _add_to_content(content: Document, value: object) -> None:
    """The same value for each way of writing it; binary files have none."""
    for media in content.values():
        media["example"] = value
