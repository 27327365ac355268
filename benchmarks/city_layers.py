"""Layers of a city-sized register: how far into a list a page slows down, and what memory lists, files and tiles take.

    python -m benchmarks.city_layers [HOME] [--communes 12] [--format gpkg …]

HOME keeps the generated register (25,000 households and as many parcels in each commune) and its snapshot for the next
run. What is measured: the first and the last pages of `/ogc`, without a box and in one around the city, tiles over the
whole city, `/v1/changes/full`, and exports of one commune and of all. Every step is a process of its own. Memory is
anonymous memory, that is without mapped files, with the processes it starts; "more" is what it grew by while it worked.
Times are processor time.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from app.access.principal import SCOPES_OF, Principal, Role
from app.api.access import known_caller
from app.db.engine import open_engine
from app.logs import make_logger
from app.main import create_app
from app.publish import publish
from app.settings import Settings
from benchmarks.coverage_audit import generated
from geocoding.snapshot.store import open_snapshot
from postcode.editions import current_edition

OFFICER = Principal(id="bench", name="bench", role=Role.OFFICER, scopes=SCOPES_OF[Role.OFFICER])
PAGE = 1_000
CITY = "105.2,20.5,106.1,21.4"
TILES = {"communes": (10, 12), "parcels": (16, 17), "households": (16, 17)}
EVERY_S = 0.05


def main() -> None:
    """Run every step in a process of its own and print what it says."""
    asked = argparse.ArgumentParser()
    asked.add_argument("home", nargs="?", type=Path)
    asked.add_argument("--communes", type=int, default=12)
    asked.add_argument("--format", action="append", choices=("gpkg", "fgb", "parquet", "pmtiles"))
    asked.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.step:
        name, *arguments = options.step
        print(json.dumps(STEPS[name](Settings(home=options.home), *arguments)))
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=options.home or Path(folder))
        settings.home.mkdir(parents=True, exist_ok=True)
        prepare(settings, options.communes)
        formats = options.format or ("parquet", "fgb", "gpkg", "pmtiles")
        lists = (("pages", layer, box) for layer in ("parcels", "households") for box in ("", CITY))
        for step in (*lists, ("tiles",), ("feed",)):
            run(settings, step)
        for file_format in formats:
            run(settings, ("files", file_format, "one"))
            run(settings, ("files", file_format, "all"))


def prepare(settings: Settings, communes: int) -> None:
    """Generate and publish the city, unless HOME has it."""
    file = settings.home / "register.sqlite"
    codes = sorted(current_edition().heads)[:communes]
    engine = open_engine(settings.db_url) if file.exists() else generated(file, codes)
    today = datetime.now(UTC).date()
    published = publish(engine, edition=current_edition(), today=today, snapshots=settings.snapshots)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{published.households:,} households, {published.parcels:,} parcels; publishing: {peak} MB, {load()}")


def run(settings: Settings, step: Sequence[str]) -> None:
    command = [sys.executable, "-m", "benchmarks.city_layers", str(settings.home), "--step", *step]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    print(*step, done.stdout.strip(), load(), flush=True)


def pages(settings: Settings, layer: str, box: str) -> dict[str, object]:
    """All pages of a list one after the other; the median of the first tenth beside that of the last."""
    client = client_of(settings)
    url = f"/ogc/collections/{layer}/items?limit={PAGE}" + (f"&bbox={box}" if box else "")
    client.get(url)
    taken: list[float] = []
    count = 0
    with watched() as memory:
        while url:
            begun = time.process_time()
            page = client.get(url).json()
            taken.append(time.process_time() - begun)
            count += page["numberReturned"]
            following = [one["href"] for one in page["links"] if one["rel"] == "next"]
            url = "?".join(urlsplit(following[0])[2:4]) if following else ""
    tenth = max(1, len(taken) // 10)
    first, last = (median(part) for part in (taken[:tenth], taken[-tenth - 1 : -1]))
    return {
        "features": count,
        "first_ms": round(first * 1e3, 1),
        "last_ms": round(last * 1e3, 1),
        "last_over_first": round(last / first, 2),
        **memory,
    }


def tiles(settings: Settings) -> dict[str, object]:
    """Tiles on a diagonal through the city, as one who pans over it asks for them."""
    from app.tiles.grid import Tile

    client = client_of(settings)
    client.get("/v1/tiles/communes/10/812/449.mvt")
    households = open_snapshot(settings.snapshots).households
    corners = [households[number].point for number in range(0, len(households), max(1, len(households) // 150))]
    told: dict[str, object] = {}
    with watched() as memory:
        for layer, zooms in TILES.items():
            for zoom in zooms:
                taken = []
                for tile in dict.fromkeys(Tile.at(zoom, lon=one.lon, lat=one.lat) for one in corners):
                    begun = time.process_time()
                    answer = client.get(f"/v1/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt")
                    taken.append(time.process_time() - begun)
                    if answer.status_code != 200:
                        raise RuntimeError(answer.text)
                told[f"{layer}_{zoom}_ms"] = [round(median(taken) * 1e3, 1), round(max(taken) * 1e3, 1), len(taken)]
    return {**told, **memory}


def feed(settings: Settings) -> dict[str, object]:
    """The feed taken up to its end, then the whole read line by line from a served process."""
    from app.changes.telling import tell_all
    from app.db.register import LazyRegister
    from benchmarks.changes import read_lines, serving

    register = LazyRegister(settings.db_url)
    with watched() as memory:
        begun = time.process_time()
        while tell_all(register, at=datetime.now(UTC), batches=50):
            pass
        taken_up = time.process_time() - begun
    with serving(settings) as (pid, url):
        read_lines(f"{url}/v1/changes/full?commune=00004")
        with watched(pid) as while_streaming:
            lines = read_lines(f"{url}/v1/changes/full")
    return {
        "taken_up_s": round(taken_up, 1),
        "telling": memory,
        "lines": lines,
        "streaming": while_streaming,
    }


def files(settings: Settings, file_format: str, part: str) -> dict[str, object]:
    """Exports of parcels and households: of one commune, or of the city."""
    from app.export_layers import export_layers
    from app.exporting.model import FileFormat

    snapshot = open_snapshot(settings.snapshots)
    commune = min(one.code for one in snapshot.communes() if one.households) if part == "one" else ""
    begun = time.process_time() + children_s()
    with tempfile.TemporaryDirectory() as folder, watched() as memory:
        written = list(
            export_layers(
                settings,
                open_engine(settings.db_url),
                snapshot,
                layers=("parcels", "households"),
                formats=(FileFormat(file_format),),
                commune=commune,
                folder=Path(folder),
                at=datetime.now(UTC),
            )
        )
    seconds = time.process_time() + children_s() - begun
    features = sum(one.features for one in written)
    return {
        "features": features,
        "mb": round(sum(one.bytes for one in written) / 1e6, 1),
        "seconds": round(seconds, 1),
        "a_second": round(features / seconds),
        **memory,
    }


STEPS: dict[str, Callable[..., dict[str, object]]] = {"pages": pages, "tiles": tiles, "feed": feed, "files": files}


def client_of(settings: Settings) -> TestClient:
    """The service in this process, asked by an officer."""
    app = create_app(settings, logger=make_logger(StringIO()))
    app.dependency_overrides[known_caller] = lambda: OFFICER
    return TestClient(app)


@contextmanager
def watched(pid: int | None = None) -> Iterator[dict[str, object]]:
    """Fills in how much anonymous memory a process and its children had at most, and how much more than before."""
    whose, found, done = pid or os.getpid(), {}, threading.Event()
    before = anonymous_kb(whose)
    most = [before]

    def watch() -> None:
        while not done.wait(EVERY_S):
            most[0] = max(most[0], anonymous_kb(whose))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        done.set()
        watcher.join()
        found.update(at_most_mb=most[0] // 1024, more_mb=(most[0] - before) // 1024)


def anonymous_kb(pid: int) -> int:
    """Anonymous memory of a process and its children."""
    total = 0
    for one in (pid, *children_of(pid)):
        try:
            text = Path(f"/proc/{one}/status").read_text(encoding="utf-8")
        except OSError:
            continue
        if "RssAnon:" in text:
            total += int(text.split("RssAnon:")[1].split()[0])
    return total


def children_of(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def children_s() -> float:
    used = os.times()
    return used.children_user + used.children_system


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
