"""Query parameters and what they mean; a parameter that is not declared here is refused."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from app.errors import BoxInvalid, PositionInvalid, PositionSwapped
from geocoding.match.answer import MAX_MATCHES
from geocoding.model import HANOI, Box, Point, is_finite

MAX_TEXT = 1000


class _Parameters(BaseModel):
    """Base of all parameter sets: the undeclared is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParameters(_Parameters):
    """The route takes none."""


class ResolveParameters(_Parameters):
    """What to resolve."""

    q: str = Field(min_length=1, max_length=MAX_TEXT, description="An address text of Hanoi, any writing.")
    limit: int = Field(default=MAX_MATCHES, ge=1, le=MAX_MATCHES, description="At most so many matches.")


class ReverseParameters(_Parameters):
    """Where to look."""

    lat: float = Field(allow_inf_nan=False, description="Latitude in WGS 84 degrees.")
    lon: float = Field(allow_inf_nan=False, description="Longitude in WGS 84 degrees.")
    limit: int = Field(default=MAX_MATCHES, ge=1, le=MAX_MATCHES, description="At most so many matches.")


class BoxParameters(_Parameters):
    """Which part of the map to draw."""

    bbox: str = Field(max_length=200, description="west,south,east,north in WGS 84 degrees.")


NoQuery = Annotated[NoParameters, Query()]
ResolveQuery = Annotated[ResolveParameters, Query()]
ReverseQuery = Annotated[ReverseParameters, Query()]
BoxQuery = Annotated[BoxParameters, Query()]


def asked_point(*, lat: float, lon: float) -> Point:
    """The point; raises `PositionSwapped` when the pair is in Hanoi the other way round, else `PositionInvalid`."""
    if _is_in_hanoi(lat=lon, lon=lat):
        raise PositionSwapped
    try:
        return Point(lon=lon, lat=lat)
    except ValueError:
        raise PositionInvalid from None


def asked_box(text: str) -> Box:
    """The box written "west,south,east,north"; raises `BoxInvalid`."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise BoxInvalid from None
    if not is_finite(west, south, east, north) or west > east or south > north:
        raise BoxInvalid
    return Box(west=west, south=south, east=east, north=north)


def _is_in_hanoi(*, lat: float, lon: float) -> bool:
    return HANOI.west <= lon <= HANOI.east and HANOI.south <= lat <= HANOI.north
