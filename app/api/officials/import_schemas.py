"""Compared files as the API gives them."""

from datetime import datetime

from pydantic import Field

from app.api.officials.edit_schemas import Reason
from app.api.schemas import Schema, Text
from app.editing.deciding import MAX_EDITS
from app.excel.household_columns import COLUMNS
from app.excel.importing import Done
from app.excel.model import Import, KeptLine, LineKind, LineOutcome, LineRule
from app.excel.wording import LINE_WORDS

_HEADINGS = {one.key: one.column.heading for one in COLUMNS}


class ChangeOut(Schema):
    """A part of the address as in the register and as in the file; alleys from the street inwards: 12/5."""

    part: str
    before: str
    after: str


class LineFlawOut(Schema):
    """Why a line is not taken; `heading` is that of the column it is about, empty for the line as a whole."""

    rule: LineRule
    heading: str
    text: Text


class LineOut(Schema):
    """A line that is not as in the register; `row` as a spreadsheet counts, `edit_id` null until proposed."""

    row: int
    kind: LineKind
    household_id: str | None
    address_line: str
    changes: tuple[ChangeOut, ...]
    flaws: tuple[LineFlawOut, ...]
    open_edits: int = Field(description="Proposals of this household that wait for approval already.")
    edit_id: str | None


class ImportOut(Schema):
    """A file compared with the register; `lines` leaves unchanged ones out, `next` begins the page after."""

    id: str
    commune_code: str
    created_at: datetime
    expires_at: datetime
    rows: int
    counts: dict[LineKind, int]
    waiting: int = Field(description="Changed lines of which nothing is proposed yet.")
    total: int = Field(description="Lines of the kind asked for, on all pages.")
    lines: tuple[LineOut, ...]
    next: int | None


class ProposeLines(Schema):
    """Which changed lines to propose: those of the rows named, or the next 200."""

    rows: tuple[int, ...] | None = Field(default=None, min_length=1, max_length=MAX_EDITS)
    reason: Reason
    evidence: str = Field(default="", max_length=4_000, description="Which paper or visit proves it.")


class LineDoneOut(Schema):
    """What became of a line."""

    row: int
    outcome: LineOutcome
    edit_id: str | None


class LinesDoneOut(Schema):
    """What became of each line, and how many changed lines still wait to be proposed."""

    lines: tuple[LineDoneOut, ...]
    left: int


def line_out(kept: KeptLine, *, open_edits: int) -> LineOut:
    """A line for the API."""
    line = kept.line
    return LineOut(
        row=line.row,
        kind=line.kind,
        household_id=line.household_id or None,
        address_line=line.address_line,
        changes=tuple(ChangeOut(part=one.part, before=one.before, after=one.after) for one in line.changes),
        flaws=tuple(
            LineFlawOut(
                rule=flaw.rule,
                heading=_HEADINGS.get(flaw.column, ""),
                text=Text(vi=LINE_WORDS[flaw.rule].vi, en=LINE_WORDS[flaw.rule].en),
            )
            for flaw in line.flaws
        ),
        open_edits=open_edits,
        edit_id=kept.edit_id or None,
    )


def rows_of(made: Import) -> int:
    """How many lines the file has."""
    return sum(made.counts.values())


def done_out(done: Done) -> LinesDoneOut:
    """What became of lines, for the API."""
    return LinesDoneOut(
        lines=tuple(LineDoneOut(row=one.row, outcome=one.outcome, edit_id=one.edit_id or None) for one in done.lines),
        left=done.left,
    )
