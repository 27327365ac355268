"""`vpostcode verify`: does a code belong to an address."""

from typing import Annotated

import typer

from app.answering import open_answering
from app.cli.ask import fault_lines
from app.cli.common import ExitCode, JsonOption, print_report, settings_for
from app.verifying import verify_written
from postcode.agreement import Agreement
from postcode.code import read_stored


def verify(
    code: Annotated[
        str,
        typer.Argument(metavar="CODE", help="Mã Vpostcode, viết kiểu nào cũng được. / A Vpostcode in any spelling."),
    ],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Địa chỉ, viết sao cũng được. / Address, in any order and spelling.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Mã có đúng là của địa chỉ này không. / Whether a code belongs to an address."""
    answer = verify_written(open_answering(settings_for().snapshots), code=code, text=text)
    print_report(
        {
            "verdict": answer.agreement.value,
            "reason": answer.reason.value,
            "code": answer.code.code.printed() if answer.code is not None else "",
            "address": answer.address.verdict.value,
            "faults": fault_lines(answer.faults),
            "near_misses": [read_stored(near).printed() for near in answer.near_misses],
        },
        as_json=as_json,
    )
    if answer.agreement is not Agreement.YES:
        raise typer.Exit(ExitCode.FAILURE)
