"""The whole product on the sample city: init, import, assign, publish, and every household asked for again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from app.answering import open_answering
from app.assign import assign
from app.audit import AuditReport, audit
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.db.register import LazyRegister
from app.intake import ImportRequest, import_layer
from app.local_accounts import DemoSignIn, open_demo_accounts
from app.publish import publish
from app.round_trips import RoundTrips, round_trips
from app.settings import Settings
from geocoding.address.write import full_line
from geocoding.gazetteer.facts import REFORM
from geocoding.layers.rows import Layer
from geocoding.snapshot.store import Snapshot
from postcode.code import parse
from postcode.coverage.figures import FigureKey
from postcode.editions import current_edition

SAMPLE_SOURCE = "sample"
BEFORE_REFORM = date(2025, 1, 1)

SAMPLE_LAYERS = (
    ("communes.geojson", Layer.COMMUNES, REFORM),
    ("communes_old.geojson", Layer.COMMUNES, BEFORE_REFORM),
    ("parcels.geojson", Layer.PARCELS, REFORM),
    ("buildings.geojson", Layer.BUILDINGS, REFORM),
    ("streets.geojson", Layer.STREETS, REFORM),
    ("households.csv", Layer.HOUSEHOLDS, REFORM),
    ("service_points.csv", Layer.SERVICE_POINTS, REFORM),
    ("identifiers_2022.csv", Layer.IDENTIFIERS, REFORM),
    ("identifiers_2026.csv", Layer.IDENTIFIERS, REFORM),
    ("certifications.csv", Layer.CERTIFICATIONS, REFORM),
    ("reference_counts.csv", Layer.REFERENCE_COUNTS, REFORM),
)

OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """The counts of the demonstration; `rejected` are the household rows that were refused."""

    households: int
    codes: int
    parcels: int
    communes: int
    rejected: int
    refused_codes: int
    certified: int
    findings: int
    round_trips: RoundTrips
    dataset_version: str
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every household came back by text, point and code."""
        return self.round_trips.complete


def load_sample(settings: Settings, *, on_step: OnStep = lambda _: None) -> DemoReport:
    """Load the sample city into the register, give codes, publish, and ask for every household again.

    A second run finds everything done and reports the same counts.
    """
    started = time.monotonic()
    engine = open_engine(settings.db_url)
    on_step("init")
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
    rejected = _import_layers(engine, settings, on_step=on_step)
    on_step("assign")
    edition, now = current_edition(), datetime.now(UTC)
    assigned = assign(engine, edition=edition, at=now, reports=settings.reports)
    on_step("audit")
    audited = audit(engine, at=now, walk_m=settings.walk_m)
    on_step("publish")
    published = publish(engine, edition=edition, today=now.date(), snapshots=settings.snapshots)
    on_step("check")
    trips = round_trips(open_answering(settings.snapshots))
    return DemoReport(
        households=published.households,
        codes=published.codes,
        parcels=published.parcels,
        communes=published.communes,
        rejected=rejected,
        refused_codes=assigned.refused,
        certified=_certified(audited),
        findings=audited.findings,
        round_trips=trips,
        dataset_version=published.version,
        seconds=round(time.monotonic() - started, 1),
    )


def _certified(report: AuditReport) -> int:
    """The households of the city with a certified live code."""
    return next(figure.value for figure in report.city if figure.key is FigureKey.CERTIFIED_LIVE)


def _import_layers(engine: Engine, settings: Settings, *, on_step: OnStep) -> int:
    """Import the sample's layers in order; gives back how many rows were refused: all are households."""
    rejected = 0
    for name, layer, valid_on in SAMPLE_LAYERS:
        on_step(name)
        request = ImportRequest(path=settings.samples / name, layer=layer, valid_on=valid_on, source=SAMPLE_SOURCE)
        report = import_layer(engine, request, at=datetime.now(UTC), reports=settings.reports)
        rejected += report.rejected
    return rejected


def demo_sign_ins(settings: Settings) -> tuple[DemoSignIn, ...]:
    """Accounts to try the console with, in the two communes with the most households; refused outside demo mode."""
    communes = open_answering(settings.snapshots).snapshot.communes()
    own, other = sorted(communes, key=lambda commune: (-commune.households, commune.code))[:2]
    register = LazyRegister(settings.db_url)
    return open_demo_accounts(register, own=own.code, other=other.code, at=datetime.now(UTC))


def three_requests(snapshots: Path, *, base_url: str) -> tuple[str, ...]:
    """Three requests to try on the served sample: by text, by point, by code."""
    snapshot = open_answering(snapshots).snapshot
    household = next(h for h in map(snapshot.households.__getitem__, range(len(snapshot.households))) if h.code)
    text = full_line(household.address, commune=_commune_name(snapshot, household.commune_code))
    point = household.point
    return (
        f"curl '{base_url}/v1/resolve?q={quote(text)}'",
        f"curl '{base_url}/v1/reverse?lat={point.lat:.6f}&lon={point.lon:.6f}'",
        f"curl '{base_url}/v1/codes/{parse(household.code).code.printed()}'",
    )


def _commune_name(snapshot: Snapshot, code: str) -> str:
    commune = snapshot.commune(code)
    return commune.full_name if commune is not None else ""
