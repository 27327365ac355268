"""`/v1/changes`: what became of households and codes, in numbered JSON Lines, and the whole to begin with."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from starlette.responses import StreamingResponse

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs, require_commune
from app.api.callers import Callers
from app.api.feeds.change_schemas import (
    ChangeLine,
    FeedEndLine,
    FullEndLine,
    HouseholdLine,
    change_line,
    household_line,
)
from app.api.parameters import Parameters
from app.api.register import Register
from app.changes.model import Numbered
from app.changes.telling import tell_all
from app.db.changes import FeedFilter, changes_after, feed_end, last_before, told_households
from app.db.errors import RegisterError
from app.errors import ChangesGone, CommuneUnknown
from postcode.editions import current_edition

NDJSON: Final = "application/x-ndjson"
MAX_CHANGES: Final = 10_000
BATCHES_TOLD: Final = 5
"""Batches of marks that one request takes up at most; the next one goes on."""
LINES_SENT: Final = 500
"""Lines that are sent together."""

router = APIRouter(prefix="/v1/changes", tags=["changes"])


class LinesResponse(Response):
    """Lines of JSON; names the media type in the contract."""

    media_type = NDJSON


class FullParameters(Parameters):
    """Which part of the city."""

    commune: str = Field(default="", max_length=20, description="Only the commune with this code.")


class ChangesParameters(FullParameters):
    """Which changes."""

    after: int = Field(ge=0, le=2**53, description="Number of the last change that is known already.")
    limit: int = Field(default=1_000, ge=1, le=MAX_CHANGES, description="At most so many changes.")


@router.get(
    "",
    operation_id="listChanges",
    dependencies=[needs(Scope.CHANGES)],
    response_class=LinesResponse,
    responses={200: {"model": ChangeLine | FeedEndLine, "description": "One change a line, and where the page ends."}},
)
def changes(
    asked: Annotated[ChangesParameters, Query()], caller: Caller, register: Register, request: Request
) -> Response:
    """What became of households and codes behind a number, in order and without gaps."""
    communes = _communes(caller, asked.commune)
    _take_up(request, register)
    with register.reading() as session:
        lines, end = _page(session, asked, communes=communes, caller=caller)
    return LinesResponse(b"".join(map(_line, (*lines, end))), headers={"Cache-Control": "no-store"})


@router.get(
    "/full",
    operation_id="getAllHouseholds",
    dependencies=[needs(Scope.CHANGES)],
    response_class=LinesResponse,
    responses={200: {"model": HouseholdLine | FullEndLine, "description": "One household a line, and the number."}},
)
def full(asked: Annotated[FullParameters, Query()], caller: Caller, register: Register, request: Request) -> Response:
    """Every household with a code, as the feed has told it up to the number in the last line."""
    communes = _communes(caller, asked.commune)
    _take_up(request, register)
    pieces = _pieces(register, communes=communes, caller=caller)
    # The register is asked before the first byte is sent: while it is away the answer is a problem.
    first = next(pieces)
    return StreamingResponse(_chained(first, pieces), media_type=NDJSON, headers={"Cache-Control": "no-store"})


def _communes(caller: Principal, commune: str) -> frozenset[str] | None:
    """The communes of the feed, None for all; raises `OutsideCommune`, and `CommuneUnknown` for a code of none today.

    An empty feed would look like one in which nothing happens.
    """
    if not commune:
        return caller.communes
    require_commune(caller, commune)
    if commune not in current_edition().heads:
        raise CommuneUnknown
    return frozenset({commune})


def _take_up(request: Request, register: Register) -> None:
    """Number what waits; what a busy register keeps from being numbered now comes with a later request."""
    callers: Callers = request.app.state.callers
    with suppress(RegisterError):
        tell_all(register, at=callers.now(), batches=BATCHES_TOLD)


def _page(
    session: Session, asked: ChangesParameters, *, communes: frozenset[str] | None, caller: Principal
) -> tuple[list[ChangeLine], FeedEndLine]:
    end, of = feed_end(session), FeedFilter(communes=communes)
    if not end.dropped <= asked.after <= end.sequence:
        raise ChangesGone
    found = changes_after(session, asked.after, of=of, limit=asked.limit + 1)
    page = found[: asked.limit]
    before = max(last_before(session, asked.after, of=of), end.dropped)
    lines = [
        change_line(one, previous=previous, caller=caller, communes=communes)
        for previous, one in zip(_previous(before, page), page, strict=True)
    ]
    more = len(found) > len(page)
    return lines, FeedEndLine(sequence=page[-1].sequence if more else end.sequence, more=more)


def _previous(before: int, page: Sequence[Numbered]) -> list[int]:
    """The number before each change of a page."""
    return [before, *(one.sequence for one in page)][: len(page)]


def _pieces(register: Register, *, communes: frozenset[str] | None, caller: Principal) -> Iterator[bytes]:
    """The whole, in pieces of some lines; one state of the register from first to last."""
    with register.reading() as session:
        sequence, count, waiting = feed_end(session).sequence, 0, bytearray()
        yield b""
        for household_id, told in told_households(session, communes=communes):
            if told.state is not None:
                waiting += _line(household_line(household_id, told.state, caller=caller))
                count += 1
            if count % LINES_SENT == 0:
                yield bytes(waiting)
                waiting.clear()
        yield bytes(waiting + _line(FullEndLine(sequence=sequence, households=count)))


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _line(line: BaseModel) -> bytes:
    return line.model_dump_json().encode() + b"\n"
