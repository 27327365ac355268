"""A vector tile as its protocol buffer (vector_tile.proto of the specification, version 2.1)."""

import struct
from collections.abc import Iterable, Mapping
from typing import Final

Property = str | int | float | bool
Feature = tuple[tuple[int, bytes], Mapping[str, Property]]
"""A kind of geometry with its packed commands, and what is told of it."""

_SMALL: Final = 1 << 14


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


_VARINTS: Final = tuple(map(_varint, range(_SMALL)))
"""Most numbers of a tile are below 4096 + margins, zigzagged."""


def packed(numbers: Iterable[int]) -> bytes:
    """Natural numbers one after another, seven bits a byte."""
    return b"".join([_VARINTS[number] if number < _SMALL else _varint(number) for number in numbers])


def tile_bytes(layers: Iterable[bytes]) -> bytes:
    """A tile of some layers."""
    return b"".join(_field(b"\x1a", layer) for layer in layers)


def layer_bytes(name: str, features: Iterable[Feature], *, extent: int) -> bytes:
    """A layer; names and values that features share are written once."""
    keys: dict[str, int] = {}
    values: dict[tuple[type, Property], int] = {}
    told = [_field(b"\x12", _feature(one, keys, values)) for one in features]
    return b"".join(
        [
            b"\x78\x02",  # version 2
            _field(b"\x0a", name.encode()),
            *told,
            *(_field(b"\x1a", key.encode()) for key in keys),
            *(_field(b"\x22", _value(value)) for _, value in values),
            b"\x28" + packed([extent]),
        ]
    )


def _feature(feature: Feature, keys: dict[str, int], values: dict[tuple[type, Property], int]) -> bytes:
    (kind, commands), properties = feature
    tags: list[int] = []
    for key, value in properties.items():
        tags += (keys.setdefault(key, len(keys)), values.setdefault((type(value), value), len(values)))
    return _field(b"\x12", packed(tags)) + b"\x18" + _VARINTS[kind] + _field(b"\x22", commands)


def _value(value: Property) -> bytes:
    if isinstance(value, bool):
        return b"\x38\x01" if value else b"\x38\x00"
    if isinstance(value, str):
        return _field(b"\x0a", value.encode())
    if isinstance(value, int):
        return b"\x30" + packed([(value << 1) ^ (value >> 63)])
    return b"\x19" + struct.pack("<d", value)


def _field(tag: bytes, content: bytes) -> bytes:
    return tag + packed([len(content)]) + content
