"""The answers about batches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from app.api.crew import WaitingOut
from app.api.schemas import Schema

State = Literal["queued", "running", "done", "cancelled", "failed"]


class Seen(Schema):
    """What the file was found to be, and which columns are read."""

    format: str
    encoding: str
    encoding_evidence: str = Field(description="How the encoding was settled.")
    has_bom: bool
    delimiter: str
    header: bool
    header_line: int = Field(description="Line of the file with the names of the columns; 0: none.")
    sheet: str
    other_sheets: tuple[str, ...] = Field(description="Sheets that are not read; the option sheet names another.")
    columns: tuple[str, ...]
    asked: str = Field(description="resolve, reverse, code or verify.")
    roles: Mapping[str, tuple[str, ...]] = Field(description="Role → columns that hold it.")


class Links(Schema):
    """Where to go from here."""

    self: str
    events: str
    result: str
    summary: str


class Batch(Schema):
    """One batch; `seen` is null before a worker has looked through the file, `failure` without a failure."""

    id: str
    state: State
    file_name: str
    file_bytes: int
    options: Mapping[str, object]
    seen: Seen | None
    rows: int | None = Field(description="Rows of the file; null before it has been looked through.")
    rows_done: int
    outcomes: Mapping[str, int] = Field(description="Rows by verdict, and rows in error.")
    dataset_version: str | None
    failure: str | None
    waiting_because: WaitingOut | None = Field(description="Why it gets no further; null while it does.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime = Field(description="When files and results are removed.")
    links: Links


class BatchList(Schema):
    """The caller's batches, newest first."""

    batches: tuple[Batch, ...]


class CommuneOutcomes(Schema):
    """The outcomes of the rows that fell into a commune; rows without one have an empty code and name."""

    commune_code: str
    commune: str
    rows: int
    outcomes: Mapping[str, int]


class BatchSummary(Schema):
    """How the rows came out, by commune."""

    id: str
    rows_done: int
    outcomes: Mapping[str, int]
    communes: tuple[CommuneOutcomes, ...]
