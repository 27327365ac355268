"""A file answered on this machine, without a register: the same chunks and function, in many processes."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from app.access.principal import VISITOR
from app.answering import open_answering
from app.batches.options import Format, Options
from app.batches.preparing import Prepared, prepare
from app.batches.reading import lines_of_rows
from app.batches.results import COLUMNS
from app.batches.solve import Solver
from app.batches.summary import Summary, summarise, total_of
from app.batches.tables import Chunk
from app.batches.writing import Cells, pieces
from app.batches.xlsx_writing import write_xlsx
from app.garbage import look_rarely
from geocoding.snapshot.store import open_snapshot

OnRows = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


FAULTS_SHOWN: Final = 5
_ERROR: Final = COLUMNS.index("error")
_FAULTS: Final = COLUMNS.index("faults")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that was not answered: its number, counted from 1 below the header, and the word in `result_error`.

    `faults` is what `result_faults` says; `line` is where the row begins in the file, from 1; 0: not known yet.
    """

    row: int
    error: str
    faults: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """What was read, and how it came out; `faults` are the first rows that were not answered."""

    prepared: Prepared
    summary: Summary
    faults: tuple[RowFault, ...] = ()


def answer_file(
    path: Path,
    out: Path,
    *,
    options: Options,
    written: Format,
    snapshots: Path,
    join: Path | None = None,
    processes: int = 1,
    on_rows: OnRows = lambda _done, _of: None,
) -> Finished:
    """Answer a file and write the result, which appears under its name when it is whole.

    Raises `REFUSALS` and `SnapshotError`.
    """
    with TemporaryDirectory(dir=out.parent, prefix=".batch-") as folder:
        work = Path(folder)
        prepared = prepare(path, options, spooled=work / "rows", join=join)
        summaries: list[Summary] = []
        faults: list[RowFault] = []

        def answers() -> Iterator[list[Cells]]:
            done = 0
            for chunk in _solved(prepared, snapshots, processes=processes):
                summaries.append(summarise(chunk))
                faults.extend(_faults(chunk, after=done)[: FAULTS_SHOWN - len(faults)])
                done += len(chunk)
                on_rows(done, prepared.scanned.rows)
                yield chunk

        _write(work / "result", prepared, written=written, answers=answers())
        (work / "result").replace(out)
        lines = lines_of_rows(prepared.source, prepared.table, {fault.row for fault in faults})
    placed = tuple(replace(fault, line=lines.get(fault.row, 0)) for fault in faults)
    return Finished(prepared, total_of(summaries), placed)


def _faults(chunk: Iterable[Cells], *, after: int) -> list[RowFault]:
    failed = ((row, cells) for row, cells in enumerate(chunk, after + 1) if cells[_ERROR])
    return [RowFault(row, str(cells[_ERROR]), str(cells[_FAULTS])) for row, cells in failed]


def _write(path: Path, prepared: Prepared, *, written: Format, answers: Iterator[list[Cells]]) -> None:
    answered = prepared.beside(written, answers)
    if written is Format.XLSX:
        write_xlsx(path, prepared.layout, answered)
        return
    with path.open("wb") as file:
        file.writelines(pieces(written, prepared.layout, prepared.source, answered))


def _solved(prepared: Prepared, snapshots: Path, *, processes: int) -> Iterator[list[Cells]]:
    """The answers of all chunks in order, never more than a few chunks ahead."""
    if processes == 1:
        solver = Solver(open_answering(snapshots), prepared.asking, VISITOR)
        yield from (prepared.solve(chunk, solver) for chunk in prepared.scanned.chunks)
        return
    open_snapshot(snapshots)  # one that cannot be served is told here; in the pool it would only break it
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(prepared, snapshots)) as pool:
        ahead: deque[Future[list[Cells]]] = deque()
        for chunk in prepared.scanned.chunks:
            ahead.append(pool.submit(_solve_in_process, chunk))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


_of_process: list[tuple[Prepared, Solver]] = []
"""What a process of the pool opened when it began."""


def _begin(prepared: Prepared, snapshots: Path) -> None:
    look_rarely()
    _of_process.append((prepared, Solver(open_answering(snapshots), prepared.asking, VISITOR)))


def _solve_in_process(chunk: Chunk) -> list[Cells]:
    prepared, solver = _of_process[0]
    return prepared.solve(chunk, solver)
