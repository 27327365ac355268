"""A service over a small register, asked by callers of every role; what hostile callers are tried on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Principal, Role
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from app.workflow.model import EditKind
from tests.api.callers import caller, calling_as, official
from tests.api.city import MemoryEngine, household
from tests.editing.town import HOME, Town, household_id

CALLERS: Final[Mapping[str, Principal]] = {
    "nobody": ANONYMOUS,
    "shop": caller(Role.SHOP),
    "operator": caller(Role.OPERATOR),
    "official": official(HOME),
    "officer": caller(Role.OFFICER),
    "auditor": caller(Role.AUDITOR),
}


@dataclass(frozen=True)
class Service:
    """The service, what it logs, and names of things that exist in it."""

    client: TestClient
    log: StringIO
    known: Mapping[str, tuple[Any, ...]]

    @property
    def app(self) -> FastAPI:
        """The application itself."""
        assert isinstance(self.client.app, FastAPI)
        return self.client.app

    def faults(self) -> list[str]:
        """What the service logged as its own fault."""
        return [line for line in self.log.getvalue().splitlines() if '"fault"' in line]

    def asked_by(self, name: str) -> Any:
        """The client, its requests coming from this caller."""
        return calling_as(self.client, CALLERS[name])


@contextmanager
def running_service(town: Town, home: Path) -> Iterator[Service]:
    """The service over the town; nobody is limited, for limits would hide what lies behind them."""
    log, city = StringIO(), MemoryEngine()
    limits = ("anonymous_rate", "anonymous_keystrokes_rate", "anonymous_codes_a_day", "anonymous_texts_a_day")
    plenty = dict.fromkeys((*limits, "batch_open"), 1_000_000)
    settings = Settings(home=home, db=town.engine.url.render_as_string(hide_password=False), **plenty)
    (edit,) = town.propose(EditKind.CORRECT, 1, house_number="1A")
    known = {
        "household_id": tuple(map(household_id, range(1, 8))),
        "household_ids": (tuple(map(household_id, range(1, 3))),),
        "edit_id": (edit.id,),
        "edit_ids": ((edit.id,),),
        "commune": (HOME, "00001"),
        "code": (household("a").code, "00001"),
    }
    with TestClient(create_app(settings, find_engine=lambda: city, logger=make_logger(log))) as client:
        client.app.state.report_pace = client.app.state.receipt_pace = Unhurried()  # type: ignore[attr-defined]
        yield Service(client, log, known)


class Unhurried:
    """A pace that lets everybody through."""

    def admit(self, request: object) -> None:
        """Let through."""
