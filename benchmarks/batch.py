"""Rows of a batch answered in a second, and the memory it takes, by what `vpostcode batch` runs.

Run: python benchmarks/batch.py CASES.csv [--rows N] [--processes N]  (a case file made by `vpostcode questions`)
The questions of the file are repeated until there are so many rows. Memory is the peak of the process that reads and
writes; each answering process holds its own private memory beside the shared snapshot.
"""

import argparse
import csv
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.batches.local import answer_file
from app.batches.options import Format, Options, Role
from app.batches.summary import outcomes_of
from app.settings import Settings


def main() -> None:
    """Print the time of each step, rows a second, peak memory, and the outcomes."""
    asked = argparse.ArgumentParser()
    asked.add_argument("cases", type=Path)
    asked.add_argument("--rows", type=int, default=200_000)
    asked.add_argument("--processes", type=int, default=2)
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.csv", Path(folder) / "out.csv"
        write_questions(source, given.cases, rows=given.rows)
        began = time.perf_counter()
        finished = answer_file(
            source,
            out,
            options=Options(columns={Role.QUERY: ("query",)}),
            written=Format.CSV,
            snapshots=Settings().snapshots,
            processes=given.processes,
        )
        took_s = time.perf_counter() - began
        print(f"{given.rows:,} rows, {source.stat().st_size / 1e6:.0f} MB in, {out.stat().st_size / 1e6:.0f} MB out")
    print(f"{took_s:.1f} s with {given.processes} processes: {given.rows / took_s:,.0f} rows/s")
    print(f"1,000,000 rows at this rate: {1e6 / given.rows * took_s / 60:.1f} min")
    used_s = sum(
        one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    print(f"processor time of all processes: {used_s:.1f} s, {given.rows / used_s:,.0f} rows for each second of a core")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: {own:.0f} MB reading and writing, {child:.0f} MB the largest answering process")
    print(dict(outcomes_of(finished.summary)))


def write_questions(path: Path, cases: Path, *, rows: int) -> None:
    """Write a CSV file with so many questions, those of the case file over and over."""
    with cases.open(encoding="utf-8", newline="") as file:
        texts = [case["query"] for case in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "query"])
        out.writerows([f"{number:07}", texts[number % len(texts)]] for number in range(rows))


if __name__ == "__main__":
    main()
