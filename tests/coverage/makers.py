"""A drawn commune without a fault, and ways to spoil it.

One street, Phố Láng, leads 200 m from north to south: odd numbers east of it (left), even ones west, a house every
10 m, each on its parcel with a building. Ngõ 10 leaves it to the west beside number 10.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from shapely import LineString, box

from geocoding.crs import to_survey, to_wgs84
from geocoding.layers.rows import Building, CommuneOutline, Parcel, ReferenceCount, Street
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point
from postcode.code import encode
from postcode.coverage.audit import audit_register
from postcode.coverage.finding import Finding
from postcode.coverage.land import Land
from postcode.coverage.register import AuditedHousehold, Certification, CommuneRegister, Names
from postcode.coverage.rules import RuleCode

CODE, HEAD, NAME = "00235", "11506", "Phường Đống Đa"
X, Y = 588_000.0, 2_326_000.0
TODAY = date(2026, 11, 22)


def spot(east_m: float, north_m: float) -> Point:
    """A point so many metres from the south end of the street."""
    return to_wgs84(X + east_m, Y + north_m)


def place_of(number: int) -> tuple[float, float]:
    """Where a house number of the street stands, in metres from its south end."""
    nth = (number - 1) // 2
    return (10.0 if number % 2 else -10.0), 195.0 - 10.0 * nth


def key_of(number: int) -> ParcelKey:
    return ParcelKey(CODE, "1", str(number))


def house(number: int, **parts: Any) -> AuditedHousehold:
    """The house of a number of the street, certified, coded and without fault."""
    address = Address(house_number=str(number), street="Láng")
    return home(f"h{number}", address=address, place=place_of(number), parcels=(key_of(number),), **parts)


def home(name: str, *, address: Address, place: tuple[float, float], **parts: Any) -> AuditedHousehold:
    point = spot(*place)
    values: dict[str, Any] = {
        "id": name,
        "external_id": name,
        "address": address,
        "commune_code": CODE,
        "point": point,
        "accuracy": Accuracy.DOOR,
        "status": HouseholdStatus.CERTIFIED,
        "code": str(encode(point, head=HEAD)),
        "stated_commune_code": CODE,
        "certification": Certification(date(2026, 1, 1), "QĐ 1"),
    }
    return AuditedHousehold(**values | parts)


def parcel(number: int, *, size_m: float = 4.0, land_use: str = "ODT") -> Parcel:
    east, north = place_of(number)
    shape = box(X + east - size_m, Y + north - size_m, X + east + size_m, Y + north + size_m)
    return Parcel(key_of(number), shape, spot(east, north), land_use)


def building(number: int, *, levels: int | None = 3) -> Building:
    east, north = place_of(number)
    shape = box(X + east - 3, Y + north - 3, X + east + 3, Y + north + 3)
    return Building(f"b{number}", shape, levels=levels)


def street(name: str = "Láng", *places: tuple[float, float], path: tuple[str, ...] = (), **parts: Any) -> Street:
    line = LineString([(X + east, Y + north) for east, north in places]) if places else None
    values: dict[str, Any] = {"external_id": f"{name} {path}", "prefix": "Phố", "commune_code": CODE, "shape": line}
    return Street(**{**values, "name": name, "alley_path": path} | parts)


LANG = street("Láng", (0, 200), (0, 0))
NGO_10 = street("Láng", (0, 157), (-60, 157), path=("10",))
IN_NGO_10 = home(
    "a2",
    address=Address(house_number="2", alley_path=("10",), street="Láng"),
    place=(-30.0, 152.0),
    parcels=(ParcelKey(CODE, "2", "2"),),
)
PARCEL_IN_NGO_10 = Parcel(ParcelKey(CODE, "2", "2"), box(X - 34, Y + 148, X - 26, Y + 156), spot(-30.0, 152.0), "ODT")
BUILDING_IN_NGO_10 = Building("a2", box(X - 33, Y + 149, X - 27, Y + 155))


def commune(
    *changes: AuditedHousehold,
    numbers: Sequence[int] = range(1, 21),
    without: Sequence[str] = (),
    **parts: Any,
) -> CommuneRegister:
    """The commune with households replaced by id, or added, or left out."""
    households = {one.id: one for one in (*map(house, numbers), IN_NGO_10, *changes)}
    chosen = tuple(one for one in households.values() if one.id not in without)
    places = [to_survey(one.point) for one in chosen]
    values: dict[str, Any] = {
        "code": CODE,
        "name": NAME,
        "on": TODAY,
        "head": HEAD,
        "households": chosen,
        "places": np.array(places, dtype=np.float64).reshape(-1, 2),
        "land": Land(
            parts.pop("parcels", (*map(parcel, numbers), PARCEL_IN_NGO_10)),
            parts.pop("buildings", (*map(building, numbers), BUILDING_IN_NGO_10)),
        ),
        "streets": (LANG, NGO_10),
        "outline": CommuneOutline(CODE, date(2025, 7, 1), box(X - 900, Y - 900, X + 900, Y + 900), "test"),
        "reference": ReferenceCount(CODE, len(chosen), date(2026, 1, 1), "test"),
        "names": Names(today={"dong da": CODE, "kim lien": "00229"}, former=frozenset({"trung liet"})),
        "codes_today": frozenset({CODE, "00229"}),
    }
    return CommuneRegister(**values | parts)


def spoilt(number: int, **parts: Any) -> CommuneRegister:
    """The commune with one house changed."""
    return commune(replace(house(number), **parts))


def addressed(number: int, **parts: Any) -> CommuneRegister:
    """The commune with the address of one house changed in parts."""
    one = house(number)
    return commune(replace(one, address=replace(one.address, **parts)))


def texted(text: str) -> CommuneRegister:
    """The commune with an address text at house 5."""
    return spoilt(5, address_text=text)


def findings(register: CommuneRegister, rule: RuleCode) -> list[Finding]:
    """What an audit finds under one rule."""
    return [one for one in audit_register(register).findings if one.rule is rule]
