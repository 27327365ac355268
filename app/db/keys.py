"""Asking for many rows by composite key in one cached statement.

`(a, b) IN (VALUES …)` makes SQLite scan the whole table; a join against a JSON array uses the index in both databases.
"""

from collections.abc import Sequence

import orjson
from sqlalchemy import ColumnElement, Dialect, FromClause, and_, bindparam, cast, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Text


def wanted_keys(
    columns: Sequence[ColumnElement[object]], *, dialect: Dialect
) -> tuple[FromClause, ColumnElement[bool]]:
    """A table of the keys bound as `keys`, and the condition that joins `columns` to it."""
    keys = bindparam("keys", type_=Text)
    if dialect.name == "sqlite":
        wanted = func.json_each(keys).table_valued("value", name="wanted")
        matches = [column == func.json_extract(wanted.c.value, f"$[{i}]") for i, column in enumerate(columns)]
    else:
        wanted = func.jsonb_array_elements(cast(keys, JSONB)).table_valued("value", name="wanted")
        matches = [column == cast(wanted.c.value.op("->>")(i), column.type) for i, column in enumerate(columns)]
    return wanted, and_(*matches)


def key_text(keys: Sequence[Sequence[object]]) -> str:
    """The keys as the JSON text that `wanted_keys` binds; dates as ISO 8601."""
    return orjson.dumps(keys).decode()
