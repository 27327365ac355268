"""A report as a finding of the commune's worklist, and what becoming of that finding answers the report."""

from typing import Final

from app.reports.model import Report, ReportKind, ReportState
from postcode.code import read_stored
from postcode.coverage.finding import Facts, Finding
from postcode.coverage.rules import RuleCode

RULE_OF: Final = {
    ReportKind.WRONG_PLACE: RuleCode.REPORT_WRONG_PLACE,
    ReportKind.WRONG_ADDRESS: RuleCode.REPORT_WRONG_ADDRESS,
    ReportKind.NO_CODE: RuleCode.REPORT_NO_CODE,
    ReportKind.NO_SUCH_HOUSE: RuleCode.REPORT_OTHER,
    ReportKind.OTHER: RuleCode.REPORT_OTHER,
}


def finding_of(report: Report, *, household_id: str) -> Finding:
    """The finding that puts a report before the officials of its commune; "" for a household that is not known."""
    return Finding(
        rule=RULE_OF[report.kind],
        subject=f"report:{report.id}",
        commune_code=report.commune_code,
        point=report.point,
        households=(household_id,) if household_id else (),
        homes=1,
        facts=_facts(report),
    )


def state_of_finding(disposition: str, *, is_gone: bool) -> ReportState:
    """What the fate of its finding tells the one who reported."""
    if is_gone or disposition in {"waive", "declare_true"}:
        return ReportState.SETTLED
    return ReportState.SENT_ON if disposition == "send_on" else ReportState.RECEIVED


def _facts(report: Report) -> Facts:
    code = read_stored(report.code).printed() if report.code else ""
    told = {"kind": report.kind.value, "code": code, "text": report.text}
    return {name: value for name, value in told.items() if value}
