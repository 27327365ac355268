"""Factories with full defaults, and a drawn map: letters are parcels of 10 m by 10 m."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import shapely
from shapely import Geometry

from geocoding.crs import to_survey, to_wgs84
from geocoding.model import Accuracy, Address, Household, ParcelKey, Point
from postcode.code import Vpostcode, encode
from postcode.editions import Edition
from postcode.olc import cell_of
from postcode.plan import Applicant, IssuedCode, Plan

HOAN_KIEM = cell_of(Point(lon=105.852, lat=21.029)).centre
"""A point in the middle of its cell."""
HEADS: Mapping[str, str] = {"00070": "11024", "00082": "11018"}


def edition(*, id: str = "2025", heads: Mapping[str, str] = HEADS) -> Edition:  # noqa: A002
    return Edition(id=id, valid_from=date(int(id), 8, 24), source="test", heads=heads)


@cache
def beside(point: Point, *, east_m: float = 0.0, north_m: float = 0.0) -> Point:
    x, y = to_survey(point)
    return to_wgs84(x + east_m, y + north_m)


@cache
def square(point: Point, *, side_m: float = 10.0) -> Geometry:
    """A square of land around a point, in metres of the survey plane."""
    x, y = to_survey(point)
    half = side_m / 2
    return shapely.box(x - half, y - half, x + half, y + half)


def applicant(name: str = "a", **given: object) -> Applicant:
    """A household on a parcel of its own, 10 m by 10 m around its point."""
    commune = str(given.get("commune_code", "00070"))
    values: dict[str, object] = {
        "household_id": f"id-{name}",
        "external_id": name,
        "commune_code": commune,
        "site": f"parcel:{name}",
        "point": HOAN_KIEM,
        "accuracy": Accuracy.PARCEL,
        "parcel": ParcelKey(commune, "1", name),
    } | given
    values.setdefault("footprint", square(values["point"]))  # type: ignore[arg-type]
    return Applicant(**values)  # type: ignore[arg-type]


def home_suffix(one: Applicant) -> str:
    return encode(one.point, head="00000").suffix


def issued(
    code: Vpostcode, *, household: str = "id-other", site: str = "parcel:other", live: bool = True
) -> IssuedCode:
    return IssuedCode(code, household, site, live)


def ledger_after(plan: Plan, before: tuple[IssuedCode, ...] = ()) -> tuple[IssuedCode, ...]:
    """What the ledger holds once the plan is applied."""
    return (*before, *(IssuedCode(new.code, new.household_id, new.site) for new in plan.new))


def codes_of(plan: Plan) -> dict[str, str]:
    """Stored code by name of the household."""
    return {new.household_id.removeprefix("id-"): str(new.code) for new in plan.new}


def household(code: str = "1102422F2345", *, name: str = "a") -> Household:
    return Household(
        id=f"id-{name}",
        external_id=name,
        code=code,
        address=Address(house_number="12", street="Hàng Bạc"),
        commune_code="00070",
        point=HOAN_KIEM,
        access_point=None,
        accuracy=Accuracy.PARCEL,
        parcels=(),
    )
