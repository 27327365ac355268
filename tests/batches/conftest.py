"""A register on either database for the jobs; the sample city's snapshot answers."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.batches.store import BatchStore
from app.db.register import LazyRegister
from tests.conftest import SampleCity
from tests.db.conftest import cluster, engine, postgis_url

__all__ = ["cluster", "engine", "postgis_url"]


@pytest.fixture
def register(engine: Engine) -> LazyRegister:
    return LazyRegister(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def store(tmp_path: Path) -> BatchStore:
    return BatchStore(tmp_path / "batches")


@pytest.fixture(scope="session")
def snapshots(sample_city: SampleCity) -> Path:
    return sample_city.settings.snapshots
