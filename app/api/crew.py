"""What callers are told of the workers: why something waits for them, and how many the service knows of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Final

from anyio import move_on_after, to_thread
from fastapi import Depends, Request
from pydantic import Field

from app.api.callers import Callers
from app.api.register import Register
from app.api.schemas import Schema, Text
from app.crew import Crew, Waiting, crew_of, why
from app.db.errors import RegisterError
from app.db.register import LazyRegister

_FRESH: Final = timedelta(seconds=5)
_PATIENCE_S: Final = 0.5
"""How long a question about readiness waits for a register that may be away."""


class WaitingOut(Schema):
    """Why something gets no further, and what can be done about it.

    `no-worker`: no process works; `nothing-published`: there is nothing to answer from; `busy`: its turn will come.
    """

    reason: Waiting
    message: Text
    workers: int = Field(description="How many are at work.")
    worker_seen_at: datetime | None = Field(description="When the last of any was seen; null: not within 30 days.")


class CrewOut(Schema):
    """The processes that answer batches and send messages, as far as they have said that they work."""

    working: int
    seen_at: datetime | None = Field(description="When the last of any was seen; null: not within 30 days.")


def waiting_out(reason: Waiting | None, crew: Crew) -> WaitingOut | None:
    """The reason for the caller; None without one."""
    if reason is None:
        return None
    words = why(reason, crew)
    return WaitingOut(
        reason=reason, message=Text(vi=words.vi, en=words.en), workers=crew.working, worker_seen_at=crew.seen_at
    )


def crew_now(request: Request, register: Register) -> Crew:
    """The workers at this moment; raises `RegisterError`."""
    callers: Callers = request.app.state.callers
    return crew_of(register, at=callers.now())


CrewNow = Annotated[Crew, Depends(crew_now)]


class KnownCrew:
    """The workers as they were a few seconds ago, asked of the register without waiting long."""

    def __init__(self, register: LazyRegister, *, clock: Callable[[], datetime]) -> None:
        self._register, self._clock = register, clock
        self._known: Crew | None = None
        self._read_at: datetime | None = None

    async def get(self) -> CrewOut | None:
        """The workers; None while the register does not answer."""
        if self._read_at is None or self._clock() - self._read_at >= _FRESH:
            self._read_at, self._known = self._clock(), None
            with move_on_after(_PATIENCE_S):
                self._known = await to_thread.run_sync(self._read, abandon_on_cancel=True)
        return None if self._known is None else CrewOut(working=self._known.working, seen_at=self._known.seen_at)

    def _read(self) -> Crew | None:
        try:
            return crew_of(self._register, at=self._clock())
        except RegisterError:
            return None
