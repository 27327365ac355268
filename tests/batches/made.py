"""Small files and stand-in answers for tests that ask no engine."""

from collections.abc import Iterator
from pathlib import Path

from app.batches.options import Format, Options
from app.batches.preparing import Prepared, prepare
from app.batches.results import Result, cells
from app.batches.writing import Cells, pieces
from app.batches.xlsx_writing import write_xlsx


def made(folder: Path, content: bytes, options: Options | None = None, *, rows_per_chunk: int = 3) -> Prepared:
    path = folder / "input"
    path.write_bytes(content)
    return prepare(path, options or Options(), spooled=folder / "spooled", rows_per_chunk=rows_per_chunk)


def answers(prepared: Prepared, *, label: str = "Số 6, Láng, Phường Láng") -> Iterator[list[Cells]]:
    """The same answer to every row."""
    for chunk in prepared.scanned.chunks:
        yield [(*cells(Result(verdict="matched", label=label, lon=105.8, lat=21.0)),) for _ in range(chunk.rows)]


def written(prepared: Prepared, form: Format, *, label: str = "Số 6, Láng, Phường Láng") -> bytes:
    answered = prepared.beside(form, answers(prepared, label=label))
    if form is Format.XLSX:
        path = prepared.source.parent / "out.xlsx"
        write_xlsx(path, prepared.layout, answered)
        return path.read_bytes()
    return b"".join(pieces(form, prepared.layout, prepared.source, answered))
