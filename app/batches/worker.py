"""The worker: claims a file or a chunk, answers it, and notes that it is done; many may run on one register.

What a worker does between two transactions is repeated after its death and changes nothing that is seen: the result
of a chunk is a pure function of the file, the options, the owner's rights and the snapshot.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import orjson

from app.answering import Answering, answering
from app.batches.endings import FILE_ENDS_WORKERS, FILE_GONE, over_quota, rows_end_workers
from app.batches.errors import REFUSALS
from app.batches.keeping import chunk_of, options_of, owner_of, resumed, seen_text, stored_chunk
from app.batches.preparing import Prepared, prepare
from app.batches.reading import CHUNK_ROWS
from app.batches.solve import OnFault, Solver
from app.batches.store import BatchStore
from app.batches.summary import summarise
from app.db import batch_queue as queue
from app.db.batch_queue import ClaimedChunk
from app.db.batches import StoredBatch, expired_batches, mark_purged, rows_since
from app.db.errors import RegisterError
from app.db.register import LazyRegister
from geocoding.errors import SnapshotCorrupt, SnapshotMissing
from geocoding.snapshot.files import active_version
from geocoding.snapshot.store import Snapshot

HANOI_TIME: Final = ZoneInfo("Asia/Ho_Chi_Minh")
SWEEP_S: Final = 60.0
IDLE_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Rules:
    """How a worker works: how long a lease lasts, how long chunks are, how many rows a caller may send a day."""

    lease: timedelta = timedelta(seconds=60)
    rows_per_chunk: int = CHUNK_ROWS
    rows_a_day: int = 1_000_000


class Worker:
    """One worker; `clock` gives the moment in UTC, `new_lease` a text that nobody else has."""

    def __init__(
        self,
        register: LazyRegister,
        store: BatchStore,
        snapshots: Path,
        *,
        clock: Callable[[], datetime],
        new_lease: Callable[[], str],
        on_fault: OnFault,
        rules: Rules | None = None,
    ) -> None:
        self._register, self._store, self._snapshots = register, store, snapshots
        self._clock, self._new_lease, self._rules = clock, new_lease, rules or Rules()
        self._on_fault = on_fault
        self._answering_from = lru_cache(maxsize=2)(self._open)
        self._prepared = lru_cache(maxsize=4)(self._resume)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; a register that does not answer is asked again later."""
        swept_at: datetime | None = None
        while not stop.is_set():
            try:
                if swept_at is None or self._clock() - swept_at >= timedelta(seconds=SWEEP_S):
                    swept_at = self._clock()
                    self.sweep()
                if not self.work_once():
                    stop.wait(IDLE_S)
            except RegisterError:
                stop.wait(10 * IDLE_S)

    def work_once(self) -> bool:
        """Do one piece of work; False when there was none."""
        return self._look_through() or self._answer_chunk()

    def sweep(self) -> None:
        """Remove the files of batches whose time is over."""
        with self._register.reading() as session:
            over = list(expired_batches(session, at=self._clock()))
        for batch_id in over:
            with self._register.writing() as session:
                mark_purged(session, batch_id, at=self._clock())
            self._store.folder(batch_id).remove()

    def _look_through(self) -> bool:
        lease, now = self._new_lease(), self._clock()
        with self._register.writing() as session:
            batch = queue.claim_file(session, lease=lease, at=now, until=now + self._rules.lease)
            if batch is None:
                return False
            if queue.tries_of_file(session, batch.id) > queue.MAX_TRIES:
                queue.fail_batch(session, batch.id, failure=str(FILE_ENDS_WORKERS), at=now)
                return True
        with self._kept(lease):
            self._begin(batch, lease=lease)
        return True

    def _begin(self, batch: StoredBatch, *, lease: str) -> None:
        """Look through a file and note its chunks, or why it cannot be answered."""
        folder = self._store.folder(batch.id)
        join = folder.join if folder.join.is_file() else None
        try:
            prepared = prepare(
                folder.input,
                options_of(batch.options),
                spooled=folder.spooled,
                join=join,
                rows_per_chunk=self._rules.rows_per_chunk,
            )
            failure = self._over_quota(batch, prepared.scanned.rows)
        except (*REFUSALS, OSError) as error:
            prepared, failure = None, str(error if isinstance(error, REFUSALS) else FILE_GONE)
        with self._register.writing() as session:
            if prepared is None or failure:
                queue.fail_batch(session, batch.id, failure=failure, at=self._clock())
                return
            queue.begin_answering(
                session,
                batch.id,
                lease=lease,
                seen=seen_text(prepared),
                dataset_version=self._version(),
                chunks=[stored_chunk(chunk) for chunk in prepared.scanned.chunks],
                at=self._clock(),
            )

    def _over_quota(self, batch: StoredBatch, rows: int) -> str:
        midnight = self._clock().astimezone(HANOI_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._register.reading() as session:
            already = rows_since(session, owner_id=batch.owner_id, since=midnight)
        limit = self._rules.rows_a_day
        return str(over_quota(rows, already=already, limit=limit)) if already + rows > limit else ""

    def _answer_chunk(self) -> bool:
        lease, now = self._new_lease(), self._clock()
        with self._register.writing() as session:
            claimed = queue.claim_chunk(session, lease=lease, at=now, until=now + self._rules.lease)
            if claimed is None:
                return False
            if claimed.tries > queue.MAX_TRIES:
                failure = str(rows_end_workers(claimed.chunk.first_row))
                queue.fail_batch(session, claimed.batch.id, failure=failure, at=now)
                return True
        with self._kept(lease):
            self._answer(claimed, lease=lease)
        return True

    def _answer(self, claimed: ClaimedChunk, *, lease: str) -> None:
        batch, chunk = claimed.batch, chunk_of(claimed.chunk)
        try:
            prepared = self._prepared(batch.id, batch.seen, batch.options)
            owner = owner_of(batch.owner)
            solver = Solver(self._answering_for(batch), prepared.asking, owner, on_fault=self._on_fault)
            answers = prepared.solve(chunk, solver)
            self._store.folder(batch.id).save_chunk(chunk.number, answers)
        except FileNotFoundError:
            return  # the batch was removed meanwhile
        summary = orjson.dumps(summarise(answers)).decode()
        with self._register.writing() as session:
            queue.finish_chunk(session, claimed, lease=lease, summary=summary, at=self._clock())

    def _version(self) -> str:
        return active_version(self._snapshots)

    def _answering_for(self, batch: StoredBatch) -> Answering:
        """What answers a batch: the snapshot it began with, or the active one where that is no longer to be had."""
        try:
            return self._answering_from(batch.dataset_version)
        except SnapshotCorrupt:
            return self._answering_from(self._version())

    def _open(self, version: str) -> Answering:
        return answering(Snapshot(self._snapshots / version))

    def _resume(self, batch_id: str, seen: str, options: str) -> Prepared:
        return resumed(self._store.folder(batch_id), seen=seen, options=options_of(options), joins=True)

    @contextmanager
    def _kept(self, lease: str) -> Iterator[None]:
        """Keep a lease while the block runs; give it up at once when the block raises."""
        done = threading.Event()
        beat = threading.Thread(target=self._beat, args=(lease, done), daemon=True)
        beat.start()
        try:
            yield
        except (SnapshotMissing, SnapshotCorrupt, RegisterError):
            with self._register.writing() as session:
                queue.give_up(session, lease=lease)
            done.wait(IDLE_S)
        finally:
            done.set()
            beat.join()

    def _beat(self, lease: str, done: threading.Event) -> None:
        while not done.wait(self._rules.lease.total_seconds() / 3):
            with suppress(RegisterError), self._register.writing() as session:
                queue.renew(session, lease=lease, until=self._clock() + self._rules.lease)
