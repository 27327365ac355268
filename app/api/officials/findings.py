"""`/v1/findings`: the worklist, worst first, and what an official decides about one finding."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs, require_commune
from app.api.officials.coverage_schemas import DispositionIn, DispositionsIn, FindingOut, FindingsOut, SettledOut
from app.api.parameters import NoQuery
from app.api.register import Register
from app.api.schemas import Text
from app.coverage import finding_words
from app.db.worklist import Disposition, FindingState, StoredFinding, Wanted, find_findings
from app.errors import PageUnknown
from app.settling import settle
from postcode.coverage.catalogue import CATALOGUE
from postcode.coverage.rules import RuleCode, Severity

router = APIRouter(prefix="/v1/findings", tags=["findings"])


class FindingFilter(BaseModel):
    """Which findings to list; an absent part lists all, the state is `open` unless said otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commune: str = Field(default="", max_length=10, description="Commune code of today.")
    rule: RuleCode | None = Field(default=None, description="Only findings of this rule.")
    severity: Severity | None = Field(default=None, description="Only of this severity.")
    state: FindingState = Field(default=FindingState.OPEN, description="Only in this state.")
    household: str = Field(default="", max_length=36, pattern=r"^[0-9a-f-]*$", description="Household id.")
    q: str = Field(default="", max_length=200, description="Words of the address, the parcel or the facts.")


class FindingParameters(FindingFilter):
    """Which findings to list, page by page."""

    limit: int = Field(default=50, ge=1, le=200, description="At most so many.")
    after: str = Field(default="", max_length=40, description="The `next` of the page before.")


FindingQuery = Annotated[FindingParameters, Query()]


@router.get("", operation_id="listFindings", dependencies=[needs(Scope.FINDINGS)])
def list_findings(asked: FindingQuery, caller: Caller, register: Register) -> FindingsOut:
    """Findings worst first; an official sees those of the own commune."""
    wanted = wanted_by(asked, caller)
    with register.reading() as session:
        try:
            page = find_findings(session, wanted, on=_today(), limit=asked.limit, after=asked.after)
        except ValueError:
            raise PageUnknown from None
    return FindingsOut(total=page.total, findings=tuple(map(_finding_out, page.findings)), next=page.next or None)


def wanted_by(asked: FindingFilter, caller: Principal) -> Wanted:
    """What a caller asks for; raises `OutsideCommune` for a foreign commune, and means the own ones without any."""
    if asked.commune:
        require_commune(caller, asked.commune)
    return Wanted(
        communes=frozenset({asked.commune}) if asked.commune else caller.communes,
        rule=asked.rule,
        severity=asked.severity,
        state=asked.state,
        household_id=asked.household,
        text=asked.q,
    )


@router.post("/{finding_id}/disposition", operation_id="disposeFinding", dependencies=[needs(Scope.FINDINGS_SETTLE)])
def dispose_finding(
    finding_id: str, given: Annotated[DispositionIn, Body()], _: NoQuery, caller: Caller, register: Register
) -> FindingOut:
    """Waive a finding until a day, send it on, declare it true in life, or reopen it; the reason is kept."""
    with register.writing() as session:
        return _finding_out(*settle(session, [finding_id], _decided(given, caller), caller=caller))


@router.post("/dispositions", operation_id="disposeFindings", dependencies=[needs(Scope.FINDINGS_SETTLE)])
def dispose_findings(
    given: Annotated[DispositionsIn, Body()], _: NoQuery, caller: Caller, register: Register
) -> SettledOut:
    """Settle up to 200 findings alike, all of them or none."""
    with register.writing() as session:
        settled = settle(session, given.finding_ids, _decided(given, caller), caller=caller)
    return SettledOut(findings=tuple(map(_finding_out, settled)))


def _decided(given: DispositionIn, caller: Principal) -> Disposition:
    return Disposition(
        kind=given.kind,
        reason=given.reason,
        by=caller.id,
        at=datetime.now(UTC),
        expires_on=given.expires_on,
        sent_to=given.sent_to,
    )


def _finding_out(found: StoredFinding) -> FindingOut:
    words, suggestion = finding_words(found), CATALOGUE[found.rule].suggestion
    return FindingOut(
        id=found.id,
        rule=found.rule,
        severity=found.severity,
        text=Text(vi=words.vi, en=words.en),
        suggestion=Text(vi=suggestion.vi, en=suggestion.en),
        commune_code=found.commune_code,
        household_id=found.household_id,
        address=found.address,
        parcel=found.parcel,
        lon=found.lon,
        lat=found.lat,
        facts=dict(found.facts),
        importance=found.importance,
        people=found.people,
        state=found.state,
        first_seen_on=found.first_seen_at.date(),
        gone_on=None if found.gone_at is None else found.gone_at.date(),
        reason=found.reason,
        expires_on=found.expires_on,
        sent_to=found.sent_to,
    )


def _today() -> date:
    return datetime.now(UTC).date()
