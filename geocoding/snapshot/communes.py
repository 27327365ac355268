"""Communes of a snapshot: their outlines, heads and figures, and which one holds a point."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.model import Point
from geocoding.snapshot.files import Records, save_records


@dataclass(frozen=True, slots=True)
class CommuneRecord:
    """A commune as published; `shape` is in degrees, `former` names the units it was made of (empty when unknown).

    `approximate` says that the outline only imitates the legal one. `households` and `codes` count what the snapshot
    holds there.
    """

    code: str
    full_name: str
    postcode: str
    centre: Point
    shape: BaseGeometry
    former: tuple[str, ...] = ()
    approximate: bool = False
    households: int = 0
    codes: int = 0


def save_communes(folder: Path, communes: Iterable[CommuneRecord]) -> None:
    """Write communes in the order of their codes."""
    save_records(folder, "communes", (_record(commune) for commune in sorted(communes, key=lambda c: c.code)))


def _record(commune: CommuneRecord) -> list[object]:
    return [
        commune.code,
        commune.full_name,
        commune.postcode,
        commune.centre.lon,
        commune.centre.lat,
        shapely.to_wkb(commune.shape, hex=True),
        list(commune.former),
        commune.approximate,
        commune.households,
        commune.codes,
    ]


def _commune(record: list[object]) -> CommuneRecord:
    code, full_name, postcode, lon, lat, shape, former, approximate, households, codes = record
    return CommuneRecord(
        code=cast(str, code),
        full_name=cast(str, full_name),
        postcode=cast(str, postcode),
        centre=Point(lon=cast(float, lon), lat=cast(float, lat)),
        shape=shapely.from_wkb(cast(str, shape)),
        former=tuple(cast(list[str], former)),
        approximate=cast(bool, approximate),
        households=cast(int, households),
        codes=cast(int, codes),
    )


class CommuneStore:
    """The communes of an open snapshot; there are few, so they are all kept in memory."""

    def __init__(self, folder: Path) -> None:
        records = Records(folder, "communes")
        self._communes = {c.code: c for c in (_commune(records[index]) for index in range(len(records)))}
        for commune in self._communes.values():
            shapely.prepare(commune.shape)
        self._bounds = [(commune, commune.shape.bounds) for commune in self._communes.values()]

    def __len__(self) -> int:
        return len(self._communes)

    def get(self, code: str) -> CommuneRecord | None:
        """The commune with that code of 2025, None when it has no outline here."""
        return self._communes.get(code)

    def all(self) -> tuple[CommuneRecord, ...]:
        """All communes, by code."""
        return tuple(self._communes.values())

    def containing(self, point: Point) -> CommuneRecord | None:
        """The commune that holds a point, the lowest code on a shared line; None outside all."""
        for commune, (west, south, east, north) in self._bounds:
            inside = west <= point.lon <= east and south <= point.lat <= north
            if inside and shapely.intersects_xy(commune.shape, point.lon, point.lat):
                return commune
        return None
