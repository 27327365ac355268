"""Opening the register and bringing it to the schema of this release."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

import migrations
from app.db.errors import RegisterNotReady, RegisterUnreachable, RegisterUrlInvalid, ValueRefused

BUSY_TIMEOUT_MS = 30_000
"""How long a SQLite writer waits for another one."""

CONNECT_TIMEOUT_S = 5
"""How long a server may take to answer at all before it counts as away."""

_PRAGMAS = (
    # The time limit comes first: switching the journal may itself meet another process.
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
)

_MIGRATION_LOCK = 0x76706F7374
"""Key of the PostgreSQL advisory lock that lets one process migrate at a time."""


def open_engine(url: str) -> Engine:
    """An engine for a `sqlite:///…` or `postgresql+psycopg://…` URL; nothing is opened or created yet.

    Raises `RegisterUnreachable` when the URL cannot be understood or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _open_sqlite(url)
        return create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_TIMEOUT_S})
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise RegisterUrlInvalid(url.partition(":")[0], type(error).__name__) from error


def _open_sqlite(url: str) -> Engine:
    # A pool would keep handles on the file, also across a fork.
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # Python's own BEGIN comes late and not at all before DDL; `_begin_sqlite` says it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer fails at once when another wrote meanwhile: writers lock from the start.
    options = connection.get_execution_options()
    writes, patience_ms = options.get("writes", False), options.get("patience_ms", BUSY_TIMEOUT_MS)
    if writes and patience_ms != BUSY_TIMEOUT_MS:
        # The connection is used once, see `_open_sqlite`: nobody else inherits the short patience.
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience_ms)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the register; raises `RegisterNotReady` or `RegisterUnreachable`."""
    with _answering(engine), Session(_reading(engine)) as session:
        _require_ready(session.connection())
        yield session


@contextmanager
def write_session(engine: Engine, *, patience_ms: int = BUSY_TIMEOUT_MS) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back when anything is raised.

    In SQLite it waits for other writers when it starts, at most for `patience_ms`, so that it cannot lose to them
    later. Raises `RegisterNotReady` or `RegisterUnreachable`.
    """
    writing = engine.execution_options(writes=True, patience_ms=patience_ms)
    with _answering(engine), Session(writing) as session, session.begin():
        _require_ready(session.connection())
        yield session


def migrate(engine: Engine) -> None:
    """Bring the register to the schema of this release, in one transaction; creates a SQLite file and its folder."""
    if not _may_exist(engine):
        file = Path(str(engine.url.database))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    with _answering(engine), engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        command.upgrade(migration_config(connection), "head")


def migration_config(connection: Connection) -> Config:
    """Alembic's configuration without a file: the scripts of the installed package, on this connection."""
    config = Config()
    config.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def require_ready(engine: Engine) -> None:
    """Raise `RegisterNotReady` unless the register has exactly the schema of this release."""
    with read_session(engine):
        pass


def _require_ready(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision() or ""
    if found != _newest():
        raise RegisterNotReady(found=found, needed=_newest())


@cache
def _newest() -> str:
    """The revision that this release needs; the scripts are read once, for that takes longer than most questions."""
    return ScriptDirectory(str(_scripts())).get_current_head() or ""


def _reading(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def _answering(engine: Engine) -> Iterator[None]:
    try:
        if not _may_exist(engine):
            # Opening it would leave an empty file behind.
            raise RegisterNotReady(found="", needed=_newest())
        yield
    except OperationalError as error:
        reason = next(iter(str(error.orig).splitlines()), "")
        raise RegisterUnreachable(engine.url.render_as_string(), reason) from error
    except DataError as error:
        raise ValueRefused(type(error.orig).__name__) from error
    except PoolTimeout as error:
        raise RegisterUnreachable(engine.url.render_as_string(), "all connections are busy") from error


def _may_exist(engine: Engine) -> bool:
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return not file or file == ":memory:" or Path(file).exists()


def _scripts() -> Path:
    return Path(next(iter(migrations.__path__)))
