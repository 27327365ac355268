"""Retired codes with what became of them, as they are published."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.ledger import issued_retired, live_codes, recorded_successions
from app.db.tables import HouseholdTable
from app.db.upsert import batches
from app.workflow.decisions import HANOI_TIME
from geocoding.snapshot.retired import RetiredCode
from postcode.lifecycle import heirs, latest_successions
from postcode.plan import SuccessionKind


def retired_codes(session: Session) -> Iterator[RetiredCode]:
    """Every code that lives no more; one that an end before this record took away is not told."""
    recorded = list(recorded_successions(session))
    ends = {one.code: (one, at) for one, at in recorded if one.code is not None}
    if not ends:
        return
    latest = latest_successions(one for one, _ in recorded)
    people = sorted({*latest, *(heir for one in latest.values() for heir in one.successors)})
    live, communes = live_codes(session, people), _communes(session, people)
    for issued in issued_retired(session):
        if issued.code in ends:
            end, at = ends[issued.code]
            carriers = heirs(issued.household_id, live=live, latest=latest)
            kept = carriers == (issued.household_id,)
            yield RetiredCode(
                code=str(issued.code),
                kind=_kind_now(end.kind, latest[issued.household_id].kind, kept=kept).value,
                retired_on=at.astimezone(HANOI_TIME).date(),
                commune_code=communes[issued.household_id],
                successors=tuple(str(live[one]) for one in carriers),
                has_moved_on=kept,
            )


def _kind_now(end: SuccessionKind, last: SuccessionKind, *, kept: bool) -> SuccessionKind:
    """Why a code leads where it leads: its own end while its household lives, else what ended the household."""
    return end if kept else last


def _communes(session: Session, household_ids: list[str]) -> dict[str, str]:
    table = HouseholdTable
    found: dict[str, str] = {}
    for batch in batches(household_ids):
        found |= dict(iter(session.execute(select(table.id, table.commune_code).where(table.id.in_(batch)))))
    return found
