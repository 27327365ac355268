"""`vpostcode audit`: how complete and how right the register is."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from app.audit import audit as audit_register
from app.cli.common import DbOption, JsonOption, print_report, progress, settings_for
from app.coverage import CityCoverage, CommuneCoverage, city_coverage, commune_coverage
from app.coverage_files import write_geojson, write_workbook
from app.db.engine import open_engine, read_session
from app.db.worklist import Wanted
from app.excel.finding_list import all_findings

PROCESSES = 2


def audit(
    *,
    commune: Annotated[
        str, typer.Option("--commune", metavar="CODE", help="Chỉ xã, phường này. / This commune only.")
    ] = "",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Ghi tệp Excel. / Write Excel.")] = None,
    geojson: Annotated[
        Path | None, typer.Option("--geojson", metavar="FILE", help="Ghi tệp GeoJSON. / Write findings as GeoJSON.")
    ] = None,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Kiểm tra độ phủ và lỗi của sổ. / Audit coverage and faults; findings are stored for the worklist."""
    settings = settings_for(db)
    engine, at = open_engine(settings.db_url), datetime.now(UTC)
    with progress(quiet=as_json) as display:
        task = display.add_task("audit", total=None)
        codes = (commune,) if commune else ()
        audit_register(
            engine,
            at=at,
            communes=codes,
            processes=PROCESSES,
            on_commune=lambda _: display.advance(task),
            walk_m=settings.walk_m,
        )
    target = settings.coverage_target
    coverage, one = _read(engine, commune, at=at, target=target)
    _write(engine, coverage, commune, at=at, xlsx=xlsx, geojson=geojson)
    shown = one if one is not None else coverage
    print_report(asdict(shown) if as_json else _summary(coverage, one), as_json=as_json)


def _read(engine: Engine, commune: str, *, at: datetime, target: float) -> tuple[CityCoverage, CommuneCoverage | None]:
    with read_session(engine) as session:
        coverage = city_coverage(session, on=at.date(), target=target, hides_small=False)
        if not commune:
            return coverage, None
        one = commune_coverage(session, commune, on=at.date(), target=target, hides_small=False)
    if one is None:
        raise ValueError(f"không có xã, phường mã {commune} / no commune has the code {commune}")
    return coverage, one


def _write(
    engine: Engine, coverage: CityCoverage, commune: str, *, at: datetime, xlsx: Path | None, geojson: Path | None
) -> None:
    wanted = Wanted(communes=frozenset({commune}) if commune else None)
    with read_session(engine) as session:
        if xlsx is not None:
            write_workbook(xlsx, coverage, all_findings(session, wanted, on=at.date()))
        if geojson is not None:
            write_geojson(geojson, all_findings(session, wanted, on=at.date()))


def _summary(coverage: CityCoverage, one: CommuneCoverage | None) -> dict[str, object]:
    area = coverage.city if one is None else one.area
    rows: dict[str, object] = {"name": area.name, "households": area.households or 0}
    rows["certified_live"] = area.certified_live or 0
    rows["share_certified"] = "–" if area.share_certified is None else f"{area.share_certified:.1%}"
    rows["share_of_reference"] = "–" if area.share_of_reference is None else f"{area.share_of_reference:.1%}"
    return {**rows, "findings": asdict(area.findings)}
