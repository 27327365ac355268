"""`/v1/resolve` and `/v1/reverse`: what an address text means, and what is at a point."""

from fastapi import APIRouter, Request

from app.api.disclosure import visible_matches, visible_surroundings
from app.api.parameters import ResolveQuery, ReverseQuery, asked_point
from app.api.present import answer_collection
from app.api.schemas import AnswerCollection
from app.api.serving import Current

router = APIRouter(tags=["questions"])


@router.get("/v1/resolve", operation_id="resolve")
async def resolve(asked: ResolveQuery, served: Current, request: Request) -> AnswerCollection:
    """What an address text means: matched, ambiguous, partial or none, and what to do next."""
    answer = served.engine.resolve(asked.q, limit=asked.limit)
    request.state.verdict = answer.verdict
    return answer_collection(
        answer,
        visible_matches(answer, view=served.view),
        query=asked.q,
        version=served.snapshot.version,
        find_commune=served.snapshot.commune,
    )


@router.get("/v1/reverse", operation_id="reverse")
async def reverse(asked: ReverseQuery, served: Current, request: Request) -> AnswerCollection:
    """What is at a point: its parcel and the parcel's households, else the nearest within a stated distance."""
    found = served.engine.reverse(asked_point(lat=asked.lat, lon=asked.lon), limit=asked.limit)
    commune = served.snapshot.commune(found.matches[0].commune_code) if found.matches else None
    answer = visible_surroundings(found, commune=commune, view=served.view)
    request.state.verdict = answer.verdict
    return answer_collection(
        answer,
        answer.matches,
        query=None,
        version=served.snapshot.version,
        find_commune=served.snapshot.commune,
    )
