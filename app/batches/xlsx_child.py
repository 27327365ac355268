"""The reading process for Excel files: the only module that imports python_calamine.

A small file can unpack to hundreds of megabytes. So sizes are added up before anything is unpacked, and the process
has limits on memory, processor time and what it may write; it sends rows as lines of JSON and nothing else.
"""

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
    for row in book.get_sheet_by_name(chosen).iter_rows():
        cells = [_cell(value) for value in row]
        yield cells if any(cell not in ("", None) for cell in cells) else []


def _cell(value: object) -> str | int | float | bool:
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
