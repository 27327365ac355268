"""How fast layers leave: OGC pages over HTTP in one process, and exports, on the sample city or a larger one.

    python benchmarks/features.py [HOME]

HOME holds a register and a published snapshot (`vpostcode demo --once`); memory is the greatest resident size so far.
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from app.access.principal import SCOPES_OF, Principal, Role
from app.api.access import known_caller
from app.db.engine import open_engine
from app.export_layers import export_layers
from app.exporting.model import FileFormat
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.snapshot.store import open_snapshot

OFFICER = Principal(id="bench", name="bench", role=Role.OFFICER, scopes=SCOPES_OF[Role.OFFICER])


def main() -> None:
    """Measure and print."""
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var")
    settings = Settings(home=home)
    app = create_app(settings, logger=make_logger(StringIO()))
    app.dependency_overrides[known_caller] = lambda: OFFICER
    client = TestClient(app)
    client.get("/ogc/collections")
    for layer in ("parcels", "households"):
        started = time.perf_counter()
        count, pages = walked(client, f"/ogc/collections/{layer}/items?limit=2000")
        seconds = time.perf_counter() - started
        print(f"{layer}: {count} features on {pages} pages in {seconds:.2f} s, {count / seconds:,.0f}/s, {memory()}")
    with tempfile.TemporaryDirectory() as folder:
        for file_format in FileFormat:
            started = time.perf_counter()
            written = list(
                export_layers(
                    settings,
                    open_engine(settings.db_url),
                    open_snapshot(settings.snapshots),
                    layers=("parcels", "households"),
                    formats=(file_format,),
                    commune="",
                    folder=Path(folder),
                    at=datetime.now(UTC),
                )
            )
            seconds = time.perf_counter() - started
            features, size = sum(one.features for one in written), sum(one.bytes for one in written)
            print(f"{file_format}: {features} features, {size / 1e6:.1f} MB in {seconds:.2f} s, {memory()}")


def walked(client: TestClient, url: str) -> tuple[int, int]:
    """How many features and pages a list has, all of them fetched."""
    count = pages = 0
    while url:
        page = client.get(url).json()
        count, pages = count + page["numberReturned"], pages + 1
        following = [one["href"] for one in page["links"] if one["rel"] == "next"]
        url = "?".join(urlsplit(following[0])[2:4]) if following else ""
    return count, pages


def memory() -> str:
    """The greatest resident size of this process so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"


if __name__ == "__main__":
    main()
