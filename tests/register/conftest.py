from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.excel.apart import ListWriter
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.city import MemoryEngine
from tests.db.conftest import cluster, engine, postgis_url  # noqa: F401
from tests.editing.town import Town


@pytest.fixture
def town(engine: Engine) -> Town:  # noqa: F811
    """A street of six houses with codes, and one house of another commune."""
    return Town.founded(engine)


@pytest.fixture
def client(town: Town, tmp_path: Path) -> Iterator[TestClient]:
    """The service over the town's register."""
    settings = Settings(home=tmp_path, db=town.engine.url.render_as_string(hide_password=False))
    city = MemoryEngine()
    app = create_app(settings, find_engine=lambda: city, logger=make_logger(StringIO()))
    app.state.list_writer = ListWriter(settings.db_url, apart=False)
    with TestClient(app) as opened:
        yield opened
    app.state.register.engine.dispose()
