"""The register as a running service holds it: opened at the first question to it, not before."""

from contextlib import AbstractContextManager
from functools import cached_property

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.engine import BUSY_TIMEOUT_MS, open_engine, read_session, write_session


class LazyRegister:
    """The register behind a URL; everything that asks it raises `RegisterError` while it does not answer."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def engine(self) -> Engine:
        """The engine, for what manages its own transactions."""
        return open_engine(self._url)

    def reading(self) -> AbstractContextManager[Session]:
        """A session that sees one state of the register."""
        return read_session(self.engine)

    def writing(self, *, patience_ms: int = BUSY_TIMEOUT_MS) -> AbstractContextManager[Session]:
        """A session in one transaction: committed at the end, rolled back when anything is raised."""
        return write_session(self.engine, patience_ms=patience_ms)
