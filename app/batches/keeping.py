"""What is known of a prepared file as JSON, so that any worker can go on with it without looking through it again."""

from collections.abc import Sequence
from dataclasses import asdict

import orjson

from app.access.principal import Principal, Role, Scope
from app.batches.asking import Asking, Mode
from app.batches.joining import NO_JOIN, Join, read_join
from app.batches.options import Format, Options, read_options, written_options
from app.batches.options import Role as ColumnRole
from app.batches.preparing import Prepared
from app.batches.reading import Scanned
from app.batches.store import BatchFolder
from app.batches.tables import Chunk, Table
from app.db.batches import StoredChunk


def seen_text(prepared: Prepared) -> str:
    """The table and the way of asking."""
    asking = {
        "mode": prepared.asking.mode.value,
        "places": {role.value: list(places) for role, places in prepared.asking.places.items()},
    }
    joined = list(prepared.join.columns)
    return orjson.dumps({"table": asdict(prepared.table), "asking": asking, "joined": joined}).decode()


def table_of(seen: str) -> Table:
    """The table in a text of `seen_text`."""
    known = orjson.loads(seen)["table"]
    kinds = {"format": Format(known["format"]), "source": Format(known["source"]), "columns": tuple(known["columns"])}
    kinds["other_sheets"] = tuple(known.get("other_sheets", ()))
    return Table(**{**known, **kinds})


def asking_of(seen: str) -> Asking:
    """The way of asking in a text of `seen_text`."""
    known = orjson.loads(seen)["asking"]
    return Asking(Mode(known["mode"]), {ColumnRole(role): tuple(at) for role, at in known["places"].items()})


def options_of(text: str) -> Options:
    """The options in a text of `options_text`."""
    return read_options(orjson.loads(text))


def options_text(options: Options) -> str:
    """The options as JSON with sorted names: equal texts for equal options."""
    return orjson.dumps(written_options(options), option=orjson.OPT_SORT_KEYS).decode()


def resumed(
    folder: BatchFolder, *, seen: str, options: Options, chunks: Sequence[StoredChunk] = (), joins: bool
) -> Prepared:
    """A batch ready to be answered or written; its join table is read only where it is needed to answer."""
    table = table_of(seen)
    source = folder.spooled if table.source is Format.XLSX else folder.input
    scanned = Scanned(table, sum(one.rows for one in chunks), tuple(chunk_of(one) for one in chunks))
    columns = tuple(orjson.loads(seen)["joined"])
    join = NO_JOIN if not columns else read_join(folder.join, options) if joins else Join(columns=columns)
    return Prepared(source, scanned, asking_of(seen), options, join)


def chunk_of(stored: StoredChunk) -> Chunk:
    """The chunk as the readers know it."""
    return Chunk(
        stored.number, first_row=stored.first_row, rows=stored.rows, start=stored.start_byte, end=stored.end_byte
    )


def stored_chunk(chunk: Chunk) -> StoredChunk:
    """The chunk as the register keeps it."""
    return StoredChunk(
        chunk.number, first_row=chunk.first_row, rows=chunk.rows, start_byte=chunk.start, end_byte=chunk.end
    )


def owner_text(owner: Principal) -> str:
    """The caller who created a batch, with the rights of that moment."""
    communes = None if owner.communes is None else sorted(owner.communes)
    return orjson.dumps(
        {
            "id": owner.id,
            "role": owner.role.value,
            "scopes": sorted(owner.scopes),
            "communes": communes,
            "purpose": owner.purpose,
        }
    ).decode()


def owner_of(text: str) -> Principal:
    """The caller in a text of `owner_text`; the name is not kept."""
    known = orjson.loads(text)
    return Principal(
        id=known["id"],
        name="",
        role=Role(known["role"]),
        scopes=frozenset(Scope(scope) for scope in known["scopes"]),
        communes=None if known["communes"] is None else frozenset(known["communes"]),
        purpose=known["purpose"],
    )
