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
from urllib.parse import quote

from app.answering import open_answering
from app.cli import server
from app.settings import Settings
from geocoding.address.write import address_line

CONNECTIONS = 32


def main() -> None:
    """Print percentiles in milliseconds, and how many answers were not 200."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rate", type=int, default=500)
    asked.add_argument("--seconds", type=int, default=20)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    texts = typed(given.rate * given.seconds, random.Random(1))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "VPOSTCODE_DEMO": "1"}
    with subprocess.Popen(server.command("127.0.0.1", port, workers=given.workers), env=environment) as serving:
        try:
            took_ms, refused = asyncio.run(asked_of(port, texts, rate=given.rate))
        finally:
            serving.terminate()
    found = statistics.quantiles(took_ms, n=1000)
    print(f"{len(took_ms):,} requests at {given.rate}/s, {given.workers} workers, {refused} not answered with 200")
    print(f"p50 {found[499]:.1f} ms, p95 {found[949]:.1f} ms, p99 {found[989]:.1f} ms, most {max(took_ms):.1f} ms")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def typed(count: int, rng: random.Random) -> list[str]:
    """Beginnings of addresses of the published register, as a box would ask for them."""
    households = open_answering(Settings().snapshots).snapshot.households
    lines = [address_line(households[rng.randrange(len(households))].address) for _ in range(2_000)]
    return [line[: rng.randint(2, len(line))] for line in rng.choices(lines, k=count)]


async def asked_of(port: int, texts: list[str], *, rate: int) -> tuple[list[float], int]:
    """Milliseconds of each request, and how many were refused; raises `OSError` when the service does not come up."""
    await _ready(port)
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
    return [ms for ms in took_ms if ms >= 0], sum(ms < 0 for ms in took_ms)


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


async def _ready(port: int) -> None:
    for _ in range(150):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.2)
        else:
            writer.close()
            return
    raise OSError("the service did not come up")


if __name__ == "__main__":
    main()
