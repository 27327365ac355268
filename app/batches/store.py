"""The files of batches: one folder each, named by the batch's id, with what was sent and what was answered so far.

The answers to a chunk are written aside, flushed to the disk and renamed; the register is told afterwards. A worker
that dies in between leaves a file that the next one writes again, byte for byte the same.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import orjson

from app.batches.writing import Cells


@dataclass(frozen=True, slots=True)
class BatchFolder:
    """The files of one batch."""

    path: Path

    @property
    def input(self) -> Path:
        """The file as it was sent."""
        return self.path / "input"

    @property
    def join(self) -> Path:
        """The join table as it was sent; not there without one."""
        return self.path / "join"

    @property
    def spooled(self) -> Path:
        """The copy of an XLSX file that is read."""
        return self.path / "rows"

    @property
    def book(self) -> Path:
        """The result as an Excel file, once it was asked for."""
        return self.path / "result.xlsx"

    def pending_book(self) -> Path:
        """Where an Excel file is written before it is whole; no two requests share it."""
        return self.path / f"result-{token_hex(8)}.xlsx"

    def save_chunk(self, number: int, answers: list[Cells]) -> None:
        """Write the answers to a chunk; raises `FileNotFoundError` when the batch has been removed."""
        pending = self._chunk(number).with_suffix(f".{os.getpid()}")
        with pending.open("wb") as file:
            for cells in answers:
                file.write(orjson.dumps(cells, option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            os.fsync(file.fileno())
        pending.replace(self._chunk(number))

    def load_chunk(self, number: int) -> Iterator[Cells]:
        """The answers to a chunk."""
        with self._chunk(number).open("rb") as file:
            for line in file:
                yield tuple(orjson.loads(line))

    def remove(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _chunk(self, number: int) -> Path:
        return self.path / f"chunk-{number:06}.jsonl"


@dataclass(frozen=True, slots=True)
class BatchStore:
    """The folder of all batches."""

    home: Path

    def folder(self, batch_id: str) -> BatchFolder:
        """The files of a batch; the id is one of ours, never a text of a caller."""
        return BatchFolder(self.home / batch_id)

    def create(self, batch_id: str) -> BatchFolder:
        """An empty folder for a new batch."""
        folder = self.folder(batch_id)
        folder.path.mkdir(parents=True, mode=0o700)
        return folder
