"""How often one address may do a thing: counted in memory, forgotten after the window."""

from collections import deque
from collections.abc import Callable
from typing import Final

from fastapi import Request

from app.errors import TooManyRequests

MAX_CALLERS: Final = 20_000
"""So many callers are remembered; beyond that the oldest ones start afresh."""


class Pace:
    """Lets each caller through at most `limit` times in a window of seconds."""

    def __init__(self, limit: int, *, window_s: float, clock: Callable[[], float]) -> None:
        self._limit, self._window_s, self._clock = limit, window_s, clock
        self._seen: dict[str, deque[float]] = {}

    def admit(self, request: Request) -> None:
        """Count one more; raises `TooManyRequests` for a caller that had its share."""
        now = self._clock()
        times = self._seen.setdefault(request.client.host if request.client else "", deque())
        while times and now - times[0] > self._window_s:
            times.popleft()
        if len(times) >= self._limit:
            raise TooManyRequests
        times.append(now)
        if len(self._seen) > MAX_CALLERS:
            self._seen.pop(next(iter(self._seen)))
