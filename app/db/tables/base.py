"""What all tables share."""

from sqlalchemy import Index, MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Base of all tables; the naming convention lets a migration name every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def shape_index(table: str) -> Index:
    """The GiST index of a table's shapes; SQLite has none, its questions are answered by the snapshot."""
    return Index(f"ix_{table}_shape", "shape", postgresql_using="gist").ddl_if(dialect="postgresql")
