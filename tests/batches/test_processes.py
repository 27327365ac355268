"""Worker processes: they answer what is queued, and end when told or when their parent ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.access.principal import VISITOR
from app.batches import jobs
from app.batches.store import BatchStore
from app.db.register import LazyRegister
from app.settings import Settings
from tests.batches.jobs import send
from tests.conftest import ROOT, SampleCity


def started(settings: Settings, *words: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "VPOSTCODE_HOME": str(settings.home), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, *words], env=environment, stderr=subprocess.DEVNULL)


def wait_for(register: LazyRegister, batch_id: str) -> str:
    for _ in range(600):
        state = jobs.find_own(register, batch_id, VISITOR).state
        if state not in ("queued", "running"):
            return state
        time.sleep(0.1)
    return "never"


@pytest.mark.parametrize("count", [1, 2])
def test_worker_processes_answer_and_end_when_told(sample_city: SampleCity, count: int) -> None:
    settings = sample_city.settings
    register, store = LazyRegister(settings.db_url), BatchStore(settings.batches)
    run = f"from app.cli.main import run; import sys; sys.argv[1:] = ['worker', '--processes', '{count}']; run()"
    process = started(settings, "-c", run)
    try:
        batch = send(register, store)
        assert wait_for(register, batch.id) == "done"
    finally:
        process.terminate()
    assert process.wait(timeout=60) == 0


def test_a_worker_beside_a_server_ends_with_it(sample_city: SampleCity, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    run = (
        "import os, pathlib, subprocess, sys\n"
        "worker = subprocess.Popen([sys.executable, '-m', 'app.batches.processes', str(os.getpid())])\n"
        f"pathlib.Path({str(pid_file)!r}).write_text(str(worker.pid))\n"
        "import time; time.sleep(2)\n"
    )
    assert started(sample_city.settings, "-c", run).wait(timeout=60) == 0
    worker = int(pid_file.read_text(encoding="ascii"))
    for _ in range(300):
        if not is_running(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def is_running(pid: int) -> bool:
    """Whether the process still runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
