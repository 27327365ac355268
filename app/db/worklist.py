"""The worklist: stored findings by what an official asks for, and what a person decides about one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import orjson
from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from app.db.tables import FindingHouseholdTable, FindingTable, HouseholdTable
from geocoding.address.order import searchable
from geocoding.address.write import address_line
from geocoding.model import Address
from geocoding.text.fold import fold
from postcode.coverage.finding import Fact
from postcode.coverage.rules import RuleCode, Severity


class FindingState(StrEnum):
    """Where a finding stands; a waiver that has expired is open again."""

    OPEN = "open"
    WAIVED = "waived"
    SENT_ON = "sent_on"
    DECLARED = "declared"
    GONE = "gone"


class Kind(StrEnum):
    """What a person decides about a finding."""

    WAIVE = "waive"
    SEND_ON = "send_on"
    DECLARE_TRUE = "declare_true"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; an absent part asks for all. `communes` None is the whole city."""

    communes: frozenset[str] | None = None
    rule: RuleCode | None = None
    severity: Severity | None = None
    state: FindingState | None = FindingState.OPEN
    household_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding of the register; `household_id` and `address` are those of the first household it touches."""

    id: str
    rule: RuleCode
    severity: Severity
    commune_code: str
    household_id: str
    address: str
    parcel: str
    lon: float | None
    lat: float | None
    facts: Mapping[str, Fact]
    importance: int
    people: int
    state: FindingState
    first_seen_at: datetime
    gone_at: datetime | None
    reason: str
    expires_on: date | None
    sent_to: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some findings, worst first, of `total`; `next` asks for those after them, "" at the end."""

    findings: tuple[StoredFinding, ...]
    total: int
    next: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """What a person decided, why, who it was (an opaque id) and when."""

    kind: Kind
    reason: str
    by: str
    at: datetime
    expires_on: date | None = None
    sent_to: str = ""


Counts = Mapping[str, Mapping[RuleCode, Mapping[FindingState, int]]]
"""Numbers of findings by commune, rule and state."""


def find_findings(session: Session, wanted: Wanted, *, on: date, limit: int, after: str = "") -> Page:
    """One page of findings, worst first; raises `ValueError` on an `after` that no page gave out."""
    table = FindingTable
    asked = _with_first_household(on).where(*_conditions(wanted, on))
    total = session.execute(select(func.count()).select_from(asked.subquery())).scalar_one()
    if after:
        weight, _, id_ = after.partition("-")
        asked = asked.where(tuple_(-table.importance, table.id) > tuple_(literal(-int(weight)), literal(id_)))
    rows = session.execute(asked.order_by(table.importance.desc(), table.id).limit(limit + 1)).all()
    found = tuple(_finding(row) for row in rows[:limit])
    following = f"{found[-1].importance}-{found[-1].id}" if len(rows) > limit else ""
    return Page(found, total=total, next=following)


def findings_by_id(session: Session, ids: Sequence[str], *, on: date) -> dict[str, StoredFinding]:
    """Those of some findings that exist, gone ones too."""
    rows = session.execute(_with_first_household(on).where(FindingTable.id.in_(ids)))
    return {row[0].id: _finding(row) for row in rows}


def _with_first_household(on: date) -> Select[FindingTable, str, HouseholdTable]:
    table, first, household = FindingTable, FindingHouseholdTable, HouseholdTable
    return (
        select(table, state_on(on).label("state"), household)
        .outerjoin(first, and_(first.finding_id == table.id, first.position == 0))
        .outerjoin(household, household.id == first.household_id)
    )


def dispose(session: Session, ids: Sequence[str], decided: Disposition) -> None:
    """Note what a person decided about some findings; reopening takes an earlier decision back."""
    reopens = decided.kind is Kind.REOPEN
    session.execute(
        update(FindingTable)
        .where(FindingTable.id.in_(ids))
        .values(
            disposition="" if reopens else decided.kind.value,
            reason=decided.reason,
            expires_on=decided.expires_on,
            sent_to=decided.sent_to,
            disposed_by=decided.by,
            disposed_at=decided.at,
        )
    )


def count_findings(session: Session, *, on: date, commune_code: str = "") -> Counts:
    """How many findings there are, of one commune or of all; gone ones are left out."""
    table, state = FindingTable, state_on(on)
    statement = (
        select(table.commune_code, table.rule, state, func.count())
        .where(table.gone_at.is_(None))
        .group_by(table.commune_code, table.rule, state)
    )
    if commune_code:
        statement = statement.where(table.commune_code == commune_code)
    counts: dict[str, dict[RuleCode, dict[FindingState, int]]] = defaultdict(lambda: defaultdict(dict))
    for code, rule, found_state, number in session.execute(statement):
        counts[code][RuleCode(rule)][FindingState(found_state)] = number
    return counts


def state_on(on: date) -> ColumnElement[str]:
    """Where a finding stands on a day; a waiver that has expired is open again."""
    table = FindingTable
    expired = and_(table.disposition == "waive", table.expires_on.is_not(None), table.expires_on < on)
    return case(
        (table.gone_at.is_not(None), FindingState.GONE.value),
        (or_(table.disposition == "", expired), FindingState.OPEN.value),
        (table.disposition == "waive", FindingState.WAIVED.value),
        (table.disposition == "send_on", FindingState.SENT_ON.value),
        else_=FindingState.DECLARED.value,
    )


def _conditions(wanted: Wanted, on: date) -> Sequence[ColumnElement[bool]]:
    table = FindingTable
    found: list[ColumnElement[bool]] = []
    if wanted.communes is not None:
        found.append(table.commune_code.in_(sorted(wanted.communes)))
    if wanted.rule is not None:
        found.append(table.rule == wanted.rule.value)
    if wanted.severity is not None:
        found.append(table.severity == wanted.severity.value)
    if wanted.state is not None:
        found.append(state_on(on) == wanted.state.value)
    if wanted.household_id:
        link = aliased(FindingHouseholdTable)
        found.append(exists().where(link.finding_id == table.id, link.household_id == wanted.household_id))
    found.extend(_holds(word) for word in wanted.text.split())
    return found


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a word stands in the address, the source's id, the parcel, the rule or the facts; marks do not count."""
    household, table = HouseholdTable, FindingTable
    return or_(
        household.sort_key.contains(searchable(word), autoescape=True),
        household.external_id == word,
        table.words.contains(fold(word), autoescape=True),
    )


def _finding(row: Row[FindingTable, str, HouseholdTable]) -> StoredFinding:
    found, state, household = row
    return StoredFinding(
        id=found.id,
        rule=RuleCode(found.rule),
        severity=Severity(found.severity),
        commune_code=found.commune_code,
        household_id="" if household is None else household.id,
        address="" if household is None else address_line(_address(household)),
        parcel=found.parcel,
        lon=found.lon,
        lat=found.lat,
        facts=orjson.loads(found.facts),
        importance=found.importance,
        people=found.people,
        state=FindingState(state),
        first_seen_at=found.first_seen_at,
        gone_at=found.gone_at,
        reason=found.reason,
        expires_on=found.expires_on,
        sent_to=found.sent_to,
    )


def _address(row: HouseholdTable) -> Address:
    return Address(
        *(row.house_number, row.alley_path, row.street, row.hamlet, row.estate, row.building, row.floor, row.unit)
    )
