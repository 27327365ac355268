"""Reports in the register, each beside the finding that puts it on the commune's worklist."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db.findings import add_reported
from app.db.tables import FindingTable, HouseholdTable, ReportTable
from app.reports.model import Report, ReportState
from app.reports.worklist import finding_of, state_of_finding


def add_report(session: Session, report: Report) -> None:
    """Store a report and put it on the worklist; a household that the register has not is left out."""
    known = session.get(HouseholdTable, report.household_id) if report.household_id else None
    finding = finding_of(report, household_id=report.household_id if known is not None else "")
    add_reported(session, finding, at=report.received_at)
    session.execute(
        insert(ReportTable).values(
            id=report.id,
            receipt=report.receipt,
            kind=report.kind.value,
            text=report.text,
            code=report.code,
            household_id=report.household_id if known is not None else None,
            commune_code=report.commune_code,
            lon=report.point.lon,
            lat=report.point.lat,
            reporter=report.reporter,
            received_at=report.received_at,
            finding_id=finding.id,
        )
    )


def report_state(session: Session, receipt: str) -> ReportState | None:
    """What became of the report with this receipt number, as its finding says; None without one."""
    report, finding = ReportTable, FindingTable
    statement = (
        select(finding.disposition, finding.gone_at)
        .select_from(report)
        .outerjoin(finding, finding.id == report.finding_id)
        .where(report.receipt == receipt)
    )
    found = session.execute(statement).first()
    return None if found is None else state_of_finding(found.disposition or "", is_gone=found.gone_at is not None)
