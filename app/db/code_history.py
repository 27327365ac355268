"""The codes of one household through time: when each was issued, and what ended it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.ledger import issued_to, live_codes, successions_about
from app.db.tables import IssuedCodeTable
from postcode.code import Vpostcode
from postcode.lifecycle import heirs, latest_successions
from postcode.plan import SuccessionKind


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A code that a household had or has; `retired_at` and `kind` are None while it lives.

    `successors` are the live codes of the households that carry on.
    """

    code: Vpostcode
    issued_at: datetime
    live: bool
    retired_at: datetime | None
    kind: SuccessionKind | None
    successors: tuple[Vpostcode, ...]


def code_history(session: Session, household_id: str) -> tuple[CodeStep, ...]:
    """Every code ever issued to a household, oldest first."""
    table = IssuedCodeTable
    rows = session.execute(select(table.base, table.unit, table.issued_at).where(table.household_id == household_id))
    issued_at = {(base, unit): at for base, unit, at in rows}
    issued = list(issued_to(session, [household_id]))
    if all(one.live for one in issued):
        return tuple(
            CodeStep(one.code, issued_at[one.code.base, one.code.unit], True, None, None, ()) for one in issued
        )
    related = successions_about(session, household_id)
    ends = {one.code: (one, at) for one, at in related if one.code is not None and one.household_id == household_id}
    live = live_codes(session, sorted({household_id, *(heir for one, _ in related for heir in one.successors)}))
    carriers = heirs(household_id, live=live, latest=latest_successions(one for one, _ in related))
    successors = tuple(live[one] for one in carriers)
    return tuple(
        CodeStep(
            code=one.code,
            issued_at=issued_at[one.code.base, one.code.unit],
            live=one.live,
            retired_at=None if one.live else ends[one.code][1],
            kind=None if one.live else ends[one.code][0].kind,
            successors=() if one.live else successors,
        )
        for one in issued
    )
