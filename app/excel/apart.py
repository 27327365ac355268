"""Writing a list in a process of its own, so that requests go on meanwhile and its memory goes back to the machine."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from sqlalchemy.orm import Session

from app.db.engine import open_engine, read_session

Write = Callable[[Session, Path], int]
"""Writes a list into a file and gives back how many rows it has; of what can be sent to another process."""

AT_ONCE: Final = 2
"""More lists than this wait for their turn."""
POLITENESS: Final = 5
"""How much less of a busy core a list gets than a request."""


class ListWriter:
    """Writes lists of one register, each in a process that ends with it, or in the calling thread if so wished."""

    def __init__(self, url: str, *, apart: bool = True, at_once: int = AT_ONCE) -> None:
        self._url, self._apart, self._turns = url, apart, BoundedSemaphore(at_once)

    def write(self, write: Write, path: Path) -> int:
        """Write a list; gives back how many rows it has, and raises what the writing raises."""
        if not self._apart:
            return _write(self._url, write, path)
        with self._turns, ProcessPoolExecutor(1, get_context("spawn"), os.nice, (POLITENESS,)) as pool:
            return pool.submit(_write, self._url, write, path).result()


def _write(url: str, write: Write, path: Path) -> int:
    engine = open_engine(url)
    try:
        with read_session(engine) as session:
            return write(session, path)
    finally:
        engine.dispose()
