"""What breaks callers and what does not, row by row."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from app.api.contract.breaking import breaking_changes

Document = dict[str, Any]
TODAY = date(2027, 7, 1)
TREE = {"type": "object", "properties": {"under": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}


def contract() -> Document:
    """One operation with a parameter, a body and an answer."""
    answer = {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "n": {"type": "integer"}},
    }
    answer["properties"]["tree"] = {"$ref": "#/components/schemas/Tree"}  # type: ignore[index]
    body = {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}, "place": {"$ref": "#/components/schemas/P"}}}
    limit = {"in": "query", "name": "limit", "schema": {"type": "integer", "maximum": 200, "minimum": 1}}
    operation = {
        "operationId": "ask",
        "security": [{}, {"bearer": []}],
        "parameters": [limit],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"200": {"content": {"application/json": {"schema": answer}}}, "404": {}},
    }
    place = {"type": ["number", "null"]}
    return {"paths": {"/v1/ask": {"post": operation}}, "components": {"schemas": {"P": place, "Tree": TREE}}}


def ask(document: Document) -> Document:
    return document["paths"]["/v1/ask"]["post"]


def answer_of(document: Document) -> Document:
    return ask(document)["responses"]["200"]["content"]["application/json"]["schema"]


def body_of(document: Document) -> Document:
    return ask(document)["requestBody"]["content"]["application/json"]["schema"]


BREAKING: list[tuple[str, Callable[[Document], object]]] = [
    ("/v1/ask: path removed", lambda d: d["paths"].pop("/v1/ask")),
    ("POST /v1/ask: operation removed", lambda d: d["paths"]["/v1/ask"].pop("post")),
    ("POST /v1/ask: operationId changed", lambda d: ask(d).update(operationId="other")),
    ("POST /v1/ask: needs a key now", lambda d: ask(d)["security"].remove({})),
    ("POST /v1/ask: parameter query:limit removed", lambda d: ask(d)["parameters"].clear()),
    ("POST /v1/ask: parameter query:limit required now", lambda d: ask(d)["parameters"][0].update(required=True)),
    (
        "POST /v1/ask: parameter query:new required now",
        lambda d: ask(d)["parameters"].append({"in": "query", "name": "new", "required": True, "schema": {}}),
    ),
    (
        "POST /v1/ask query:limit: maximum lowered to 10",
        lambda d: ask(d)["parameters"][0]["schema"].update(maximum=10),
    ),
    ("POST /v1/ask query:limit: minimum raised to 2", lambda d: ask(d)["parameters"][0]["schema"].update(minimum=2)),
    (
        "POST /v1/ask query:limit: type integer became boolean",
        lambda d: ask(d)["parameters"][0]["schema"].update(type="boolean"),
    ),
    ("POST /v1/ask body.kind: no longer takes b", lambda d: body_of(d)["properties"]["kind"]["enum"].remove("b")),
    ("POST /v1/ask body.kind: member removed", lambda d: body_of(d)["properties"].pop("kind")),
    ("POST /v1/ask body.kind: member required now", lambda d: body_of(d).update(required=["kind"])),
    (
        "POST /v1/ask body.place: type null|number became number",
        lambda d: d["components"]["schemas"]["P"].update(type="number"),
    ),
    ("POST /v1/ask body: application/json removed", lambda d: ask(d)["requestBody"]["content"].clear()),
    ("POST /v1/ask: body required now", lambda d: ask(d)["requestBody"].update(required=True)),
    ("POST /v1/ask 200: answer removed", lambda d: ask(d)["responses"].pop("200")),
    ("POST /v1/ask 200.code: member removed", lambda d: answer_of(d)["properties"].pop("code")),
    ("POST /v1/ask 200.code: member may be missing now", lambda d: answer_of(d).update(required=[])),
    (
        "POST /v1/ask 200.code: type string became null|string",
        lambda d: answer_of(d)["properties"]["code"].update(type=["string", "null"]),
    ),
    (
        "POST /v1/ask 200.n: type integer became number",
        lambda d: answer_of(d)["properties"]["n"].update(type="number"),
    ),
    ("POST /v1/ask 200.tree.under: member removed", lambda d: d["components"]["schemas"]["Tree"].update(properties={})),
]

ALLOWED: list[Callable[[Document], object]] = [
    lambda d: d["paths"].update({"/v1/more": {}}),
    lambda d: ask(d)["parameters"].append({"in": "query", "name": "new", "schema": {}}),
    lambda d: ask(d)["parameters"][0]["schema"].update(maximum=500),
    lambda d: ask(d)["parameters"][0]["schema"].update(type="number"),
    lambda d: body_of(d)["properties"]["kind"]["enum"].append("c"),
    lambda d: body_of(d)["properties"].update(new={"type": "string"}),
    lambda d: answer_of(d)["properties"].update(new={"type": "string"}),
    lambda d: answer_of(d).update(required=["code", "n"]),
    lambda d: ask(d)["responses"].update({"409": {}}),
    lambda d: ask(d).update(summary="other words"),
]


@pytest.mark.parametrize(("told", "change"), BREAKING, ids=[told for told, _ in BREAKING])
def test_what_breaks_a_caller_is_named(told: str, change: Callable[[Document], object]) -> None:
    new = deepcopy(contract())
    change(new)
    assert told in breaking_changes(contract(), new, today=TODAY)


@pytest.mark.parametrize("change", ALLOWED)
def test_what_only_adds_is_allowed(change: Callable[[Document], object]) -> None:
    new = deepcopy(contract())
    change(new)
    assert breaking_changes(contract(), new, today=TODAY) == []


def told_to_go(sunset: str) -> Document:
    """The contract in which the operation goes away on a day, beside another that stays."""
    old = contract()
    ask(old).update({"deprecated": True, "x-sunset": sunset})
    old["paths"]["/v1/ask"]["get"] = {"operationId": "look", "responses": {}}
    return old


def without(old: Document, *methods: str) -> Document:
    new = deepcopy(old)
    for method in methods:
        del new["paths"]["/v1/ask"][method]
    return new


@pytest.mark.parametrize("sunset", ["2027-06-30", "2027-07-01"])
def test_what_was_to_go_by_today_may_be_gone(sunset: str) -> None:
    old = told_to_go(sunset)
    assert breaking_changes(old, without(old, "post"), today=TODAY) == []


def test_a_path_may_be_gone_with_the_last_operation_whose_day_has_come() -> None:
    old = without(told_to_go("2027-07-01"), "get")
    new = {**old, "paths": {}}
    assert breaking_changes(old, new, today=TODAY) == []


def test_what_was_to_go_tomorrow_is_still_promised() -> None:
    old = told_to_go("2027-07-02")
    assert breaking_changes(old, without(old, "post"), today=TODAY) == ["POST /v1/ask: operation removed"]


def test_a_sunset_of_one_operation_lets_no_other_of_its_path_go() -> None:
    old = told_to_go("2027-07-01")
    assert breaking_changes(old, without(old, "get"), today=TODAY) == ["GET /v1/ask: operation removed"]
    assert breaking_changes(old, {**old, "paths": {}}, today=TODAY) == ["/v1/ask: path removed"]


def test_a_sunset_that_only_the_new_contract_tells_is_no_notice() -> None:
    new = without(told_to_go("2027-01-01"), "post")
    assert breaking_changes(contract(), new, today=TODAY) == ["POST /v1/ask: operation removed"]


def test_a_sunset_may_be_put_off_or_taken_back_but_not_brought_forward() -> None:
    old = told_to_go("2027-12-31")
    taken_back = deepcopy(old)
    del ask(taken_back)["x-sunset"]
    assert breaking_changes(old, taken_back, today=TODAY) == []
    assert breaking_changes(old, told_to_go("2028-06-30"), today=TODAY) == []
    sooner = ["POST /v1/ask: sunset 2027-12-31 brought forward to 2027-09-01"]
    assert breaking_changes(old, told_to_go("2027-09-01"), today=TODAY) == sooner
