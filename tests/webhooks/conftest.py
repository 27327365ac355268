from collections.abc import Iterator

import pytest

from tests.changes.conftest import client, town  # noqa: F401
from tests.db.conftest import cluster, engine, postgis_url  # noqa: F401
from tests.webhooks.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on this machine."""
    with receiving() as one:
        yield one
