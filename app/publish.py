"""Publishing: the register compiled into a snapshot, checked, and activated."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import read
from app.db.engine import read_session, require_ready
from app.db.read import StoredHousehold
from app.db.retired import retired_codes
from app.db.service_points import service_points
from app.former_communes import with_former_communes
from geocoding.crs import to_wgs84
from geocoding.gazetteer.epochs import EVE
from geocoding.geometry import label_point, wgs84_shape
from geocoding.layers.rows import CommuneOutline
from geocoding.model import AdminUnit, Household, HouseholdStatus
from geocoding.snapshot.build import Content, build_snapshot
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.files import activate, sweep
from postcode.editions import Edition


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What has been published, or would be on a dry run."""

    version: str
    households: int
    codes: int
    parcels: int
    communes: int
    activated: bool


def publish(engine: Engine, *, edition: Edition, today: date, snapshots: Path, dry_run: bool = False) -> PublishReport:
    """Compile the register into a snapshot and point readers at it; the same register gives the same version.

    A dry run compiles and checks, and leaves the active version as it is. Versions of long ago are removed. Raises
    `RegisterError`, `SnapshotError`.
    """
    require_ready(engine)
    with read_session(engine) as session:
        manifest = build_snapshot(_content(session, edition=edition, today=today), snapshots)
    if not dry_run:
        activate(snapshots, manifest.version)
        sweep(snapshots, now=time.time())
    counts = {name: int(manifest.facts[name]) for name in ("households", "codes", "parcels", "communes")}
    return PublishReport(version=manifest.version, **counts, activated=not dry_run)


def _content(session: Session, *, edition: Edition, today: date) -> Content:
    return Content(
        households=with_former_communes(
            _households(session),
            outlines=read.commune_outlines(session, EVE),
            links=read.unit_links(session),
        ),
        parcels=read.parcels(session),
        streets=read.streets(session),
        communes=_communes(session, edition=edition, today=today),
        retired=retired_codes(session),
        service_points=service_points(session),
        facts={"edition": edition.id},
    )


def _households(session: Session) -> Iterator[Household]:
    """The households to publish, commune by commune."""
    for code in read.household_communes(session):
        for stored in read.households(session, commune_code=code):
            if stored.status is not HouseholdStatus.RETIRED:
                yield _household(stored)


def _household(stored: StoredHousehold) -> Household:
    return Household(
        id=stored.id,
        external_id=stored.external_id,
        code=stored.code,
        address=stored.address,
        commune_code=stored.commune_code,
        point=stored.point,
        access_point=stored.access_point,
        accuracy=stored.accuracy,
        parcels=stored.parcels,
    )


def _communes(session: Session, *, edition: Edition, today: date) -> Iterator[CommuneRecord]:
    units = {unit.code: unit for unit in read.admin_units(session) if unit.is_valid_on(today)}
    former = _former_names(session)
    for outline in read.commune_outlines(session, today):
        if outline.code in units:
            yield _commune(outline, units[outline.code], edition=edition, former=former[outline.code])


def _commune(outline: CommuneOutline, unit: AdminUnit, *, edition: Edition, former: Iterable[str]) -> CommuneRecord:
    return CommuneRecord(
        code=unit.code,
        full_name=unit.full_name,
        postcode=edition.heads.get(unit.code, ""),
        centre=to_wgs84(*label_point(outline.shape)),
        shape=wgs84_shape(outline.shape),
        former=tuple(sorted(former)),
        approximate=outline.approximate,
    )


def _former_names(session: Session) -> dict[str, set[str]]:
    """The full names of the units that each commune of today was made of."""
    links = list(read.unit_links(session))
    day_before = {link.effective_on for link in links}
    old = {
        unit.code: unit.full_name
        for unit in read.admin_units(session)
        if unit.valid_to is not None and any(unit.valid_to < day for day in day_before)
    }
    names: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.old_code in old:
            names[link.new_code].add(old[link.old_code])
    return names
