"""`vpostcode worker`: processes that answer batches, on this machine or on any that reaches register and files."""

import os
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.batches.processes import work_in_processes
from app.cli.common import DbOption, ExitCode, JsonOption, print_report, settings_for
from app.crew import Waiting, crew_of, why
from app.db.engine import open_engine, require_ready
from app.db.register import LazyRegister
from app.db.workers import open_work
from app.settings import Settings


def worker(
    processes: Annotated[
        int, typer.Option(min=1, max=256, help="Số tiến trình trả lời. / Processes that answer.")
    ] = os.cpu_count() or 1,
    status: Annotated[
        bool, typer.Option("--status", help="Nói bao nhiêu đang chạy rồi thoát. / Say how many are at work, and end.")
    ] = False,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Dừng theo tiến trình mẹ. / Stop when the starting process ends.")
    ] = False,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Chạy các tiến trình trả lời lô và gửi webhook. / Answer batches and send webhooks until stopped."""
    settings = settings_for(db)
    if status:
        _print_status(settings, as_json=as_json)
        return
    require_ready(open_engine(settings.db_url))
    work_in_processes(settings, processes=processes, parent=os.getppid() if with_parent else 0)


def _print_status(settings: Settings, *, as_json: bool) -> None:
    """Say who works and what waits; ends with `FAILURE` when something waits and nobody works."""
    register = LazyRegister(settings.db_url)
    crew = crew_of(register, at=datetime.now(UTC))
    with register.reading() as session:
        waiting = open_work(session)
    print_report({"working": crew.working, "seen_at": str(crew.seen_at or ""), **asdict(waiting)}, as_json=as_json)
    if waiting.is_any and not crew.working:
        typer.echo(str(why(Waiting.NO_WORKER, crew)), err=True)
        raise typer.Exit(ExitCode.FAILURE)


def start_worker_beside(settings: Settings) -> None:
    """Start one worker process that ends with this process, whatever program it becomes."""
    environment = {**os.environ, "VPOSTCODE_DB": settings.db_url, "VPOSTCODE_HOME": str(settings.home.resolve())}
    subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", "app.batches.processes", str(os.getpid())], env=environment
    )
