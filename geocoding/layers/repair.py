"""Mending invalid polygons under a time limit, in a process that can be killed.

`shapely.make_valid` is about cubic on self-crossing rings: a star of 200 vertices holds a processor for half a
minute and heeds no signal, so a vertex limit is no defence.
"""

import select
import subprocess
import sys
from typing import BinaryIO, cast

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.layers.confine import Limits, confine
from geocoding.layers.wire import Frame, read_frame, write_frame

MAX_AREA_CHANGE = 0.001
"""A mended polygon whose area differs by more than this share of the original is not the same land."""
MAX_TIMEOUTS = 3
"""After so many shapes that took too long, the rest of the file is not mended."""


class Repairer:
    """Mends shapes one at a time in a worker process, started at the first need and after each time-out."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._timeouts = 0
        self._worker: subprocess.Popen[bytes] | None = None

    def repair(self, shape: BaseGeometry) -> BaseGeometry | None:
        """The same land as a valid shape; None when there is none, or when the time limit was reached."""
        if self._timeouts >= MAX_TIMEOUTS:
            return None
        worker = self._worker = self._worker or _start()
        requests, answers = cast(BinaryIO, worker.stdin), cast(BinaryIO, worker.stdout)
        write_frame(requests, Frame("shape", wkb=shapely.to_wkb(shape)))
        requests.flush()
        if not select.select([answers], [], [], self._limit_s)[0]:
            self._timeouts += 1
            self.close()
            return None
        answer = read_frame(answers)
        if answer is None:
            self.close()
            return None
        return shapely.from_wkb(answer.wkb) if answer.wkb else None

    def close(self) -> None:
        """Stop the worker."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None


def mend(shape: BaseGeometry) -> BaseGeometry | None:
    """The polygons of a shape made valid; None when their area differs from the original's beyond the tolerance."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    polygons = [part for part in shapely.get_parts(valid) if shapely.get_dimensions(part) == 2]
    whole = shapely.union_all(polygons) if polygons else None
    area = shapely.area(shape)
    if whole is None or abs(shapely.area(whole) - area) > MAX_AREA_CHANGE * area:
        return None
    return whole


def _start() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-m", "geocoding.layers.repair"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603


def _serve() -> None:
    """Mend every shape that comes in, until the requests end."""
    confine(Limits(memory_bytes=1024**3))
    while (request := read_frame(sys.stdin.buffer)) is not None:
        mended = mend(shapely.from_wkb(request.wkb))
        write_frame(sys.stdout.buffer, Frame("mended", wkb=b"" if mended is None else shapely.to_wkb(mended)))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
