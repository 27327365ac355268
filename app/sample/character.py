"""The four characters of built-up land that the sample city shows, and the measures of each."""

from dataclasses import dataclass
from enum import StrEnum

from geocoding.model import UnitKind


class Character(StrEnum):
    """What kind of place a commune is."""

    OLD_QUARTER = "old quarter"
    NEW_TOWN = "new town"
    DEEP_ALLEYS = "deep alleys"
    RURAL = "rural"


@dataclass(frozen=True, slots=True)
class Measures:
    """Typical sizes in metres, and shares, of one character.

    The tuples have one entry for each level, from the street (0) inwards: depth and width of the lots there, width
    of the strip that one alley serves, width of that alley. `floors` are those of a house, lowest and highest; the
    shares are of ways with mixed numbers, of houses with several households at one address, of boarding houses.
    """

    block_m: tuple[float, float]
    street_m: float
    turn_deg: float
    lot_depth_m: tuple[float, ...]
    lot_width_m: tuple[tuple[float, float], ...]
    strip_m: tuple[float, ...]
    alley_m: tuple[float, ...]
    floors: tuple[int, int]
    built_share: tuple[float, float]
    land_use: str
    mixed_share: float
    shared_share: float
    boarding_share: float
    households_per_block: float


MEASURES = {
    Character.OLD_QUARTER: Measures(
        block_m=(92.0, 66.0),
        street_m=8.0,
        turn_deg=12.0,
        lot_depth_m=(10.5, 8.5),
        lot_width_m=((2.3, 5.0), (1.9, 5.0)),
        strip_m=(24.0,),
        alley_m=(1.5,),
        floors=(1, 5),
        built_share=(0.96, 0.985),
        land_use="ODT",
        mixed_share=0.05,
        shared_share=0.05,
        boarding_share=0.002,
        households_per_block=115.0,
    ),
    Character.NEW_TOWN: Measures(
        block_m=(132.0, 104.0),
        street_m=16.0,
        turn_deg=-18.0,
        lot_depth_m=(15.0, 12.0, 11.0),
        lot_width_m=((4.0, 6.5), (3.6, 6.0), (3.4, 5.5)),
        strip_m=(56.0, 32.0),
        alley_m=(3.4, 2.6),
        floors=(2, 6),
        built_share=(0.86, 0.96),
        land_use="ODT",
        mixed_share=0.08,
        shared_share=0.012,
        boarding_share=0.006,
        households_per_block=210.0,
    ),
    Character.DEEP_ALLEYS: Measures(
        block_m=(270.0, 240.0),
        street_m=16.0,
        turn_deg=27.0,
        lot_depth_m=(16.0, 11.5, 9.5, 7.5, 7.0),
        lot_width_m=((3.4, 5.4), (3.2, 5.4), (3.2, 5.4), (3.2, 5.4), (3.4, 5.6)),
        strip_m=(92.0, 54.0, 34.0, 17.0),
        alley_m=(3.2, 2.4, 1.8, 1.3),
        floors=(4, 7),
        built_share=(0.93, 0.98),
        land_use="ODT",
        mixed_share=0.12,
        shared_share=0.015,
        boarding_share=0.004,
        households_per_block=1050.0,
    ),
    Character.RURAL: Measures(
        block_m=(150.0, 112.0),
        street_m=6.0,
        turn_deg=8.0,
        lot_depth_m=(21.0, 19.0),
        lot_width_m=((5.0, 17.0), (4.5, 16.0)),
        strip_m=(46.0,),
        alley_m=(2.8,),
        floors=(1, 4),
        built_share=(0.55, 0.75),
        land_use="ONT",
        mixed_share=0.10,
        shared_share=0.01,
        boarding_share=0.0,
        households_per_block=30.0,
    ),
}

SAMPLE_COMMUNES = {
    "00070": (Character.OLD_QUARTER, 3_000),
    "00229": (Character.DEEP_ALLEYS, 3_400),
    "00634": (Character.NEW_TOWN, 3_600),
    "09895": (Character.RURAL, 2_000),
}
"""Hoàn Kiếm, Kim Liên, Tây Mỗ and Quốc Oai: the character and usual number of households of the committed sample."""

USUAL_HOUSEHOLDS = 2_500


def character_of(code: str, kind: UnitKind) -> Character:
    """The character given to a commune: that of the committed sample, else one that fits its kind."""
    if code in SAMPLE_COMMUNES:
        return SAMPLE_COMMUNES[code][0]
    if kind is not UnitKind.PHUONG:
        return Character.RURAL
    return Character.NEW_TOWN if int(code) // 3 % 3 == 0 else Character.DEEP_ALLEYS


def usual_households(code: str) -> int:
    """How many households a commune has when nobody says how many."""
    return SAMPLE_COMMUNES[code][1] if code in SAMPLE_COMMUNES else USUAL_HOUSEHOLDS
