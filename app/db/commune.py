"""Reading one commune of the register for an audit: in columns and in bulk, shapes decoded together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast

import numpy as np
from sqlalchemy import ColumnElement, Row, String, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db.city_frame import CityFrame, Piece
from app.db.commune_land import LandMemory, decoded, wkb_of
from app.db.failed_questions import failed_questions
from app.db.held import held_parts
from app.db.tables import (
    AdminUnitTable,
    CertificationTable,
    CommuneOutlineTable,
    HouseholdParcelTable,
    HouseholdTable,
    LiveCodeTable,
    ParcelTable,
    ReferenceCountTable,
    StreetTable,
)
from app.db.upsert import batches
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.layers.rows import CommuneOutline, ReferenceCount, Street
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point
from geocoding.text.fold import CACHED_NAMES
from postcode.coverage.land import Land
from postcode.coverage.register import AuditedHousehold, Certification, CommuneRegister
from postcode.coverage.ways import way_key

ASKED_OF_LATE = timedelta(days=90)
"""How long a failed question counts."""

_IDS = 500
"""Ids bound into one statement."""

_ACCURACIES = {one.value: one for one in Accuracy}
_STATUSES = {one.value: one for one in HouseholdStatus}


def communes_with_rows(session: Session) -> list[str]:
    """The codes of the communes that have a household, a parcel or a reference count, in order."""
    codes: set[str] = set()
    for column in (HouseholdTable.commune_code, ParcelTable.commune_code, ReferenceCountTable.commune_code):
        codes.update(session.scalars(select(column).distinct()))
    return sorted(codes)


def read_commune(session: Session, code: str, frame: CityFrame, *, memory: LandMemory) -> CommuneRegister:
    """Everything the register knows about one commune; an unknown code gives an empty one."""
    land = memory.read(session, code)
    households = _households(session, code, land)
    points = np.array([(one.point.lon, one.point.lat) for one in households], dtype=np.float64).reshape(-1, 2)
    wanted = {key for one in households for key in _ways_named(one.address.street, one.address.alley_path)}
    return CommuneRegister(
        code=code,
        name=frame.communes.get(code, ""),
        on=frame.on,
        head=frame.heads.get(code, ""),
        households=households,
        places=transform(points, source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG),
        land=land,
        streets=_streets(session, code, wanted, frame),
        outline=_outline(session, code, frame.on),
        reference=reference_counts(session, [code]).get(code),
        names=frame.names,
        codes_today=frozenset(frame.communes),
        ways_of_city=frozenset(frame.pieces),
        services=frame.services,
        failed_questions=failed_questions(session, code, since=frame.on - ASKED_OF_LATE),
    )


def reference_counts(session: Session, codes: Iterable[str] | None = None) -> dict[str, ReferenceCount]:
    """The latest reference count of each commune that has one; of several of one day that of the first source."""
    table = ReferenceCountTable
    statement = select(table.commune_code, table.count, table.dated_on, table.source)
    if codes is not None:
        statement = statement.where(table.commune_code.in_(list(codes)))
    found: dict[str, ReferenceCount] = {}
    ordered = statement.order_by(table.commune_code, table.dated_on.desc(), table.source)
    for code, count, dated_on, source in session.execute(ordered):
        found.setdefault(code, ReferenceCount(code, count, dated_on, source))
    return found


def _households(session: Session, code: str, land: Land) -> tuple[AuditedHousehold, ...]:
    household, live, made = HouseholdTable, LiveCodeTable, CertificationTable
    links, held = _links(session, code, land), held_parts(session, code)
    statement = (
        select(
            *(_plain_id(session, household.id), household.external_id, household.status, household.accuracy),
            *(household.house_number, household.alley_path, household.street, household.hamlet),
            *(household.estate, household.building, household.floor, household.unit, household.address_text),
            *(household.stated_commune_code, household.building_external_id, household.brought_code),
            *(household.lon, household.lat, household.access_lon, household.access_lat),
            *(live.base, live.unit, made.certified_on, made.source, made.record_digest != household.content_digest),
            household.certified_at,
        )
        .outerjoin(live, live.household_id == household.id)
        .outerjoin(made, made.household_id == household.id)
        .where(household.commune_code == code)
        .order_by(household.source, household.external_id)
    )
    return tuple(_household(row, code, links, held) for row in session.connection().execute(statement).all())


def _links(session: Session, code: str, land: Land) -> Mapping[str, tuple[ParcelKey, ...]]:
    """The parcels of each household of a commune, in the order of their source."""
    link = HouseholdParcelTable
    statement = (
        select(_plain_id(session, link.household_id), link.commune_code, link.sheet, link.number)
        .join(HouseholdTable, HouseholdTable.id == link.household_id)
        .where(HouseholdTable.commune_code == code)
        .order_by(link.household_id, link.position)
    )
    links: dict[str, tuple[ParcelKey, ...]] = {}
    for household_id, commune_code, sheet, number in session.connection().execute(statement).all():
        # The same object as the parcel's key: comparing two equal ones is what would take time.
        row = land.rows.get((sheet, number)) if commune_code == code else None
        key = ParcelKey(commune_code, sheet, number) if row is None else land.parcels[row].key
        links[household_id] = (*links.get(household_id, ()), key)
    return links


def _household(
    row: Row,  # type: ignore[type-arg]
    code: str,
    links: Mapping[str, tuple[ParcelKey, ...]],
    held: Mapping[str, tuple[str, ...]],
) -> AuditedHousehold:
    id_, external_id, status, accuracy, number, path, street, hamlet, estate, building, floor, unit = row[:12]
    text, stated, building_id, brought, lon, lat, access_lon, access_lat = row[12:20]
    base, code_unit, certified_on, source, changed, certified_at = row[20:]
    dashed = id_ if "-" in id_ else f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}"
    return AuditedHousehold(
        id=dashed,
        external_id=external_id,
        address=Address(number, path, street, hamlet, estate, building, floor, unit),
        commune_code=code,
        point=Point(lon, lat),
        accuracy=_ACCURACIES[accuracy],
        status=_STATUSES[status],
        code=f"{base}/{code_unit}" if code_unit else base or "",
        parcels=links.get(id_, ()),
        access_point=None if access_lon is None else Point(access_lon, access_lat),
        stated_commune_code=stated,
        address_text=text,
        building_external_id=building_id,
        brought_code=brought,
        certification=_certification(certified_at, certified_on, source, bool(changed)),
        held_back=held.get(dashed, ()),
    )


def _certification(
    certified_at: datetime | None, certified_on: date | None, source: str, changed: bool
) -> Certification | None:
    """When a household was certified; an official's certification after that of a list stands by itself."""
    if certified_at is None:
        return None
    if certified_on == certified_at.date():
        return Certification(certified_on, source, changed)
    return Certification(certified_at.date())


@lru_cache(maxsize=CACHED_NAMES)
def _ways_named(street: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The place keys of the way of an address and of the way it branches from."""
    return tuple(way_key(street, path[:end]) for end in (len(path), len(path) - 1) if end >= 0) if street else ()


def _streets(session: Session, code: str, wanted: set[str], frame: CityFrame) -> tuple[Street, ...]:
    """The ways filed under the commune, those first, and the pieces of the ways its households name."""
    table = StreetTable
    own = {
        (source, external_id)
        for source, external_id in session.execute(
            select(table.source, table.external_id).where(table.commune_code == code)
        )
    }
    here = frame.around.get(code, frozenset()) | {code, ""}
    named = {(piece.source, piece.external_id) for key in wanted for piece in _near(frame.pieces.get(key, ()), here)}
    found = [street for batch in batches(sorted(own | named), _IDS) for street in _some_streets(session, batch)]
    return tuple(sorted(found, key=lambda street: street.commune_code != code))


def _near(pieces: tuple[Piece, ...], here: frozenset[str]) -> tuple[Piece, ...]:
    """The pieces of a way in and around a commune; all of the city where it is only elsewhere."""
    return tuple(piece for piece in pieces if piece.commune_code in here) or pieces


def _some_streets(session: Session, ids: Sequence[tuple[str, str]]) -> Iterator[Street]:
    table = StreetTable
    rows = session.execute(
        select(
            *(wkb_of(session, table.shape), table.source, table.external_id, table.name, table.prefix),
            *(table.alley_path, table.commune_code, table.district),
        )
        .where(table.source.in_({source for source, _ in ids}))
        .where(table.external_id.in_([external_id for _, external_id in ids]))
        .order_by(table.source, table.external_id)
    ).all()
    asked = set(ids)
    for shape, row in zip(decoded([row[0] for row in rows]), rows, strict=True):
        if (row.source, row.external_id) in asked:
            yield Street(row.external_id, row.name, row.prefix, row.alley_path, row.commune_code, row.district, shape)


def _outline(session: Session, code: str, on: date) -> CommuneOutline | None:
    """The latest outline of the commune that bears the code on that day."""
    unit, outline = AdminUnitTable, CommuneOutlineTable
    row = session.execute(
        select(outline.valid_on, outline.shape, outline.source, outline.approximate)
        .join(unit, unit.code == outline.code)
        .where(outline.code == code, unit.valid_from <= on, or_(unit.valid_to.is_(None), unit.valid_to >= on))
        .where(unit.valid_from <= outline.valid_on)
        .order_by(outline.valid_on.desc())
        .limit(1)
    ).first()
    return None if row is None else CommuneOutline(code, row.valid_on, row.shape, row.source, row.approximate)


def _plain_id(session: Session, column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """An id as SQLite keeps it, without dashes: making thousands of UUID objects takes longer than reading them."""
    if session.get_bind().dialect.name == "sqlite":
        return type_coerce(column, String)
    return cast(ColumnElement[str], column)
