"""Reading a stranger's file in a process of its own, which may use little, see little and be killed."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.crs import SURVEY_EPSG
from geocoding.errors import LayerUnreadable
from geocoding.layers.confine import Limits, child_environment
from geocoding.layers.formats import SAVE_AS_LAYER, Format
from geocoding.layers.request import Request
from geocoding.layers.wire import Frame, FrameError, Json, read_frame
from geocoding.words import Words

_PROGRAMS = {Format.OSM: "geocoding.layers.osm_child"}
_GDAL_PROGRAM = "geocoding.layers.child"
_BROKEN_OFF = Words("đang đọc thì đứt giữa chừng", "the reading process sent no whole record")


@dataclass(frozen=True, slots=True)
class SampleShape:
    """One shape of the file for judging its reference system: the middle of its box as written, and its fields."""

    x: float
    y: float
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says before its records: `epsg` is 0 when it declares no reference system and none was given."""

    epsg: int
    columns: tuple[str, ...]
    count: int
    has_shapes: bool
    sample: tuple[SampleShape, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One record with its shape in the survey plane; `fault` is the rule that took the shape away, or ""."""

    row: int
    fields: dict[str, str]
    shape: BaseGeometry | None
    fault: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """An open reading: the header now, the records as they come."""

    header: Header
    records: Iterator[Record]


@contextmanager
def open_layer(path: Path, file_format: Format, *, epsg: int = 0, limits: Limits | None = None) -> Iterator[Reading]:
    """Read a file in a child process, which is gone when the block ends.

    Raises `LayerUnreadable` at the start or between records when the child fails, is stopped or exceeds its limits.
    """
    granted = limits or Limits()
    request = Request(str(path.resolve()), str(file_format), epsg, SURVEY_EPSG, granted)
    process = _start(_PROGRAMS.get(file_format, _GDAL_PROGRAM), request)
    alarm = threading.Timer(granted.wall_s, process.kill)
    alarm.start()
    try:
        stream = cast(BinaryIO, process.stdout)
        header = _header(path, _next_frame(path, stream, process))
        yield Reading(header, _records(path, stream, process))
    finally:
        alarm.cancel()
        process.kill()
        process.communicate()


def _start(program: str, request: Request) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; the request is one JSON argument
        [sys.executable, "-I", "-m", program, request.dump()],
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        close_fds=True,
    )


def _next_frame(path: Path, stream: BinaryIO, process: "subprocess.Popen[bytes]") -> Frame:
    """The next frame; a stream that just ends means that the child died, whatever its exit status says."""
    try:
        frame = read_frame(stream)
    except (FrameError, ValueError) as error:
        raise LayerUnreadable(path, _BROKEN_OFF, SAVE_AS_LAYER) from error
    if frame is None:
        raise LayerUnreadable(path, _cause_of_death(process.wait()), SAVE_AS_LAYER)
    return frame


def _cause_of_death(status: int) -> Words:
    if status < 0:
        return Words(
            f"đọc tệp quá lâu hoặc tốn quá nhiều bộ nhớ nên đã bị dừng (tín hiệu {-status})",
            f"reading took too long or too much memory and was stopped (signal {-status})",
        )
    return Words("không chương trình đọc nào được phép đọc được tệp này", "no allowed driver reads this file")


def _records(path: Path, stream: BinaryIO, process: "subprocess.Popen[bytes]") -> Iterator[Record]:
    while (frame := _next_frame(path, stream, process)).kind != "end":
        yield _record(frame)


def _header(path: Path, frame: Frame) -> Header:
    if frame.kind != "header":
        raise LayerUnreadable(path, _BROKEN_OFF, SAVE_AS_LAYER)
    body = frame.body
    return Header(
        epsg=int(str(body["epsg"])),
        columns=tuple(str(name) for name in _items(body["columns"])),
        count=int(str(body["count"])),
        has_shapes=bool(body["shapes"]),
        sample=tuple(_sample_shape(entry) for entry in _items(body["sample"])),
    )


def _sample_shape(entry: Json) -> SampleShape:
    members = _members(entry)
    return SampleShape(float(str(members["x"])), float(str(members["y"])), _texts(members["fields"]))


def _record(frame: Frame) -> Record:
    body = frame.body
    shape = shapely.from_wkb(frame.wkb) if frame.wkb else None
    return Record(int(str(body["row"])), _texts(body["fields"]), shape, str(body["fault"]), bool(body["mended"]))


def _texts(value: Json) -> dict[str, str]:
    return {name: str(text) for name, text in _members(value).items()}


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _members(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
