"""Query parameters and what they mean; a parameter that is not declared here is refused."""

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.errors import BoxInvalid, PositionInvalid, PositionSwapped
from geocoding.gazetteer.epochs import ATTESTED_SINCE
from geocoding.match.answer import MAX_MATCHES
from geocoding.match.suggest import MAX_SUGGESTIONS
from geocoding.model import HANOI, Box, Point, is_finite
from geocoding.text.normalise import MAX_TEXT

MAX_PART = 200


def iso_day(given: object) -> object:
    """A day only as ISO 8601 writes it: the framework would take a bare number for seconds since 1970."""
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


class Parameters(BaseModel):
    """Base of all parameter sets: the undeclared is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


async def given_once(request: Request) -> None:
    """Refuse a parameter that is given again: nobody can tell which of its values is meant."""
    given = request.query_params
    if len(given) < len(given.multi_items()):
        times = Counter(name for name, _ in given.multi_items())
        raise RequestValidationError(
            [{"type": "repeated", "loc": ("query", name)} for name in given if times[name] > 1]
        )


class NoParameters(Parameters):
    """The route takes none."""


class _DatedParameters(Parameters):
    """Base of the sets that may ask for the names of a day."""

    as_of: Annotated[date | None, BeforeValidator(iso_day)] = Field(
        default=None,
        ge=ATTESTED_SINCE,
        description="Name communes and districts as on this day, YYYY-MM-DD; today's names without it.",
    )


class AddressParameters(_DatedParameters):
    """An address in parts, instead of a text; an empty part is an absent one."""

    house_number: str = Field(default="", max_length=MAX_PART, description="House or plot number: 12A, 3-7, LK3-12.")
    alley_path: str = Field(
        default="", max_length=MAX_PART, description="Alleys from the street inwards: 12/5 is ngách 5 of ngõ 12."
    )
    street: str = Field(default="", max_length=MAX_PART, description="Street, with or without Đường or Phố.")
    hamlet: str = Field(default="", max_length=MAX_PART, description="Thôn, xóm, tổ dân phố.")
    estate: str = Field(default="", max_length=MAX_PART, description="Khu đô thị, khu tập thể.")
    building: str = Field(default="", max_length=MAX_PART, description="Building: CT4A.")
    floor: str = Field(default="", max_length=MAX_PART, description="Floor: 25.")
    unit: str = Field(default="", max_length=MAX_PART, description="Flat: 2506, or 6 on its floor.")
    commune: str = Field(default="", max_length=MAX_PART, description="Phường, xã or thị trấn of any time.")
    district: str = Field(default="", max_length=MAX_PART, description="Quận, huyện or thị xã before 1 July 2025.")
    sheet: str = Field(default="", max_length=MAX_PART, description="Cadastral map sheet (tờ bản đồ).")
    parcel: str = Field(default="", max_length=MAX_PART, description="Cadastral parcel number (thửa).")


class ResolveParameters(AddressParameters):
    """What to resolve: a text, or an address in parts."""

    q: str | None = Field(
        default=None, min_length=1, max_length=MAX_TEXT, description="An address text of Hanoi, any writing."
    )
    limit: int = Field(default=MAX_MATCHES, ge=1, le=MAX_MATCHES, description="At most so many matches.")
    explain: bool = Field(default=False, description="Tell how the text `q` was read and what was looked up.")


class SuggestParameters(Parameters):
    """What has been typed so far."""

    q: str = Field(min_length=1, max_length=MAX_TEXT, description="The beginning of an address, as typed so far.")
    limit: int = Field(default=MAX_SUGGESTIONS, ge=1, le=MAX_SUGGESTIONS, description="At most so many suggestions.")
    commune: str = Field(default="", max_length=MAX_PART, description="Keep to the commune with this code of today.")


class CodeParameters(_DatedParameters):
    """How to name what a code stands for."""


class VerifyParameters(Parameters):
    """A code, and the address it is said to belong to."""

    code: str = Field(min_length=1, max_length=MAX_PART, description="A Vpostcode in any spelling.")
    q: str = Field(min_length=1, max_length=MAX_TEXT, description="An address text of Hanoi, any writing.")


class ReverseParameters(_DatedParameters):
    """Where to look."""

    lat: float = Field(allow_inf_nan=False, description="Latitude in WGS 84 degrees.")
    lon: float = Field(allow_inf_nan=False, description="Longitude in WGS 84 degrees.")
    limit: int = Field(default=MAX_MATCHES, ge=1, le=MAX_MATCHES, description="At most so many matches.")


class BoxParameters(Parameters):
    """Which part of the map to draw."""

    bbox: str = Field(max_length=200, description="west,south,east,north in WGS 84 degrees.")


NoQuery = Annotated[NoParameters, Query()]
ResolveQuery = Annotated[ResolveParameters, Query()]
SuggestQuery = Annotated[SuggestParameters, Query()]
CodeQuery = Annotated[CodeParameters, Query()]
VerifyQuery = Annotated[VerifyParameters, Query()]
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
