"""No request, however odd, gets an answer that the contract does not promise; none breaks the service."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.cli.openapi import contract_text
from app.problem_kinds.table import KINDS
from tests.contract.service import CALLERS, Service

CONTRACT: Final[dict[str, Any]] = json.loads(contract_text())
OPERATIONS: Final = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in CONTRACT["paths"].items()
    for method, operation in methods.items()
}
EXAMPLES: Final = 24
NAMED: Final = 4
"""Of eight questions so many are about something that exists."""
SLOW: Final = {"signIn": 6, "printPlates": 6}
"""Passwords take long to check and plates long to draw."""

HOSTILE: Final = (
    *(
        "%00",
        "a%00b",
        "%ED%A0%80",
        "%FF%FE",
        "%0d%0aX-Injected:1",
        "..%2f..%2fetc%2fpasswd",
        "%E2%80%AE",
        "%F0%9F%92%A9",
    ),
    *("9" * 400, "-9223372036854775809", "9223372036854775808", "1e999", "NaN", "-Infinity", "0x10", "true", "null"),
    *("'%20OR%201=1--", "%25", "%5C", "%2B", "[]", "{}", "%22", "%F0%9D%9F%98", "A" * 3_000, "%CC%81" * 300),
)
BODIES: Final = (
    *(b"", b"null", b"[]", b"{}", b"0", b'"', b"{", b"\xff\xfe", b"\x00", b"NaN", b'{"a":' * 5_000),
    *(b'{"reason":"\\u0000"}', b'{"reason":"\\ud800"}', b'{"account":"\\u0000","password":"\\ud800"}'),
    *(b'{"commune":"\\u0000"}', b'{"lon":1e999,"lat":0,"kind":"other"}', b'{"x":' + b"9" * 5_000 + b"}"),
)
MEDIA: Final = (
    *("application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x"),
    *("application/x-www-form-urlencoded", "application/jsonl", "application/json; charset=utf-7", "\x00", ""),
)
OUR_CHECKS: Final = [
    *(not_a_server_error, status_code_conformance, content_type_conformance),
    *(response_schema_conformance, response_headers_conformance),
]

each_operation = pytest.mark.parametrize("operation_id", sorted(OPERATIONS))


@each_operation
def test_every_answer_keeps_the_contract(service: Service, operation_id: str) -> None:
    tried = schemathesis.openapi.from_asgi("/openapi.json", service.app).find_operation_by_id(operation_id)
    cases = st.one_of(*(tried.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode))

    @seed(20261122)
    @settings(
        max_examples=SLOW.get(operation_id, EXAMPLES),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, who=st.sampled_from(sorted(CALLERS)), choice=st.integers(0, 7))
    def ask(case: Any, who: str, choice: int) -> None:
        named = choice < NAMED and name_what_exists(case, service, choice)
        with service.asked_by(who), asgi.get_client(service.app) as client:
            response = case.call(session=client, timeout=120)
        case.validate_response(response, checks=[*OUR_CHECKS, *(() if named else (negative_data_rejection,))])
        check_problem(operation_id, response.status_code, response.content)

    ask()
    assert service.faults() == []


def name_what_exists(case: Any, service: Service, choice: int) -> bool:
    """Ask about something that exists, to get behind "unknown"; whether anything was named so."""
    places = [part for part in (case.path_parameters, case.query, case.body) if isinstance(part, dict)]
    found = [(part, name) for part in places for name in part if name in service.known]
    for part, name in found:
        part[name] = service.known[name][choice % len(service.known[name])]
    return bool(found)


def check_problem(operation_id: str, status: int, body: bytes) -> None:
    """An error is a problem of a kind that the operation declares for this status."""
    if status < 400:
        return
    kind = json.loads(body)["type"].rpartition("/")[2]
    answer = OPERATIONS[operation_id][2]["responses"][str(status)]
    assert kind in answer["content"]["application/problem+json"]["examples"], f"{operation_id}: {kind} undeclared"


@each_operation
def test_hostile_texts_in_the_address_are_answered_or_refused(service: Service, operation_id: str) -> None:
    method, path, operation = OPERATIONS[operation_id]
    parameters = [one["name"] for one in operation.get("parameters", ()) if one["in"] in {"path", "query"}]
    usual = {one["name"]: one["example"] for one in operation.get("parameters", ()) if "example" in one}
    usual |= {name: service.known[name][0] for name in parameters if name in service.known}
    for name in parameters:
        for hostile in HOSTILE if name in {"q", "code", "after"} else HOSTILE[::3]:
            sent = {other: quote(str(value), safe="") for other, value in usual.items()} | {name: hostile}
            check_answer(service, operation_id, method, address_of(path, operation, sent))


@each_operation
def test_hostile_bodies_are_answered_or_refused(service: Service, operation_id: str) -> None:
    method, path, operation = OPERATIONS[operation_id]
    if "requestBody" not in operation:
        return
    names = {
        one["name"]: str(service.known.get(one["name"], (one.get("example"),))[0]) for one in parameters_of(operation)
    }
    address = address_of(path, operation, names)
    example = operation["requestBody"]["content"].get("application/json", {}).get("example", {})
    spoilt = [json.dumps(one).encode() for one in spoilt_examples({**example, **known_in(example, service)})]
    calls = [(body, "application/json") for body in (*BODIES, *spoilt)] + [(b'{"a":1}', media) for media in MEDIA]
    for body, media in calls:
        check_answer(service, operation_id, method, address, content=body, media=media)


def spoilt_examples(example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The example with one member at a time made hostile."""
    for name, value in example.items():
        for hostile in ("\0", "a\0b", "\ud800", "\u202e", "9" * 5_000, -(2**63) - 1, 10**400, [], {}, None, [[["\0"]]]):
            yield {**example, name: hostile}
        if isinstance(value, dict):
            yield from ({**example, name: inner} for inner in spoilt_examples(value))


def known_in(example: dict[str, Any], service: Service) -> dict[str, Any]:
    return {name: service.known[name][0] for name in example if name in service.known}


@pytest.mark.parametrize("path", sorted(CONTRACT["paths"]))
def test_other_methods_are_refused_by_name(service: Service, path: str) -> None:
    known = {method.upper() for method in CONTRACT["paths"][path]} | {"HEAD", "OPTIONS"}
    (operation, *_) = CONTRACT["paths"][path].values()
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"} - known:
        examples = {one["name"]: str(one["example"]) for one in parameters_of(operation) if one["in"] == "path"}
        response = service.client.request(method, address_of(path, operation, examples))
        assert response.status_code == 405, (method, path)
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Allow"]


def parameters_of(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in operation.get("parameters", ()) if one["in"] in {"path", "query"}]


def address_of(path: str, operation: dict[str, Any], values: Mapping[str, str]) -> str:
    """The path with these parameters, as they are; those without a value are left out."""
    asked = [f"{one['name']}={values[one['name']]}" for one in parameters_of(operation) if is_asked(one, values)]
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return f"{path}?{'&'.join(asked)}" if asked else path


def is_asked(parameter: dict[str, Any], values: Mapping[str, str]) -> bool:
    return parameter["in"] == "query" and parameter["name"] in values


def check_answer(
    service: Service, operation_id: str, method: str, address: str, *, content: bytes = b"", media: str = ""
) -> None:
    """A promised status and, for an error, a problem that fits its schema."""
    headers = {"Content-Type": media} if media else {}
    with service.asked_by("official"):
        response = service.client.request(method, address, content=content, headers=headers)
    where = f"{operation_id} {method} {address[:200]} {content[:40]!r} {media!r}: {response.status_code}"
    if response.status_code == 404 and response.json()["type"] == "/problems/not-found":
        return  # the address has become another one
    assert str(response.status_code) in OPERATIONS[operation_id][2]["responses"], where
    assert response.status_code < 500, where
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json", where
        check_problem(operation_id, response.status_code, response.content)
        problem = {"$ref": "#/components/schemas/Problem", "components": CONTRACT["components"]}
        assert jsonschema_rs.is_valid(problem, response.json()), where
        assert f"/problems/{response.json()['type'].rpartition('/')[2]}" == response.json()["type"]
        assert response.json()["type"].rpartition("/")[2] in KINDS
