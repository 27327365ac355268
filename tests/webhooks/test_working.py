"""The service and a worker as they are run: made by one, sent by the other, verified with the secret that was shown."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

import pytest
from standardwebhooks import Webhook
from starlette.testclient import TestClient

from app.access.principal import Role
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.callers import caller, calling_as
from tests.api.city import MemoryEngine
from tests.editing.town import Town
from tests.webhooks.receiver import Receiver, couriers


@pytest.fixture
def settings(town: Town, tmp_path: Path) -> Settings:
    url = town.engine.url.render_as_string(hide_password=False)
    return Settings(home=tmp_path, db=url, webhook_loopback=True)


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    with couriers(settings):
        yield


def test_a_trial_goes_from_the_service_through_the_worker_to_the_receiver(
    settings: Settings, worker: None, receiver: Receiver
) -> None:
    city = MemoryEngine()
    app = create_app(settings, find_engine=lambda: city, logger=make_logger(StringIO()))
    with TestClient(app) as client, calling_as(client, caller(Role.OPERATOR)):
        made = client.post("/v1/webhooks", json={"url": receiver.url})
        assert made.status_code == 201, made.text
        client.post(f"{made.headers['location']}/test")
        wait_for(receiver)
        (_, headers, body) = receiver.got[0]
        assert Webhook(made.json()["secret"]).verify(body, headers)["type"] == "test"


def wait_for(receiver: Receiver) -> None:
    until = monotonic() + 60.0
    while not receiver.got and monotonic() < until:
        sleep(0.05)
    assert receiver.got
