"""The audit of the register: every commune against every rule, stored as findings and daily figures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from multiprocessing import get_context

from sqlalchemy import Engine

from app.db import findings
from app.db.city_frame import CityFrame, read_frame
from app.db.commune import communes_with_rows, read_commune
from app.db.commune_land import LandMemory
from app.db.engine import open_engine, read_session, require_ready, write_session
from app.db.findings import AuditRun, Synced
from app.garbage import uncollected
from postcode.coverage.audit import Audit, audit_register
from postcode.coverage.figures import Figure, FigureKey, sum_of
from postcode.coverage.services import WALK_M
from postcode.editions import current_edition

OnCommune = Callable[[str], None]
FEW = 3
"""Fewer communes than this are audited in this process: starting others takes longer."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found: figures by commune and of all together, and what became of the stored findings."""

    on: date
    figures: Mapping[str, tuple[Figure, ...]]
    city: tuple[Figure, ...]
    findings: int = 0
    synced: Synced = field(default_factory=Synced)


def audit(
    engine: Engine,
    *,
    at: datetime,
    communes: Iterable[str] = (),
    processes: int = 1,
    on_commune: OnCommune = lambda _: None,
    memory: LandMemory | None = None,
    walk_m: float = WALK_M,
) -> AuditReport:
    """Audit some communes, or all that have rows, each in a transaction of its own; `walk_m` is to a service point.

    `processes` over 1 shares the reading and judging among as many processes; writing stays here. Raises
    `RegisterError` when the register cannot be used.
    """
    require_ready(engine)
    on = at.date()
    with write_session(engine) as session:
        findings.place_buildings(session, on=on)
    with read_session(engine) as session:
        frame = read_frame(session, on=on, heads=dict(current_edition().heads), walk_m=walk_m)
        codes = sorted(set(communes)) or communes_with_rows(session)
    figures: dict[str, tuple[Figure, ...]] = {}
    total, synced = 0, Synced()
    for found in _audits(engine, codes, frame, processes=processes, memory=memory or LandMemory()):
        synced = _plus(synced, _store(engine, found, at=at))
        figures[found.commune_code] = found.figures
        total += len(found.findings)
        on_commune(found.commune_code)
    return AuditReport(on=on, figures=figures, city=sum_of(figures.values()), findings=total, synced=synced)


def audit_commune(
    engine: Engine, code: str, *, at: datetime, memory: LandMemory | None = None, walk_m: float = WALK_M
) -> AuditReport:
    """Audit one commune again, as after an edit; a `memory` handed in each time spares reading land that stays."""
    return audit(engine, at=at, communes=(code,), memory=memory, walk_m=walk_m)


def mark_changed(engine: Engine, code: str, *, at: datetime) -> None:
    """Ask for another audit of a commune, for callers that have no transaction of their own."""
    with write_session(engine) as session:
        findings.mark_changed(session, code, at=at)


def audit_marked(
    engine: Engine, *, at: datetime, memory: LandMemory | None = None, walk_m: float = WALK_M
) -> tuple[str, ...]:
    """Audit the communes that changed since their last audit; gives back their codes."""
    with read_session(engine) as session:
        marked = findings.marked_communes(session)
    for code, marked_at in sorted(marked.items()):
        audit_commune(engine, code, at=at, memory=memory, walk_m=walk_m)
        with write_session(engine) as session:
            findings.unmark(session, code, marked_at=marked_at)
    return tuple(sorted(marked))


def _audit_code(engine: Engine, code: str, frame: CityFrame, memory: LandMemory) -> Audit:
    with uncollected():
        with read_session(engine) as session:
            register = read_commune(session, code, frame, memory=memory)
        return audit_register(register)


def _audits(
    engine: Engine, codes: list[str], frame: CityFrame, *, processes: int, memory: LandMemory
) -> Iterator[Audit]:
    with ExitStack() as stack:
        if processes < 2 or len(codes) < FEW:
            for code in codes:
                yield _audit_code(engine, code, frame, memory)
            return
        pool = stack.enter_context(
            ProcessPoolExecutor(
                processes, mp_context=get_context("spawn"), initializer=_open, initargs=(_url(engine), frame)
            )
        )
        yield from pool.map(_audit_one, codes)


_frame: CityFrame
_engine: Engine


def _open(url: str, frame: CityFrame) -> None:
    """Prepare a worker process: it reads the register itself."""
    global _frame, _engine
    _frame, _engine = frame, open_engine(url)


def _audit_one(code: str) -> Audit:
    return _audit_code(_engine, code, _frame, LandMemory())


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _store(engine: Engine, found: Audit, *, at: datetime) -> Synced:
    alive = next(figure.of for figure in found.figures if figure.key is FigureKey.CERTIFIED_LIVE)
    with write_session(engine) as session:
        findings.store_run(session, AuditRun(found.commune_code, at.date(), at, alive, found.figures))
        return findings.sync_findings(session, found.commune_code, found.findings, at=at)


def _plus(a: Synced, b: Synced) -> Synced:
    return Synced(added=a.added + b.added, changed=a.changed + b.changed, gone=a.gone + b.gone)
