"""A file sent through `POST /v1/batches` to worker processes and fetched again, against the same file in process.

Run: python -m benchmarks.batch_api CASES.csv [--rows N] [--processes N] [--api-only], VPOSTCODE_HOME at a published
register. Sending, waiting and fetching are timed together; peak memory is that of the server and of the largest worker.
"""

import argparse
import filecmp
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from itertools import takewhile, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from app.batches.local import answer_file
from app.batches.options import Format, Options, Role
from app.cli import server
from app.settings import Settings
from benchmarks.batch import write_questions


def main() -> None:
    """Print rows a second both ways, their ratio, whether the results are equal, and the memory it took."""
    asked = argparse.ArgumentParser()
    asked.add_argument("cases", type=Path)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--api-only", action="store_true")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        source, out, fetched = (Path(folder) / name for name in ("in.csv", "out.csv", "fetched.csv"))
        write_questions(source, given.cases, rows=given.rows)
        api_s, server_mb, worker_mb = _through_the_api(source, fetched, processes=given.processes)
        print(f"through the API {given.rows / api_s:,.0f} rows/s, {api_s:.0f} s in all", end="")
        print(f"; server at most {server_mb:.0f} MB, a worker {worker_mb:.0f} MB, load {os.getloadavg()[0]:.1f}")
        print(f"every row there, in order: {_beside(source, fetched) == given.rows}")
        if not given.api_only:
            local_s = _timed(lambda: _answer_here(source, out, processes=given.processes))
            same = filecmp.cmp(fetched, out, shallow=False)
            print(f"in process {given.rows / local_s:,.0f} rows/s ({local_s / api_s:.0%}), results equal: {same}")


def _beside(source: Path, result: Path) -> int:
    """How many rows of the result, from the first on, are those of the source with an answer beside them."""
    with source.open("rb") as asked, result.open("rb") as answered:
        next(asked), next(answered)
        pairs = zip_longest(asked, answered, fillvalue=b"")
        good = takewhile(lambda pair: pair[1].startswith(pair[0].rstrip(b"\r\n") + b",") and pair[0] != b"", pairs)
        return sum(1 for _ in good)


def _timed(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _answer_here(source: Path, out: Path, *, processes: int) -> None:
    options = Options(columns={Role.QUERY: ("query",)})
    snapshots = Settings().snapshots
    answer_file(source, out, options=options, written=Format.CSV, snapshots=snapshots, processes=processes)


def _through_the_api(source: Path, out: Path, *, processes: int) -> tuple[float, float, float]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "VPOSTCODE_DEMO": "1", "VPOSTCODE_BATCH_ROWS_A_DAY": "1000000000"}
    quiet = {"env": environment, "stderr": subprocess.DEVNULL}
    serving = subprocess.Popen(server.command("127.0.0.1", port, workers=1), **quiet)
    working = [
        subprocess.Popen([sys.executable, "-m", "app.batches.processes", str(os.getpid())], **quiet)
        for _ in range(processes)
    ]
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base)
        began = time.perf_counter()
        _send_and_fetch(base, source, out)
        took_s = time.perf_counter() - began
        return took_s, _peak_mb(serving.pid), max(_peak_mb(process.pid) for process in working)
    finally:
        for process in (serving, *working):
            process.send_signal(signal.SIGTERM)
        for process in (serving, *working):
            process.wait()


def _wait(base: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(base + "/readyz").close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(3)  # the workers open the snapshot, too
            return
    raise SystemExit("the server did not start")


def _send_and_fetch(base: str, source: Path, out: Path) -> None:
    edge = "edge-of-part"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="in.csv"\r\n\r\n'.encode()
    options = f'\r\n--{edge}\r\nContent-Disposition: form-data; name="options"\r\n\r\n{{"columns":{{"query":"query"}}}}'
    body = head + source.read_bytes() + f"{options}\r\n--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    with urllib.request.urlopen(urllib.request.Request(base + "/v1/batches", body, kind)) as answer:
        links = json.load(answer)["links"]
    while _state(base + links["self"]) in ("queued", "running"):
        time.sleep(0.5)
    with urllib.request.urlopen(base + links["result"]) as answer, out.open("wb") as file:
        shutil.copyfileobj(answer, file)
    urllib.request.urlopen(urllib.request.Request(base + links["self"], method="DELETE")).close()


def _state(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)["state"]


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    main()
