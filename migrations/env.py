"""Alembic's entry: runs the history on the connection it is given, or on the register of the settings.

`app.db.engine.migrate` gives the connection; the `alembic` command of a developer gives none.
"""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from app.db.engine import open_engine
from app.db.tables import Base
from app.settings import Settings


def _is_ours(_item: SchemaItem, name: str | None, kind: str, _reflected: bool, _compare_to: SchemaItem | None) -> bool:
    if kind == "index" and (name or "").endswith("_shape"):
        # The model declares GiST indexes; SQLite has none.
        return context.get_context().dialect.name == "postgresql"
    # PostGIS keeps its list of reference systems among our tables.
    return not (kind == "table" and name == "spatial_ref_sys")


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_is_ours,
        transactional_ddl=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_online() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    engine = open_engine(Settings().db_url).execution_options(writes=True)
    with engine.begin() as connection:
        _run(connection)


_run_online()
