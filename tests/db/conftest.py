"""Every contract of the register runs on both databases."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text

from app.db.engine import migrate, open_engine
from app.db.tables import Base
from tests.db.cluster import ClusterUnavailable, running_cluster

REQUIRED = "VPOSTCODE_REQUIRE_POSTGIS"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL pattern of a throw-away server; skips, or fails where PostGIS is compulsory, without binaries."""
    try:
        with running_cluster() as url:
            yield url
    except ClusterUnavailable as missing:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but {missing}")
        pytest.skip(f"PostGIS contract not run: {missing}")


@pytest.fixture(scope="session")
def postgis_url(cluster: str) -> str:
    """The URL of a migrated register that every test finds empty."""
    url = _new_database(cluster, "migrated")
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a register that has not been created yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'register.sqlite'}"
    return _new_database(request.getfixturevalue("cluster"), f"blank_{uuid4().hex}")


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty register of this release's schema."""
    if request.param == "sqlite":
        opened = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
        migrate(opened)
    else:
        opened = open_engine(request.getfixturevalue("postgis_url"))
        _empty(opened)
    yield opened
    opened.dispose()


def _empty(engine: Engine) -> None:
    tables = ", ".join(Base.metadata.tables)
    with engine.begin() as connection:
        # Only so does the ledger let go of its codes.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


def _new_database(cluster: str, name: str) -> str:
    server = create_engine(cluster.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return cluster.format(database=name)
