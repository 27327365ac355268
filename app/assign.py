"""Giving codes: the register's households in, a pure plan, one transaction on the ledger, a report."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import read
from app.db.engine import read_session, require_ready
from app.db.ledger import SqlLedger, issued_codes
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
        plan = plan_codes(applicants(session), issued_codes(session), edition=edition)
    if not dry_run and plan.new:
        SqlLedger(engine).apply(plan, at=at)
    report = None if dry_run else _write_report(plan, reports)
    return AssignReport(
        edition=edition.id,
        households=len(plan.new) + len(plan.kept) + len(plan.refused),
        issued=sum(not new.adopted for new in plan.new),
        adopted=sum(new.adopted for new in plan.new),
        kept=len(plan.kept),
        refused=len(plan.refused),
        findings=len(plan.findings),
        dry_run=dry_run,
        report=report,
    )


def applicants(session: Session) -> Iterator[Applicant]:
    """Every household of the register that is not retired, as an applicant for a code."""
    parcels = {parcel.key: parcel.shape for parcel in read.parcels(session)}
    buildings = {building.external_id: building.shape for building in read.buildings(session)}
    for household in read.households(session):
        if household.status is not HouseholdStatus.RETIRED:
            yield applicant_of(household, parcels=parcels, buildings=buildings)


def applicant_of(
    household: StoredHousehold, *, parcels: Mapping[ParcelKey, BaseGeometry], buildings: Mapping[str, BaseGeometry]
) -> Applicant:
    """A stored household as an applicant; the shapes are those of its parcel or its building, by key."""
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
