"""Rows of the layers, each with full defaults, and a register to put them in."""

from datetime import UTC, date, datetime
from typing import Any

from shapely import LineString, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from app.db.datasets import begin_dataset
from geocoding.layers.rows import Building, CommuneOutline, HouseholdRow, Parcel, Street
from geocoding.model import Accuracy, Address, ParcelKey, Point

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HERE = Point(lon=105.8501, lat=21.0301)


def square(size_m: float = 10.0, *, west: float = 588_000.0, south: float = 2_326_000.0) -> BaseGeometry:
    return box(west, south, west + size_m, south + size_m)


def key(number: str = "34", *, sheet: str = "12", commune_code: str = "00070") -> ParcelKey:
    return ParcelKey(commune_code=commune_code, sheet=sheet, number=number)


def outline(code: str = "00070", *, valid_on: date = date(2025, 7, 1), **parts: Any) -> CommuneOutline:
    return CommuneOutline(**{"code": code, "valid_on": valid_on, "shape": square(900.0), "source": "test"} | parts)


def parcel(number: str = "34", **parts: Any) -> Parcel:
    return Parcel(**{"key": key(number), "shape": square(), "label": HERE, "land_use": "ODT"} | parts)


def building(external_id: str = "w1", **parts: Any) -> Building:
    return Building(**{"external_id": external_id, "shape": square(8.0), "name": "HH1", "levels": 25} | parts)


def street(external_id: str = "s1", **parts: Any) -> Street:
    defaults = {
        "external_id": external_id,
        "name": "Hàng Trống",
        "prefix": "Phố",
        "shape": LineString([(588_000, 2_326_000), (588_090, 2_326_010)]),
    }
    return Street(**defaults | parts)


def household(external_id: str = "h1", **parts: Any) -> HouseholdRow:
    defaults: dict[str, Any] = {
        "external_id": external_id,
        "address": Address(house_number="36A", alley_path=("12", "5"), street="Hàng Trống"),
        "commune_code": "00070",
        "point": HERE,
        "accuracy": Accuracy.PARCEL,
    }
    return HouseholdRow(**defaults | parts)


def dataset(session: Session, *, layer: str = "households", source: str = "city") -> int:
    return begin_dataset(
        session, layer=layer, source=source, file_name=f"{layer}.csv", sha256="0" * 64, options={}, at=NOON
    )
