"""What a city takes, stage by stage: files, import, codes, publishing, opening, answering, the feed, and a month later.

    python -m benchmarks.city_size HOME [--households 300000] [--stage NAME …]

VPOSTCODE_DB may name a PostgreSQL server of this machine: then its processor time and memory are told beside ours.

All 126 communes are filled by the generator of the sample city, with one seed. HOME keeps the files, the register and
the snapshot, so that stages can be run one by one, in the order of `STAGES`. Every stage is a process of its own. Of
each are told: seconds by the clock, seconds of processor time, and the most anonymous memory (mapped files left out)
that the process and those it started had at one time.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from sqlalchemy import text

from app.answering import Answering, open_answering
from app.api.feeds.changes import MAX_CHANGES
from app.assign import assign
from app.changes.telling import tell_all
from app.cli.questions import questions
from app.db.changes import feed_end
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.db.register import LazyRegister
from app.demo import SAMPLE_LAYERS, SAMPLE_SOURCE
from app.exporting.model import FileFormat
from app.garbage import look_rarely
from app.intake import ImportRequest, import_layer
from app.publish import publish
from app.questions.generate import Mix
from app.sample.city import SEED, plan_communes, write_sample
from app.settings import Settings
from benchmarks.changes import cpu_s, read_lines, serving, used_s
from benchmarks.city_layers import children_of, children_s, load, watched
from benchmarks.city_layers import files as layer_files
from benchmarks.suggest import measure, quantile
from geocoding.layers.rows import Layer
from geocoding.model import Household
from geocoding.snapshot.store import open_snapshot
from postcode.editions import current_edition

T = TypeVar("T")
Told = dict[str, object]

LEFT_OUT = frozenset({Layer.IDENTIFIERS, Layer.CERTIFICATIONS, Layer.REFERENCE_COUNTS})
QUESTIONS = 4_000
TYPED = 200
POINTS = 2_000
CHANGED_EVERY = 1_000
"""A month later every thousandth household has another number."""


def main() -> None:
    """Run every stage in a process of its own and print what it says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("home", type=Path)
    asked.add_argument("--households", type=int, default=300_000)
    asked.add_argument("--stage", action="append", choices=STAGES)
    asked.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    options = asked.parse_args()
    settings = Settings(home=options.home, samples=options.home / "sample")
    if options.one:
        name, *arguments = options.one
        print(json.dumps(watched_stage(STAGES[name], settings, *arguments)))
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    for name in options.stage or STAGES:
        for arguments in arguments_of(name, options.households):
            run(settings.home, name, *arguments)


def arguments_of(stage: str, households: int) -> list[tuple[str, ...]]:
    """What a stage is run with: a file each, a mix of questions each, or nothing."""
    match stage:
        case "files":
            return [(str(households),)]
        case "import":
            return [(name,) for name, layer, _ in SAMPLE_LAYERS if layer not in LEFT_OUT]
        case "export":
            return [(one,) for one in FileFormat]
        case "resolve":
            return [(Mix.COMPLETE,), (Mix.NOISY,)]
        case _:
            return [()]


def run(home: Path, *stage: str) -> None:
    command = [sys.executable, "-m", "benchmarks.city_size", str(home), "--one", *stage]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    print(*stage, done.stdout.strip().splitlines()[-1], load(), flush=True)


def watched_stage(stage: Callable[..., Told], settings: Settings, *arguments: str) -> Told:
    server = server_pid(settings)
    began, used, served_s = time.perf_counter(), time.process_time() + children_s(), server_s(server)
    with watched() as memory, watched(server or None) as of_server:
        told = stage(settings, *arguments)
    beside = {"server_s": round(server_s(server) - served_s, 1), "server_mb": of_server["at_most_mb"]} if server else {}
    return {
        **told,
        "seconds": round(time.perf_counter() - began, 1),
        "processor_s": round(time.process_time() + children_s() - used, 1),
        "at_most_mb": memory["at_most_mb"],
        **beside,
    }


def server_pid(settings: Settings) -> int:
    """The process that started those of the PostgreSQL server; 0 for SQLite. The server must run on this machine."""
    engine = open_engine(settings.db_url)
    if engine.dialect.name != "postgresql":
        return 0
    with engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        return int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])


def server_s(pid: int) -> float:
    """Processor time of a process, of those it has started, and of those that have ended."""
    total = 0.0
    for one in (pid, *children_of(pid)) if pid else ():
        fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        total += sum(map(int, fields[11:15] if one == pid else fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return total


def files(settings: Settings, households: str) -> Told:
    """The layers of the city, as files."""
    codes = sorted(current_edition().heads)
    made = write_sample(settings.samples, plan_communes(codes, households=int(households)), seed=SEED)
    return dict(made.counts)


def imported(settings: Settings, name: str) -> Told:
    """One file into the register."""
    engine = open_engine(settings.db_url)
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
    layer, valid_on = next((layer, day) for file, layer, day in SAMPLE_LAYERS if file == name)
    request = ImportRequest(path=settings.samples / name, layer=layer, valid_on=valid_on, source=SAMPLE_SOURCE)
    report = import_layer(engine, request, at=datetime.now(UTC), reports=settings.reports)
    counts = ("rows", "added", "changed", "unchanged", "rejected", "doubtful")
    return {count: getattr(report, count) for count in counts}


def assigned(settings: Settings) -> Told:
    """A code for every household that has none."""
    at = datetime.now(UTC)
    report = assign(open_engine(settings.db_url), edition=current_edition(), at=at, reports=settings.reports)
    return {"issued": report.issued + report.adopted, "kept": report.kept, "refused": report.refused}


def published(settings: Settings) -> Told:
    """The snapshot, with its size and that of the register."""
    today = datetime.now(UTC).date()
    report = publish(open_engine(settings.db_url), edition=current_edition(), today=today, snapshots=settings.snapshots)
    folder = settings.snapshots / report.version
    return {
        "version": report.version,
        "households": report.households,
        "parcels": report.parcels,
        "snapshot_mb": round(sum(one.stat().st_size for one in folder.iterdir()) / 1e6),
        "register_mb": round(register_bytes(settings) / 1e6),
    }


def register_bytes(settings: Settings) -> int:
    engine = open_engine(settings.db_url)
    if engine.dialect.name == "sqlite":
        return Path(str(engine.url.database)).stat().st_size
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def opened(settings: Settings) -> Told:
    """How long opening takes, the first time and then; files may still be in the page cache."""
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        open_snapshot(settings.snapshots)
        taken.append(time.perf_counter() - began)
    return {"first_ms": round(taken[0] * 1e3, 1), "then_ms": round(median(taken[1:]) * 1e3, 1)}


def resolved(settings: Settings, mix: str) -> Told:
    """Texts never met, a second, in hundreds and one by one; and what the process then holds by itself and shared."""
    cases = settings.home / f"{mix}.csv"
    if not cases.exists():
        os.environ["VPOSTCODE_HOME"] = str(settings.home)
        questions(cases, n=QUESTIONS, mix=Mix(mix), seed=77)
    with cases.open(encoding="utf-8", newline="") as file:
        texts = [case["query"] for case in csv.DictReader(file)]
    look_rarely()
    answering = open_answering(settings.snapshots)
    singles, rest = texts[: QUESTIONS // 2], texts[QUESTIONS // 2 :]
    one_by_one = each(answering.resolve, singles)
    at_once = seconds(lambda: answering.resolve_many(rest))
    again = seconds(lambda: answering.resolve_many(rest))
    cuts = quantiles(one_by_one, n=100)
    return {
        "first_a_second": round(len(singles) / sum(one_by_one)),
        "p50_us": round(cuts[49] * 1e6),
        "p99_us": round(cuts[98] * 1e6),
        "at_once_a_second": round(len(rest) / at_once),
        "again_a_second": round(len(rest) / again),
    }


def suggested(settings: Settings) -> Told:
    """Processor time of a suggestion, for addresses typed key by key in four ways."""
    answering = open_answering(settings.snapshots)
    typed = measure(answering, drawn(answering, TYPED), seed=1)
    return {
        way: {f"p{share}_ms": round(quantile(timed.cpu_ms, share / 100), 2) for share in (50, 99)}
        for way, timed in typed.items()
    }


def reversed_(settings: Settings) -> Told:
    """Look-ups by point and by code."""
    answering = open_answering(settings.snapshots)
    households = drawn(answering, POINTS)
    by_point = each(answering.reverse, (one.point for one in households))
    by_code = each(answering.look_up, (one.code for one in households if one.code))
    return {
        name: {f"p{share}_us": round(quantile(taken, share / 100) * 1e6) for share in (50, 99)}
        for name, taken in (("by_point", by_point), ("by_code", by_code))
    }


def fed(settings: Settings) -> Told:
    """The feed taken up to its end, then the whole read line by line from a serving process; what that one holds."""
    register = LazyRegister(settings.db_url)

    def take_up() -> None:
        while tell_all(register, at=datetime.now(UTC), batches=50):
            pass

    taken_up_s = seconds(take_up)
    with serving(settings) as (pid, url):
        read_lines(f"{url}/v1/changes?after=0&limit=1")
        used = used_s(pid)
        with watched(pid) as streaming:
            lines = read_lines(f"{url}/v1/changes/full")
        full_s = round(used_s(pid) - used, 1)
        held = memory_mb(pid)
    told = {"taken_up_s": round(taken_up_s, 1), "lines": lines, "full_s": full_s}
    return {**told, "streaming": streaming, "serving": held}


def delta(settings: Settings) -> Told:
    """What has changed since the feed was taken up last: taken up, then read by who knows the feed up to there."""
    register = LazyRegister(settings.db_url)
    with register.reading() as session:
        after = feed_end(session).sequence
    taken_up_s = seconds(lambda: tell_all(register, at=datetime.now(UTC)))
    with serving(settings) as (pid, url):
        read_lines(f"{url}/v1/changes?after={after}&limit=1")
        with watched(pid) as reading:
            taken = cpu_s(pid, lambda: read_lines(f"{url}/v1/changes?after={after}&limit={MAX_CHANGES}"))
            changes = read_lines(f"{url}/v1/changes?after={after}&limit={MAX_CHANGES}") - 1
    return {"taken_up_s": round(taken_up_s, 2), "changes": changes, "page_s": round(taken, 2), "reading": reading}


def exported(settings: Settings, file_format: str) -> Told:
    """All parcels and households as files of one format."""
    return dict(layer_files(settings, file_format, "city"))


def served(settings: Settings) -> Told:
    """What a process that has answered a few thousand questions holds by itself, and what it shares with others."""
    answering = open_answering(settings.snapshots)
    before = memory_mb(os.getpid())
    for mix in (Mix.COMPLETE, Mix.NOISY):
        with (settings.home / f"{mix}.csv").open(encoding="utf-8", newline="") as file:
            for case in csv.DictReader(file):
                answering.resolve(case["query"])
    return {"opened": before, "after_questions": memory_mb(os.getpid())}


def a_month_later(settings: Settings) -> Told:
    """The file of households again with few changes, codes again."""
    changed = settings.samples / "households_later.csv"
    with (
        (settings.samples / "households.csv").open(encoding="utf-8", newline="") as old,
        changed.open("w", encoding="utf-8", newline="") as new,
    ):
        rows = csv.DictReader(old)
        writer = csv.DictWriter(new, rows.fieldnames or ())
        writer.writeheader()
        writer.writerows(later(rows))
    engine = open_engine(settings.db_url)
    request = ImportRequest(path=changed, layer=Layer.HOUSEHOLDS, source=SAMPLE_SOURCE)
    reports: list[Told] = []

    def take_in() -> None:
        report = import_layer(engine, request, at=datetime.now(UTC), reports=settings.reports)
        reports.append({"added": report.added, "changed": report.changed, "unchanged": report.unchanged})

    import_s = seconds(take_in)
    assign_s = seconds(lambda: reports.append(assigned(settings)))
    return {"import_s": round(import_s, 1), "assign_s": round(assign_s, 1), "import": reports[0], "assign": reports[1]}


def later(rows: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows, every thousandth with another house number."""
    for nth, row in enumerate(rows):
        yield {**row, "house_number": f"{row['house_number']}X"} if nth % CHANGED_EVERY == 7 else row


STAGES: dict[str, Callable[..., Told]] = {
    "files": files,
    "import": imported,
    "assign": assigned,
    "publish": published,
    "open": opened,
    "resolve": resolved,
    "suggest": suggested,
    "reverse": reversed_,
    "serve": served,
    "feed": fed,
    "later": a_month_later,
    "delta": delta,
    "export": exported,
    "again": published,
}


def drawn(answering: Answering, count: int) -> list[Household]:
    """Some households of the snapshot."""
    stored = answering.snapshot.households
    return [stored[position] for position in random.Random(1).sample(range(len(stored)), min(count, len(stored)))]


def seconds(step: Callable[[], object]) -> float:
    began = time.process_time()
    step()
    return time.process_time() - began


def each(ask: Callable[[T], object], questions: Iterable[T]) -> list[float]:
    """Seconds of each question."""
    return [seconds(partial(ask, one)) for one in questions]


def memory_mb(pid: int) -> Told:
    """What a process holds by itself, and what it has mapped of files that others may share."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return {
        name: int(status.split(f"{field}:")[1].split()[0]) // 1024
        for name, field in (("own_mb", "RssAnon"), ("shared_mb", "RssFile"))
    }


if __name__ == "__main__":
    main()
