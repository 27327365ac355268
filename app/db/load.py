"""Writing layers into the register: in bulk, and the same rows twice change nothing.

A row that its source repeats unchanged is not touched; its dataset stays the one that last changed it. The caller
holds the transaction, nothing here commits. Keys within one call must be distinct: intake has seen to that.
"""

from collections.abc import Callable, Iterable, Sequence

import orjson
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from app.db.datasets import dataset_source
from app.db.held import hold_back
from app.db.tables import (
    BuildingTable,
    CommuneOutlineTable,
    DoubtfulTable,
    HouseholdParcelTable,
    HouseholdTable,
    ParcelTable,
    StreetTable,
)
from app.db.upsert import LoadCount, Record, batches, core_table, sealed, upsert, write_batch
from geocoding.address.order import order_key
from geocoding.layers.rows import Building, CommuneOutline, Doubtful, HouseholdRow, Parcel, Street
from geocoding.model import HouseholdStatus

_PARCEL_KEY = ("commune_code", "sheet", "number")
_SOURCE_KEY = ("source", "external_id")


def new_household_id() -> str:
    """A new UUIDv7: unique, and later ones sort after earlier ones."""
    return str(uuid7())


def load_communes(session: Session, rows: Iterable[CommuneOutline], *, dataset_id: int) -> LoadCount:
    """Store commune outlines by (code, valid_on)."""
    records = map(_outline_record, rows)
    return upsert(session, CommuneOutlineTable, records, key=("code", "valid_on"), dataset_id=dataset_id)


def load_parcels(session: Session, rows: Iterable[Parcel], *, dataset_id: int) -> LoadCount:
    """Store parcels by their cadastral key."""
    return upsert(session, ParcelTable, map(_parcel_record, rows), key=_PARCEL_KEY, dataset_id=dataset_id)


def load_buildings(session: Session, rows: Iterable[Building], *, dataset_id: int) -> LoadCount:
    """Store buildings by external id within the dataset's source."""
    source = dataset_source(session, dataset_id)
    records = (_building_record(row, source) for row in rows)
    return upsert(session, BuildingTable, records, key=_SOURCE_KEY, dataset_id=dataset_id)


def load_streets(session: Session, rows: Iterable[Street], *, dataset_id: int) -> LoadCount:
    """Store streets and alleys by external id within the dataset's source."""
    source = dataset_source(session, dataset_id)
    records = (_street_record(row, source) for row in rows)
    return upsert(session, StreetTable, records, key=_SOURCE_KEY, dataset_id=dataset_id)


def load_households(
    session: Session,
    rows: Iterable[HouseholdRow],
    *,
    dataset_id: int,
    new_id: Callable[[], str] = new_household_id,
) -> LoadCount:
    """Store households by external id within the dataset's source, with their links to stored parcels.

    A household met for the first time gets its permanent id and the status "proposed"; an import never changes
    either afterwards. What people have edited stays as it is, and what the source says otherwise is noted
    (`app.db.held`); it counts as unchanged. Raises SQLAlchemy's `IntegrityError` when a parcel is not in the register.
    """
    source = dataset_source(session, dataset_id)
    count = LoadCount()
    for batch in batches(rows):
        by_id = {row.external_id: row for row in batch}
        records = [_household_record(row, source) for row in batch]
        land = {row.external_id: row.parcels for row in batch}
        held = hold_back(session, records, source=source, parcels=land, dataset_id=dataset_id)
        split = write_batch(
            session,
            HouseholdTable,
            [record for record in records if record["external_id"] not in held],
            key=_SOURCE_KEY,
            dataset_id=dataset_id,
            fresh=lambda: {"id": new_id(), "status": HouseholdStatus.PROPOSED.value},
        )
        _unlink(session, [record["id"] for record in split.changed])
        _link(session, [(record["id"], by_id[str(record["external_id"])]) for record in (*split.added, *split.changed)])
        count += split.count + LoadCount(unchanged=len(held))
    return count


def queue_doubtful(session: Session, rows: Iterable[Doubtful], *, dataset_id: int) -> int:
    """Store rows that a person must decide, and give back how many."""
    total = 0
    for batch in batches(rows):
        session.connection().execute(
            insert(core_table(DoubtfulTable)), [_doubtful_record(row, dataset_id) for row in batch]
        )
        total += len(batch)
    return total


def _unlink(session: Session, household_ids: Sequence[object]) -> None:
    if household_ids:
        table = core_table(HouseholdParcelTable)
        session.connection().execute(delete(table).where(table.c.household_id.in_(household_ids)))


def _link(session: Session, households: Iterable[tuple[object, HouseholdRow]]) -> None:
    links = [
        {
            "household_id": household_id,
            "position": position,
            "commune_code": key.commune_code,
            "sheet": key.sheet,
            "number": key.number,
        }
        for household_id, row in households
        for position, key in enumerate(row.parcels)
    ]
    if links:
        session.connection().execute(insert(core_table(HouseholdParcelTable)), links)


def _outline_record(row: CommuneOutline) -> Record:
    return sealed(
        {
            "code": row.code,
            "valid_on": row.valid_on,
            "source": row.source,
            "approximate": row.approximate,
            "shape": row.shape,
        }
    )


def _parcel_record(row: Parcel) -> Record:
    return sealed(
        {
            "commune_code": row.key.commune_code,
            "sheet": row.key.sheet,
            "number": row.key.number,
            "shape": row.shape,
            "label_lon": row.label.lon,
            "label_lat": row.label.lat,
            "land_use": row.land_use,
        }
    )


def _building_record(row: Building, source: str) -> Record:
    return sealed(
        {
            "source": source,
            "external_id": row.external_id,
            "name": row.name,
            "levels": row.levels,
            "shape": row.shape,
        }
    )


def _street_record(row: Street, source: str) -> Record:
    return sealed(
        {
            "source": source,
            "external_id": row.external_id,
            "prefix": row.prefix,
            "name": row.name,
            "alley_path": row.alley_path,
            "commune_code": row.commune_code,
            "district": row.district,
            "shape": row.shape,
        }
    )


def _household_record(row: HouseholdRow, source: str) -> Record:
    address = row.address
    access = row.access_point
    record = {
        "source": source,
        "external_id": row.external_id,
        "house_number": address.house_number,
        "alley_path": address.alley_path,
        "street": address.street,
        "hamlet": address.hamlet,
        "estate": address.estate,
        "building": address.building,
        "floor": address.floor,
        "unit": address.unit,
        "address_text": row.address_text,
        "commune_code": row.commune_code,
        "stated_commune_code": row.stated_commune_code,
        "lon": row.point.lon,
        "lat": row.point.lat,
        "access_lon": None if access is None else access.lon,
        "access_lat": None if access is None else access.lat,
        "accuracy": row.accuracy.value,
        "building_external_id": row.building_external_id,
        "brought_code": row.brought_code,
    }
    return {**sealed(record, [str(key) for key in row.parcels]), "sort_key": order_key(address)}


def _doubtful_record(row: Doubtful, dataset_id: int) -> dict[str, object]:
    return {
        "dataset_id": dataset_id,
        "row": row.row,
        "rule": row.rule,
        "external_id": row.external_id,
        "address_text": row.address_text,
        "candidates": orjson.dumps(row.candidates).decode(),
    }
