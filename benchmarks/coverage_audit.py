"""How long an audit takes: of a generated city of 75,000, 150,000 and 300,000 households, and of one commune again.

    python benchmarks/coverage_audit.py [--communes 12] [--processes 2] [--register FILE]

Each commune has 25,000 households on 250 ways; one row in thirty breaks a rule. Every commune has the same street
names, and in every other one the numbers ascend the other way, so a rule that took one commune's street for another's
would be silent or speak of every house. Rows go straight into the tables: what is measured is the audit. The figures
of a run stand in docs/performance.md.
"""

import argparse
import os
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
from app.db.commune_land import LandMemory
from app.db.datasets import begin_dataset
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.db.findings import place_buildings
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
from geocoding.address.order import order_key
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.model import Address, Point
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
    """A commune to be made: code, postcode, what all its rows have in common, and whether numbers ascend eastwards."""

    code: str
    head: str
    common: Row
    eastwards: bool


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--communes", type=int, default=12)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--register", type=Path, help="A file to make, or one made earlier to use again.")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.register or Path(folder) / "register.sqlite"
        codes = sorted(current_edition().heads)[: options.communes]
        engine = open_engine(f"sqlite:///{file}") if file.exists() else generated(file, codes)
        place_all(engine)
        sizes = sorted({max(1, len(codes) // 4), max(1, len(codes) // 2), len(codes)})
        for name in ("first", "again"):
            measure(engine, [codes[:size] for size in sizes], name=name, processes=options.processes)
        print_number_findings(engine)
        measure_one(engine, codes[0])


def generated(file: Path, codes: list[str]) -> Engine:
    """A register with these communes."""
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    started = time.perf_counter()
    with write_session(engine) as session:
        seed_facts(session)
        number = dataset_of(session)
        for place, code in enumerate(codes):
            write_commune(session, code, place=place, dataset_id=number)
    print(f"{len(codes) * WAYS * HOUSES:,} households generated in {time.perf_counter() - started:.0f} s")
    return engine


def place_all(engine: Engine) -> None:
    """Find the commune of every building, which the first audit after an import does for all of the city."""
    started = time.perf_counter()
    with write_session(engine) as session:
        count = place_buildings(session, on=datetime.now(UTC).date())
    print(f"{count:,} buildings placed in {time.perf_counter() - started:.1f} s, {load()}")


def measure(engine: Engine, parts: list[list[str]], *, name: str, processes: int) -> None:
    """Audit growing parts of the city and print what each took beside the first, per household."""
    per_household: list[float] = []
    for codes in parts:
        if name == "first":
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM finding"))
        started, begun_s = time.perf_counter(), processor_s()
        report = audit(engine, at=datetime.now(UTC), communes=codes, processes=processes)
        seconds, used_s = time.perf_counter() - started, processor_s() - begun_s
        households = sum(figures[0].of for figures in report.figures.values())
        per_household.append(used_s / households)
        growth = per_household[-1] / per_household[0]
        print(f"{name}: {households:,} households, {report.findings:,} findings, {seconds:.1f} s, {load()}")
        print(f"  processor {used_s:.1f} s; for each household {growth:.2f} times that of the smallest part")


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def processor_s() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def print_number_findings(engine: Engine) -> None:
    """How many findings of the number rules each commune has: none may be silent."""
    with engine.connect() as connection:
        counts = connection.execute(
            text("SELECT count(*) FROM finding WHERE rule LIKE 'NUMBER-%' GROUP BY commune_code")
        ).scalars()
        print("findings of the number rules by commune:", sorted(counts))


def measure_one(engine: Engine, code: str) -> None:
    seconds, used, memory = [], [], LandMemory()
    for nth in range(6):
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE household SET house_number = '{nth}' WHERE external_id = 'h{code}-7'"))
        started, begun_s = time.perf_counter(), processor_s()
        audit_commune(engine, code, at=datetime.now(UTC), memory=memory)
        seconds.append(time.perf_counter() - started)
        used.append(processor_s() - begun_s)
    usual = sorted(seconds[1:])
    print(f"one changed commune of {WAYS * HOUSES:,}: first {seconds[0]:.2f} s, {load()}")
    print(f"  then median {usual[2]:.2f} s, worst {usual[-1]:.2f} s, processor {sorted(used[1:])[2]:.2f} s")


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
    rows = houses(Made(code, current_edition().heads[code], common, eastwards=place % 2 == 1), west, south)
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
    places = np.array([_place(made, way, house, west, south) for way in range(WAYS) for house in range(HOUSES)])
    degrees = transform(places, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG).tolist()
    shapes = shapely.box(places[:, 0] - 3.9, places[:, 1] - 6, places[:, 0] + 3.9, places[:, 1] + 6)
    footprints = shapely.box(places[:, 0] - 3.5, places[:, 1] - 5, places[:, 0] + 3.5, places[:, 1] + 5)
    rng = Random(made.code)
    for nth, (lon, lat) in enumerate(degrees):
        yield _house(made, nth, Point(lon, lat), shape=shapes[nth], footprint=footprints[nth], rng=rng)


def _place(made: Made, way: int, house: int, west: float, south: float) -> tuple[float, float]:
    """Odd numbers left: on the south side from east to west, on the north side from west to east."""
    x, y = west + way % COLUMNS * 480, south + way // COLUMNS * WAY_M
    along_m, left_m = FRONT_M * (house // 2 + 0.5), 10.0 if house % 2 == 0 else -10.0
    return (x + along_m, y + left_m) if made.eastwards else (x + LENGTH_M - along_m, y - left_m)


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
        "sort_key": order_key(Address(house_number=number, alley_path=path, street=name)),
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


def dataset_of(session: Session) -> int:
    """A dataset that the rows are said to come from."""
    return begin_dataset(
        session, layer="households", source="made", file_name="made", sha256="0" * 64, options={}, at=AT
    )


if __name__ == "__main__":
    main()
