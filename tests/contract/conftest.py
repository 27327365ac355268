from collections.abc import Iterator

import pytest

from app.db.engine import migrate, open_engine
from tests.contract.service import Service, running_service
from tests.editing.town import Town


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for all hostile requests: it has to stand all of them, one after the other."""
    home = tmp_path_factory.mktemp("hostile")
    engine = open_engine(f"sqlite:///{home / 'register.sqlite'}")
    migrate(engine)
    with running_service(Town.founded(engine), home) as running:
        yield running
    engine.dispose()
