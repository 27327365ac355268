import pytest
from sqlalchemy import Engine

from tests.db.conftest import cluster, engine, postgis_url  # noqa: F401
from tests.editing.town import Town


@pytest.fixture
def town(engine: Engine) -> Town:  # noqa: F811
    """A street of six houses with codes, and one house of another commune."""
    return Town.founded(engine)
