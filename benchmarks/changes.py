"""How fast the feed takes up a city, answers, and streams the whole, in processor time, and what memory that takes.

python benchmarks/changes.py [--households 100000]
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

from app.changes.telling import tell_all
from app.db.datasets import begin_dataset
from app.db.engine import migrate, open_engine, write_session
from app.db.register import LazyRegister
from app.db.tables import HouseholdTable, IssuedCodeTable, LiveCodeTable
from app.db.upsert import batches, core_table
from app.settings import Settings

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SYMBOLS = "23456789CFGHJMPQRVWX"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=100_000)
    count = parser.parse_args().households
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        register = LazyRegister(settings.db_url)
        print(json.dumps({"households": count, **measured(settings, register, count)}, indent=1))


def measured(settings: Settings, register: LazyRegister, count: int) -> dict[str, object]:
    filled_s = seconds(lambda: fill(settings, count))
    before = peak_mb(os.getpid())
    told_s = cpu_s(os.getpid(), lambda: tell_all(register, at=NOW))
    after_telling = peak_mb(os.getpid())
    with serving(settings) as (pid, url):
        read_lines(f"{url}/v1/changes?after=0&limit=1")
        idle = peak_mb(pid)
        page_s = cpu_s(pid, lambda: read_lines(f"{url}/v1/changes?after={count - 1000}&limit=1000"))
        full_s = cpu_s(pid, lambda: read_lines(f"{url}/v1/changes/full"))
        full_mb = peak_mb(pid) - idle
    return {
        "filled_s": filled_s,
        "told_per_s": round(count / told_s),
        "telling_adds_mb": after_telling - before,
        "page_of_1000_ms": round(page_s * 1000),
        "full_lines_per_s": round(count / full_s),
        "serving_adds_mb": full_mb,
    }


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[int, str]]:
    """The service in a process of its own: what it holds in memory is not ours."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "app.main:create_serving_app", "--port", str(port)]
    environment = {**os.environ, "VPOSTCODE_HOME": str(settings.home), "VPOSTCODE_DEMO": "1"}
    process = subprocess.Popen([*command, "--log-level", "error"], env=environment, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while not is_up(url):
            time.sleep(0.1)
        yield process.pid, url
    finally:
        process.terminate()
        process.wait()


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/livez"):
            return True
    except OSError:
        return False


def read_lines(url: str) -> int:
    with urllib.request.urlopen(url) as answer:
        return sum(1 for _ in answer)


def fill(settings: Settings, count: int) -> None:
    """Households with codes, as rows: what is measured begins at the marks that the triggers leave."""
    engine = open_engine(settings.db_url)
    migrate(engine)
    with write_session(engine) as session:
        dataset_id = begin_dataset(
            session, layer="households", source="b", file_name="b", sha256="0" * 64, options={}, at=NOW
        )
        for batch in batches(range(count)):
            codes = [{"household_id": one_id(n), "base": base(n), "unit": ""} for n in batch]
            session.execute(insert(core_table(HouseholdTable)), [household(n, dataset_id) for n in batch])
            issued = {"site": "x", "adopted": False, "issued_at": NOW}
            session.execute(insert(core_table(IssuedCodeTable)), [{**one, **issued} for one in codes])
            session.execute(insert(core_table(LiveCodeTable)), codes)


def household(number: int, dataset_id: int) -> dict[str, object]:
    texts = ("hamlet", "estate", "building", "floor", "unit", "address_text", "building_external_id", "brought_code")
    return {
        **dict.fromkeys(texts, ""),
        "id": one_id(number),
        "source": "b",
        "external_id": str(number),
        "house_number": str(number % 400),
        "alley_path": ("12", "5"),
        "street": "Phố Thử",
        "commune_code": f"{number % 126:05}",
        "stated_commune_code": "",
        "lon": 105.8,
        "lat": 21.0,
        "access_lon": None,
        "access_lat": None,
        "accuracy": "door",
        "status": "certified",
        "version": 0,
        "certified_at": NOW,
        "sort_key": "",
        "content_digest": b"",
        "dataset_id": dataset_id,
    }


def one_id(number: int) -> str:
    return str(UUID(int=number))


def base(number: int) -> str:
    suffix = ""
    for _ in range(7):
        number, symbol = divmod(number, len(SYMBOLS))
        suffix += SYMBOLS[symbol]
    return f"11024{suffix}"


def seconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return round(time.perf_counter() - started, 2)


def cpu_s(pid: int, step: Callable[[], object]) -> float:
    """The processor time of a process during a step: what other work on the machine does not change."""
    before = used_s(pid)
    step()
    return used_s(pid) - before


def used_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int) -> int:
    """The most memory that a process has had at a time."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
