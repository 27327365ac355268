"""Codes that some households already have, as if issued in 2020–2021: good ones, and some that lie elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from app.sample.households import HouseholdCells
from geocoding.model import Point
from postcode.code import Vpostcode, encode

EVERY = 200
"""One in so many households that stand alone on their parcel and know their place brings a code."""

ELSEWHERE = (0.0021, 0.0016)
"""Degrees east and north to a place about 280 m away, on other land."""


class Fate(StrEnum):
    """What becomes of a brought code: adopted, adopted under today's postcode, or not; the last two are reported."""

    ADOPTED = "adopted"
    REHEADED = "brought-code-reheaded"
    ELSEWHERE = "brought-code-elsewhere"


@dataclass(frozen=True, slots=True)
class Heads:
    """The postcodes of a commune: today's, and those of the communes it was made of."""

    current: str
    former: Sequence[str]


def bring_code(rng: Random, cells: HouseholdCells, *, nth: int, heads: Heads) -> tuple[HouseholdCells, Fate]:
    """The row with a code: in turn under a postcode of before 2025, of a place elsewhere, and as it should be."""
    lon, lat, head = float(cells.lon), float(cells.lat), heads.current
    fate = (Fate.ADOPTED, Fate.REHEADED, Fate.ELSEWHERE)[nth % 3]
    if fate is Fate.ELSEWHERE:
        lon, lat = lon + ELSEWHERE[0], lat + ELSEWHERE[1]
    elif fate is Fate.REHEADED:
        head = rng.choice(heads.former)
    return replace(cells, vpostcode=_written(rng, encode(Point(lon=lon, lat=lat), head=head))), fate


def _written(rng: Random, code: Vpostcode) -> str:
    return rng.choice((str(code), code.printed(), f"{code.head} {code.suffix}", str(code).lower()))
