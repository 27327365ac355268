"""The contract is whole, as committed, and keeps what was promised."""

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import pytest
from typer.testing import CliRunner

from app.api.contract.breaking import breaking_changes
from app.api.contract.examples import examples
from app.api.contract.operations import OPERATIONS, TAGS
from app.api.contract.problem_page import problem_reference
from app.api.contract.routes import api_routes, right_of
from app.cli.main import command_line
from app.cli.openapi import contract_text
from app.main import create_app
from app.problem_kinds.table import KINDS
from app.settings import Settings
from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"
CONTRACT: dict[str, Any] = json.loads(contract_text())
CALLS = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, methods in CONTRACT["paths"].items()
    for method, operation in methods.items()
]
every_operation = pytest.mark.parametrize(("method", "path", "operation"), CALLS)


def test_the_committed_contract_is_the_one_of_the_code() -> None:
    assert (REFERENCE / "openapi.json").read_text(encoding="utf-8") == contract_text(), (
        "run: vpostcode openapi --out docs/reference/openapi.json"
    )


def test_nothing_that_was_released_is_broken() -> None:
    released = json.loads((REFERENCE / "openapi-released.json").read_text(encoding="utf-8"))
    assert breaking_changes(released, CONTRACT, today=datetime.now(UTC).date()) == []


def test_the_problem_catalogue_is_the_one_of_the_code() -> None:
    page = (REFERENCE / "problems.md").read_text(encoding="utf-8")
    assert page == problem_reference(), "run: vpostcode openapi --problems docs/reference/problems.md"
    assert all(f"### `{kind.type}`" in page for kind in KINDS.values())


def test_it_is_openapi_3_1_with_every_tag_described() -> None:
    assert CONTRACT["openapi"].startswith("3.1")
    used = {tag for call in CALLS for tag in call.values[2]["tags"]}
    assert used == set(TAGS) == {tag["name"] for tag in CONTRACT["tags"]}


def test_operation_ids_are_unique_and_all_known() -> None:
    ids = [call.values[2]["operationId"] for call in CALLS]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(OPERATIONS)
    assert set(examples()) == set(ids)


@every_operation
def test_an_operation_is_told_in_both_languages(method: str, path: str, operation: dict[str, Any]) -> None:
    vietnamese, english = operation["summary"].split(" / ", 1)
    assert vietnamese
    assert english
    assert operation["description"].count("\n\n") >= 1
    assert not operation["description"].startswith("\n")


@every_operation
def test_an_operation_declares_its_problems_by_status(method: str, path: str, operation: dict[str, Any]) -> None:
    refusals = {status: answer for status, answer in operation["responses"].items() if status >= "4"}
    assert {"400", "401", "403", "500", "503"} <= set(refusals)
    for status, answer in refusals.items():
        (content,) = answer["content"].values()
        assert set(answer["content"]) == {"application/problem+json"}
        assert {str(KINDS[name].status) for name in content["examples"]} == {status}


@every_operation
def test_parameters_requests_and_answers_have_examples(method: str, path: str, operation: dict[str, Any]) -> None:
    required = [one for one in operation.get("parameters", ()) if one["required"]]
    assert [one["name"] for one in required if "example" not in one] == []
    contents = [*operation.get("requestBody", {}).get("content", {}).items()]
    contents += [
        one
        for status, answer in operation["responses"].items()
        if status.startswith("2")
        for one in answer.get("content", {}).items()
    ]
    assert [media for media, content in contents if media == "application/json" and "example" not in content] == []


@every_operation
def test_examples_fit_their_schemas(method: str, path: str, operation: dict[str, Any]) -> None:
    for one in operation.get("parameters", ()):
        if "example" in one:
            check(one["schema"], one["example"])
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    for content in (content for body in bodies for content in body.get("content", {}).values()):
        if "example" in content and "schema" in content:
            check(content["schema"], content["example"])


def check(schema: dict[str, Any], value: object) -> None:
    whole = {**schema, "components": CONTRACT["components"]}
    jsonschema_rs.validator_for(whole, validate_formats=True).validate(value)


def test_what_needs_a_right_says_which() -> None:
    rights = {route.operation_id: right_of(route).scope.value for route in api_routes(create_app(Settings()).routes)}
    for call in CALLS:
        named = [scopes for one in call.values[2]["security"] for scopes in one.values()]
        assert all(scopes == [rights[call.values[2]["operationId"]]] for scopes in named)
    assert set(CONTRACT["components"]["securitySchemes"]) == {"bearer", "apiKey", "session"}


def test_the_command_prints_the_contract_and_tells_what_breaks(tmp_path: Any) -> None:
    older = json.loads(contract_text())
    older["paths"]["/v1/gone"] = {"get": {"responses": {}}}
    (tmp_path / "older.json").write_text(json.dumps(older), encoding="utf-8")
    runner, cli = CliRunner(), command_line()
    assert runner.invoke(cli, ["openapi"]).output == contract_text()
    told = runner.invoke(cli, ["openapi", "--against", str(tmp_path / "older.json")])
    assert (told.exit_code, told.output.strip()) == (1, "/v1/gone: path removed")
