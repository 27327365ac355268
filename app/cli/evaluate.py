"""`vpostcode evaluate`: how well the published snapshot answers the questions of a case file."""

import sys
import time
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from app.answering import open_answering
from app.cli.common import ExitCode, JsonOption, progress, settings_for
from app.evaluate.cases import CasesMalformed, read_cases
from app.evaluate.figures import figures, figures_by_tag
from app.evaluate.outcomes import outcomes
from app.evaluate.report import as_json as figures_as_json
from app.evaluate.report import print_figures, write_failures


def evaluate(
    cases: Annotated[
        Path,
        typer.Argument(
            metavar="CASES.csv", exists=True, dir_okay=False, help="Câu hỏi kèm đáp án. / Questions with answers."
        ),
    ],
    by_tag: Annotated[
        bool, typer.Option("--by-tag", help="Thêm một dòng cho mỗi nhãn. / A line for each tag as well.")
    ] = False,
    failures: Annotated[
        Path | None, typer.Option("--failures", metavar="FILE.csv", help="Ghi các câu sai. / Write what went wrong.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Đánh giá chất lượng tra cứu. / Judge the answers to a file of questions."""
    try:
        asked = read_cases(cases)
    except CasesMalformed as error:
        typer.echo(f"vpostcode: {cases.name}: {error}", err=True)
        raise typer.Exit(ExitCode.INPUT_ERRORS) from None
    answering = open_answering(settings_for().snapshots)
    with progress(quiet=as_json) as display:
        tracked = display.track(asked, description="…")
        judged = list(outcomes(tracked, answering.resolve, clock=time.perf_counter))
    overall, tags = figures(judged), figures_by_tag(judged)
    if failures is not None:
        write_failures(failures, judged)
    if as_json:
        sys.stdout.write(orjson.dumps(figures_as_json(overall, tags)).decode() + "\n")
    else:
        print_figures(overall, tags if by_tag else {}, console=Console())
