"""What a request for items asks, as OGC API – Features Parts 1 and 2 write it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from app.errors import BoxInvalid, IntervalInvalid
from app.features.systems import System
from geocoding.model import Box, is_finite
from geocoding.snapshot.windows import PlaneBox, Window

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)")
"""A date-time of RFC 3339, 5.6, without leap seconds."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time with both its ends; None is open."""

    start: datetime | None
    end: datetime | None

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in it; what has no time is in every interval."""
        if moment is None:
            return True
        return (self.start is None or self.start <= moment) and (self.end is None or moment <= self.end)


def asked_boxes(text: str, system: System = System.CRS84) -> tuple[Window, ...]:
    """The boxes written as four or six numbers in the system, two where the box crosses the antimeridian.

    Of six numbers the heights, third and sixth, are not looked at: our features have none. Raises `BoxInvalid`.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise BoxInvalid from None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not is_finite(*numbers):
        raise BoxInvalid
    if system.latitude_first:
        numbers = [numbers[1], numbers[0], numbers[3], numbers[2]]
    return _in_degrees(*numbers) if system.in_degrees else (_in_metres(*numbers, epsg=system.epsg),)


def _in_degrees(west: float, south: float, east: float, north: float) -> tuple[Box, ...]:
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 180:
        raise BoxInvalid
    if west <= east:
        return (Box(west, south, east, north),)
    return (Box(west, south, 180.0, north), Box(-180.0, south, east, north))


def _in_metres(west: float, south: float, east: float, north: float, *, epsg: int) -> PlaneBox:
    if west > east or south > north:
        raise BoxInvalid
    return PlaneBox(west, south, east, north, epsg)


def asked_interval(text: str) -> Interval:
    """The moment or interval; ".." or nothing opens an end. Raises `IntervalInvalid`."""
    start, slash, end = text.partition("/")
    if not slash:
        moment = _moment(start)
        return Interval(moment, moment)
    interval = Interval(*(None if part in ("", "..") else _moment(part) for part in (start, end)))
    if interval.start is not None and interval.end is not None and interval.start > interval.end:
        raise IntervalInvalid
    return interval


def _moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise IntervalInvalid
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise IntervalInvalid from None
