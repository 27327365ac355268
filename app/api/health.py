"""`/livez`: the process answers. `/readyz`: a published snapshot is open. Neither asks the database."""

from fastapi import APIRouter, Request

from app.access.principal import Scope
from app.api.access import needs
from app.api.callers import Callers
from app.api.parameters import NoQuery
from app.api.schemas import Liveness, Readiness
from app.api.serving import Current

router = APIRouter(tags=["health"])


@router.get("/livez", operation_id="live", dependencies=[needs(Scope.PUBLIC)])
async def live(_: NoQuery) -> Liveness:
    """Whether the process answers at all."""
    return Liveness()


@router.get("/readyz", operation_id="ready", dependencies=[needs(Scope.PUBLIC)])
async def ready(_: NoQuery, served: Current, request: Request) -> Readiness:
    """Which dataset answers, and how much it holds; a problem while none is published."""
    snapshot = served.snapshot
    callers: Callers = request.app.state.callers
    return Readiness(
        dataset_version=snapshot.version,
        approximate=served.approximate,
        demo=callers.demo,
        counts=dict(snapshot.counts),
    )
