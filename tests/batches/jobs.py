"""Batches in a register, for tests: sent without HTTP, worked on in this process or in one that dies."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from secrets import token_hex

from app.access.principal import VISITOR, Principal
from app.batches import jobs
from app.batches.options import Format, Options
from app.batches.store import BatchFolder, BatchStore
from app.batches.worker import Rules, Worker
from app.db.batches import StoredBatch
from app.db.register import LazyRegister

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LIMITS = jobs.Limits(open_batches=3, kept=timedelta(days=7))
RULES = Rules(lease=timedelta(seconds=60), rows_per_chunk=3, rows_a_day=1_000)
QUESTIONS = ("dia_chi,ma\n" + "".join(f"số {n} ngõ 19 Xã Đàn phường Kim Liên,0{n}\n" for n in range(1, 12))).encode()


def send(
    register: LazyRegister,
    store: BatchStore,
    content: bytes = QUESTIONS,
    *,
    options: Options | None = None,
    owner: Principal = VISITOR,
    key: str | None = None,
    batch_id: str = "",
) -> StoredBatch:
    batch_id = batch_id or f"00000000-0000-7000-8000-{token_hex(6)}"
    folder = store.create(batch_id)
    folder.input.write_bytes(content)
    sent = jobs.Sent(folder, "x.csv", options or Options(), key)
    return jobs.create(register, sent, owner, batch_id=batch_id, limits=LIMITS, at=NOW)[0]


def worker(
    register: LazyRegister, store: BatchStore, snapshots: Path, *, clock: Callable[[], datetime] = lambda: NOW
) -> Worker:
    def fail(error: Exception) -> None:
        raise error

    numbers = count()
    return Worker(
        register,
        store,
        snapshots,
        clock=clock,
        new_lease=lambda: f"{os.getpid()}-{next(numbers)}",
        on_fault=fail,
        rules=RULES,
    )


def result(register: LazyRegister, store: BatchStore, batch_id: str, form: Format = Format.CSV) -> bytes:
    batch = jobs.find_own(register, batch_id, VISITOR)
    prepared = jobs.finished(register, store, batch)
    return b"".join(jobs.result_pieces(prepared, store.folder(batch_id), form))


def work_and_die(url: str, home: Path, snapshots: Path, *, after: int, late: timedelta) -> None:
    """Work in this process until something was done `after` times, then die without warning; `late` moves the clock."""
    steps = count(1)

    def step() -> None:
        if next(steps) == after:
            os.kill(os.getpid(), signal.SIGKILL)

    class DyingFolder(BatchFolder):
        """Dies before or after a chunk is saved."""

        def save_chunk(self, number, answers):  # type: ignore[no-untyped-def]
            step()
            super().save_chunk(number, answers)
            step()

    class DyingStore(BatchStore):
        """Gives folders that die."""

        def folder(self, batch_id):  # type: ignore[no-untyped-def]
            return DyingFolder(self.home / batch_id)

    dying = worker(LazyRegister(url), DyingStore(home), snapshots, clock=lambda: NOW + late)
    step()
    while dying.work_once():
        step()
