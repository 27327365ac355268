"""Worker processes: as many as asked, started anew when they die, gone with whoever started them if so wished."""

import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from secrets import token_hex
from typing import Final

from app.batches.store import BatchStore
from app.batches.worker import Rules, Worker
from app.crew import keep_saying
from app.db.register import LazyRegister
from app.garbage import look_at_the_new_alone
from app.logs import make_logger, where
from app.settings import Settings
from app.webhooks.working import make_courier

WATCH_S: Final = 0.5
DRAIN_S: Final = 30.0
"""How long a worker may take to finish its chunk when it is stopped."""


def make_worker(settings: Settings, *, rules: Rules | None = None) -> Worker:
    """A worker on the register and the files of these settings."""
    logger = make_logger()

    def told(error: Exception) -> None:
        logger.error("fault", error=type(error).__name__, where=where(error.__traceback__))

    return Worker(
        LazyRegister(settings.db_url),
        BatchStore(settings.batches),
        settings.snapshots,
        clock=lambda: datetime.now(UTC),
        new_lease=lambda: token_hex(16),
        on_fault=told,
        rules=rules or Rules(rows_a_day=settings.batch_rows_a_day),
    )


def work(settings: Settings, parent: int = 0) -> None:
    """Answer batches and send messages in this process until told to stop.

    With `parent`, until that process is no longer the parent.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if parent:
        threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    courier = threading.Thread(target=make_courier(settings).run, args=(stop,), name="courier")
    courier.start()
    look_at_the_new_alone()
    telling = _telling(settings, stop)
    telling.start()
    make_worker(settings).run(stop)
    courier.join(DRAIN_S)
    telling.join(DRAIN_S)


def _telling(settings: Settings, stop: threading.Event) -> threading.Thread:
    """What says in the register that this process works."""
    words = {"worker_id": token_hex(16), "clock": lambda: datetime.now(UTC)}
    return threading.Thread(target=keep_saying, args=(LazyRegister(settings.db_url), stop), kwargs=words, name="crew")


def _watch(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH_S)
    stop.set()


def work_in_processes(settings: Settings, *, processes: int, parent: int = 0) -> None:
    """Keep so many worker processes going until told to stop, or until `parent` (0: none) has ended."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    running = [_started(settings) for _ in range(processes)]
    while not stop.wait(WATCH_S) and (not parent or os.getppid() == parent):
        running = [one if one.is_alive() else _started(settings) for one in running]
    for one in running:
        one.terminate()
    for one in running:
        one.join(DRAIN_S)


def _started(settings: Settings) -> SpawnProcess:
    process = get_context("spawn").Process(target=work, args=(settings, os.getpid()), daemon=True)
    process.start()
    return process


if __name__ == "__main__":
    work(Settings(), int(sys.argv[1]))
