"""`vpostcode trail verify`: whether anybody has changed the record of who did what."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from app.cli.common import DbOption, ExitCode, JsonOption, print_report, settings_for
from app.db.engine import open_engine, read_session
from app.db.trail import trail as entries
from app.db.trail import trail_end
from app.workflow.trail import GENESIS, check


class TrailTask(StrEnum):
    """What can be done with the trail."""

    VERIFY = "verify"


def trail(
    _: Annotated[
        TrailTask,
        typer.Argument(metavar="verify", help="Kiểm tra từng dấu niêm. / Check every seal from first to last."),
    ],
    head: Annotated[
        str,
        typer.Option(
            help="Dấu niêm đã ghi nơi khác; phải còn đó. / The last seal noted elsewhere; it must still be there."
        ),
    ] = "",
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Kiểm tra nhật ký không bị sửa. / Check that nobody has changed the trail."""
    settings = settings_for(db)
    with read_session(open_engine(settings.db_url)) as session:
        count, end = trail_end(session)
        found = check(entries(session), count=count, head=end, noted=head or GENESIS)
    print_report({**asdict(found), "broken": found.broken or "", "whole": found.broken is None}, as_json=as_json)
    if found.broken is not None:
        raise typer.Exit(ExitCode.FAILURE)
