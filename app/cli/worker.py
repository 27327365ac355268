"""`vpostcode worker`: processes that answer batches, on this machine or on any that reaches register and files."""

import os
import subprocess
import sys
from typing import Annotated

import typer

from app.batches.processes import work_in_processes
from app.cli.common import DbOption, settings_for
from app.db.engine import open_engine, require_ready
from app.settings import Settings


def worker(
    processes: Annotated[int, typer.Option(min=1, max=256, help="Processes that answer.")] = os.cpu_count() or 1,
    with_parent: Annotated[bool, typer.Option("--with-parent", help="Stop when the starting process ends.")] = False,
    db: DbOption = "",
) -> None:
    """Chạy các tiến trình trả lời lô tra cứu. / Answer batches until stopped."""
    settings = settings_for(db)
    require_ready(open_engine(settings.db_url))
    work_in_processes(settings, processes=processes, parent=os.getppid() if with_parent else 0)


def start_worker_beside(settings: Settings) -> None:
    """Start one worker process that ends with this process, whatever program it becomes."""
    environment = {**os.environ, "VPOSTCODE_DB": settings.db_url, "VPOSTCODE_HOME": str(settings.home.resolve())}
    subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", "app.batches.processes", str(os.getpid())], env=environment
    )
