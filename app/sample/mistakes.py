"""Household rows that are wrong on purpose, each breaking exactly one rule of the intake."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from random import Random

from app.sample.households import HouseholdCells

WRONG_SHARE = 0.03
NO_NUMBERS = (("NaN", "NaN"), ("inf", "21.0"), ("105.8", "-inf"), ("105.8.3", "21.0"), ("không rõ", "không rõ"))
NO_SUCH_COMMUNE = "99999"
NO_SUCH_STREET = "Chưa Đặt Tên"


class Mistake(StrEnum):
    """What is wrong with a row; the value is the rule code it is refused under."""

    DUPLICATE_ID = "household-duplicate-id"
    PARCEL_UNKNOWN = "household-parcel-unknown"
    OUTSIDE_CITY = "household-outside-city"
    WITHOUT_ADDRESS = "household-without-address"
    UNLOCATED = "household-unlocated"
    BAD_NUMBER = "household-bad-number"
    COMMUNE_UNKNOWN = "household-commune-unknown"


def spoil(rng: Random, cells: HouseholdCells, mistake: Mistake, *, earlier_id: str) -> HouseholdCells:
    """The row with that mistake in it; `earlier_id` is the id of a good row before it."""
    if mistake is Mistake.DUPLICATE_ID:
        return replace(cells, external_id=earlier_id)
    return _SPOILERS[mistake](rng, cells)


def _parcel_unknown(rng: Random, cells: HouseholdCells) -> HouseholdCells:
    nowhere = replace(_without_place(cells), parcel=str(rng.randint(9_001, 9_999)))
    return replace(nowhere, sheet=cells.sheet or "1")


def _outside_city(rng: Random, cells: HouseholdCells) -> HouseholdCells:
    """A place in a neighbouring province, or in the Gulf of Guinea where empty coordinates go."""
    lon, lat = (0.0, 0.0) if rng.random() < 0.2 else (rng.uniform(106.3, 106.7), rng.uniform(20.6, 21.3))
    return replace(_without_parcel(cells), lon=f"{lon:.7f}", lat=f"{lat:.7f}")


def _without_address(rng: Random, cells: HouseholdCells) -> HouseholdCells:
    return HouseholdCells(
        external_id=cells.external_id,
        street=cells.street if rng.random() < 0.5 else "",
        commune_code=cells.commune_code,
        sheet=cells.sheet,
        parcel=cells.parcel,
        lon=cells.lon,
        lat=cells.lat,
    )


def _unlocated(rng: Random, cells: HouseholdCells) -> HouseholdCells:
    return HouseholdCells(
        external_id=cells.external_id,
        house_number=str(rng.randint(1, 200)),
        street=NO_SUCH_STREET,
        commune_code=cells.commune_code,
    )


def _bad_number(rng: Random, cells: HouseholdCells) -> HouseholdCells:
    lon, lat = rng.choice(NO_NUMBERS)
    return replace(_without_parcel(cells), lon=lon, lat=lat)


def _commune_unknown(_: Random, cells: HouseholdCells) -> HouseholdCells:
    return replace(_without_text(cells), commune_code=NO_SUCH_COMMUNE)


def _without_text(cells: HouseholdCells) -> HouseholdCells:
    return replace(cells, address_text="", access_lon="", access_lat="")


def _without_place(cells: HouseholdCells) -> HouseholdCells:
    return replace(_without_text(cells), lon="", lat="")


def _without_parcel(cells: HouseholdCells) -> HouseholdCells:
    return replace(_without_text(cells), sheet="", parcel="")


_SPOILERS: Mapping[Mistake, Callable[[Random, HouseholdCells], HouseholdCells]] = {
    Mistake.PARCEL_UNKNOWN: _parcel_unknown,
    Mistake.OUTSIDE_CITY: _outside_city,
    Mistake.WITHOUT_ADDRESS: _without_address,
    Mistake.UNLOCATED: _unlocated,
    Mistake.BAD_NUMBER: _bad_number,
    Mistake.COMMUNE_UNKNOWN: _commune_unknown,
}
