"""A register with the shipped facts and two communes, and the folder of its reports."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
from sqlalchemy import Engine

from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.intake import ImportReport, ImportRequest, import_layer
from geocoding.layers.rows import Layer
from tests.layers.city import EAST, WEST, square

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Desk:
    """Where files are laid and imported; the register is a SQLite file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.url = f"sqlite:///{folder / 'register.sqlite'}"
        self.engine: Engine = open_engine(self.url)

    def lay(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take(self, name: str, layer: Layer, *, dry_run: bool = False, **options: object) -> ImportReport:
        request = ImportRequest(path=self.folder / name, layer=layer, **options)  # type: ignore[arg-type]
        return import_layer(self.engine, request, at=NOW, reports=self.reports, dry_run=dry_run)


def layer_text(*rows: tuple[dict[str, str], shapely.Geometry], epsg: int = 5897) -> str:
    features = [
        {"type": "Feature", "properties": fields, "geometry": json.loads(shapely.to_geojson(shape))}
        for fields, shape in rows
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


COMMUNES = layer_text(
    ({"code": WEST}, square(0, 0, width=100, height=100)), ({"code": EAST}, square(100, 0, width=100, height=100))
)
PARCELS = layer_text(
    *[({"commune_code": WEST, "so_to": "1", "so_thua": str(n)}, square(2 * n, 0)) for n in range(1, 5)]
)
HOUSEHOLDS = """external_id,house_number,street,commune_code,sheet,parcel,lon,lat
h1,1,Phố Huế,00070,1,1,,
h2,2,Phố Huế,00070,1,2,,
h3,3,Phố Huế,00070,1,99,,
h4,4,Phố Huế,,,,NaN,21.0
h2,5,Phố Huế,00070,1,4,,
"""


@pytest.fixture(scope="session")
def drawn_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register that holds the facts, two communes and four parcels; to be copied."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    migrate(desk.engine)
    with write_session(desk.engine) as session:
        seed_facts(session)
    desk.lay("communes.geojson", COMMUNES)
    desk.lay("parcels.geojson", PARCELS)
    desk.take("communes.geojson", Layer.COMMUNES)
    desk.take("parcels.geojson", Layer.PARCELS)
    desk.engine.dispose()
    return desk.folder


@pytest.fixture
def desk(drawn_register: Path, tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    shutil.copytree(drawn_register, folder)
    return Desk(folder)
