"""`vpostcode export`: layers of the published version as files, with where they come from."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from app.coverage import city_coverage
from app.db.datasets import Dataset, latest_datasets
from app.db.engine import read_session
from app.exporting.features import Content
from app.exporting.model import Description, FileFormat, Source
from app.exporting.writing import Origin, export
from app.features.collections import COLLECTIONS
from app.published import require_published
from app.settings import Settings
from geocoding.snapshot.store import Snapshot


def export_layers(
    settings: Settings,
    engine: Engine,
    snapshot: Snapshot,
    *,
    layers: Iterable[str],
    formats: Iterable[FileFormat],
    commune: str,
    folder: Path,
    at: datetime,
) -> Iterator[Description]:
    """Write every layer in every format; raises `CommuneNotPublished`, `ExportFailed`, `RegisterError`."""
    if commune:
        require_published(snapshot, commune)
    with read_session(engine) as session:
        coverage = city_coverage(session, on=at.date(), target=settings.coverage_target, hides_small=False)
        sources = tuple(map(_source, latest_datasets(session)))
    content = Content(snapshot, commune, {area.code: area for area in coverage.communes})
    origin = Origin(str(snapshot.facts["edition"]), settings.data_licence, sources, at)
    for layer in layers:
        for one in formats:
            yield export(folder, COLLECTIONS[layer], one, content, origin)


def _source(one: Dataset) -> Source:
    return Source(
        layer=one.layer, source=one.source, file_name=one.file_name, sha256=one.sha256, imported_at=one.finished_at
    )
