"""`/v1/codes/{code}/history`: when a code was issued, what ended it, and which codes carry on."""

from datetime import date, datetime, time, timedelta

from fastapi import APIRouter

from app.access.limits import HANOI_TIME, Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.lookups.schemas import CodeHistory
from app.api.officials.household_schemas import code_step_out
from app.api.parameters import CodeQuery
from app.api.register import Register
from app.db.code_history import CodeStep, code_history
from app.db.code_owner import owner_of
from app.errors import CodeCheckFailed, CodeNotIssued
from postcode.code import parse

router = APIRouter(tags=["codes"])


@router.get(
    "/v1/codes/{code:path}/history",
    operation_id="getCodeHistory",
    dependencies=[needs(Scope.CANDIDATES, counted=Counted.CODES)],
)
def get_code_history(code: str, asked: CodeQuery, caller: Caller, register: Register) -> CodeHistory:
    """The life of a code and of its household's other codes; shops learn only which codes carry on."""
    read = parse(code)
    if read.check_ok is False:
        raise CodeCheckFailed(())
    with register.reading() as session:
        owner = owner_of(session, read.code)
        if owner is None:
            raise CodeNotIssued(())
        household_id, commune_code = owner
        steps = code_history(session, household_id)
    own = next(step for step in steps if step.code == read.code)
    shows_all = caller.may_in(commune_code, Scope.HISTORY)
    return CodeHistory(
        code=read.code.printed(),
        live=own.live,
        successors=tuple(one.printed() for one in own.successors),
        household_id=household_id if shows_all else None,
        steps=tuple(map(code_step_out, steps)) if shows_all else None,
        as_of=asked.as_of,
        then=_live_at_the_end_of(asked.as_of, steps) if shows_all and asked.as_of is not None else None,
    )


def _live_at_the_end_of(day: date, steps: tuple[CodeStep, ...]) -> str | None:
    """The code that was live when the day ended in Hanoi, None without one."""
    end = datetime.combine(day, time(), HANOI_TIME) + timedelta(days=1)
    then = [one for one in steps if one.issued_at < end and (one.retired_at is None or one.retired_at >= end)]
    return then[-1].code.printed() if then else None
