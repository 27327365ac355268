"""The land of one commune, read in bulk with shapes decoded together, and kept for as long as it stays the same."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, LargeBinary, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.db.tables import BuildingTable, ParcelTable
from geocoding.layers.rows import Building, Parcel
from geocoding.model import ParcelKey, Point
from postcode.coverage.land import Land

Seal = tuple[object, ...]
"""How many parcels and buildings a commune has, and the datasets that wrote them last: a change is a new dataset's."""


_UNREAD: Seal = ()


class LandMemory:
    """Reads the land of communes and keeps the last one read; not to be shared between threads."""

    def __init__(self) -> None:
        self._code, self._seal, self._land = "", _UNREAD, Land()

    def read(self, session: Session, code: str) -> Land:
        """The land of a commune: the one kept if the register still seals it so."""
        seal = _seal(session, code)
        if (code, seal) != (self._code, self._seal):
            land = Land(_parcels(session, code), _buildings(session, code))
            self._code, self._seal, self._land = code, seal, land
        return self._land


def _seal(session: Session, code: str) -> Seal:
    seal: Seal = ()
    for table in (ParcelTable, BuildingTable):
        written = (func.count(), func.max(table.dataset_id), func.sum(table.dataset_id))
        seal += tuple(session.execute(select(*written).where(table.commune_code == code)).one())
    return seal


def _parcels(session: Session, code: str) -> tuple[Parcel, ...]:
    table = ParcelTable
    columns = (table.sheet, table.number, table.label_lon, table.label_lat, table.land_use)
    rows = (
        session.connection()
        .execute(
            select(wkb_of(session, table.shape), *columns)
            .where(table.commune_code == code)
            .order_by(table.sheet, table.number)
        )
        .all()
    )
    shapes = decoded([row[0] for row in rows])
    return tuple(
        Parcel(ParcelKey(code, sheet, number), shape, Point(lon, lat), land_use)
        for shape, (_, sheet, number, lon, lat, land_use) in zip(shapes, rows, strict=True)
    )


def _buildings(session: Session, code: str) -> tuple[Building, ...]:
    table = BuildingTable
    rows = (
        session.connection()
        .execute(
            select(wkb_of(session, table.shape), table.external_id, table.name, table.levels)
            .where(table.commune_code == code)
            .order_by(table.source, table.external_id)
        )
        .all()
    )
    shapes = decoded([row[0] for row in rows])
    return tuple(
        Building(external_id, shape, name, levels)
        for shape, (_, external_id, name, levels) in zip(shapes, rows, strict=True)
    )


def wkb_of(session: Session, column: InstrumentedAttribute) -> ColumnElement[bytes]:  # type: ignore[type-arg]
    """A shape column as plain WKB: thousands are decoded in one call rather than one by one."""
    if session.get_bind().dialect.name == "sqlite":
        return type_coerce(column, LargeBinary)
    return func.ST_AsBinary(column, type_=LargeBinary)


def decoded(wkb: Sequence[bytes | None]) -> NDArray[np.object_]:
    """The shapes of WKB texts, None for none."""
    array = np.empty(len(wkb), dtype=object)
    array[:] = [None if one is None else bytes(one) for one in wkb]
    return shapely.from_wkb(array)
