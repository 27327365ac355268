"""Postal service points of a snapshot: where they are, and which are nearest to a place."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from geocoding.geometry import distance_m
from geocoding.layers.rows import ServiceKind, ServicePoint
from geocoding.model import Point
from geocoding.snapshot.files import Records, save_records


@dataclass(frozen=True, slots=True)
class ServicePointRecord:
    """A service point as published; `id` stays the same as long as its source calls it by the same external id."""

    id: str
    source: str
    external_id: str
    name: str
    kind: ServiceKind
    commune_code: str
    point: Point
    address_text: str


def published(one: ServicePoint, *, source: str) -> ServicePointRecord:
    """The service point of a source as published: two sources may use the same external id."""
    digest = hashlib.blake2b(f"{source}\0{one.external_id}".encode(), digest_size=8).hexdigest()
    return ServicePointRecord(
        id=digest,
        source=source,
        external_id=one.external_id,
        name=one.name,
        kind=one.kind,
        commune_code=one.commune_code,
        point=one.point,
        address_text=one.address_text,
    )


def nearest(
    points: Iterable[ServicePointRecord], place: Point, *, kind: ServiceKind | None, limit: int
) -> Sequence[tuple[float, ServicePointRecord]]:
    """The nearest points of a kind, or of any, each with its distance in metres in a straight line; nearest first."""
    measured = ((distance_m(place, one.point), one) for one in points if kind in (None, one.kind))
    return sorted(measured, key=lambda one: (one[0], one[1].external_id, one[1].id))[:limit]


def save_service_points(folder: Path, points: Iterable[ServicePointRecord]) -> int:
    """Write service points by id; gives back how many there were."""
    return save_records(folder, "service_points", map(_record, sorted(points, key=lambda one: one.id)))


def read_service_points(folder: Path) -> tuple[ServicePointRecord, ...]:
    """All service points by id; a city has some hundreds, so they are all kept in memory."""
    records = Records(folder, "service_points")
    return tuple(_point(records[number]) for number in range(len(records)))


def _record(one: ServicePointRecord) -> list[object]:
    place = (one.point.lon, one.point.lat)
    return [one.id, one.source, one.external_id, one.name, one.kind.value, one.commune_code, *place, one.address_text]


def _point(record: list[object]) -> ServicePointRecord:
    id_, source, external_id, name, kind, commune_code, lon, lat, address_text = record
    return ServicePointRecord(
        id=cast(str, id_),
        source=cast(str, source),
        external_id=cast(str, external_id),
        name=cast(str, name),
        kind=ServiceKind(cast(str, kind)),
        commune_code=cast(str, commune_code),
        point=Point(lon=cast(float, lon), lat=cast(float, lat)),
        address_text=cast(str, address_text),
    )
