"""How long 25,000 households of a commune take as an Excel file, and to be compared when it comes back; peak memory.

Each step runs in a process of its own, so that its peak is its own.

python -m benchmarks.excel [HOUSEHOLDS]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from app.db.engine import open_engine, read_session, write_session
from app.db.household_pages import HouseholdQuestion
from app.db.load import new_household_id
from app.excel.household_list import Made, write_households
from app.excel.importing import compare_file
from app.excel.reading import given_lines
from app.settings import Settings
from benchmarks.workflow import COMMUNE, NOW, fill, official


def write(home: Path) -> str:
    with read_session(open_engine(Settings(home=home).db_url)) as session:
        count = write_households(
            session, home / "list.xlsx", HouseholdQuestion(commune_code=COMMUNE), Made(NOW, "Phường")
        )
    return f"{count:,} households, {(home / 'list.xlsx').stat().st_size / 1e6:.1f} MB"


def compare(home: Path) -> str:
    lines = given_lines(home / "list.xlsx", spooled=home / "rows")
    with write_session(open_engine(Settings(home=home).db_url)) as session:
        made = compare_file(
            session, lines, caller=official("an"), commune_code=COMMUNE, now=NOW, new_id=new_household_id
        )
    return str({kind.value: number for kind, number in made.counts.items() if number})


def measured(step: Callable[[Path], str], home: Path) -> None:
    started, begun_s = time.perf_counter(), time.process_time()
    said = step(home)
    own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor_s = time.process_time() - begun_s + child.ru_utime + child.ru_stime
    peaks = f"{own.ru_maxrss / 1024:.0f} MB, reading child {child.ru_maxrss / 1024:.0f} MB"
    wall_s = time.perf_counter() - started
    print(f"{step.__name__}: {wall_s:.1f} s, processor {processor_s:.1f} s, peak {peaks}; {said}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(Settings(home=home), count)
        for step in (write, compare):
            process = get_context("spawn").Process(target=measured, args=(step, home))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
