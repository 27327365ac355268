"""The nearest service points as an answer tells them, over HTTP and in a pack."""

from collections.abc import Iterable
from typing import Literal

from app.api.present import position
from app.api.schemas import Position, Schema
from geocoding.layers.rows import ServiceKind
from geocoding.model import Point
from geocoding.snapshot.service_points import ServicePointRecord, nearest


class NearServicePoint(Schema):
    """A service point with its distance."""

    external_id: str
    name: str
    kind: ServiceKind
    address_text: str
    commune_code: str
    point: Position
    distance_m: float


class NearServicePoints(Schema):
    """The nearest service points, nearest first. Distances are straight lines over the ground, not ways to walk."""

    measured: Literal["straight-line"] = "straight-line"
    point: Position
    service_points: tuple[NearServicePoint, ...]


def near_service_points(
    place: Point, points: Iterable[ServicePointRecord], *, kind: ServiceKind | None, limit: int
) -> NearServicePoints:
    """At most `limit` of the points, of one kind or of any."""
    return NearServicePoints(
        point=position(place),
        service_points=tuple(
            NearServicePoint(
                external_id=one.external_id,
                name=one.name,
                kind=one.kind,
                address_text=one.address_text,
                commune_code=one.commune_code,
                point=position(one.point),
                distance_m=round(distance, 1),
            )
            for distance, one in nearest(points, place, kind=kind, limit=limit)
        ),
    )
