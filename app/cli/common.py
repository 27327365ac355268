"""What all commands share: options, exit codes, and how a report is printed."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Column, Table

from app.settings import Settings

Report = Mapping[str, object]

DbOption = Annotated[
    str,
    typer.Option("--db", metavar="URL", help="Sổ dùng thay VPOSTCODE_DB. / Register to use instead of VPOSTCODE_DB."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Chỉ in một đối tượng JSON. / Print one JSON object and nothing else.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Nói sẽ làm gì, không ghi. / Say what would be done, write nothing.")
]


class ExitCode(IntEnum):
    """What a shell script can tell from the exit status; docs/reference/cli.md documents it."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    INPUT_ERRORS = 3
    PARTIAL = 4
    DEPENDENCY = 5
    INTERRUPTED = 130


def settings_for(db: str = "") -> Settings:
    """Settings from the environment, with the register replaced when one is named."""
    settings = Settings()
    return settings.model_copy(update={"db": db}) if db else settings


def print_report(report: Report, *, as_json: bool, title: str = "") -> None:
    """Print a report to standard output, as one JSON object or as a two-column table."""
    if as_json:
        sys.stdout.write(orjson.dumps(dict(report), option=orjson.OPT_SORT_KEYS).decode() + "\n")
        return
    table = Table("", Column(overflow="fold"), title=title or None, show_header=False, box=None)
    for name, value in report.items():
        table.add_row(name.replace("_", " "), _plain(value))
    Console().print(table)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_plain(part)}" for key, part in value.items()) or "–"
    if isinstance(value, list | tuple):
        return "\n".join(_plain(part) for part in value) or "–"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """A progress display on standard error; silent where that is not a terminal."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as display:
        yield display
