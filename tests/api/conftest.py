from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.city import MemoryEngine


@pytest.fixture
def log() -> StringIO:
    return StringIO()


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine()


@pytest.fixture
def demo(tmp_path: Path, log: StringIO, engine: MemoryEngine) -> Iterator[TestClient]:
    """The service in demo mode: everything open."""
    settings = Settings(home=tmp_path, demo=True)
    with TestClient(create_app(settings, find_engine=lambda: engine, logger=make_logger(log))) as client:
        yield client


@pytest.fixture
def public(tmp_path: Path, log: StringIO, engine: MemoryEngine) -> Iterator[TestClient]:
    """The service as a citizen without a key meets it."""
    settings = Settings(home=tmp_path, demo=False)
    with TestClient(create_app(settings, find_engine=lambda: engine, logger=make_logger(log))) as client:
        yield client


@pytest.fixture
def unpublished(tmp_path: Path, log: StringIO) -> Iterator[TestClient]:
    """The service before the first publication."""
    with TestClient(create_app(Settings(home=tmp_path), logger=make_logger(log))) as client:
        yield client
