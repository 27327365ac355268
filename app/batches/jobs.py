"""Batches as their callers know them: sent, looked at, ended, and their results made from what the workers left."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.batches.asking import asking_for
from app.batches.errors import OptionRefused
from app.batches.joining import NO_JOIN_TABLE
from app.batches.keeping import options_of, options_text, owner_text, resumed
from app.batches.opening import format_of, open_table
from app.batches.options import Format, Options
from app.batches.preparing import Prepared
from app.batches.store import BatchFolder, BatchStore
from app.batches.summary import Summary, total_of
from app.batches.writing import Answered, pieces
from app.batches.xlsx_writing import write_xlsx
from app.crew import Crew, Waiting
from app.db import batches as stored
from app.db.batches import NewBatch, StoredBatch
from app.db.register import LazyRegister
from app.errors import BatchesTooMany, BatchGone, BatchUnfinished, BatchUnknown, KeyReused
from postcode.words import Words

MAX_XLSX_RESULT = 100_000
"""Rows of a result that is made into an Excel file while its caller waits; more is for CSV."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sent:
    """What a caller sent: the folder with the files, the name of the file, the options, and the key of the request."""

    folder: BatchFolder
    file_name: str
    options: Options
    idempotency_key: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many batches of one caller may wait or run at a time, and how long results are kept."""

    open_batches: int
    kept: timedelta


def create(
    register: LazyRegister, sent: Sent, owner: Principal, *, batch_id: str, limits: Limits, at: datetime
) -> tuple[StoredBatch, bool]:
    """The batch for what was sent, and whether it is new: the same request with the same key finds the first one.

    Raises `REFUSALS` for what can be seen to be wrong at once, `BatchesTooMany` and `KeyReused`.
    """
    require_readable(sent.folder, sent.options)
    new = NewBatch(
        id=batch_id,
        owner_id=owner.id,
        idempotency_key=sent.idempotency_key,
        fingerprint=_fingerprint(sent),
        owner=owner_text(owner),
        file_name=sent.file_name,
        file_bytes=sent.folder.input.stat().st_size,
        options=options_text(sent.options),
        created_at=at,
        expires_at=at + limits.kept,
    )
    with register.writing() as session:
        if (known := _same_request(session, new)) is not None:
            return known, False
        if stored.open_batches(session, owner_id=owner.id) >= limits.open_batches:
            raise BatchesTooMany
        if stored.add_batch(session, new):
            return _found(stored.find_batch(session, batch_id)), True
        # Another request with the same key came between.
        return _found(_same_request(session, new)), False


def _same_request(session: Session, new: NewBatch) -> StoredBatch | None:
    """The batch that the same request created, None without one; raises `KeyReused` for another request."""
    if new.idempotency_key is None:
        return None
    found = stored.find_by_idempotency_key(session, owner_id=new.owner_id, key=new.idempotency_key)
    if found is not None and found.fingerprint != new.fingerprint:
        raise KeyReused
    return found


def _fingerprint(sent: Sent) -> str:
    """A digest of all that was sent."""
    whole = hashlib.sha256(options_text(sent.options).encode())
    for path in (sent.folder.input, sent.folder.join):
        whole.update(b"\0")
        if path.is_file():
            _add_file(whole, path)
    return whole.hexdigest()


def _add_file(whole: "hashlib._Hash", path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            whole.update(block)


def require_readable(folder: BatchFolder, options: Options) -> None:
    """Refuse at once what a short look finds wrong; the worker looks through the rest."""
    if options.join_on and not folder.join.is_file():
        raise OptionRefused("join_on", NO_JOIN_TABLE)
    source = format_of(folder.input, stated=options.format)
    if source is Format.CSV:
        asking_for(open_table(folder.input, options, source=source).columns, options.columns)


def find_own(register: LazyRegister, batch_id: str, owner: Principal) -> StoredBatch:
    """The caller's batch; raises `BatchUnknown` for that of another, too."""
    with register.reading() as session:
        found = stored.find_batch(session, batch_id)
    if found is None or found.owner_id != owner.id:
        raise BatchUnknown
    return found


def own_batches(register: LazyRegister, owner: Principal, *, limit: int) -> list[StoredBatch]:
    """The caller's batches, newest first."""
    with register.reading() as session:
        return stored.batches_of(session, owner_id=owner.id, limit=limit)


def waits_because(batch: StoredBatch, crew: Crew, *, is_published: bool) -> Waiting | None:
    """Why a batch gets no further; None while it does, and after its end."""
    if batch.state not in stored.OPEN:
        return None
    if not crew.working:
        return Waiting.NO_WORKER
    if not is_published:
        return Waiting.NOTHING_PUBLISHED
    return Waiting.BUSY if batch.state == "queued" else None


def summary_of(register: LazyRegister, batch_id: str) -> Summary:
    """The outcomes of the rows answered so far."""
    with register.reading() as session:
        return total_of(orjson.loads(text) for text in stored.chunk_summaries(session, batch_id))


def end(register: LazyRegister, store: BatchStore, batch: StoredBatch, *, at: datetime) -> None:
    """Cancel a batch that waits or runs, and remove the files of any."""
    with register.writing() as session:
        stored.mark_purged(session, batch.id, at=at)
    store.folder(batch.id).remove()


def finished(register: LazyRegister, store: BatchStore, batch: StoredBatch) -> Prepared:
    """A batch whose result can be written; raises `BatchUnfinished` or `BatchGone`."""
    if batch.purged_at is not None:
        raise BatchGone
    if batch.state != "done":
        raise BatchUnfinished
    with register.reading() as session:
        chunks = stored.chunks_of(session, batch.id)
    folder = store.folder(batch.id)
    return resumed(folder, seen=batch.seen, options=options_of(batch.options), chunks=chunks, joins=False)


def result_pieces(prepared: Prepared, folder: BatchFolder, form: Format) -> Iterator[bytes]:
    """The bytes of the result in a format other than XLSX."""
    return pieces(form, prepared.layout, prepared.source, _answered(prepared, folder, form))


def result_book(prepared: Prepared, folder: BatchFolder) -> Path:
    """The result as an Excel file, made once; raises `OptionRefused` where it would take too long."""
    if prepared.scanned.rows > MAX_XLSX_RESULT:
        raise OptionRefused(
            "format",
            Words(
                f"kết quả hơn {MAX_XLSX_RESULT:,} dòng chỉ có dạng csv, jsonl hoặc geojson",
                f"results of more than {MAX_XLSX_RESULT:,} rows come as csv, jsonl or geojson",
            ),
        )
    if not folder.book.is_file():
        pending = folder.pending_book()
        write_xlsx(pending, prepared.layout, _answered(prepared, folder, Format.XLSX))
        pending.replace(folder.book)
    return folder.book


def _answered(prepared: Prepared, folder: BatchFolder, form: Format) -> Answered:
    return prepared.beside(form, (folder.load_chunk(chunk.number) for chunk in prepared.scanned.chunks))


def _found(batch: StoredBatch | None) -> StoredBatch:
    if batch is None:
        raise BatchUnknown
    return batch
