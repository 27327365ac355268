"""How long map tiles take with 25,000 households on their parcels and 2,000 findings in one commune.

Every tile that meets the commune is asked for once by its official. Server and caller are one process, so the processor
time is that of both.

python -m benchmarks.tiles [HOUSEHOLDS [FINDINGS]]
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import quantiles

import shapely
from sqlalchemy import insert
from starlette.testclient import TestClient

from app.api.access import known_caller
from app.audit import audit
from app.db.datasets import begin_dataset
from app.db.engine import open_engine, write_session
from app.db.load import load_communes
from app.db.tables import FindingTable
from app.logs import make_logger
from app.main import create_app
from app.publish import publish
from app.settings import Settings
from app.tiles.grid import Tile
from benchmarks.workflow import COMMUNE, NOW, fill, official, plots
from geocoding.geometry import survey_shape
from geocoding.layers.rows import CommuneOutline
from geocoding.model import Box
from postcode.editions import current_edition

OUTLINES = Path(__file__).parents[1] / "data" / "samples" / "communes.geojson"
SEVERITIES = ("error", "warning", "notice")
ASKED = {"communes": (9, 12, 14), "findings": (12, 14, 16, 17), "parcels": (16, 17, 18), "households": (16, 17, 18)}


def main(count: int, findings: int) -> None:
    """Print for each layer and zoom how many tiles there are, how long they take and how large they are."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        fill(settings, count)
        box = complete(settings, count, findings)
        app = create_app(settings, logger=make_logger(StringIO()))
        app.dependency_overrides[known_caller] = lambda: official("an")
        with TestClient(app) as client:
            for layer, zooms in ASKED.items():
                for zoom in zooms:
                    measure(client, layer, [f"{tile.z}/{tile.x}/{tile.y}" for tile in tiles(box, zoom)], zoom)


def complete(settings: Settings, count: int, findings: int) -> Box:
    """Add outlines, an audit's figures and findings, publish; gives back where the households are."""
    engine = open_engine(settings.db_url)
    with write_session(engine) as session:
        number = begin_dataset(session, layer="communes", source="made", file_name="", sha256="", options={}, at=NOW)
        load_communes(session, outlines(), dataset_id=number)
    audit(engine, at=NOW)
    points = [row.point for _, row in plots(count)]
    with write_session(engine) as session:
        session.execute(FindingTable.__table__.delete())
        session.execute(
            insert(FindingTable),
            [
                {
                    "id": f"f{nth}",
                    "rule": "HOUSE-NO-NUMBER",
                    "severity": SEVERITIES[nth % 3],
                    "parcel": "",
                    "commune_code": COMMUNE,
                    "subject": f"h{nth}",
                    "facts": "{}",
                    "people": 1,
                    "importance": nth,
                    "lon": point.lon,
                    "lat": point.lat,
                    "first_seen_at": NOW,
                }
                for nth, point in enumerate(points[:: max(1, count // findings)][:findings])
            ],
        )
    publish(engine, edition=current_edition(), today=NOW.date(), snapshots=settings.snapshots)
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    return Box(west=min(lons), south=min(lats), east=max(lons), north=max(lats))


def outlines() -> Iterator[CommuneOutline]:
    """The outlines of today's communes, as the sample city has them."""
    for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]:
        shape = survey_shape(shapely.geometry.shape(feature["geometry"]))
        yield CommuneOutline(feature["properties"]["code"], date(2025, 7, 1), shape, "made")


def tiles(box: Box, zoom: int) -> Iterator[Tile]:
    """The tiles that meet a box."""
    corners = Tile(0, 0, 0).units(shapely.get_coordinates(shapely.box(box.west, box.south, box.east, box.north)))
    (west, north), (east, south) = (
        (corners / 4096 * (1 << zoom)).min(axis=0),
        (corners / 4096 * (1 << zoom)).max(axis=0),
    )
    for x in range(int(west), int(east) + 1):
        for y in range(int(north), int(south) + 1):
            yield Tile(zoom, x, y)


def measure(client: TestClient, layer: str, addresses: list[str], zoom: int) -> None:
    taken, sizes, busy = [], [], time.process_time()
    for address in addresses:
        started = time.perf_counter()
        answer = client.get(f"/v1/tiles/{layer}/{address}.mvt")
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.text
        sizes.append(len(answer.content) / 1000)
    cpu = (time.process_time() - busy) * 1000 / len(addresses)
    cuts = quantiles([*taken, *taken], n=20)
    print(
        f"{layer:10} zoom {zoom:2}  {len(addresses):4} tiles   p50 {cuts[9]:6.1f} ms   p95 {cuts[18]:6.1f} ms   "
        f"processor {cpu:6.1f} ms   largest {max(sizes):6.1f} kB"
    )


if __name__ == "__main__":
    HOUSEHOLDS, FINDINGS = (int(given) for given in [*sys.argv[1:], *("25000", "2000")[len(sys.argv) - 1 :]])
    main(HOUSEHOLDS, FINDINGS)
