"""Writing what people approved into the households, and what the workflow needs to read of them."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import and_, case, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app.db import read
from app.db.datasets import begin_dataset, finish_dataset
from app.db.findings import mark_households
from app.db.keys import key_text, wanted_keys
from app.db.read import StoredHousehold
from app.db.tables import (
    AdminUnitTable,
    BuildingTable,
    CommuneOutlineTable,
    DatasetTable,
    HouseholdParcelTable,
    HouseholdTable,
    ParcelTable,
)
from app.db.upsert import LoadCount, batches, core_table
from app.workflow.effects import Subject
from app.workflow.model import Content
from geocoding.address.order import order_key
from geocoding.address.write import address_line
from geocoding.model import Address, HouseholdStatus, ParcelKey

OWN_SOURCE = "register"
"""The source of households that began here and not in a file."""

_KEEPING_THE_DATE = (HouseholdStatus.CERTIFIED.value, HouseholdStatus.RETIRED.value)


def stored_households(
    session: Session, household_ids: Collection[str], *, to_write: bool = False
) -> dict[str, StoredHousehold]:
    """Households by id; `to_write` keeps other writers off them until the transaction ends."""
    ids = sorted(set(household_ids))
    if to_write and session.connection().dialect.name == "postgresql":
        table = HouseholdTable
        session.execute(select(table.id).where(table.id.in_(ids)).order_by(table.id).with_for_update())
    return {household.id: household for household in read.households(session, ids=ids)}


def subject_of(household: StoredHousehold) -> Subject:
    """A stored household as the workflow sees it."""
    content = Content(
        address=household.address,
        commune_code=household.commune_code,
        point=household.point,
        accuracy=household.accuracy,
        status=household.status,
        access_point=household.access_point,
        parcels=household.parcels,
    )
    return Subject(household.id, household.version, content)


def write_contents(session: Session, contents: Sequence[tuple[str, Content]], *, at: datetime) -> None:
    """Give households their new contents and the next version; one that becomes certified is so from then on."""
    table, links = core_table(HouseholdTable), core_table(HouseholdParcelTable)
    ids = [household_id for household_id, _ in contents]
    mark_households(session, ids, at=at)
    was_certified = and_(table.c.status.in_(_KEEPING_THE_DATE), table.c.certified_at.is_not(None))
    since = case((was_certified, table.c.certified_at), else_=at)
    for household_id, content in contents:
        values = {"version": table.c.version + 1, **_columns(content)}
        if content.status is not HouseholdStatus.RETIRED:
            values["certified_at"] = since if content.status is HouseholdStatus.CERTIFIED else None
        session.execute(update(table).where(table.c.id == household_id).values(values))
        session.execute(delete(links).where(links.c.household_id == household_id))
    _link(session, contents)
    # A household may have moved into another commune.
    mark_households(session, ids, at=at)


def add_households(
    session: Session, contents: Sequence[tuple[str, Content]], *, like: StoredHousehold | None, at: datetime
) -> None:
    """Write households that come into being; those that come out of another one share its source and its building."""
    dataset_id = _own_dataset(session, at=at)
    rows = [
        {
            "id": household_id,
            "source": OWN_SOURCE if like is None else like.source,
            "external_id": household_id,
            "address_text": address_line(content.address),
            "stated_commune_code": content.commune_code,
            "building_external_id": "" if like is None else like.building_external_id,
            "brought_code": "",
            "certified_at": at,
            "content_digest": b"",
            "dataset_id": dataset_id,
            **_columns(content),
        }
        for household_id, content in contents
    ]
    session.execute(insert(core_table(HouseholdTable)), rows)
    _link(session, contents)
    mark_households(session, [household_id for household_id, _ in contents], at=at)


def parcel_shapes(session: Session, keys: Collection[ParcelKey]) -> dict[ParcelKey, BaseGeometry]:
    """The outlines of those of some parcels that the register knows."""
    table = core_table(ParcelTable)
    columns = (table.c.commune_code, table.c.sheet, table.c.number)
    wanted, matches = wanted_keys(columns, dialect=session.connection().dialect)
    statement = select(*columns, table.c.shape).select_from(wanted).join(table, matches)
    found: dict[ParcelKey, BaseGeometry] = {}
    for batch in batches(sorted(set(keys))):
        asked = key_text([(key.commune_code, key.sheet, key.number) for key in batch])
        found |= {ParcelKey(*row[:3]): row[3] for row in session.execute(statement, {"keys": asked})}
    return found


def commune_outline(session: Session, code: str, valid_on: date) -> BaseGeometry | None:
    """The outline of one commune on a day, of several the latest; None without one."""
    unit, outline = AdminUnitTable, CommuneOutlineTable
    statement = (
        select(outline.shape)
        .join(unit, unit.code == outline.code)
        .where(outline.code == code, unit.valid_from <= valid_on, unit.valid_from <= outline.valid_on)
        .where(or_(unit.valid_to.is_(None), and_(unit.valid_to >= valid_on, unit.valid_to >= outline.valid_on)))
        .order_by(outline.valid_on.desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()


def building_shapes(session: Session, external_ids: Collection[str]) -> dict[str, BaseGeometry]:
    """The footprints of some buildings by external id; of several with one id that of the last source."""
    table = BuildingTable
    named = set(external_ids) - {""}
    # The key begins with the source: without it every question would read all buildings of the city.
    sources = session.scalars(select(table.source).distinct().order_by(table.source)).all() if named else ()
    found: dict[str, BaseGeometry] = {}
    for source in sources:
        for batch in batches(sorted(named)):
            wanted = (table.source == source, table.external_id.in_(batch))
            found |= dict(iter(session.execute(select(table.external_id, table.shape).where(*wanted))))
    return found


def _columns(content: Content) -> dict[str, object]:
    access = content.access_point
    return {
        **{field.name: getattr(content.address, field.name) for field in fields(Address)},
        "sort_key": order_key(content.address),
        "commune_code": content.commune_code,
        "lon": content.point.lon,
        "lat": content.point.lat,
        "access_lon": None if access is None else access.lon,
        "access_lat": None if access is None else access.lat,
        "accuracy": content.accuracy.value,
        "status": content.status.value,
    }


def _link(session: Session, contents: Sequence[tuple[str, Content]]) -> None:
    links = [
        {
            "household_id": household_id,
            "position": position,
            "commune_code": key.commune_code,
            "sheet": key.sheet,
            "number": key.number,
        }
        for household_id, content in contents
        for position, key in enumerate(content.parcels)
    ]
    if links:
        session.execute(insert(core_table(HouseholdParcelTable)), links)


def _own_dataset(session: Session, *, at: datetime) -> int:
    """The dataset that stands for what people add by hand."""
    table = DatasetTable
    found = session.execute(
        select(table.id).where(table.source == OWN_SOURCE, table.layer == "households").order_by(table.id).limit(1)
    ).scalar_one_or_none()
    if found is not None:
        return found
    dataset_id = begin_dataset(
        session, layer="households", source=OWN_SOURCE, file_name="", sha256="", options={}, at=at
    )
    finish_dataset(session, dataset_id, count=LoadCount(), rejected=0, doubtful=0, at=at)
    return dataset_id
