"""The answers about coverage and findings."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from app.api.schemas import Schema, Text
from app.db.worklist import FindingState, Kind
from postcode.coverage.rules import About, RuleCode, Severity


class DefinitionOut(Schema):
    """What a figure counts."""

    key: str
    vi: str
    en: str


class ReferenceOut(Schema):
    """The number of households by an outside source."""

    count: int
    source: str
    dated_on: date


class SeverityCountsOut(Schema):
    """How many findings are open."""

    error: int
    warning: int
    notice: int


class AreaOut(Schema):
    """Coverage of a commune or the city; figures are null before the first audit, and where too few live."""

    code: str = Field(description="Commune code of today; empty for the city.")
    name: str
    households: int | None = Field(description="Households in the register, retired ones apart.")
    certified_live: int | None = Field(description="Of them certified with a live code.")
    share_certified: float | None
    reference: ReferenceOut | None
    share_of_reference: float | None = Field(description="Households in the register over the reference count.")
    target: float
    findings: SeverityCountsOut
    audited_at: datetime | None


class CityCoverageOut(Schema):
    """Coverage of the city and of each of its communes."""

    as_of: date
    definitions: tuple[DefinitionOut, ...]
    city: AreaOut
    communes: tuple[AreaOut, ...]


class TrendPointOut(Schema):
    """The share on a day."""

    on: date
    share_certified: float | None


class FigureOut(Schema):
    """One figure, its definition, its source and its day."""

    key: str
    value: int
    of: int
    share: float | None
    vi: str
    en: str
    source: str
    dated_on: date


class RuleCountsOut(Schema):
    """Findings of one rule."""

    rule: RuleCode
    severity: Severity
    open: int
    waived: int
    sent_on: int
    declared: int


class CommuneCoverageOut(AreaOut):
    """One commune with its trend, all figures and its findings by rule."""

    as_of: date
    trend: tuple[TrendPointOut, ...]
    figures: tuple[FigureOut, ...]
    by_rule: tuple[RuleCountsOut, ...]


class RuleOut(Schema):
    """One rule of the catalogue."""

    rule: RuleCode
    severity: Severity
    about: About
    text: Text
    suggestion: Text
    source: str


class RulesOut(Schema):
    """The catalogue."""

    rules: tuple[RuleOut, ...]


class FindingOut(Schema):
    """One finding; household and address are those of the first household it touches."""

    id: str
    rule: RuleCode
    severity: Severity
    text: Text
    suggestion: Text
    commune_code: str
    household_id: str
    address: str
    parcel: str
    lon: float | None
    lat: float | None
    facts: dict[str, str | int | float]
    importance: int
    people: int
    state: FindingState
    first_seen_on: date
    gone_on: date | None
    reason: str
    expires_on: date | None
    sent_to: str


class FindingsOut(Schema):
    """One page of the worklist; `next` asks for the page after it, null at the end."""

    total: int
    findings: tuple[FindingOut, ...]
    next: str | None


def _stripped(text: str) -> str:
    return " ".join(text.split())


FindingId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Sentence = Annotated[str, AfterValidator(_stripped)]


class DispositionIn(Schema):
    """What to do with a finding: waive it until a day, send it on to somebody, declare it true in life, reopen it."""

    kind: Kind
    reason: Sentence = Field(min_length=1, max_length=500)
    expires_on: date | None = Field(default=None, description="Last day of a waiver; needed for it.")
    sent_to: Sentence = Field(default="", max_length=200, description="Who has to act; needed for sending on.")

    @model_validator(mode="after")
    def _complete(self) -> "DispositionIn":
        if not self.reason:
            raise ValueError("a reason is needed")
        if self.kind is Kind.WAIVE and self.expires_on is None:
            raise ValueError("a waiver needs its last day")
        if self.kind is Kind.SEND_ON and not self.sent_to:
            raise ValueError("sending on needs a receiver")
        return self


class DispositionsIn(DispositionIn):
    """What to do with several findings alike."""

    finding_ids: tuple[FindingId, ...] = Field(min_length=1, max_length=200, description="Ids of the findings.")


class SettledOut(Schema):
    """The findings as they stand now, in the order given."""

    findings: tuple[FindingOut, ...]
