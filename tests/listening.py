"""A service on a port of its own, for browsers and clients."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.api.serving import FindEngine
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings

UP_WITHIN_S = 30


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The address of an app, without a slash at its end, that runs until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + UP_WITHIN_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def serving(home: Path, *, find_engine: FindEngine | None, demo: bool = True) -> Iterator[str]:
    """The address, with a slash at its end, of the service over a home folder or another engine."""
    with serving_as(Settings(home=home, demo=demo), find_engine=find_engine) as url:
        yield url


@contextmanager
def serving_as(settings: Settings, *, find_engine: FindEngine | None = None) -> Iterator[str]:
    """The address, with a slash at its end, of the service with these settings."""
    with listening(create_app(settings, find_engine=find_engine, logger=make_logger(StringIO()))) as url:
        yield f"{url}/"
