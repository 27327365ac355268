"""What a serving process writes down behind its answers: uses of keys, reads of what is not public, failed questions.

Requests only count in memory; a thread writes in batches. While the register is away the counts wait.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Event, Lock, Thread
from typing import Final

from structlog.typing import FilteringBoundLogger

from app.access.limits import hanoi_day
from app.db.bookkeeping import Read, add_reads, add_usage, remove_reads
from app.db.errors import RegisterError
from app.db.failed_questions import Missed, add_failed, forget_failed
from app.db.register import LazyRegister

WRITE_EVERY_S: Final = 5.0
KEEP_FAILED: Final = timedelta(days=180)
MAX_KINDS: Final = 50_000
"""So many different kinds of reads wait for a register that is away; more are lost, and that is logged."""


class Books:
    """The counts of one process that are not written down yet."""

    def __init__(
        self, register: LazyRegister, *, keep: timedelta, clock: Callable[[], datetime], logger: FilteringBoundLogger
    ) -> None:
        self._register, self._keep, self._clock, self._logger = register, keep, clock, logger
        self._lock, self._stopped = Lock(), Event()
        self._usage: Counter[tuple[str, date]] = Counter()
        self._reads: Counter[Read] = Counter()
        self._failed: Counter[Missed] = Counter()
        self._thread: Thread | None = None

    def count_question(self, prefix: str) -> None:
        """Count one question of a key."""
        with self._lock:
            self._usage[prefix, hanoi_day(self._clock())] += 1

    def note_read(self, read: Read) -> None:
        """Count one read of what is not public."""
        with self._lock:
            if read in self._reads or len(self._reads) < MAX_KINDS:
                self._reads[read] += 1
            else:
                self._logger.error("read not recorded", route=read.route)

    def count_failed(self, commune_code: str, way: str) -> None:
        """Count one question that ended in a commune, on a way or none, short of a household."""
        missed = Missed(commune_code, way, hanoi_day(self._clock()))
        with self._lock:
            if missed in self._failed or len(self._failed) < MAX_KINDS:
                self._failed[missed] += 1

    def write(self) -> None:
        """Write down what was counted; raises `RegisterError` and loses nothing then."""
        with self._lock:
            usage, reads, failed = self._usage, self._reads, self._failed
            self._usage, self._reads, self._failed = Counter(), Counter(), Counter()
        try:
            with self._register.writing() as session:
                add_usage(session, usage)
                add_reads(session, reads)
                remove_reads(session, before=self._clock() - self._keep)
                add_failed(session, failed)
                forget_failed(session, before=hanoi_day(self._clock() - KEEP_FAILED))
        except BaseException:
            with self._lock:
                self._usage.update(usage)
                self._reads.update(reads)
                self._failed.update(failed)
            raise

    def start(self) -> None:
        """Begin to write every few seconds."""
        self._thread = Thread(target=self._write_until_stopped, name="books", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write a last time and end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _write_until_stopped(self) -> None:
        while not self._stopped.wait(WRITE_EVERY_S):
            self._try_to_write()
        self._try_to_write()

    def _try_to_write(self) -> None:
        with self._lock:
            idle = not self._usage and not self._reads and not self._failed
        if idle:
            return
        try:
            self.write()
        except RegisterError as error:
            self._logger.warning("counts wait for the register", error=type(error).__name__)
