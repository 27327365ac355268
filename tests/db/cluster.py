"""A PostgreSQL server with PostGIS that lives for one test run, in a folder of its own, reached by its socket only."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

SERVER_USER = "postgres"
START_TIMEOUT_S = 30.0


class ClusterUnavailable(RuntimeError):
    """This machine cannot run the server; the message says what is missing."""


def find_binaries() -> Path:
    """The folder of the newest installed server; raises `ClusterUnavailable` without one."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("postgres")
    folders = [*reversed(installed), *([Path(on_path).parent] if on_path else [])]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ClusterUnavailable("no PostgreSQL server binaries (initdb, postgres) on this machine")


@contextmanager
def running_cluster() -> Iterator[str]:
    """The URL, without a database name, of a running server whose `template1` has PostGIS."""
    binaries = find_binaries()
    as_server = _as_server_user()
    folder = Path(tempfile.mkdtemp(prefix="vp-pg-"))
    try:
        if as_server:
            shutil.chown(folder, SERVER_USER)
        with _server(binaries, folder, as_server):
            yield f"postgresql+psycopg://{SERVER_USER}@/{{database}}?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(binaries: Path, folder: Path, as_server: Sequence[str]) -> Iterator[None]:
    # A language that sorts unlike code points, so that a forgotten collation shows.
    language = ("--locale=C", "--locale-provider=icu", "--icu-locale=vi")
    options = ("-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--no-sync", *language)
    subprocess.run(
        [*as_server, binaries / "initdb", "-D", folder / "data", *options], check=True, capture_output=True, cwd=folder
    )
    settings = (f"unix_socket_directories={folder}", "listen_addresses=", "fsync=off", "max_connections=40")
    arguments = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*as_server, binaries / "postgres", "-D", folder / "data", *arguments], stderr=log, stdout=log, cwd=folder
        )
    try:
        _await_postgis(server, folder)
        yield
    finally:
        # Immediate shutdown: whatever it holds is thrown away.
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=START_TIMEOUT_S)


def _as_server_user() -> list[str]:
    """The words before a command that make it run as the server's user; the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise ClusterUnavailable("the tests run as root and there is no setpriv to step down")
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise ClusterUnavailable(f"the tests run as root and there is no user {SERVER_USER}") from None
    # The server ends with the test run, however that ends.
    return ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--clear-groups", "--pdeathsig=INT"]


def _await_postgis(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            with psycopg.connect(host=str(folder), user=SERVER_USER, dbname="template1", autocommit=True) as connection:
                connection.execute("CREATE EXTENSION postgis")
                return
        except psycopg.errors.FeatureNotSupported:
            raise ClusterUnavailable("the PostgreSQL server has no PostGIS extension") from None
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
