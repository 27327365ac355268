"""Writing records in batches so that only what is new or different is touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

import orjson
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from app.db.columns import shape_bytes
from app.db.keys import key_text, wanted_keys
from app.db.tables import Base

BATCH = 1_000
"""Records per statement; its keys must fit into the bound parameters that SQLite allows (32,766)."""

Record = Mapping[str, object]
"""Column name to value."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadCount:
    """How many rows were new, different from what was stored, or the same."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "LoadCount") -> "LoadCount":
        return LoadCount(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )


@dataclass(frozen=True, slots=True)
class Split:
    """One batch against the table: complete records to insert and to update, and how many need neither."""

    added: Sequence[Record]
    changed: Sequence[Record]
    unchanged: int

    @property
    def count(self) -> LoadCount:
        """The sizes of the three parts."""
        return LoadCount(added=len(self.added), changed=len(self.changed), unchanged=self.unchanged)


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`, in order; nothing for no items."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def sealed(record: Record, *more: object) -> Record:
    """The record with the digest of its values, and of `more` that belongs to it without being a column."""
    content = orjson.dumps((record, more), default=_jsonable, option=orjson.OPT_SORT_KEYS)
    return {**record, "content_digest": blake2b(content, digest_size=16).digest()}


def _jsonable(value: object) -> str:
    if isinstance(value, BaseGeometry):
        return shape_bytes(value).hex()
    raise TypeError(type(value).__name__)


def core_table(model: type[Base]) -> Table:
    """The plain table behind a model: its statements take lists of records without the ORM's bookkeeping."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - a statement for mypy; every model here is a table
    return table


def plan_anew(session: Session) -> None:
    """Let PostgreSQL plan its statements again for the tables as they have become.

    It would keep the plan it made while a table was empty, and read all of the table for every batch that follows.
    """
    if session.connection().dialect.name == "postgresql":
        session.execute(text("DISCARD PLANS"))


def upsert(
    session: Session, model: type[Base], records: Iterable[Record], *, key: Sequence[str], dataset_id: int
) -> LoadCount:
    """Write sealed records whose `key` columns are distinct; the key is the table's primary key."""
    count = LoadCount()
    for batch in batches(records):
        count += write_batch(session, model, batch, key=key, dataset_id=dataset_id).count
    return count


def write_batch(
    session: Session,
    model: type[Base],
    batch: Sequence[Record],
    *,
    key: Sequence[str],
    dataset_id: int,
    fresh: Callable[[], Record] = dict,
) -> Split:
    """Write one batch; a record not stored yet also gets the columns that `fresh` gives."""
    table = core_table(model)
    split = _split(session, table, batch, key=key, fresh=lambda: {**fresh(), "dataset_id": dataset_id})
    if split.added:
        session.connection().execute(insert(table), [dict(record) for record in split.added])
    if split.changed:
        update_by_key(session, table, [{**record, "dataset_id": dataset_id} for record in split.changed])
    return split


def _split(
    session: Session, table: Table, batch: Sequence[Record], *, key: Sequence[str], fresh: Callable[[], Record]
) -> Split:
    primary = [column.name for column in table.primary_key]
    columns = [table.c[name] for name in (*key, "content_digest", *primary)]
    keys = [tuple(record[name] for name in key) for record in batch]
    connection = session.connection()
    wanted, matches = wanted_keys(columns[: len(key)], dialect=connection.dialect)
    rows = connection.execute(select(*columns).select_from(wanted).join(table, matches), {"keys": key_text(keys)})
    stored = {tuple(row[: len(key)]): row[len(key) :] for row in rows}
    added: list[Record] = []
    changed: list[Record] = []
    for record, row_key in zip(batch, keys, strict=True):
        row = stored.get(row_key)
        if row is None:
            added.append({**record, **fresh()})
        elif row[0] != record["content_digest"]:
            changed.append({**record, **dict(zip(primary, row[1:], strict=True))})
    return Split(added=added, changed=changed, unchanged=len(batch) - len(added) - len(changed))


def update_by_key(session: Session, table: Table, records: Sequence[Record]) -> None:
    """Give stored rows the values of complete records, found by primary key; raises `IndexError` on no records."""
    primary = [column.name for column in table.primary_key]
    statement = update(table)
    for name in primary:
        statement = statement.where(table.c[name] == bindparam(f"stored_{name}"))
    changing = [name for name in records[0] if name not in primary]
    statement = statement.values({name: bindparam(name) for name in changing})
    named = [{**record, **{f"stored_{name}": record[name] for name in primary}} for record in records]
    session.connection().execute(statement, named)
