"""The process that answers: what it may load, and what its command refuses."""

import itertools
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from urllib.parse import quote

import pytest
import typer

from app.cli import server
from app.cli.serve import is_loopback, serve

HEAVY = ("geopandas", "pandas", "pyogrio", "numba", "dask", "osmium", "pyarrow")


def test_the_web_process_loads_no_library_of_the_building_side() -> None:
    script = f"import json, sys, app.main; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("example", False),
    ],
)
def test_a_loopback_address_is_told_from_an_open_one(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


def test_a_demo_that_others_could_reach_is_refused() -> None:
    with pytest.raises(typer.BadParameter):
        serve(host="0.0.0.0", port=8000, workers=1, demo=True)


def test_a_served_process_answers_logs_json_only_and_stops_when_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        server.command("127.0.0.1", port, workers=1),
        env=os.environ | {"VPOSTCODE_HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert status_of(f"http://127.0.0.1:{port}/livez") == 200
        said = answer_to(port, "GET /v1/resolve?q=35 Xã Đàn HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert said.startswith(b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n")
        assert "curl -G --data-urlencode" in json.loads(said.partition(b"\r\n\r\n")[2])["detail"]
        assert status_of(f"http://127.0.0.1:{port}/readyz") == 503
        assert status_of(f"http://127.0.0.1:{port}/v1/resolve?q={quote('36A ngõ 64713987')}") == 503
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    events = [json.loads(line) for line in log.splitlines()]
    assert [event["route"] for event in events if event["event"] == "request"] == ["/livez", "/readyz", "/v1/resolve"]
    assert "64713987" not in log


def answer_to(port: int, request: bytes) -> bytes:
    """All that comes back to some bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
        caller.sendall(request)
        return b"".join(iter(lambda: caller.recv(65536), b""))


def test_each_worker_gets_a_socket_of_its_own_and_a_share_of_the_connections() -> None:
    with server.OwnInEachWorker.bound("127.0.0.1", 0) as held:
        workers = [pickle.loads(ForkingPickler.dumps(held)) for _ in range(2)]
        for worker in workers:
            worker.listen()
            worker.setblocking(False)
        callers = [socket.create_connection(held.getsockname()) for _ in range(64)]
        taken = [accepted(worker) for worker in workers]
        for one in (*callers, *workers):
            one.close()
    assert sum(taken) == 64
    assert min(taken) > 8


def test_an_address_where_another_program_listens_is_refused() -> None:
    with server.OwnInEachWorker.bound("127.0.0.1", 0) as other:
        other.listen()
        with pytest.raises(OSError, match="in use"):
            server.OwnInEachWorker.bound(*other.getsockname())


def accepted(listener: socket.socket) -> int:
    """How many connections wait on a socket that does not block; they are closed."""
    for count in itertools.count():
        try:
            listener.accept()[0].close()
        except BlockingIOError:
            return count
    raise AssertionError


def status_of(url: str) -> int:
    """The status of an answer, once the process listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
