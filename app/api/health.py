"""`/livez`: the process answers. `/readyz`: a published snapshot is open. Both answer while the database is away."""

from typing import Literal

from fastapi import APIRouter, Request

from app.access.principal import Scope
from app.api.access import needs
from app.api.callers import Callers
from app.api.crew import CrewOut, KnownCrew
from app.api.parameters import NoQuery
from app.api.schemas import Liveness, Schema
from app.api.serving import Current


class Readiness(Schema):
    """A published snapshot is open and answers; `workers` is null while the register does not answer."""

    status: Literal["ready"] = "ready"
    dataset_version: str
    approximate: bool
    demo: bool
    counts: dict[str, int]
    workers: CrewOut | None


router = APIRouter(tags=["health"])


@router.get("/livez", operation_id="live", dependencies=[needs(Scope.PUBLIC)])
async def live(_: NoQuery) -> Liveness:
    """Whether the process answers at all."""
    return Liveness()


@router.get("/readyz", operation_id="ready", dependencies=[needs(Scope.PUBLIC)])
async def ready(_: NoQuery, served: Current, request: Request) -> Readiness:
    """Which dataset answers, and how much it holds; a problem while none is published. Also whether workers work."""
    snapshot = served.snapshot
    callers: Callers = request.app.state.callers
    crew: KnownCrew = request.app.state.crew
    return Readiness(
        dataset_version=snapshot.version,
        approximate=served.approximate,
        demo=callers.demo,
        counts=dict(snapshot.counts),
        workers=await crew.get(),
    )
