"""Whether anybody works: worker processes say so in the register, and whoever waits is told when none does."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.db.errors import RegisterError
from app.db.register import LazyRegister
from app.db.workers import end_worker, last_seen, note_worker, working_since
from postcode.words import Words

BEAT_S: Final = 15.0
SILENT: Final = timedelta(seconds=60)
"""A worker that has said nothing for so long counts as gone."""
KEPT: Final = timedelta(days=30)
"""For so long it is remembered when a worker was last seen."""


class Waiting(StrEnum):
    """Why something waits that workers do."""

    NO_WORKER = "no-worker"
    NOTHING_PUBLISHED = "nothing-published"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Crew:
    """How many workers work, and when the last of any was seen: None when none was within `KEPT`."""

    working: int
    seen_at: datetime | None = None


def crew_of(register: LazyRegister, *, at: datetime) -> Crew:
    """The workers on a register at a moment; raises `RegisterError`."""
    with register.reading() as session:
        return Crew(working_since(session, at - SILENT), last_seen(session))


def why(reason: Waiting, crew: Crew) -> Words:
    """The reason in words, and what the operator of the service can do."""
    match reason:
        case Waiting.NO_WORKER:
            return _nobody(crew.seen_at)
        case Waiting.NOTHING_PUBLISHED:
            return Words(
                "chưa công bố dữ liệu nào nên chưa trả lời được; người vận hành chạy: vpostcode publish",
                "nothing has been published to answer from; the operator runs: vpostcode publish",
            )
        case Waiting.BUSY:
            return Words(
                f"đang xếp hàng; {crew.working} tiến trình đang làm việc", f"in line; workers at work: {crew.working}"
            )


def _nobody(seen_at: datetime | None) -> Words:
    """That no worker works, with the moment the last one was seen."""
    if seen_at is None:
        vi, en = "chưa thấy tiến trình xử lý nào", "no worker has been seen"
    else:
        moment = seen_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        vi, en = f"không thấy tiến trình xử lý nào từ {moment}", f"no worker has been seen since {moment}"
    return Words(f"{vi}; người vận hành chạy: vpostcode worker", f"{en}; the operator starts: vpostcode worker")


def keep_saying(
    register: LazyRegister, stop: threading.Event, *, worker_id: str, clock: Callable[[], datetime]
) -> None:
    """Say in the register that this worker works until it is told to stop, and then that it has stopped.

    A register that does not answer is told later.
    """
    started_at = clock()
    while True:
        with suppress(RegisterError), register.writing() as session:
            note_worker(session, worker_id, started_at=started_at, at=clock(), forget_before=clock() - KEPT)
        if stop.wait(BEAT_S):
            break
    with suppress(RegisterError), register.writing() as session:
        end_worker(session, worker_id, at=clock())
