from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from uuid_utils import uuid7

from app.access.passwords import hash_password
from app.access.principal import Role
from app.db.accounts import Account, add_account
from app.db.engine import migrate
from app.db.register import LazyRegister
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.city import MemoryEngine

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def log() -> StringIO:
    return StringIO()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, keys_check_s=0)


@pytest.fixture
def register(settings: Settings) -> LazyRegister:
    """An empty register."""
    register = LazyRegister(settings.db_url)
    migrate(register.engine)
    return register


@pytest.fixture
def public(settings: Settings, register: LazyRegister, log: StringIO) -> Iterator[TestClient]:
    """The service outside demo mode, over a register."""
    engine = MemoryEngine()
    with TestClient(create_app(settings, find_engine=lambda: engine, logger=make_logger(log))) as client:
        client.base_url = "http://127.0.0.1"
        yield client


def add_person(
    register: LazyRegister, name: str, *communes: str, role: Role = Role.OFFICIAL, demo: bool = False
) -> str:
    """Add an account with the password `PASSWORD`; gives back its id."""
    account = Account(
        id=str(uuid7()),
        name=name,
        display_name=f"Cán bộ {name}",
        role=role,
        communes=frozenset(communes) or None,
        demo=demo,
        disabled=False,
    )
    with register.writing() as session:
        add_account(session, account, password_hash=hash_password(PASSWORD), at=NOW)
    return account.id
