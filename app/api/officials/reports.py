"""`/v1/reports`: saying that a place or an address is wrong, and asking by the receipt what became of it."""

from typing import Annotated, Self

from fastapi import APIRouter, Body, Request, Response
from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.idempotency import Repeatable
from app.api.limiting import limits_of
from app.api.parameters import MAX_PART, NoQuery, asked_point
from app.api.register import Register
from app.api.schemas import Schema, Text
from app.api.serving import Current
from app.reporting import state_of, take_report
from app.reports.model import ReportKind, ReportState
from app.reports.receipt import printed_receipt, read_receipt
from app.reports.wording import MAX_TEXT, STATE_WORDS, STRIPPED, kept_text
from geocoding.model import Point

router = APIRouter(tags=["reports"])


class NewReport(Schema):
    """What is wrong, about a code or about a point."""

    code: str | None = Field(
        default=None, min_length=1, max_length=MAX_PART, description="A Vpostcode in any spelling."
    )
    lon: float | None = Field(default=None, allow_inf_nan=False, description="Longitude in WGS 84 degrees.")
    lat: float | None = Field(default=None, allow_inf_nan=False, description="Latitude in WGS 84 degrees.")
    kind: ReportKind
    text: str = Field(default="", max_length=MAX_TEXT, description="In words; telephone numbers are taken out.")

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        point = self.lon is not None and self.lat is not None
        if (self.lon is None) != (self.lat is None) or (self.code is not None) == point:
            raise ValueError("either a code or a point")
        return self


class ReportTaken(Schema):
    """The report is on the commune's worklist; keep the receipt number."""

    receipt: str = Field(description="Receipt number for people, such as K7QM-2D9F-X.")
    state: ReportState
    text: str = Field(description="The text as it was stored.")
    note: Text | None = Field(description="What was taken out of the text; null when nothing was.")


class ReportAnswer(Schema):
    """What became of a report; nothing of the report itself."""

    receipt: str
    state: ReportState
    message: Text


@router.post(
    "/v1/reports",
    operation_id="report",
    status_code=201,
    response_model=ReportTaken,
    dependencies=[needs(Scope.REPORTS)],
)
def create_report(
    given: Annotated[NewReport, Body()],
    _: NoQuery,
    caller: Caller,
    register: Register,
    served: Current,
    request: Request,
    once: Repeatable,
) -> Response:
    """Report a wrong place, a wrong address, a missing code or house; without names and telephone numbers."""
    kept = kept_text(given.text)

    def effect(session: Session) -> ReportTaken:
        limits_of(request).take_by_address(request, Counted.REPORTS)
        report = take_report(
            session, served.engine, about=_subject(given), kind=given.kind, kept=kept, caller=caller, at=once.now
        )
        return ReportTaken(
            receipt=printed_receipt(report.receipt),
            state=ReportState.RECEIVED,
            text=kept.text,
            note=Text(vi=STRIPPED.vi, en=STRIPPED.en) if kept.stripped else None,
        )

    answer = once.answer(register, effect, status=201)
    receipt = ReportTaken.model_validate_json(bytes(answer.body)).receipt
    answer.headers["Location"] = f"/v1/reports/{receipt}"
    return answer


@router.get("/v1/reports/{receipt}", operation_id="getReport", dependencies=[needs(Scope.REPORTS)])
def get_report(receipt: str, _: NoQuery, register: Register, request: Request) -> ReportAnswer:
    """What became of the report with this receipt number, and nothing else."""
    limits_of(request).take_by_address(request, Counted.RECEIPTS)
    state = state_of(register, receipt)
    words = STATE_WORDS[state]
    return ReportAnswer(
        receipt=printed_receipt(read_receipt(receipt)), state=state, message=Text(vi=words.vi, en=words.en)
    )


def _subject(given: NewReport) -> str | Point:
    """The code, else the point, that the report is about; the schema lets exactly one through."""
    if given.code is not None or given.lat is None or given.lon is None:
        return given.code or ""
    return asked_point(lat=given.lat, lon=given.lon)
