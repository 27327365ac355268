"""From an unknown file to one that can be answered chunk by chunk: looked at, looked through, mapped, joined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.batches.asking import Asking, asking_for
from app.batches.errors import OptionRefused
from app.batches.joining import NO_JOIN, NO_JOIN_TABLE, Join, read_join
from app.batches.opening import format_of, open_table
from app.batches.options import Format, Options
from app.batches.reading import CHUNK_ROWS, Scanned, chunk_rows, scan
from app.batches.results import cells
from app.batches.solve import Solver
from app.batches.tables import Chunk, Row, Table
from app.batches.writing import Answered, Cells, Layout, added_names, wanted_for
from app.batches.xlsx_rows import spool
from postcode.words import Words


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be answered; `source` is what is read: the file itself, or the copy of an XLSX file."""

    source: Path
    scanned: Scanned
    asking: Asking
    options: Options
    join: Join

    @property
    def table(self) -> Table:
        """How the file is read."""
        return self.scanned.table

    @property
    def layout(self) -> Layout:
        """How its answers are written."""
        return Layout(self.table, added_names(self.options.prefix, self.join.columns), self.options)

    def solve(self, chunk: Chunk, solver: Solver) -> list[Cells]:
        """The answers to a chunk with what is joined to them, row by row."""
        rows = chunk_rows(self.source, self.table, chunk, wanted=self.asking.wanted)
        return [(*cells(result), *self.join.of(result)) for result in solver.solve(rows)]

    def beside(self, written: Format, answers: Iterable[Iterable[Cells]]) -> Answered:
        """The rows of all chunks, as far as a format needs them, with their answers; empty lines with none."""
        wanted = wanted_for(self.layout, written)
        for chunk, answers_of_chunk in zip(self.scanned.chunks, answers, strict=True):
            yield from _paired(chunk_rows(self.source, self.table, chunk, wanted=wanted), iter(answers_of_chunk))


def _paired(rows: Iterable[Row], answers: Iterator[Cells]) -> Iterator[tuple[Row, Cells]]:
    for row in rows:
        yield (row, next(answers)) if row.number else (row, ())


def prepare(
    path: Path, options: Options, *, spooled: Path, join: Path | None = None, rows_per_chunk: int = CHUNK_ROWS
) -> Prepared:
    """The file ready to be answered; `spooled` is where an XLSX file is copied to.

    Raises `InputUnreadable` and `OptionRefused`.
    """
    source = format_of(path, stated=options.format)
    table = spool(path, spooled, options) if source is Format.XLSX else open_table(path, options, source=source)
    read = spooled if source is Format.XLSX else path
    scanned = scan(read, table, chunk_rows=rows_per_chunk)
    asking = asking_for(scanned.table.columns, options.columns)
    if options.join_on and join is None:
        raise OptionRefused("join_on", NO_JOIN_TABLE)
    prepared = Prepared(read, scanned, asking, options, NO_JOIN if join is None else read_join(join, options))
    _require_room(prepared)
    return prepared


def _require_room(prepared: Prepared) -> None:
    """Refuse what could not be written: names that are taken, letters without a place."""
    taken = set(prepared.table.columns) & set(prepared.layout.added)
    if taken:
        raise OptionRefused(
            "prefix",
            Words(
                f"tệp đã có cột {', '.join(sorted(taken))}; chọn prefix khác",
                f"the file already has {', '.join(sorted(taken))}; choose another prefix",
            ),
        )
    encoding = prepared.table.encoding
    if not encoding.carries_vietnamese and not prepared.options.ascii_results:
        reason = Words(
            f"{encoding.name} không ghi được mọi chữ tiếng Việt; đặt ascii_results=true để nhận chữ không dấu, "
            "hoặc lưu tệp dạng UTF-8",
            f"{encoding.name} has no place for all Vietnamese letters; allow ASCII answers with ascii_results=true, or "
            "convert the file",
        )
        raise OptionRefused("ascii_results", reason)
