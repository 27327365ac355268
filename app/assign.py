"""Giving codes: the register's households in, a pure plan, one transaction on the ledger, a report."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import read
from app.db.corrections import building_shapes, parcel_shapes
from app.db.engine import read_session, require_ready
from app.db.ledger import SqlLedger, issued_in_communes, issued_under
from app.db.read import StoredHousehold
from app.excel.csv_files import FOR_EXCEL
from geocoding.address.numbers import flat_key
from geocoding.model import HouseholdStatus, ParcelKey
from postcode.assignment import Applicant, Plan, plan_codes
from postcode.editions import Edition

REPORT_FIELDS = ("external_id", "household_id", "kind", "rule", "detail")


@dataclass(frozen=True, slots=True)
class AssignReport:
    """What an assignment did, or would do on a dry run; `report` lists refusals and findings."""

    edition: str
    households: int
    issued: int
    adopted: int
    kept: int
    refused: int
    findings: int
    dry_run: bool
    report: Path | None


def assign(engine: Engine, *, edition: Edition, at: datetime, reports: Path, dry_run: bool = False) -> AssignReport:
    """Give a code to every household that may have one and has none.

    Running it again changes nothing. Raises `RegisterError` when the register cannot be used, `LedgerError` when
    another assignment came between; then nothing has been written.
    """
    require_ready(engine)
    with read_session(engine) as session:
        plan, kept = _plan(session, edition=edition)
    if not dry_run and plan.new:
        SqlLedger(engine).apply(plan, at=at)
    report = None if dry_run else _write_report(plan, reports)
    return AssignReport(
        edition=edition.id,
        households=len(plan.new) + kept + len(plan.refused),
        issued=sum(not new.adopted for new in plan.new),
        adopted=sum(new.adopted for new in plan.new),
        kept=kept,
        refused=len(plan.refused),
        findings=len(plan.findings),
        dry_run=dry_run,
        report=report,
    )


def _plan(session: Session, *, edition: Edition) -> tuple[Plan, int]:
    """The plan for the city without the codes that are kept, and how many those are.

    It is made head by head, with the households of one head in memory: codes under different heads cannot clash.
    """
    plan, kept = Plan(), 0
    communes = sorted(read.household_communes(session), key=lambda code: (edition.heads.get(code, ""), code))
    for head, codes in groupby(communes, key=lambda code: edition.heads.get(code, "")):
        part = _plan_under(session, head, list(codes), edition=edition)
        kept += len(part.kept)
        plan = Plan(
            new=plan.new + part.new,
            refused=tuple(sorted(plan.refused + part.refused)),
            findings=tuple(sorted(plan.findings + part.findings)),
        )
    return plan, kept


def _plan_under(session: Session, head: str, communes: Sequence[str], *, edition: Edition) -> Plan:
    """The plan for the communes of one head, "" for those without."""
    issued = {one.code: one for one in issued_in_communes(session, communes)}
    if head:
        issued |= {one.code: one for one in issued_under(session, head)}
    return plan_codes(applicants(session, communes), issued.values(), edition=edition)


def applicants(session: Session, communes: Iterable[str]) -> Iterator[Applicant]:
    """Every household of these communes that is not retired, as an applicant for a code."""
    for code in communes:
        households = read.households(session, commune_code=code)
        yield from applicants_of(session, [one for one in households if one.status is not HouseholdStatus.RETIRED])


def applicants_of(session: Session, households: Sequence[StoredHousehold]) -> Iterator[Applicant]:
    """Stored households as applicants; those that have a code come without their land, which they no longer need."""
    lacking = [one for one in households if not one.code]
    parcels = parcel_shapes(session, [one.parcels[0] for one in lacking if one.parcels])
    buildings = building_shapes(session, [one.building_external_id for one in lacking if not one.parcels])
    for household in households:
        yield _applicant(household, parcels=parcels, buildings=buildings)


def _applicant(
    household: StoredHousehold, *, parcels: Mapping[ParcelKey, BaseGeometry], buildings: Mapping[str, BaseGeometry]
) -> Applicant:
    parcel = household.parcels[0] if household.parcels else None
    site, footprint = _site(household, parcel, parcels=parcels, buildings=buildings)
    return Applicant(
        household_id=household.id,
        external_id=household.external_id,
        commune_code=household.commune_code,
        site=site,
        point=household.point,
        accuracy=household.accuracy,
        parcel=parcel,
        footprint=footprint,
        flat=flat_key(household.address.floor, household.address.unit).upper(),
        brought_code=household.brought_code,
    )


def _site(
    household: StoredHousehold,
    parcel: ParcelKey | None,
    *,
    parcels: Mapping[ParcelKey, BaseGeometry],
    buildings: Mapping[str, BaseGeometry],
) -> tuple[str, BaseGeometry | None]:
    """What a cell is issued for: the parcel, else the building, else the household's own point."""
    if parcel is not None:
        return f"parcel:{parcel}", parcels.get(parcel)
    if household.building_external_id:
        building = household.building_external_id
        return f"building:{household.source}/{building}", buildings.get(building)
    return f"household:{household.id}", None


def _write_report(plan: Plan, reports: Path) -> Path:
    """The refusals and findings as CSV, replaced by rename so that a reader never sees half of it."""
    reports.mkdir(parents=True, exist_ok=True)
    path = reports / "assign.csv"
    pending = path.with_suffix(".pending")
    with pending.open("w", encoding=FOR_EXCEL, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REPORT_FIELDS)
        writer.writerows(_report_rows(plan))
    return pending.replace(path)


def _report_rows(plan: Plan) -> Iterable[tuple[str, ...]]:
    for kind, entries in (("refused", plan.refused), ("finding", plan.findings)):
        for entry in entries:
            yield entry.external_id, entry.household_id, kind, entry.rule, entry.detail
