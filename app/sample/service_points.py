"""Postal service points of the sample: at the head of a street in every few blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.sample.commune import StreetRecord
from geocoding.crs import to_wgs84
from geocoding.model import Point

EVERY: Final = 4
KINDS: Final = (
    ("post-office", "Bưu cục mẫu"),
    ("mailbox", "Thùng thư mẫu"),
    ("agency", "Điểm phục vụ mẫu"),
    ("locker", "Tủ thông minh mẫu"),
)


@dataclass(frozen=True, slots=True)
class MadeServicePoint:
    """A made-up service point."""

    external_id: str
    name: str
    kind: str
    point: Point


def service_points_of(commune_code: str, nth: int, streets: Sequence[StreetRecord]) -> Iterator[MadeServicePoint]:
    """The service point of the nth block of a commune, if it has one: the same whatever else is made."""
    if nth % EVERY or not streets:
        return
    number = nth // EVERY
    kind, name = KINDS[number % len(KINDS)]
    x, y = streets[0].line[0]
    yield MadeServicePoint(f"BC{commune_code}-{number + 1}", f"{name} {number + 1}", kind, to_wgs84(x, y))
