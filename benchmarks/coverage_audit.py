"""How long an audit takes: of a generated city of 100,000 to 300,000 households, and of one commune again.

    python benchmarks/coverage_audit.py [--communes 12] [--processes 2]

Each commune has 25,000 households on 250 ways; one row in thirty breaks a rule. Rows go straight into the tables:
what is measured is the audit. The figures of a run stand in docs/performance.md.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from app.audit import audit, audit_commune
from app.db.datasets import begin_dataset
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.db.tables import (
    BuildingTable,
    CommuneOutlineTable,
    HouseholdParcelTable,
    HouseholdTable,
    IssuedCodeTable,
    LiveCodeTable,
    ParcelTable,
    StreetTable,
)
from app.db.upsert import core_table
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.model import Point
from postcode.code import encode
from postcode.editions import current_edition

WAYS, HOUSES = 250, 100
FRONT_M, WAY_M, LENGTH_M = 8.0, 40.0, 400.0
COLUMNS = 10
X, Y = 560_000.0, 2_310_000.0
AT = datetime(2026, 11, 22, tzinfo=UTC)
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Made:
    """A commune to be made: its code, its postcode, and what all its rows have in common."""

    code: str
    head: str
    common: Row


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--communes", type=int, default=12)
    asked.add_argument("--processes", type=int, default=2)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'register.sqlite'}")
        migrate(engine)
        codes = sorted(current_edition().heads)[: options.communes]
        started = time.perf_counter()
        with write_session(engine) as session:
            seed_facts(session)
            number = _dataset(session)
            for place, code in enumerate(codes):
                write_commune(session, code, place=place, dataset_id=number)
        print(f"{len(codes) * WAYS * HOUSES:,} households generated in {time.perf_counter() - started:.0f} s")
        for third in (1, 2, 3):
            measure(engine, codes[: len(codes) * third // 3], processes=options.processes)
        measure_one(engine, codes[0])


def measure(engine: Engine, codes: list[str], *, processes: int) -> None:
    for name in ("first", "again"):
        if name == "first":
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM finding"))
        started = time.perf_counter()
        report = audit(engine, at=datetime.now(UTC), communes=codes, processes=processes)
        seconds = time.perf_counter() - started
        households = sum(figures[0].of for figures in report.figures.values())
        print(f"{name}: {households:,} households, {report.findings:,} findings, {seconds:.1f} s")


def measure_one(engine: Engine, code: str) -> None:
    seconds = []
    for nth in range(5):
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE household SET house_number = '{nth}' WHERE external_id = 'h{code}-7'"))
        started = time.perf_counter()
        audit_commune(engine, code, at=datetime.now(UTC))
        seconds.append(time.perf_counter() - started)
    print(f"one changed commune of {WAYS * HOUSES:,}: median {sorted(seconds)[2]:.2f} s, worst {max(seconds):.2f} s")


def write_commune(session: Session, code: str, *, place: int, dataset_id: int) -> None:
    """The rows of one commune, `place` says where in the city it lies."""
    west, south = X + place % 4 * 6_000, Y + place // 4 * 3_000
    connection = session.connection()
    outline = shapely.box(west - 100, south - 100, west + 5_000, south + 2_000)
    common = {"source": "made", "content_digest": b"", "dataset_id": dataset_id}
    connection.execute(
        insert(core_table(CommuneOutlineTable)),
        [{**common, "code": code, "valid_on": date(2025, 7, 1), "approximate": False, "shape": outline}],
    )
    connection.execute(insert(core_table(StreetTable)), list(streets(code, west, south, common)))
    tables = (ParcelTable, BuildingTable, HouseholdTable, HouseholdParcelTable, IssuedCodeTable, LiveCodeTable)
    rows = houses(Made(code, current_edition().heads[code], common), west, south)
    while batch := list(islice(rows, 5_000)):
        for nth, table in enumerate(tables):
            connection.execute(insert(core_table(table)), [row[nth] for row in batch])


def streets(code: str, west: float, south: float, common: Row) -> Iterator[Row]:
    for way in range(WAYS):
        x, y = west + way % COLUMNS * 480, south + way // COLUMNS * WAY_M
        name, path = name_of(way)
        yield {
            **common,
            "external_id": f"s{code}-{way}",
            "prefix": "Đường",
            "name": name.removeprefix("Đường "),
            "alley_path": path,
            "commune_code": code,
            "district": "",
            "shape": shapely.LineString([(x + LENGTH_M, y), (x, y)]),
        }


def name_of(way: int) -> tuple[str, tuple[str, ...]]:
    """Every fifth way is a street, the four after it are its alleys."""
    return f"Đường Số {way // 5 + 1}", (str(way % 5 * 8),) if way % 5 else ()


def houses(made: Made, west: float, south: float) -> Iterator[tuple[Row, ...]]:
    """For each house the rows of parcel, building, household, link, issued and live code."""
    places = np.array([_place(way, house, west, south) for way in range(WAYS) for house in range(HOUSES)])
    degrees = transform(places, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG).tolist()
    shapes = shapely.box(places[:, 0] - 3.9, places[:, 1] - 6, places[:, 0] + 3.9, places[:, 1] + 6)
    footprints = shapely.box(places[:, 0] - 3.5, places[:, 1] - 5, places[:, 0] + 3.5, places[:, 1] + 5)
    rng = Random(made.code)
    for nth, (lon, lat) in enumerate(degrees):
        yield _house(made, nth, Point(lon, lat), shape=shapes[nth], footprint=footprints[nth], rng=rng)


def _place(way: int, house: int, west: float, south: float) -> tuple[float, float]:
    """From east to west, odd numbers left: on the south side."""
    x, y = west + way % COLUMNS * 480, south + way // COLUMNS * WAY_M
    return x + LENGTH_M - FRONT_M * (house // 2 + 0.5), y + (-10.0 if house % 2 == 0 else 10.0)


def _house(
    made: Made, nth: int, point: Point, *, shape: BaseGeometry, footprint: BaseGeometry, rng: Random
) -> tuple[Row, ...]:
    code, common, (way, house) = made.code, made.common, divmod(nth, HOUSES)
    name, path = name_of(way)
    id_ = f"{int(code):08x}-0000-7000-8000-{nth:012x}"
    vpostcode = encode(point, head=made.head)
    number = str(rng.randint(1, 99)) if rng.random() < 1 / 30 else str(house + 1)
    key = {"commune_code": code, "sheet": "1", "number": str(nth)}
    absent = ("hamlet", "estate", "building", "floor", "unit", "brought_code", "building_external_id")
    household = {
        **common,
        **dict.fromkeys(absent, ""),
        "id": id_,
        "external_id": f"h{code}-{nth}",
        "house_number": number,
        "alley_path": path,
        "street": name,
        "address_text": f"Số {number}, {name}, Hà Nội" if rng.random() < 0.1 else "",
        "commune_code": code,
        "stated_commune_code": code,
        "lon": point.lon,
        "lat": point.lat,
        "access_lon": None,
        "access_lat": None,
        "accuracy": "door",
        "status": "certified" if rng.random() < 0.7 else "proposed",
    }
    issued = {"base": vpostcode.base, "unit": "", "household_id": id_}
    label = {"label_lon": point.lon, "label_lat": point.lat, "land_use": "ODT"}
    return (
        {**_without(common, "source"), **key, **label, "shape": shape},
        {**common, "external_id": f"b{code}-{nth}", "name": "", "levels": 3, "shape": footprint},
        household,
        {"household_id": id_, "position": 0, **key},
        {**issued, "site": f"parcel:{code}-1-{nth}", "adopted": False, "issued_at": AT},
        issued,
    )


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}


def _dataset(session: Session) -> int:
    return begin_dataset(
        session, layer="households", source="made", file_name="made", sha256="0" * 64, options={}, at=AT
    )


if __name__ == "__main__":
    main()
