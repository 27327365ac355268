"""How long suggestions take over loopback HTTP at a steady rate of requests, whatever the answers take.

Run: python benchmarks/suggest_http.py [--rate 500] [--seconds 20] [--workers 2], VPOSTCODE_HOME at a register in use.
Each request has its moment; its time counts from then, also when its connection was still busy, so that a slow
answer cannot hide those that waited behind it.
"""

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote

from app.answering import open_answering
from app.cli import server
from app.settings import Settings
from geocoding.address.write import address_line

CONNECTIONS = 32


def main() -> None:
    """Print percentiles in milliseconds, how many answers were not 200, and what a request cost the workers."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rate", type=int, default=500)
    asked.add_argument("--seconds", type=int, default=20)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    texts = typed(given.rate * given.seconds, random.Random(1))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "VPOSTCODE_DEMO": "1"}
    command = server.command("127.0.0.1", port, workers=given.workers)
    with TemporaryFile() as log, subprocess.Popen(command, env=environment, stderr=log) as serving:
        try:
            asking = asked_of(port, texts, rate=given.rate, workers=given.workers, serving=serving.pid)
            took_ms, refused, busy_s = asyncio.run(asking)
        finally:
            serving.terminate()
    found = statistics.quantiles(took_ms, n=1000)
    print(f"{len(took_ms):,} requests at {given.rate}/s, {given.workers} workers, {refused} not answered with 200")
    print(f"p50 {found[499]:.1f} ms, p95 {found[949]:.1f} ms, p99 {found[989]:.1f} ms, most {max(took_ms):.1f} ms")
    shares = ", ".join(f"{one / sum(busy_s):.0%}" for one in busy_s)
    print(f"processor time a request {sum(busy_s) / len(texts) * 1e6:.0f} µs; of the workers {shares}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def typed(count: int, rng: random.Random) -> list[str]:
    """Beginnings of addresses of the published register, as a box would ask for them."""
    households = open_answering(Settings().snapshots).snapshot.households
    lines = [address_line(households[rng.randrange(len(households))].address) for _ in range(2_000)]
    return [line[: rng.randint(2, len(line))] for line in rng.choices(lines, k=count)]


async def asked_of(
    port: int, texts: list[str], *, rate: int, workers: int, serving: int
) -> tuple[list[float], int, list[float]]:
    """Milliseconds of each request, how many were refused, and seconds of processor time of each worker.

    Raises `OSError` when the service does not come up.
    """
    await _ready(port, workers=workers)
    before = processor_s(serving)
    moments: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
    took_ms: list[float] = []
    callers = [asyncio.create_task(_caller(port, moments, took_ms)) for _ in range(CONNECTIONS)]
    start = time.perf_counter() + 0.2
    for number, text in enumerate(texts):
        moment = start + number / rate
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        moments.put_nowait((moment, text))
    await moments.join()
    for caller in callers:
        caller.cancel()
    done = await asyncio.gather(*callers, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in done), done
    busy_s = [after - before[worker] for worker, after in processor_s(serving).items() if after > before[worker]]
    return [ms for ms in took_ms if ms >= 0], sum(ms < 0 for ms in took_ms), busy_s


def processor_s(serving: int) -> dict[int, float]:
    """Seconds of processor time, also in the system, of each worker of a serving process so far."""
    children = Path(f"/proc/{serving}/task/{serving}/children").read_text(encoding="ascii").split()
    return {int(pid): sum(_ticks(pid)) / os.sysconf("SC_CLK_TCK") for pid in children or (serving,)}


def _ticks(pid: str | int) -> tuple[int, int]:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]), int(fields[12])


async def _caller(port: int, moments: "asyncio.Queue[tuple[float, str]]", took_ms: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        moment, text = await moments.get()
        writer.write(f"GET /v1/suggest?q={quote(text)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(line for line in head.split("\r\n") if line.lower().startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
        took = (time.perf_counter() - moment) * 1e3
        took_ms.append(took if head.startswith("HTTP/1.1 200") else -1.0)
        moments.task_done()


async def _ready(port: int, *, workers: int) -> None:
    """Wait until all workers listen: connections made before would all be the first one's."""
    for _ in range(300):
        if listening(port) == workers:
            return
        await asyncio.sleep(0.2)
    raise OSError("the service did not come up")


def listening(port: int) -> int:
    """How many sockets listen on a port of 127.0.0.1 (proc_pid_net(5): state 0A)."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(row[1] == f"0100007F:{port:04X}" and row[3] == "0A" for row in rows)


if __name__ == "__main__":
    main()
