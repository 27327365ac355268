"""How long an official waits at the console: 25,000 households and their findings, more than 2,000, in one commune.

    python -m benchmarks.console [--home FOLDER] [--times 30] [--browser]

The service runs in a process of its own and is asked over loopback by a signed-in official: the requests behind each
view, map tiles where the commune is, each of them for the first time, and all of it again while somebody downloads the
list of all households. `--browser` opens each view in Chromium and takes the time until its first useful words are
there. A home that exists is used again. The figures of a run stand in docs/performance.md.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import httpx2
from playwright.sync_api import Browser, sync_playwright
from uuid_utils import uuid7

from app.access.passwords import hash_password
from app.access.principal import Role
from app.audit import audit
from app.db.accounts import Account, add_account
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.publish import publish
from app.settings import Settings
from benchmarks.coverage_audit import X, Y, dataset_of, load, write_commune
from benchmarks.tiles import tiles
from geocoding.crs import to_wgs84
from geocoding.model import Box
from postcode.editions import current_edition

COMMUNE = min(current_edition().heads)
NAME, PASSWORD = "canbo", "mot-mat-khau-dai"
WIDE_M, HIGH_M = 4_800, 1_000
LISTS = {
    "coverage of the city": "/v1/coverage",
    "the own commune": f"/v1/coverage/{COMMUNE}",
    "findings, 50": f"/v1/findings?commune={COMMUNE}&limit=50",
    "findings, 200": f"/v1/findings?commune={COMMUNE}&limit=200",
    "findings of one rule": f"/v1/findings?commune={COMMUNE}&rule=NUMBER-ORDER&limit=50",
    "findings, searched": f"/v1/findings?commune={COMMUNE}&q=đường+số+7&limit=50",
    "households, 50": f"/v1/register/households?commune={COMMUNE}&limit=50",
    "households, searched": f"/v1/register/households?commune={COMMUNE}&q=12+đường+số+7&limit=50",
    "edits": f"/v1/register/edits?commune={COMMUNE}&state=proposed&limit=200",
}
VIEWS = {
    "/console": ".lead .big",
    "/console/worklist": "tbody tr",
    "/console/approve": "main:not([aria-busy]) .total",
    "/console/communes": "tbody tr",
    "/console/map": "#map canvas, .maplibregl-canvas",
}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--home", type=Path)
    asked.add_argument("--times", type=int, default=30)
    asked.add_argument("--browser", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=options.home or Path(folder))
        if not settings.snapshots.exists():
            fill(settings)
        with serving(settings) as (url, server), signed_in(url) as client:
            print(f"{client.get(LISTS['findings, 50']).json()['total']:,} open findings, {load()}")
            measure_lists(client, server, times=options.times)
            measure_tiles(client, server)
            measure_beside_a_download(url, client, times=options.times)
            if options.browser:
                measure_views(url)


def fill(settings: Settings) -> None:
    """Make the commune, audit and publish it, and let its official in."""
    engine = open_engine(settings.db_url)
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
        write_commune(session, COMMUNE, place=0, dataset_id=dataset_of(session))
        account = Account(
            id=str(uuid7()),
            name=NAME,
            display_name="Cán bộ",
            role=Role.OFFICIAL,
            communes=frozenset({COMMUNE}),
            demo=False,
            disabled=False,
        )
        add_account(session, account, password_hash=hash_password(PASSWORD), at=datetime.now(UTC))
    audit(engine, at=datetime.now(UTC))
    publish(engine, edition=current_edition(), today=datetime.now(UTC).date(), snapshots=settings.snapshots)


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[str, int]]:
    """The address of a service over a home, and its process id; it ends with the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = ["-c", "from app.cli.main import run; run()", "serve", "--port", str(port)]
    environment = {**os.environ, "VPOSTCODE_HOME": str(settings.home)}
    process = subprocess.Popen(
        [sys.executable, *program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"{url}/readyz").raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(url)


@contextmanager
def signed_in(url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=url, timeout=120, headers={"Origin": url}) as client:
        client.post("/v1/session", json={"account": NAME, "password": PASSWORD}).raise_for_status()
        yield client


def measure_lists(client: httpx2.Client, server: int, *, times: int) -> None:
    some = client.get(LISTS["households, 50"]).json()["households"]
    one = {f"one household, {nth}": f"/v1/register/households/{some[nth]['id']}" for nth in (0, 20)}
    for name, path in {**LISTS, **one}.items():
        client.get(path).raise_for_status()
        show(name, [path] * times, client, server)


def measure_tiles(client: httpx2.Client, server: int) -> None:
    west, north = to_wgs84(X, Y + HIGH_M), to_wgs84(X + WIDE_M, Y)
    box = Box(west=west.lon, south=north.lat, east=north.lon, north=west.lat)
    for layer in ("households", "parcels", "findings"):
        for zoom in (16, 17):
            paths = [f"/v1/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt" for tile in tiles(box, zoom)]
            show(f"{layer}, zoom {zoom}", paths, client, server)
            show(f"{layer}, zoom {zoom}, again", paths, client, server)


def measure_beside_a_download(url: str, client: httpx2.Client, *, times: int) -> None:
    taken: list[float] = []

    def download() -> None:
        with signed_in(url) as other:
            started = time.perf_counter()
            answer = other.get(f"/v1/register/households.xlsx?commune={COMMUNE}")
            answer.raise_for_status()
            taken.append(time.perf_counter() - started)
            print(f"list of all households: {answer.headers['X-Row-Count']} rows in {taken[0]:.1f} s, {load()}")

    thread = threading.Thread(target=download)
    waits: list[float] = []
    thread.start()
    while thread.is_alive():
        for path in LISTS.values():
            waits.append(timed(lambda path=path: client.get(path).raise_for_status()))  # type: ignore[misc]
    thread.join()
    cuts = quantiles(waits, n=20)
    print(f"meanwhile {len(waits)} other requests: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f}, worst {max(waits):.0f}")


def show(name: str, paths: list[str], client: httpx2.Client, server: int) -> None:
    busy, waits = processor_ms(server), []
    for path in paths:
        waits.append(timed(lambda path=path: client.get(path).raise_for_status()))  # type: ignore[misc]
    cuts = quantiles([*waits, *waits], n=20)
    used = (processor_ms(server) - busy) / len(paths)
    waited = f"p50 {cuts[9]:4.0f} ms  p95 {cuts[18]:4.0f} ms"
    print(f"{name:28} {len(paths):4} times  {waited}  processor {used:4.0f} ms  {load()}")


def timed(do: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


def processor_ms(process: int) -> float:
    """The processor time of a process so far (Linux), without its children's."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure_views(url: str) -> None:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        arguments = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for path, words in VIEWS.items():
            seconds = sorted(first_view(browser, url, path, words) for _ in range(5))
            print(f"first useful view of {path}: {', '.join(f'{one:.1f}' for one in seconds)} s, {load()}")
        browser.close()


def first_view(browser: Browser, url: str, path: str, words: str) -> float:
    """Seconds from asking for a view to its first useful words, nothing cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.request.post(f"{url}/v1/session", data={"account": NAME, "password": PASSWORD}, headers={"Origin": url})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(url + path, wait_until="commit")
    page.locator(words).first.wait_for(timeout=60_000)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


if __name__ == "__main__":
    main()
