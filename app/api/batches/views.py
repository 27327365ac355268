"""From a stored batch to what the API sends; pure."""

import orjson

from app.api.batches.schemas import Batch, Links, Seen
from app.api.crew import WaitingOut
from app.batches.keeping import asking_of, table_of
from app.batches.options import Format
from app.batches.summary import Summary, outcomes_of
from app.db.batches import StoredBatch
from geocoding.text.looking import DELIMITERS


def batch_view(batch: StoredBatch, summary: Summary, waiting: WaitingOut | None = None) -> Batch:
    """The batch with the outcomes of a summary, and why it waits."""
    here = f"/v1/batches/{batch.id}"
    return Batch.model_validate(
        {
            **{name: getattr(batch, name) for name in ("id", "state", "file_name", "file_bytes", "rows_done")},
            **{name: getattr(batch, name) for name in ("created_at", "started_at", "finished_at", "expires_at")},
            "options": orjson.loads(batch.options),
            "seen": _seen(batch.seen) if batch.seen else None,
            "rows": batch.rows if batch.seen else None,
            "outcomes": outcomes_of(summary),
            "dataset_version": batch.dataset_version or None,
            "failure": batch.failure or None,
            "waiting_because": waiting,
            "links": Links(self=here, events=f"{here}/events", result=f"{here}/result", summary=f"{here}/summary"),
        }
    )


def _seen(text: str) -> Seen:
    table, asking = table_of(text), asking_of(text)
    words = {mark: word for word, mark in DELIMITERS.items()}
    return Seen(
        format=table.source.value,
        encoding=table.encoding_name,
        encoding_evidence=table.encoding_evidence,
        has_bom=table.has_bom,
        delimiter=words[table.delimiter] if table.source is Format.CSV else "",
        header=table.header,
        header_line=table.header_line,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        columns=table.columns,
        asked=asking.mode.value,
        roles={role.value: tuple(table.columns[place] for place in places) for role, places in asking.places.items()},
    )
