"""An Excel file copied into lines of JSON by a process of its own, which may use little and be killed."""

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

import orjson

from app.batches.heading import LOOKED_AT, find_heading, likely_heading
from app.batches.options import Format, Options
from app.batches.tables import MAX_COLUMNS, MAX_ROWS, TOO_LARGE, Cell, Table
from geocoding.errors import InputUnreadable
from geocoding.layers.confine import child_environment
from postcode.words import Words

_PROGRAM: Final = Path(__file__).with_name("xlsx_child.py")
_WALL_S: Final = 300.0
_OTHER_SHEETS: Final = 5
"""Sheets that are looked into besides the first."""
MAX_LINE: Final = 1 << 24
_BROKEN: Final = Words(
    "không đọc hết được tệp Excel; mở bằng Excel, lưu lại rồi gửi tệp mới",
    "the Excel file cannot be read to its end; open it in Excel, save it and send that",
)
_TOO_MUCH: Final = Words(
    "tệp Excel cần quá nhiều bộ nhớ hoặc thời gian; lưu thành CSV UTF-8 rồi gửi",
    "the Excel file takes too much memory or time; save it as CSV UTF-8 and send that",
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What was found of a sheet; `is_known` says that its columns are known by their names."""

    others: tuple[str, ...]
    sheet: str
    names: tuple[str, ...]
    start: int
    width: int
    header_line: int
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """One of the first rows that are not empty: its cells, its row in the sheet from 1, the offset behind its copy."""

    names: tuple[str, ...]
    line: int
    end: int


def spool(path: Path, spooled: Path, options: Options) -> Table:
    """How to read the copy that this writes at `spooled`; raises `InputUnreadable` when no copy can be made.

    Where no sheet is named, it is the first one; if its columns are not known, the first of the next whose are.
    """
    first = _spool_sheet(path, spooled, options)
    if options.sheet or not options.header or first.is_known or not first.others:
        return _table(first, options)
    for name in first.others[:_OTHER_SHEETS]:
        with suppress(InputUnreadable):
            found = _spool_sheet(path, spooled, replace(options, sheet=name))
            if found.is_known:
                return _table(found, options)
    return _table(_spool_sheet(path, spooled, options), options)


def _spool_sheet(path: Path, spooled: Path, options: Options) -> "_Head":
    """One sheet copied, and what it was found to be."""
    process = _start(path, options.sheet)
    alarm = threading.Timer(_WALL_S, process.kill)
    alarm.start()
    try:
        if process.stdout is None:
            raise InputUnreadable(_BROKEN)
        head = _copy(process.stdout, spooled, options)
        if process.wait() != 0:
            raise InputUnreadable(_TOO_MUCH)
    finally:
        alarm.cancel()
        process.kill()
        process.communicate()
    return head


def _table(head: "_Head", options: Options) -> Table:
    return Table(
        format=Format.XLSX,
        source=Format.XLSX,
        columns=(*head.names, *(str(place) for place in range(len(head.names) + 1, head.width + 1))),
        width=head.width,
        start=head.start,
        encoding_evidence="XLSX",
        quote="",
        header=options.header,
        sheet=head.sheet,
        header_line=head.header_line,
        other_sheets=head.others,
    )


def _start(path: Path, sheet: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-I", str(_PROGRAM), str(path.resolve()), sheet],
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        close_fds=True,
    )


def _copy(stream: IO[bytes], spooled: Path, options: Options) -> _Head:
    """Copy the rows, those above the names of the columns too."""
    said = _next(stream)
    if not isinstance(said, dict):
        raise InputUnreadable(_BROKEN)
    opening: list[_Opened] = []
    rows = width = line_number = 0
    with spooled.open("wb") as out:
        while (cells := _next(stream)) is not None:
            if not isinstance(cells, list) or len(cells) > MAX_COLUMNS or rows > MAX_ROWS:
                raise InputUnreadable(TOO_LARGE, row=rows)
            line = orjson.dumps(cells) if cells else b""
            out.write(line + b"\n")
            line_number += 1
            width = max(width, len(cells))
            if cells:
                rows += 1
                if len(opening) < LOOKED_AT:
                    names = tuple("" if cell is None else str(cell).strip() for cell in cells)
                    opening.append(_Opened(names, line_number, out.tell()))
    if not rows:
        raise InputUnreadable(
            Words(
                "trang tính không có dòng nào; chọn trang khác bằng sheet",
                "the sheet has no rows; name another with sheet",
            )
        )
    sheets = said["sheets"] if isinstance(said["sheets"], list) else []
    others = tuple(str(name) for name in sheets if name != said["sheet"])
    if not options.header:
        return _Head(others, str(said["sheet"]), (), start=0, width=width, header_line=0)
    lines = [one.names for one in opening]
    known = find_heading(lines, options.columns)
    heading = known or likely_heading(lines)
    found = opening[heading.place]
    return _Head(
        others,
        str(said["sheet"]),
        heading.names,
        start=found.end,
        width=width,
        header_line=found.line,
        is_known=known is not None,
    )


def _next(stream: IO[bytes]) -> dict[str, object] | list[Cell] | None:
    """The next line; raises `InputUnreadable` when the process refuses the file or breaks off."""
    line = stream.readline(MAX_LINE)
    if not line:
        return None
    try:
        said: dict[str, object] | list[Cell] = orjson.loads(line)
    except ValueError:
        raise InputUnreadable(_BROKEN) from None
    if isinstance(said, dict) and "refused" in said:
        raise InputUnreadable(Words(str(said["refused"]), str(said["refused_en"])))
    return said
