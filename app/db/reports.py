"""Reports in the register, each beside the finding that puts it on the commune's worklist."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db.tables import HouseholdTable, ReportTable
from app.reports.model import Report, ReportState


def add_report(session: Session, report: Report) -> None:
    """Store a report; one about a household that the register has not is about its place only."""
    known = session.get(HouseholdTable, report.household_id) if report.household_id else None
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
            finding_id="",
        )
    )


def report_state(session: Session, receipt: str) -> ReportState | None:
    """What became of the report with this receipt number; None without one."""
    table = ReportTable
    found = session.execute(select(table.id).where(table.receipt == receipt)).first()
    return None if found is None else ReportState.RECEIVED
