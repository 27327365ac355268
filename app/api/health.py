"""`/livez`: the process answers. `/readyz`: a published snapshot is open. Neither asks the database."""

from fastapi import APIRouter

from app.api.disclosure import View
from app.api.parameters import NoQuery
from app.api.schemas import Liveness, Readiness
from app.api.serving import Current

router = APIRouter(tags=["health"])


@router.get("/livez", operation_id="live")
async def live(_: NoQuery) -> Liveness:
    """Whether the process answers at all."""
    return Liveness()


@router.get("/readyz", operation_id="ready")
async def ready(_: NoQuery, served: Current) -> Readiness:
    """Which dataset answers, and how much it holds; a problem while none is published."""
    snapshot = served.snapshot
    return Readiness(
        dataset_version=snapshot.version,
        approximate=served.approximate,
        demo=served.view is View.EVERYTHING,
        counts=dict(snapshot.counts),
    )
