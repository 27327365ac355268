"""What answers the requests of one process: the engine of the published snapshot, and what was made from it."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from app.answering import Answering, answering
from app.api.disclosure import View
from app.api.maps.map_layers import commune_outlines
from app.api.ports import Engine
from app.commune_forms import CommuneForms, commune_forms
from app.db.api_keys import StoredKey
from app.sandbox import Sandbox
from app.tiles.kept import KeptTiles
from app.tiles.outlines import Outlines
from geocoding.match.answer import Match
from geocoding.snapshot.store import SnapshotHolder

FindEngine = Callable[[], Engine]
"""Gives the engine to answer with at that moment; raises `SnapshotMissing` before the first publication."""


class Served:
    """One engine with what was made from its snapshot; replaced as a whole when another is published."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.snapshot = engine, engine.snapshot
        self._outlines: dict[View, bytes] = {}

    @cached_property
    def approximate(self) -> bool:
        """Whether outlines only imitate the legal ones."""
        return any(commune.approximate for commune in self.snapshot.communes())

    @cached_property
    def tiles(self) -> KeptTiles:
        """Tiles made from this snapshot alone."""
        return KeptTiles()

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines of all communes for tiles, as fine as each zoom shows them."""
        return Outlines(self.snapshot.communes())

    def commune_forms(self, match: Match, *, as_of: date | None) -> CommuneForms:
        """The commune of a match today, before 1 July 2025, and on a day."""
        record = self.snapshot.commune(match.commune_code)
        return commune_forms(match, record=record, epochs=self.engine.epochs, as_of=as_of)

    def commune_outlines(self, *, view: View) -> bytes:
        """The outlines of all communes as GeoJSON, drawn once for each view."""
        if view not in self._outlines:
            self._outlines[view] = commune_outlines(self.snapshot.communes(), view=view)
        return self._outlines[view]


class Serving:
    """Hands every request what is published at that moment."""

    def __init__(self, find_engine: FindEngine) -> None:
        self._find_engine = find_engine
        self._served: Served | None = None

    @cached_property
    def sandbox(self) -> Served:
        """What answers sandbox keys."""
        return Served(Sandbox())

    def current(self) -> Served:
        """What to answer with; raises `SnapshotError` when nothing can be served."""
        engine = self._find_engine()
        if self._served is None or self._served.engine is not engine:
            self._served = Served(engine)
        return self._served


def following(holder: SnapshotHolder) -> FindEngine:
    """The engine of the snapshot that the holder holds, made once for each."""
    made: Answering | None = None

    def find_engine() -> Answering:
        nonlocal made
        snapshot = holder.current()
        if made is None or made.snapshot is not snapshot:
            made = answering(snapshot)
        return made

    return find_engine


async def served_now(request: Request) -> Served:
    """What answers this request, after its caller is known; raises `SnapshotError` when nothing can be served."""
    serving: Serving = request.app.state.serving
    key: StoredKey | None = getattr(request.state, "key", None)
    served = serving.sandbox if key is not None and key.sandbox else serving.current()
    request.state.dataset_version = served.snapshot.version
    return served


Current = Annotated[Served, Depends(served_now)]
"""A route's view of what is published; the log and the ETag learn its version."""
