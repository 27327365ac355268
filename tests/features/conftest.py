"""The sample city's service on a port of its own, for clients of their own."""

from collections.abc import Iterator
from io import StringIO

import pytest
from sqlalchemy import Engine

from app.access.principal import ANONYMOUS, Principal
from app.api.access import known_caller
from app.db.engine import open_engine
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.snapshot.store import Snapshot, open_snapshot
from tests.conftest import SampleCity
from tests.listening import listening


class Site:
    """The service, asked over the wire by whoever is the caller at that moment."""

    def __init__(self, settings: Settings) -> None:
        self.caller: Principal = ANONYMOUS
        limits = ("anonymous_rate", "anonymous_keystrokes_rate")
        roomy = settings.model_copy(update=dict.fromkeys(limits, 0))
        self.app = create_app(roomy, logger=make_logger(StringIO()))
        self.app.dependency_overrides[known_caller] = lambda: self.caller
        self.url = ""


@pytest.fixture(scope="module")
def site(sample_city: SampleCity) -> Iterator[Site]:
    made = Site(sample_city.settings)
    with listening(made.app) as url:
        made.url = url
        yield made


@pytest.fixture(scope="module")
def engine(sample_city: SampleCity) -> Iterator[Engine]:
    opened = open_engine(sample_city.settings.db_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def snapshot(sample_city: SampleCity) -> Snapshot:
    return open_snapshot(sample_city.settings.snapshots)
