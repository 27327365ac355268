import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.access.credentials import ApiKey
from app.access.principal import Role
from app.db.register import LazyRegister
from app.issue_keys import issue_key
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.access.test_keys import WANTED
from tests.api.city import MemoryEngine
from tests.bus.gateway import Gateway
from tests.db.conftest import cluster, engine, postgis_url  # noqa: F401
from tests.editing.town import HOME, MORNING, Town

BUS, OUTSIDE = "10.20.0.5", "203.0.113.9"


@dataclass
class Connected:
    """The service with an agreement, the bus before it, and the key the bus shows."""

    app: FastAPI
    gateway: Gateway
    register: LazyRegister
    bus_key: ApiKey
    log: StringIO

    def from_address(self, host: str) -> TestClient:
        """A client that calls the service from an address, past the bus."""
        return TestClient(self.app, client=(host, 40_000), base_url="http://127.0.0.1")


@pytest.fixture
def town(engine: Engine) -> Town:  # noqa: F811
    """A street of six houses with codes, and one house of another commune."""
    return Town.founded(engine)


@pytest.fixture
def connected(town: Town, tmp_path: Path) -> Iterator[Connected]:
    register = LazyRegister(town.engine.url.render_as_string(hide_password=False))

    def key(**parts: Any) -> ApiKey:
        return issue_key(register, replace(WANTED, **parts), at=MORNING)

    bus_key = key(name="trục", role=Role.CITIZEN)
    agreement = {
        "networks": ["10.20.0.0/24"],
        "key": bus_key.prefix,
        "systems": {
            "mot-cua": {"key": key(name="một cửa", role=Role.OPERATOR).prefix, "purposes": ["thu-tuc", "dong-bo"]},
            "phuong": {
                "key": key(name="phường", role=Role.OFFICIAL, communes=frozenset({HOME})).prefix,
                "purposes": ["dong-bo"],
            },
            "it-hoi": {"key": key(name="ít hỏi", daily_quota=2).prefix, "purposes": ["thu-tuc"]},
        },
    }
    file = tmp_path / "bus.json"
    file.write_text(json.dumps(agreement), encoding="utf-8")
    settings = Settings(
        home=tmp_path, db=town.engine.url.render_as_string(hide_password=False), bus=file, keys_check_s=0
    )
    city, log = MemoryEngine(), StringIO()
    app = create_app(settings, find_engine=lambda: city, logger=make_logger(log))
    with TestClient(app, client=(BUS, 40_000), base_url="http://127.0.0.1") as service:
        tokens = {"t-mot-cua": "mot-cua", "t-phuong": "phuong", "t-it-hoi": "it-hoi", "t-la": "la"}
        gateway = Gateway(service, bus_key.prefix, bus_key.secret, tokens)
        yield Connected(app, gateway, register, bus_key, log)
    register.engine.dispose()
    app.state.register.engine.dispose()
