"""How long the register's routes take with 25,000 households in one commune, and an approval of 1 and of 200 edits.

Server and caller are one process, so the processor time is that of both.

python -m benchmarks.workflow [HOUSEHOLDS]
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from shapely import box
from starlette.testclient import TestClient

from app.access.principal import SCOPES_OF, Principal, Role
from app.api.access import known_caller
from app.assign import assign
from app.db.datasets import begin_dataset
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.db.load import load_households, load_parcels
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.crs import to_survey, to_wgs84
from geocoding.layers.rows import HouseholdRow, Parcel
from geocoding.model import Accuracy, Address, ParcelKey, Point
from postcode.editions import current_edition

COMMUNE = "00070"
CORNER = to_survey(Point(lon=105.84, lat=21.02))
WIDE = 200
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def plots(count: int) -> Iterator[tuple[Parcel, HouseholdRow]]:
    for number in range(count):
        west, south = CORNER[0] + number % WIDE * 8.0, CORNER[1] + number // WIDE * 8.0
        key = ParcelKey(COMMUNE, str(number // 1000), str(number % 1000))
        middle = to_wgs84(west + 4.0, south + 4.0)
        address = Address(
            house_number=str(number % 97 + 1), alley_path=(str(number % 41 + 1),), street=f"Phố {number % 60}"
        )
        row = HouseholdRow(f"h{number}", address, COMMUNE, middle, Accuracy.DOOR, parcels=(key,))
        yield Parcel(key=key, shape=box(west, south, west + 8.0, south + 8.0), label=middle), row


def fill(settings: Settings, count: int) -> None:
    engine = open_engine(settings.db_url)
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
        dataset = begin_dataset(session, layer="households", source="made", file_name="", sha256="", options={}, at=NOW)
        made = list(plots(count))
        load_parcels(session, [parcel for parcel, _ in made], dataset_id=dataset)
        load_households(session, [row for _, row in made], dataset_id=dataset)
    assign(engine, edition=current_edition(), at=NOW, reports=settings.reports)


def official(name: str) -> Principal:
    return Principal(
        id=name, name=name, role=Role.OFFICIAL, scopes=SCOPES_OF[Role.OFFICIAL], communes=frozenset({COMMUNE})
    )


def timed(name: str, ask: Callable[[int], object], *, times: int) -> None:
    taken, busy = [], time.process_time()
    for number in range(times):
        started = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    cpu = (time.process_time() - busy) * 1000 / times
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(f"{name:44} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   processor {cpu:7.1f} ms")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        fill(settings, count)
        app = create_app(settings, logger=make_logger(StringIO()))
        with TestClient(app) as client:

            def ask(method: str, url: str, by: str = "an", **given: object) -> dict[str, object]:
                app.dependency_overrides[known_caller] = lambda: official(by)
                answer = client.request(method, url, **given)  # type: ignore[arg-type]
                assert answer.status_code < 300, answer.text
                return answer.json()

            base = f"/v1/register/households?commune={COMMUNE}&limit=200"
            page = ask("GET", base)
            ids = [one["id"] for one in page["households"]]  # type: ignore[attr-defined,index]
            deep = ask("GET", f"{base}&status=proposed&after={page['next']}")["next"]

            def edits(kind: str, chosen: list[str], **values: object) -> list[str]:
                body = {"kind": kind, "household_ids": chosen, "values": values, "reason": "đo"}
                return [one["id"] for one in ask("POST", "/v1/register/edits", json=body)["edits"]]  # type: ignore[attr-defined,index]

            def approve(chosen: list[str]) -> None:
                ask("POST", "/v1/register/decisions", "binh", json={"edit_ids": chosen, "decision": "approve"})

            timed("list, first page of 200", lambda _: ask("GET", base), times=20)
            timed("list, later page", lambda _: ask("GET", f"{base}&after={deep}"), times=20)
            timed("list, searched", lambda n: ask("GET", f"{base}&q=pho {n} 12"), times=20)
            timed("list, by code", lambda _: ask("GET", f"{base}&q=11024"), times=20)
            timed("one household", lambda n: ask("GET", f"/v1/register/households/{ids[n]}"), times=40)
            timed("lock", lambda n: ask("POST", f"/v1/register/households/{ids[n]}/lock"), times=20)
            timed("propose one correction", lambda n: edits("correct", [ids[n]], house_number=f"{n}X"), times=20)
            waiting = [edits("correct", [ids[100 + n]], unit=f"{n}") for n in range(20)]
            timed("approve one correction", lambda n: approve(waiting[n]), times=20)
            place = to_wgs84(CORNER[0] + 4.0, CORNER[1] - 20.0)
            new = {"commune_code": COMMUNE, "house_number": "1", "point": [place.lon, place.lat]}
            coming = [edits("add", [], **new) for _ in range(20)]
            timed("approve one new household, with its code", lambda n: approve(coming[n]), times=20)
            many = edits("certify", ids)
            timed("approve 200 certifications", lambda _: approve(many), times=1)
            timed("list of edits", lambda _: ask("GET", f"/v1/register/edits?commune={COMMUNE}&limit=200"), times=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25_000)
