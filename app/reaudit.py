"""The audit that follows a change: a thread of the web service that looks for marked communes and audits them."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from app.audit import audit_marked
from app.db.commune_land import LandMemory
from app.db.errors import RegisterError
from app.db.register import LazyRegister
from postcode.coverage.services import WALK_M

LOOK_S = 1.0
"""Seconds between looks for marks; an audit of a commune then takes a second or two."""


class ReAuditor:
    """Audits changed communes in the background until it is stopped; a register that is away is waited for."""

    def __init__(
        self,
        register: LazyRegister,
        *,
        clock: Callable[[], datetime],
        look_s: float = LOOK_S,
        walk_m: float = WALK_M,
    ) -> None:
        self._register, self._clock, self._look_s = register, clock, look_s
        self._memory, self._walk_m = LandMemory(), walk_m
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="re-audit", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End after the audit at hand, if there is one."""
        self._stopping.set()
        self._thread.join(timeout=10.0)

    def _run(self) -> None:
        while not self._stopping.wait(self._look_s):
            try:
                audit_marked(self._register.engine, at=self._clock(), memory=self._memory, walk_m=self._walk_m)
            except RegisterError:
                continue  # the marks stay, the next look finds them
