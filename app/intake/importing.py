"""The import of one file: read, checked, loaded and reported, in one transaction or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import load
from app.db.counts import load_certifications, load_reference_counts
from app.db.datasets import Dataset, begin_dataset, find_dataset, finish_dataset
from app.db.engine import read_session, require_ready, write_session
from app.db.identifiers import load_identifiers
from app.db.service_points import load_service_points
from app.db.upsert import LoadCount, plan_anew
from app.intake.context import state_of_context
from app.intake.model import ImportReport, ImportRequest
from app.intake.report import ReportFile
from app.intake.taking import OnRows, Taking, taking
from app.intake.tally import Tally
from geocoding.layers.formats import format_of
from geocoding.layers.rows import (
    Building,
    CertificationRow,
    CommuneOutline,
    HouseholdRow,
    IdentifierRow,
    Intake,
    Layer,
    LayerRow,
    Parcel,
    ReferenceCount,
    ServicePoint,
    Street,
)

Row = TypeVar("Row", bound=LayerRow)


def import_layer(
    engine: Engine,
    request: ImportRequest,
    *,
    at: datetime,
    reports: Path,
    dry_run: bool = False,
    on_rows: OnRows = lambda _: None,
) -> ImportReport:
    """Import one file in one transaction; the same file in the same way again changes nothing.

    Rows that cannot be used go to the report file with their rule. When none can be used, nothing is stored. Raises
    `LayerError` when the file cannot be used as a whole, `RegisterError` when the register cannot; `ValueError` on a
    wrong mapping, `CommunesMissing` where the outlines have to come first.
    """
    format_of(request.path)
    require_ready(engine)
    digest = file_digest(request.path)
    with ExitStack() as stack:
        session = stack.enter_context(read_session(engine) if dry_run else write_session(engine))
        options = {**_options(request), "against": state_of_context(session, request.layer)}
        done = find_dataset(session, layer=request.layer, source=request.source_name, sha256=digest, options=options)
        if done is not None:
            return _repeated(request, done, _report_path(reports, request, digest))
        taken = stack.enter_context(taking(session, request, on=at.date(), on_rows=on_rows))
        if dry_run:
            return replace(_counted(request, taken), dry_run=True)
        lines = stack.enter_context(ReportFile(_report_path(reports, request, digest)))
        dataset = _Store(session, request, digest=digest, options=options, at=at)
        report = replace(_counted(request, taken, lines.add, dataset.add), report=lines.path)
        # Before the data is committed: rows that were left out must never be without their report.
        lines.publish()
        count = dataset.finish(report)
        return replace(report, added=count.added, changed=count.changed, unchanged=count.unchanged)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, for a Shapefile with all the files that belong to it."""
    parts = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix.lower() == ".shp" else [path]
    digest = sha256()
    for part in parts:
        digest.update(part.suffix.encode())
        with part.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _options(request: ImportRequest) -> dict[str, str]:
    mapping = " ".join(f"{ours}={theirs}" for ours, theirs in sorted(request.mapping.items()))
    day = request.valid_on.isoformat() if request.layer is Layer.COMMUNES else ""
    stated = {"encoding": request.encoding} if request.encoding else {}
    return {"epsg": str(request.epsg), "mapping": mapping, "valid_on": day, **stated}


def _report_path(reports: Path, request: ImportRequest, digest: str) -> Path:
    return reports / f"import-{request.layer}-{digest[:16]}.csv"


def _repeated(request: ImportRequest, done: Dataset, path: Path) -> ImportReport:
    total = done.count.added + done.count.changed + done.count.unchanged
    return ImportReport(
        layer=request.layer,
        file=request.path.name,
        rows=total + done.rejected + done.doubtful,
        rejected=done.rejected,
        doubtful=done.doubtful,
        unchanged=total,
        report=path if path.exists() else None,
        repeated=True,
    )


def _counted(request: ImportRequest, taken: Taking, *uses: Callable[[Collection[Intake]], None]) -> ImportReport:
    """The report of a file whose parts go by, each to every use in turn, so that one part is in memory at a time."""
    tally = Tally()
    for part in taken.parts:
        tally.add(part)
        for use in uses:
            use(part.values())
    return tally.report(request, taken)


class _Store:
    """The dataset that a file becomes: begun with the first row that can be used, so that without one nothing is."""

    def __init__(
        self, session: Session, request: ImportRequest, *, digest: str, options: Mapping[str, str], at: datetime
    ) -> None:
        self._session, self._at = session, at
        self._begin = partial(
            begin_dataset,
            session,
            layer=request.layer,
            source=request.source_name,
            file_name=request.path.name,
            sha256=digest,
            options=options,
            at=at,
        )
        self._dataset_id: int | None = None
        self._count = LoadCount()

    def add(self, intakes: Iterable[Intake]) -> None:
        """Load what became of some rows."""
        for intake in intakes:
            if intake.accepted or intake.doubtful:
                dataset_id = self._begun()
                plan_anew(self._session)
                self._count += _load(self._session, intake, dataset_id=dataset_id)
                load.queue_doubtful(self._session, intake.doubtful, dataset_id=dataset_id)

    def finish(self, report: ImportReport) -> LoadCount:
        """Close the dataset, if there is one; gives back how many rows were new, changed or the same."""
        if self._dataset_id is not None:
            finish_dataset(
                self._session,
                self._dataset_id,
                count=self._count,
                rejected=report.rejected,
                doubtful=report.doubtful,
                at=self._at,
            )
        return self._count

    def _begun(self) -> int:
        if self._dataset_id is None:
            self._dataset_id = self._begin()
        return self._dataset_id


def _load(session: Session, intake: Intake, *, dataset_id: int) -> LoadCount:
    rows = intake.accepted
    return sum(
        (
            load.load_communes(session, _only(rows, CommuneOutline), dataset_id=dataset_id),
            load.load_parcels(session, _only(rows, Parcel), dataset_id=dataset_id),
            load.load_buildings(session, _only(rows, Building), dataset_id=dataset_id),
            load.load_streets(session, _only(rows, Street), dataset_id=dataset_id),
            load.load_households(session, _only(rows, HouseholdRow), dataset_id=dataset_id),
            load_reference_counts(session, _only(rows, ReferenceCount), dataset_id=dataset_id),
            load_certifications(session, _only(rows, CertificationRow), dataset_id=dataset_id),
            load_service_points(session, _only(rows, ServicePoint), dataset_id=dataset_id),
            load_identifiers(session, _only(rows, IdentifierRow), dataset_id=dataset_id),
        ),
        start=LoadCount(),
    )


def _only(rows: Iterable[LayerRow], kind: type[Row]) -> Iterator[Row]:
    return (row for row in rows if isinstance(row, kind))
