"""Reading the register: one statement per question, rows streamed in a full key order.

Nothing found is an empty iterator. An iterator must be used up before its session ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TypeVarTuple

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row, Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.db.commune_land import decoded, wkb_of
from app.db.tables import (
    AdminUnitTable,
    Base,
    BuildingTable,
    CommuneOutlineTable,
    HouseholdParcelTable,
    HouseholdTable,
    LiveCodeTable,
    ParcelTable,
    StreetTable,
    UnitLinkTable,
)
from geocoding.gazetteer.facts import LinkKind, UnitLink
from geocoding.layers.rows import Building, CommuneOutline, Parcel, Street
from geocoding.model import Accuracy, Address, AdminUnit, HouseholdStatus, ParcelKey, Point, UnitKind

Columns = TypeVarTuple("Columns")

CHUNK = 2_000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class StoredHousehold:
    """A household of the register; `code` is the stored spelling of its live code, empty without one."""

    id: str
    source: str
    external_id: str
    address: Address
    commune_code: str
    point: Point
    access_point: Point | None
    accuracy: Accuracy
    parcels: tuple[ParcelKey, ...]
    building_external_id: str
    status: HouseholdStatus
    brought_code: str
    stated_commune_code: str
    address_text: str
    code: str
    version: int = 0
    certified_at: datetime | None = None


def commune_outlines(session: Session, valid_on: date) -> Iterator[CommuneOutline]:
    """The outlines of the communes that existed on a day, by code; of several of one commune the latest."""
    unit, outline = AdminUnitTable, CommuneOutlineTable
    statement = (
        select(outline.code, outline.valid_on, outline.shape, outline.source, outline.approximate)
        .join(unit, unit.code == outline.code)
        .where(unit.valid_from <= valid_on, or_(unit.valid_to.is_(None), unit.valid_to >= valid_on))
        .where(unit.valid_from <= outline.valid_on)
        .where(or_(unit.valid_to.is_(None), unit.valid_to >= outline.valid_on))
        .order_by(outline.code, outline.valid_on.desc())
    )
    for _, of_one_unit in groupby(_stream(session, statement), key=lambda row: row.code):
        row = next(of_one_unit)
        yield CommuneOutline(row.code, row.valid_on, row.shape, row.source, row.approximate)


def parcels(session: Session) -> Iterator[Parcel]:
    """All parcels by cadastral key."""
    table = ParcelTable
    columns = (table.commune_code, table.sheet, table.number, table.label_lon, table.label_lat, table.land_use)
    statement = select(wkb_of(session, table.shape), *columns).order_by(table.commune_code, table.sheet, table.number)
    for shape, (_, commune_code, sheet, number, lon, lat, land_use) in _with_shapes(session, statement):
        key = ParcelKey(commune_code=commune_code, sheet=sheet, number=number)
        yield Parcel(key=key, shape=shape, label=Point(lon=lon, lat=lat), land_use=land_use)


def buildings(session: Session) -> Iterator[Building]:
    """All buildings by source and external id."""
    table = BuildingTable
    columns = (table.external_id, table.name, table.levels)
    statement = select(wkb_of(session, table.shape), *columns).order_by(table.source, table.external_id)
    for shape, (_, external_id, name, levels) in _with_shapes(session, statement):
        yield Building(external_id=external_id, shape=shape, name=name, levels=levels)


def streets(session: Session) -> Iterator[Street]:
    """All streets and alleys by source and external id."""
    table = StreetTable
    columns = (
        *(table.external_id, table.name, table.prefix, table.alley_path),
        *(table.commune_code, table.district, table.shape),
    )
    for row in _stream(session, select(*columns).order_by(table.source, table.external_id)):
        yield Street(
            external_id=row.external_id,
            name=row.name,
            prefix=row.prefix,
            alley_path=row.alley_path,
            commune_code=row.commune_code,
            district=row.district,
            shape=row.shape,
        )


def household_communes(session: Session) -> list[str]:
    """The codes of the communes that have households, in order."""
    return list(session.scalars(select(HouseholdTable.commune_code).distinct().order_by(HouseholdTable.commune_code)))


def households(
    session: Session, *, ids: Sequence[str] | None = None, commune_code: str | None = None
) -> Iterator[StoredHousehold]:
    """All households, retired ones too, by source and external id; some of them when ids or a commune are given."""
    household, link, live = HouseholdTable, HouseholdParcelTable, LiveCodeTable
    statement = (
        select(
            *household.__table__.columns,
            *(link.commune_code.label("parcel_commune"), link.sheet, link.number),
            *(live.base.label("code_base"), live.unit.label("code_unit")),
        )
        .outerjoin(link, link.household_id == household.id)
        .outerjoin(live, live.household_id == household.id)
        .order_by(household.source, household.external_id, link.position)
    )
    if ids is not None:
        statement = statement.where(household.id.in_(ids))
    if commune_code is not None:
        statement = statement.where(household.commune_code == commune_code)
    for _, rows in groupby(_stream(session, statement), key=lambda row: row.id):
        yield _stored_household(list(rows))


def external_ids(session: Session, source: str) -> frozenset[str]:
    """What a source calls its households that are not retired."""
    table = HouseholdTable
    living = table.status != HouseholdStatus.RETIRED.value
    return frozenset(session.scalars(select(table.external_id).where(table.source == source, living)))


def admin_units(session: Session) -> Iterator[AdminUnit]:
    """All administrative units of all times by code and first day."""
    table = AdminUnitTable
    for row in session.scalars(select(table).order_by(table.code, table.valid_from)):
        yield AdminUnit(
            code=row.code,
            kind=UnitKind(row.kind),
            name=row.name,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            district_code=row.district_code,
            source=row.source,
        )


def unit_links(session: Session) -> Iterator[UnitLink]:
    """All links from old communes to new ones by both codes."""
    table = UnitLinkTable
    for row in session.scalars(select(table).order_by(table.old_code, table.new_code, table.effective_on)):
        yield UnitLink(
            old_code=row.old_code,
            new_code=row.new_code,
            effective_on=row.effective_on,
            kind=LinkKind(row.kind),
            source=row.source,
        )


def counts(session: Session) -> dict[str, int]:
    """The number of rows of every table, by table name."""
    selects = [
        select(literal(name).label("name"), func.count().label("rows")).select_from(table)
        for name, table in sorted(Base.metadata.tables.items())
    ]
    return dict(iter(session.execute(union_all(*selects))))


def _stream(session: Session, statement: Select[*Columns]) -> Iterator[Row[*Columns]]:
    yield from session.execute(statement, execution_options={"yield_per": CHUNK})


def _with_shapes(
    session: Session, statement: Select[bytes, *Columns]
) -> Iterator[tuple[BaseGeometry, Row[bytes, *Columns]]]:
    """The rows with the shapes in their first column, decoded together for as many as are fetched at a time."""
    for rows in session.execute(statement, execution_options={"yield_per": CHUNK}).partitions():
        yield from zip(decoded([row[0] for row in rows]), rows, strict=True)


def _stored_household(rows: list[Row[*tuple[object, ...]]]) -> StoredHousehold:
    row = rows[0]
    return StoredHousehold(
        id=row.id,
        source=row.source,
        external_id=row.external_id,
        address=_address(row),
        commune_code=row.commune_code,
        point=Point(lon=row.lon, lat=row.lat),
        access_point=None if row.access_lon is None else Point(lon=row.access_lon, lat=row.access_lat),
        accuracy=Accuracy(row.accuracy),
        parcels=tuple(
            ParcelKey(commune_code=part.parcel_commune, sheet=part.sheet, number=part.number)
            for part in rows
            if part.number is not None
        ),
        building_external_id=row.building_external_id,
        status=HouseholdStatus(row.status),
        brought_code=row.brought_code,
        stated_commune_code=row.stated_commune_code,
        address_text=row.address_text,
        code=_stored_spelling(row.code_base, row.code_unit),
        version=row.version,
        certified_at=row.certified_at,
    )


def _address(row: Row[*tuple[object, ...]]) -> Address:
    return Address(
        house_number=row.house_number,
        alley_path=row.alley_path,
        street=row.street,
        hamlet=row.hamlet,
        estate=row.estate,
        building=row.building,
        floor=row.floor,
        unit=row.unit,
    )


def _stored_spelling(base: str | None, unit: str | None) -> str:
    if base is None:
        return ""
    return f"{base}/{unit}" if unit else base
