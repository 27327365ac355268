"""The households that live on the land: their addresses, where their register places them, how it writes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from app.sample.character import Measures
from app.sample.estates import Plot, Tower
from app.sample.land import Estated
from app.sample.lots import Lot
from app.sample.numbering import Habit, Way
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.model import Address, ParcelKey

XY = tuple[float, float]

NUMBERLESS = 0.12
"""Share of village houses without a number though their village has numbers."""


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One home: its address, its parcel and the surveyed places of its house and door.

    `may_repeat` when another home was given the same address on purpose.
    """

    address: Address
    parcel: ParcelKey
    house: XY
    door: XY
    prefix: str = ""
    may_repeat: bool = False

    @property
    def is_flat(self) -> bool:
        """Whether it is one of many homes in a building."""
        return bool(self.address.unit)


@dataclass(frozen=True, slots=True)
class HouseholdCells:
    """One row of the household file as text, in the order of its columns."""

    external_id: str
    house_number: str = ""
    alley_path: str = ""
    street: str = ""
    hamlet: str = ""
    estate: str = ""
    building: str = ""
    floor: str = ""
    unit: str = ""
    commune_code: str = ""
    sheet: str = ""
    parcel: str = ""
    lon: str = ""
    lat: str = ""
    access_lon: str = ""
    access_lat: str = ""
    address_text: str = ""
    vpostcode: str = ""


def homes_on_lot(
    rng: Random, lot: Lot, parcel: ParcelKey, *, house: XY, measures: Measures, crowding: float
) -> Iterator[Dwelling]:
    """The homes of one house: usually one, sometimes several at one address, sometimes rented rooms."""
    number, may_repeat = lot.plate.text, lot.plate.shared
    if lot.way.hamlet and lot.way.habit is not Habit.NONE and rng.random() < NUMBERLESS:
        number, may_repeat = "", True
    address = lot.way.address(number)
    roll = rng.random()
    rooms_share = max(measures.boarding_share, min(0.95, (crowding - 1) / 11))
    if number and not may_repeat and roll < rooms_share:
        count = round(rng.randint(6, 18) * max(1.0, crowding / 12))
        for unit in range(count):
            floor = 2 + unit // 4
            room = replace(address, floor=str(floor), unit=f"{floor}{unit % 4 + 1:02d}")
            yield Dwelling(room, parcel, house, lot.door, lot.way.prefix)
        return
    several = roll > 1 - measures.shared_share
    for _ in range(rng.randint(2, 3) if several else 1):
        yield Dwelling(address, parcel, house, lot.door, lot.way.prefix, may_repeat or several)


def homes_on_plot(plot: Plot, estate: str, parcel: ParcelKey, *, house: XY) -> Dwelling:
    """The home of an estate plot."""
    return Dwelling(Address(house_number=plot.code, estate=estate), parcel, house, plot.door)


def homes_in_tower(rng: Random, tower: Tower, of: Estated, parcel: ParcelKey) -> Iterator[Dwelling]:
    """The flats of a building, floor by floor, numbered floor and flat (TT 08/2024/TT-BXD, Article 13).

    Some buildings write the flat in one piece ("2506"), some call the 13th floor 12A.
    """
    way = of.way or Way()
    estate = "" if way.street else of.estate
    in_one_piece = rng.random() < 0.2
    lowest = 1 if tower.floors <= 5 else 2
    for floor in range(lowest, tower.floors + 1):
        label = "12A" if floor == 13 and tower.skips_unlucky else str(floor)
        for flat in range(1, tower.flats_per_floor + 1):
            unit = f"{label.zfill(2)}{flat:02d}" if in_one_piece else f"{flat:02d}"
            address = Address(street=way.street, estate=estate, building=tower.name, floor=label, unit=unit)
            yield Dwelling(address, parcel, tower.lobby, tower.lobby, way.prefix)


def written_places(places: Iterable[XY]) -> list[tuple[str, str]]:
    """Longitude and latitude as the register writes them, to 7 decimals (1 cm)."""
    survey = np.array(list(places), dtype=np.float64).reshape(-1, 2)
    degrees = transform(survey, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG)
    return [(f"{lon:.7f}", f"{lat:.7f}") for lon, lat in degrees.tolist()]


def write_household(
    rng: Random, dwelling: Dwelling, external_id: str, *, house: tuple[str, str], door: tuple[str, str], commune: str
) -> HouseholdCells:
    """The row of a home: by parcel alone (25 %), by place alone (20 %) or by both, some with the door as well.

    `commune` is the full name for the free text.
    """
    address, parcel = dwelling.address, dwelling.parcel
    located, style = rng.random(), rng.random()
    has_parcel, has_place = not 0.25 <= located < 0.45, located >= 0.25
    prefix = dwelling.prefix if style < 0.10 and address.street else ""
    return HouseholdCells(
        external_id=external_id,
        house_number=address.house_number,
        alley_path="/".join(address.alley_path),
        street=f"{prefix} {address.street}".strip(),
        hamlet=address.hamlet,
        estate=address.estate,
        building=address.building,
        floor=address.floor,
        unit=address.unit,
        commune_code="" if style > 0.97 and not has_parcel else parcel.commune_code,
        sheet=parcel.sheet if has_parcel else "",
        parcel=parcel.number if has_parcel else "",
        lon=house[0] if has_place else "",
        lat=house[1] if has_place else "",
        access_lon=door[0] if located > 0.88 else "",
        access_lat=door[1] if located > 0.88 else "",
        address_text=free_text(dwelling, commune=commune) if 0.5 < style < 0.58 else "",
    )


def text_alone(cells: HouseholdCells, text: str) -> HouseholdCells:
    """The row with its address as one text instead of parts."""
    bare = HouseholdCells(external_id=cells.external_id)
    return replace(
        bare,
        commune_code=cells.commune_code,
        sheet=cells.sheet,
        parcel=cells.parcel,
        lon=cells.lon,
        lat=cells.lat,
        address_text=text,
    )


def is_plain(dwelling: Dwelling) -> bool:
    """Whether it is a house with a bare number on a street or one of its alleys, unlike any other."""
    address = dwelling.address
    return bool(address.street) and address.house_number.isdigit() and not (dwelling.may_repeat or dwelling.is_flat)


def free_text(dwelling: Dwelling, *, commune: str) -> str:
    """The whole address as an official would write it, from the inside out."""
    address = dwelling.address
    parts = [
        _flat(address),
        f"tòa {address.building}" if address.building else "",
        f"Số {address.house_number}" if address.house_number[:1].isdigit() else address.house_number,
        _alley(address.alley_path),
        f"{dwelling.prefix.lower()} {address.street}" if address.street else "",
        address.hamlet,
        address.estate,
        commune,
        "Hà Nội",
    ]
    return ", ".join(part for part in parts if part)


def _flat(address: Address) -> str:
    if not address.unit:
        return ""
    if len(address.unit) == 2:
        return f"căn hộ {address.floor.zfill(2)}-{address.unit}"
    return f"phòng {address.unit}" if len(address.unit) == 3 else f"căn hộ {address.unit}"


def _alley(path: tuple[str, ...]) -> str:
    words = ("", "ngõ", "ngách", "hẻm")
    return f"{words[min(len(path), 3)]} {'/'.join(path)}" if path else ""
