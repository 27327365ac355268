"""A small part of the sample city, loaded in seconds: two communes with the first houses of each."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

KIM_LIEN, HOAN_KIEM = "00229", "00070"
HOUSEHOLDS = 120
PARCELS = 140

Row = Mapping[str, str]


def write_small_city(samples: Path, folder: Path) -> Path:
    """Write the layers of the small city; gives back their folder."""
    folder.mkdir()
    for name in ("communes.geojson", "communes_old.geojson"):
        shutil.copy(samples / name, folder / name)
    _keep_features(samples, folder, "streets.geojson", of=lambda one: one["commune_code"])
    _keep_features(samples, folder, "parcels.geojson", of=lambda one: one["commune_code"], most=PARCELS)
    _keep_features(samples, folder, "buildings.geojson", of=lambda one: one["external_id"][1:6], most=PARCELS)
    _keep_rows(samples, folder, "households.csv", of=lambda row: row["commune_code"], most=HOUSEHOLDS)
    known = {row["external_id"] for row in _rows(folder / "households.csv")}
    _keep_rows(samples, folder, "certifications.csv", of=lambda row: KIM_LIEN if row["external_id"] in known else "")
    _keep_rows(samples, folder, "reference_counts.csv", of=lambda row: row["commune_code"], count=str(HOUSEHOLDS + 8))
    return folder


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _keep_rows(
    samples: Path, folder: Path, name: str, *, of: Callable[[Row], str], most: int | None = None, **changes: str
) -> None:
    """The rows of the two communes, at most so many of each, with some columns changed."""
    rows = _rows(samples / name)
    kept = [row for commune in (KIM_LIEN, HOAN_KIEM) for row in [one for one in rows if of(one) == commune][:most]]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows({**row, **changes} for row in kept)


def _keep_features(
    samples: Path, folder: Path, name: str, *, of: Callable[[Row], str], most: int | None = None
) -> None:
    """The features of the two communes, at most so many of each."""
    layer = json.loads((samples / name).read_text(encoding="utf-8"))
    kept = [
        feature
        for commune in (KIM_LIEN, HOAN_KIEM)
        for feature in [one for one in layer["features"] if of(one["properties"]) == commune][:most]
    ]
    (folder / name).write_text(json.dumps({**layer, "features": kept}), encoding="utf-8")
