"""Lines of JSON: the members of an object as cells, and an object with members added and nothing else touched."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import orjson

from app.batches.tables import NOT_JSON, NOT_OBJECT, NOT_TEXT, Cell
from geocoding.text.encodings import Encoding

_MAX_DEPTH_ERROR: Final = (ValueError, RecursionError)


class _Number(str):
    """A number as written, so that 1.10 stays 1.10 and no digit of a long one is lost."""

    __slots__ = ()


def _parsed(raw: str, encoding: Encoding) -> object:
    return json.loads(encoding.read(raw), parse_float=_Number, parse_int=_Number, parse_constant=_Number)


def object_keys(raw: str, encoding: Encoding) -> Sequence[str]:
    """The names of the members of a line, none where it is no object."""
    try:
        found = orjson.loads(encoding.read(raw))
    except ValueError:
        return ()
    return list(found) if isinstance(found, dict) else ()


def object_cells(raw: str, encoding: Encoding, names: Sequence[str]) -> tuple[tuple[Cell, ...], str]:
    """The members of a line by name, numbers as written, and why it cannot be read, if so."""
    empty: tuple[Cell, ...] = ("",) * len(names)
    try:
        found = _parsed(raw, encoding)
    except UnicodeError:
        return empty, NOT_TEXT
    except _MAX_DEPTH_ERROR:
        return empty, NOT_JSON
    if not isinstance(found, dict):
        return empty, NOT_OBJECT
    return tuple(_cell(found.get(name, "")) for name in names), ""


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool):
        return value
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def with_members(raw: str, members: Mapping[str, object], encoding: Encoding) -> str:
    """An object as it was written, with members added before its end; raw text in, raw text out."""
    added = orjson.dumps(dict(members)).decode()[1:-1]
    body, _, tail = raw.rpartition("}")
    comma = "" if body.strip().endswith("{") and len(body.strip()) == 1 else ","
    return f"{body}{comma}{encoding.write(added)}}}{tail}"
