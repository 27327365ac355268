"""`/v1/codes/{code}`: whose code it is, in any spelling; old heads are translated and said so."""

from fastapi import APIRouter, Request

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.disclosure import View, view_of, visible_household
from app.api.parameters import CodeQuery
from app.api.present import code_collection, code_match, printed
from app.api.schemas import CodeCollection
from app.api.serving import Current
from app.errors import CodeCheckFailed, CodeNotIssued, CodeRefused, CodeRetired
from geocoding.model import Verdict
from postcode.lookup import CodeAnswer

router = APIRouter(tags=["codes"])


@router.get("/v1/codes/{code:path}", operation_id="getCode", dependencies=[needs(Scope.RESOLVE, counted=Counted.CODES)])
async def get_code(code: str, asked: CodeQuery, served: Current, caller: Caller, request: Request) -> CodeCollection:
    """The household that has the code; a unit follows a slash ("…/2506"), a check symbol a hyphen."""
    answer = served.engine.look_up(code)
    request.state.verdict = Verdict.NONE if answer.household is None else Verdict.MATCHED
    if answer.household is None:
        raise _refusal(answer, view=view_of(caller))
    view = view_of(caller, answer.household.commune_code)
    household = visible_household(answer.household, cell=answer.box, view=view)
    match = code_match(household, commune=served.snapshot.commune(household.commune_code))
    return code_collection(
        answer,
        match,
        query=code,
        version=served.snapshot.version,
        forms=served.commune_forms(match, as_of=asked.as_of),
        as_of=asked.as_of,
    )


def _refusal(answer: CodeAnswer, *, view: View) -> CodeRefused:
    """Why nobody is named; which other codes are issued is not for everyone to know, successors are for shops too."""
    if answer.retired is not None:
        told = answer.retired.successors if view is not View.CITIZEN else ()
        return CodeRetired(tuple(map(printed, told)))
    near_misses = tuple(printed(code) for code in answer.near_misses) if view is View.EVERYTHING else ()
    kind = CodeCheckFailed if answer.asked.check_ok is False else CodeNotIssued
    return kind(near_misses)
