"""`/v1/batches`: files of many questions, answered by workers; every caller sees the own ones only."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

import uuid_utils
from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.responses import FileResponse, StreamingResponse

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.batches.schemas import Batch, BatchList, BatchSummary, CommuneOutcomes
from app.api.batches.uploads import REQUEST_BODY, receive
from app.api.batches.watch import Watching
from app.api.parameters import NoQuery, Parameters
from app.api.register import Register
from app.api.serving import Serving
from app.batches import jobs
from app.batches.options import Format
from app.batches.store import BatchStore
from app.batches.summary import outcomes_of
from app.batches.tables import Table
from app.db.batches import OPEN, StoredBatch
from app.errors import BatchUnknown
from app.settings import Settings
from geocoding.errors import SnapshotError

MAX_UPLOAD: Final = 256 * 1024**2
"""Bytes of a request, all its parts together."""
MAX_LISTED: Final = 100
EVENT_S: Final = 1.0
LONGEST_S: Final = 3_600.0
"""After an hour a listener has to come again, so that none is forgotten."""

MEDIA_TYPES: Final = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/jsonl",
    Format.GEOJSON: "application/geo+json",
}

router = APIRouter(prefix="/v1/batches", tags=["batches"])


class CreateParameters(Parameters):
    """How to read a body of JSON Lines."""

    options: str = Field(default="", max_length=20_000, description="Options as JSON; in a form they are a part.")


class ListParameters(Parameters):
    """How many to list."""

    limit: int = Field(default=20, ge=1, le=MAX_LISTED, description="At most so many batches.")


class ResultParameters(Parameters):
    """In which format."""

    format: Format | None = Field(default=None, description="csv, xlsx, jsonl or geojson; that of the file without it.")


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _store(settings: Annotated[Settings, Depends(_settings)]) -> BatchStore:
    return BatchStore(settings.batches)


Store = Annotated[BatchStore, Depends(_store)]


def _own(batch_id: str, caller: Caller, register: Register) -> StoredBatch:
    """The caller's batch of the path; raises `BatchUnknown`."""
    try:
        known = str(UUID(batch_id))
    except ValueError:
        raise BatchUnknown from None
    return jobs.find_own(register, known, caller)


Own = Annotated[StoredBatch, Depends(_own)]


@router.post(
    "",
    operation_id="createBatch",
    status_code=201,
    dependencies=[needs(Scope.BATCHES)],
    max_body_size=MAX_UPLOAD,
    responses={200: {"model": Batch, "description": "The batch that the same Idempotency-Key made before."}},
    openapi_extra={"requestBody": REQUEST_BODY},
)
async def create(
    asked: Annotated[CreateParameters, Query()],
    caller: Caller,
    register: Register,
    watch: Watching,
    store: Store,
    request: Request,
    response: Response,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=255)] = None,
) -> Batch:
    """Send a file of questions; the answer says where to look. The same Idempotency-Key again finds the same batch."""
    batch_id = str(uuid_utils.uuid7())
    folder = store.create(batch_id)
    settings: Settings = request.app.state.settings
    limits = jobs.Limits(settings.batch_open, timedelta(days=settings.batch_days))
    is_new = False
    try:
        sent = await receive(request, folder, options=asked.options, idempotency_key=idempotency_key)

        def made() -> tuple[StoredBatch, bool]:
            return jobs.create(register, sent, caller, batch_id=batch_id, limits=limits, at=datetime.now(UTC))

        batch, is_new = await to_thread.run_sync(made)
    finally:
        if not is_new:
            folder.remove()
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/v1/batches/{batch.id}"
    return await to_thread.run_sync(watch.shown_one, batch)


@router.get("", operation_id="listBatches", dependencies=[needs(Scope.BATCHES)])
def list_own(
    asked: Annotated[ListParameters, Query()], caller: Caller, register: Register, watch: Watching
) -> BatchList:
    """The caller's batches, newest first."""
    return BatchList(batches=watch.shown(jobs.own_batches(register, caller, limit=asked.limit)))


@router.get("/{batch_id}", operation_id="getBatch", dependencies=[needs(Scope.BATCHES)])
def read(batch: Own, watch: Watching, _: NoQuery) -> Batch:
    """How far a batch is, what its file was found to be, how its rows came out so far, and why it waits, if so."""
    return watch.shown_one(batch)


@router.delete("/{batch_id}", operation_id="deleteBatch", status_code=204, dependencies=[needs(Scope.BATCHES)])
def delete(batch: Own, register: Register, store: Store, _: NoQuery) -> Response:
    """Cancel a batch if it waits or runs, and remove its file and its results."""
    jobs.end(register, store, batch, at=datetime.now(UTC))
    return Response(status_code=204)


@router.get(
    "/{batch_id}/events",
    operation_id="followBatch",
    dependencies=[needs(Scope.BATCHES)],
    response_class=EventSourceResponse,
)
async def follow(
    batch: Own, caller: Caller, register: Register, watch: Watching, _: NoQuery
) -> AsyncIterator[ServerSentEvent]:
    """The batch each time it has come further, as server-sent events; the last one is named by its final state."""
    last: tuple[str, int, str] | None = None
    for _second in range(int(LONGEST_S / EVENT_S)):
        now = await to_thread.run_sync(jobs.find_own, register, batch.id, caller)
        shown = await to_thread.run_sync(watch.shown_one, now)
        if _mark(shown) != last:
            last = _mark(shown)
            yield ServerSentEvent(data=shown, event=now.state, id=str(now.rows_done))
        if now.state not in OPEN:
            return
        await sleep(EVENT_S)


def _mark(batch: Batch) -> tuple[str, int, str]:
    """What differs when a batch has come further, or gets no further for another reason."""
    return batch.state, batch.rows_done, batch.waiting_because.reason if batch.waiting_because is not None else ""


@router.get(
    "/{batch_id}/result",
    operation_id="getBatchResult",
    dependencies=[needs(Scope.BATCHES)],
    response_class=Response,
    responses={200: {"content": {media: {} for media in MEDIA_TYPES.values()}, "description": "The result."}},
)
def result(batch: Own, asked: Annotated[ResultParameters, Query()], register: Register, store: Store) -> Response:
    """The rows as they came with the answers beside them, in any of four formats."""
    prepared = jobs.finished(register, store, batch)
    form = asked.format or prepared.table.source
    folder = store.folder(batch.id)
    name = f"{batch.id}.{form.value}"
    if form is Format.XLSX:
        return FileResponse(jobs.result_book(prepared, folder), media_type=MEDIA_TYPES[form], filename=name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    body = jobs.result_pieces(prepared, folder, form)
    return StreamingResponse(body, media_type=_media_type(form, prepared.table), headers=headers)


def _media_type(form: Format, table: Table) -> str:
    charset = table.encoding_name if table.format is Format.CSV else "utf-8"
    return f"text/csv; charset={charset}" if form is Format.CSV else MEDIA_TYPES[form]


@router.get("/{batch_id}/summary", operation_id="getBatchSummary", dependencies=[needs(Scope.BATCHES)])
def summary(batch: Own, register: Register, request: Request, _: NoQuery) -> BatchSummary:
    """How the rows came out, in all and by commune."""
    found = jobs.summary_of(register, batch.id)
    names = _commune_names(request.app.state.serving)
    communes = tuple(
        CommuneOutcomes(commune_code=code, commune=names.get(code, ""), rows=sum(counts.values()), outcomes=counts)
        for code, counts in found.items()
    )
    return BatchSummary(id=batch.id, rows_done=batch.rows_done, outcomes=outcomes_of(found), communes=communes)


def _commune_names(serving: Serving) -> dict[str, str]:
    """The names of the communes of today; none while nothing is published."""
    with suppress(SnapshotError):
        return {commune.code: commune.full_name for commune in serving.current().snapshot.communes()}
    return {}
