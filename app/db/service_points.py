"""Postal service points in the register; a city has some hundreds, so they are always read together."""

from collections.abc import Iterable

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.datasets import dataset_source
from app.db.tables import ServicePointTable
from app.db.upsert import LoadCount, Record, sealed, upsert
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.layers.rows import ServiceKind, ServicePoint
from geocoding.model import Point
from geocoding.snapshot.service_points import ServicePointRecord, published


def load_service_points(session: Session, rows: Iterable[ServicePoint], *, dataset_id: int) -> LoadCount:
    """Store service points by external id within the dataset's source."""
    source = dataset_source(session, dataset_id)
    records = (_record(row, source) for row in rows)
    return upsert(session, ServicePointTable, records, key=("source", "external_id"), dataset_id=dataset_id)


def service_points(session: Session) -> list[ServicePointRecord]:
    """All service points, by source and external id."""
    table = ServicePointTable
    asked = select(table).order_by(table.source, table.external_id)
    return [published(_point(one), source=one.source) for one in session.scalars(asked)]


def service_places(session: Session) -> Coordinates:
    """Where the service points stand, (n, 2) in the survey plane, by source and external id."""
    degrees = np.array([(one.point.lon, one.point.lat) for one in service_points(session)], dtype=np.float64)
    return transform(degrees.reshape(-1, 2), source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)


def _point(one: ServicePointTable) -> ServicePoint:
    kind, point = ServiceKind(one.kind), Point(lon=one.lon, lat=one.lat)
    return ServicePoint(one.external_id, one.name, kind, one.commune_code, point, one.address_text)


def _record(row: ServicePoint, source: str) -> Record:
    return sealed(
        {
            "source": source,
            "external_id": row.external_id,
            "name": row.name,
            "kind": row.kind.value,
            "address_text": row.address_text,
            "commune_code": row.commune_code,
            "lon": row.point.lon,
            "lat": row.point.lat,
        }
    )
