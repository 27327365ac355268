"""Frames between the reading process and ours: a length-prefixed JSON object with the bytes of one shape (WKB).

JSON and WKB only: what a hostile file makes the reader say can never become code here, as a pickle could.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import orjson

_LENGTHS = struct.Struct(">II")
MAX_PART_BYTES = 256 * 1024 * 1024
"""A longer part is a broken or hostile stream."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class FrameError(ValueError):
    """The stream ended inside a frame, or a frame is not one of ours."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: `kind` names it, `body` holds its facts, `wkb` the bytes of its shape, empty without one."""

    kind: str
    body: Mapping[str, Json] = field(default_factory=dict)
    wkb: bytes = b""


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write one frame; the stream is not flushed."""
    text = orjson.dumps({"kind": frame.kind, **frame.body})
    stream.write(_LENGTHS.pack(len(text), len(frame.wkb)) + text + frame.wkb)


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame, None at the end of the stream; raises `FrameError` where the stream breaks off."""
    head = stream.read(_LENGTHS.size)
    if not head:
        return None
    if len(head) < _LENGTHS.size:
        raise FrameError("the stream ends inside a frame")
    text_length, wkb_length = _LENGTHS.unpack(head)
    if max(text_length, wkb_length) > MAX_PART_BYTES:
        raise FrameError("a part of a frame is too long")
    text, wkb = stream.read(text_length), stream.read(wkb_length)
    if len(text) < text_length or len(wkb) < wkb_length:
        raise FrameError("the stream ends inside a frame")
    body = orjson.loads(text)
    return Frame(str(body.pop("kind")), body, wkb)
