"""A batch as it stands: its outcomes so far, and why it gets no further."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from app.api.batches.schemas import Batch
from app.api.batches.views import batch_view
from app.api.callers import Callers
from app.api.crew import waiting_out
from app.api.register import Register
from app.batches import jobs
from app.crew import crew_of
from app.db.batches import StoredBatch
from app.db.register import LazyRegister
from app.settings import Settings
from geocoding.errors import SnapshotMissing
from geocoding.snapshot.files import active_version


@dataclass(frozen=True, slots=True)
class Watch:
    """What is looked at to say how batches stand; every look may raise `RegisterError`."""

    register: LazyRegister
    snapshots: Path
    clock: Callable[[], datetime]

    def shown(self, batches: Sequence[StoredBatch]) -> tuple[Batch, ...]:
        """Batches as their caller sees them."""
        crew, is_published = crew_of(self.register, at=self.clock()), _is_published(self.snapshots)

        def one(batch: StoredBatch) -> Batch:
            reason = jobs.waits_because(batch, crew, is_published=is_published)
            return batch_view(batch, jobs.summary_of(self.register, batch.id), waiting_out(reason, crew))

        return tuple(map(one, batches))

    def shown_one(self, batch: StoredBatch) -> Batch:
        """A batch as its caller sees it."""
        (one,) = self.shown([batch])
        return one


def _is_published(snapshots: Path) -> bool:
    try:
        active_version(snapshots)
    except SnapshotMissing:
        return False
    return True


async def _watch(request: Request, register: Register) -> Watch:
    settings: Settings = request.app.state.settings
    callers: Callers = request.app.state.callers
    return Watch(register, settings.snapshots, callers.now)


Watching = Annotated[Watch, Depends(_watch)]
