"""What a request meets before its route, put together: who calls, what it may still ask, and what is written down."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from structlog.typing import FilteringBoundLogger

from app.api.callers import Bus, Callers
from app.api.crew import KnownCrew
from app.api.cross_origin import CrossOrigin
from app.api.limiting import LimitFields, Limits
from app.api.peers import proxy_networks
from app.api.reading_record import ReadingRecord
from app.bookkeeping import Books
from app.bus.agreement import read_agreement
from app.db.register import LazyRegister
from app.known_keys import KnownKeys
from app.settings import Settings


def install(app: FastAPI, settings: Settings, *, logger: FilteringBoundLogger) -> None:
    """Give the app its register, its callers and their limits; nothing is opened yet."""
    register = LazyRegister(settings.db_url)
    keys = KnownKeys(register, check_s=settings.keys_check_s, clock=time.monotonic, now=_now)
    callers = Callers(register, keys, demo=settings.demo, clock=_now, bus=_bus(settings))
    books = Books(register, keep=timedelta(days=settings.access_record_days), clock=_now, logger=logger)
    app.state.register, app.state.callers, app.state.books = register, callers, books
    app.state.crew = KnownCrew(register, clock=_now)
    app.state.limits = Limits(settings, callers, books)
    app.add_middleware(LimitFields)
    app.add_middleware(ReadingRecord, callers=callers, books=books)
    app.add_middleware(CrossOrigin, callers=callers)


@contextmanager
def opened(app: FastAPI) -> Iterator[None]:
    """While the app serves, what it counts is written down."""
    books: Books = app.state.books
    books.start()
    try:
        yield
    finally:
        books.stop()


def _bus(settings: Settings) -> Bus | None:
    """The bus of the settings, None without one; raises `AgreementInvalid` rather than start without it."""
    if settings.bus is None:
        return None
    return Bus(read_agreement(settings.bus), proxy_networks(settings.proxies))


def _now() -> datetime:
    return datetime.now(UTC)
