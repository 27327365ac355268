"""`vpostcode openapi`: the contract of the API as a file, and whether it still holds what was promised."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.api.contract.breaking import breaking_changes
from app.api.contract.problem_page import problem_reference
from app.cli.common import ExitCode
from app.main import create_app
from app.settings import Settings


def openapi(
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Ghi vào tệp. / Write to a file.")] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="So với bản cũ. / Name what breaks callers of an older one."),
    ] = None,
    problems: Annotated[
        Path | None, typer.Option("--problems", metavar="FILE", help="Ghi danh mục lỗi. / Write the problem catalogue.")
    ] = None,
) -> None:
    """In hợp đồng OpenAPI 3.1 của dịch vụ. / Print the service's OpenAPI 3.1 contract."""
    contract = contract_text()
    if problems is not None:
        problems.write_text(problem_reference(), encoding="utf-8")
    if out is not None:
        out.write_text(contract, encoding="utf-8")
    if against is not None:
        older, today = json.loads(against.read_text(encoding="utf-8")), datetime.now(UTC).date()
        broken = breaking_changes(older, json.loads(contract), today=today)
        for change in broken:
            print(change)
        if broken:
            raise typer.Exit(ExitCode.FAILURE)
    if out is None and against is None and problems is None:
        print(contract, end="")


def contract_text() -> str:
    """The OpenAPI document as it is committed: members in the order of the document, two blanks of indent."""
    return json.dumps(create_app(Settings(demo=False)).openapi(), ensure_ascii=False, indent=2) + "\n"
