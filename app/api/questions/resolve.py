"""`/v1/resolve` and `/v1/reverse`: what an address text means, and what is at a point."""

from functools import partial

from fastapi import APIRouter, Request

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.asked_in_vain import note_failed
from app.api.disclosure import View, view_of, visible_matches, visible_surroundings
from app.api.parameters import ResolveQuery, ReverseQuery, asked_point
from app.api.present import answer_collection
from app.api.questions.explanations import explanation_schema
from app.api.questions.structured import asked_question
from app.api.schemas import AnswerCollection
from app.api.serving import Current

router = APIRouter(tags=["questions"])


@router.get("/v1/resolve", operation_id="resolve", dependencies=[needs(Scope.RESOLVE, counted=Counted.TEXTS)])
async def resolve(asked: ResolveQuery, served: Current, caller: Caller, request: Request) -> AnswerCollection:
    """What an address, a text `q` or its parts, means: matched, ambiguous, partial or none, and what to do next."""
    question = asked_question(asked)
    if isinstance(question, str):
        may_know = view_of(caller) is View.EVERYTHING
        answer = served.engine.resolve(question, limit=asked.limit, settles=may_know)
    else:
        answer = served.engine.resolve_query(question, limit=asked.limit)
    request.state.verdict = answer.verdict
    note_failed(request, served, answer)
    told = served.engine.explain(question) if asked.explain and isinstance(question, str) else None
    return answer_collection(
        answer,
        visible_matches(answer, view=view_of(caller)),
        query=asked.q,
        version=served.snapshot.version,
        find_forms=partial(served.commune_forms, as_of=asked.as_of),
        as_of=asked.as_of,
        explanation=explanation_schema(told, view=view_of(caller)) if told is not None else None,
    )


@router.get("/v1/reverse", operation_id="reverse", dependencies=[needs(Scope.RESOLVE, counted=Counted.TEXTS)])
async def reverse(asked: ReverseQuery, served: Current, caller: Caller, request: Request) -> AnswerCollection:
    """What is at a point: its parcel and the parcel's households, else the nearest within a stated distance."""
    found = served.engine.reverse(asked_point(lat=asked.lat, lon=asked.lon), limit=asked.limit)
    commune = served.snapshot.commune(found.matches[0].commune_code) if found.matches else None
    view = view_of(caller, commune.code if commune is not None else "")
    answer = visible_surroundings(found, commune=commune, view=view)
    request.state.verdict = answer.verdict
    return answer_collection(
        answer,
        answer.matches,
        query=None,
        version=served.snapshot.version,
        find_forms=partial(served.commune_forms, as_of=asked.as_of),
        as_of=asked.as_of,
    )
