"""Taking a report: where it belongs, what of it is kept, and its receipt number."""

import secrets
from datetime import datetime
from typing import Protocol

import uuid_utils
from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.citizen.maps import centre
from app.db.register import LazyRegister
from app.db.reports import add_report, report_state
from app.errors import ReceiptUnknown, ReportNowhere
from app.reports.model import Report, ReportKind, ReportState
from app.reports.receipt import new_receipt, read_receipt
from app.reports.wording import Kept
from geocoding.match.answer import Answer
from geocoding.model import Point
from postcode.lookup import CodeAnswer


class Answers(Protocol):
    """What tells where a report belongs."""

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is; raises `CodeMalformed`."""

    def reverse(self, point: Point, *, limit: int) -> Answer:
        """What lies at a point."""


def take_report(
    session: Session,
    answers: Answers,
    *,
    about: str | Point,
    kind: ReportKind,
    kept: Kept,
    caller: Principal,
    at: datetime,
) -> Report:
    """The stored report about a code or a point, on its way to the worklist of that commune.

    Raises `CodeMalformed` on a text that is no code, `ReportNowhere` outside all communes.
    """
    household_id, code, commune_code = "", "", ""
    if isinstance(about, Point):
        point = about
    else:
        found = answers.look_up(about)
        code, point = str(found.code), centre(found.box)
        if found.household is not None:
            household_id, commune_code = found.household.id, found.household.commune_code
    report = Report(
        id=str(uuid_utils.uuid7()),
        receipt=new_receipt(secrets.randbelow),
        kind=kind,
        text=kept.text,
        code=code,
        household_id=household_id,
        commune_code=commune_code or _commune_at(point, answers),
        point=point,
        reporter=f"{caller.role}:{caller.id}" if caller.is_known else caller.role,
        received_at=at,
    )
    add_report(session, report)
    return report


def state_of(register: LazyRegister, written: str) -> ReportState:
    """What became of the report with a receipt number; raises `ReceiptMalformed` or `ReceiptUnknown`."""
    receipt = read_receipt(written)
    with register.reading() as session:
        state = report_state(session, receipt)
    if state is None:
        raise ReceiptUnknown
    return state


def _commune_at(point: Point, answers: Answers) -> str:
    matches = answers.reverse(point, limit=1).matches
    if not matches:
        raise ReportNowhere
    return matches[0].commune_code
