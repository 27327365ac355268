"""A small part of the sample city, loaded in seconds: two communes with the first houses of each."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

KIM_LIEN, HOAN_KIEM = "00229", "00070"
COMMUNES = (KIM_LIEN, HOAN_KIEM)
FIRST = 120
PARCELS = 140

Row = Mapping[str, str]


def write_small_city(samples: Path, folder: Path) -> Path:
    """Write the layers of the small city; gives back their folder."""
    folder.mkdir()
    for name in ("communes.geojson", "communes_old.geojson", "service_points.csv"):
        shutil.copy(samples / name, folder / name)
    _keep_features(samples, folder, "streets.geojson", of=lambda one: one["commune_code"])
    _keep_features(samples, folder, "parcels.geojson", of=lambda one: one["commune_code"], most=PARCELS)
    _keep_features(samples, folder, "buildings.geojson", of=lambda one: one["external_id"][1:6], most=PARCELS)
    households = _rows(samples / "households.csv")
    kept = [
        row for commune in COMMUNES for row in [one for one in households if one["commune_code"] == commune][:FIRST]
    ]
    _write_rows(kept, folder / "households.csv")
    ids = {row["external_id"] for row in kept}
    for path in samples.glob("*_counts.csv"):
        counts = [row for row in _rows(path) if row["commune_code"] in COMMUNES]
        _write_rows([{**row, "count": str(FIRST + 8)} for row in counts], folder / path.name)
    for path in (*samples.glob("certifications*.csv"), *samples.glob("identifiers_*.csv")):
        _write_rows([row for row in _rows(path) if row["external_id"] in ids], folder / path.name)
    return folder


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_rows(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def _keep_features(
    samples: Path, folder: Path, name: str, *, of: Callable[[Row], str], most: int | None = None
) -> None:
    """The features of the two communes, at most so many of each."""
    layer = json.loads((samples / name).read_text(encoding="utf-8"))
    kept = [
        feature
        for commune in COMMUNES
        for feature in [one for one in layer["features"] if of(one["properties"]) == commune][:most]
    ]
    (folder / name).write_text(json.dumps({**layer, "features": kept}), encoding="utf-8")
