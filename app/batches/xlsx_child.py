"""The reading process for Excel files: the only module that imports python_calamine.

A small file can unpack to hundreds of megabytes. So sizes are added up before anything is unpacked, and the process
has limits on memory, processor time and what it may write; it sends rows as lines of JSON and nothing else.

The library shows a cell that holds an error (#N/A) as an empty one, so errors are looked for in the sheet itself: an
address without its number must not be answered as if none had been asked for.
"""

import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import orjson
from python_calamine import CalamineError, load_workbook

from geocoding.layers.confine import Limits, confine

LIMITS: Final = Limits(cpu_s=240, memory_bytes=2 * 1024**3, written_bytes=1024, wall_s=300)
MAX_UNPACKED: Final = 400 * 1024**2
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 1_000
REFUSED: Final = 3
"""The exit status of a file that is refused; its reason is the last line."""

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?:id=[\"']([^\"']+)")
_PART: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"\b(Id|Target)=[\"']([^\"']*)")
_HAS_ERROR: Final = re.compile(rb"\bt=[\"']e[\"']")
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).)*?v>(#[^<]{1,20})<",
    re.DOTALL,
)
_BLOCK: Final = 1 << 20
_LONGEST_CELL: Final = 1 << 16
"""Bytes of the longest cell with an error: a formula has 8,192 characters at most."""

Cell = str | int | float | bool
Errors = dict[int, dict[int, str]]
"""What error a cell holds, by row and column from 0."""


def main() -> None:
    """Write the names of the sheets and the chosen one, then its rows, one JSON array a line."""
    path, sheet = sys.argv[1], sys.argv[2]
    confine(LIMITS)
    try:
        _weigh(path)
        for line in _lines(path, sheet):
            sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        _refuse(
            "tệp Excel hỏng, có mật khẩu, hoặc không phải .xlsx; mở bằng Excel rồi lưu thành .xlsx",
            "damaged, locked by a password, or no .xlsx file; open it in Excel and save it as .xlsx",
        )
    sys.stdout.buffer.flush()


def _refuse(vi: str, en: str) -> None:
    sys.stdout.buffer.write(orjson.dumps({"refused": vi, "refused_en": en}, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
    raise SystemExit(REFUSED)


def _weigh(path: str) -> None:
    """Refuse an archive that says it unpacks to too much."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1024):
        size = f"{unpacked:,} bytes, {len(entries):,} entries"
        _refuse(
            f"tệp Excel giải nén ra quá lớn ({size}); lưu thành CSV UTF-8", f"unpacks to {size}; save it as CSV UTF-8"
        )


def _lines(path: str, sheet: str) -> Iterator[object]:
    book = load_workbook(path)
    if sheet and sheet not in book.sheet_names:
        there = ", ".join(book.sheet_names)
        _refuse(f"không có trang tính tên này; có: {there}", f"no sheet of this name; there are {there}")
    chosen = sheet or book.sheet_names[0]
    yield {"sheets": book.sheet_names, "sheet": chosen}
    rows, errors = book.get_sheet_by_name(chosen), _errors(path, book.sheet_names.index(chosen))
    left = rows.start[1] if rows.start else 0
    for number, row in enumerate(rows.iter_rows()):
        cells = [_cell(value) for value in row]
        for place, error in errors.get(number, {}).items():
            if left <= place < left + len(cells):
                cells[place - left] = error
        yield cells if any(cell not in ("", None) for cell in cells) else []


def _errors(path: str, place: int) -> Errors:
    """The cells of the sheet at a place in the book that hold an error."""
    found: Errors = {}
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, place)
        if part not in archive.namelist():
            return found
        with archive.open(part) as sheet:
            seen = b""
            while block := sheet.read(_BLOCK):
                seen += block
                for cell in _ERROR.finditer(seen) if _HAS_ERROR.search(seen) else ():
                    found.setdefault(int(cell[2]) - 1, {})[_column(cell[1])] = cell[3].decode()
                seen = seen[-_LONGEST_CELL:]
    return found


def _part_of(archive: zipfile.ZipFile, place: int) -> str:
    """The name of a sheet's part in the archive, empty where the book does not tell."""
    try:
        ids = _SHEET.findall(archive.read("xl/workbook.xml"))
        parts = [dict(_ATTRIBUTE.findall(one)) for one in _PART.findall(archive.read("xl/_rels/workbook.xml.rels"))]
        targets = {part[b"Id"]: part[b"Target"].decode() for part in parts}
        return posixpath.normpath(posixpath.join("/xl", targets[ids[place]])).lstrip("/")
    except (KeyError, IndexError):
        return ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _cell(value: object) -> Cell:
    """A value as JSON has it: whole numbers without a decimal part, days and times as ISO 8601."""
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""


if __name__ == "__main__":
    main()
