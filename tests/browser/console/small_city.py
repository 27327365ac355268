"""A small part of the sample city, loaded in seconds: two communes with the first houses of each."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

KIM_LIEN, HOAN_KIEM = "00229", "00070"
HOUSEHOLDS = 120
PARCELS = 140


def write_small_city(samples: Path, folder: Path) -> Path:
    """Write the layers of the small city; gives back their folder."""
    folder.mkdir()
    for name in ("communes.geojson", "communes_old.geojson"):
        shutil.copy(samples / name, folder / name)
    _write_households(samples / "households.csv", folder / "households.csv")
    _keep(samples, folder, "streets.geojson", of=lambda one: one["commune_code"])
    _keep(samples, folder, "parcels.geojson", of=lambda one: one["commune_code"], most=PARCELS)
    _keep(samples, folder, "buildings.geojson", of=lambda one: one["external_id"][1:6], most=PARCELS)
    return folder


def _write_households(source: Path, target: Path) -> None:
    left = {KIM_LIEN: HOUSEHOLDS, HOAN_KIEM: HOUSEHOLDS}
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8", newline="") as written:
        rows = csv.DictReader(read)
        out = csv.DictWriter(written, rows.fieldnames or ())
        out.writeheader()
        for row in rows:
            if left.get(row["commune_code"], 0):
                left[row["commune_code"]] -= 1
                out.writerow(row)


def _keep(
    samples: Path, folder: Path, name: str, *, of: Callable[[Mapping[str, str]], str], most: int | None = None
) -> None:
    """The features of the two communes, at most so many of each."""
    layer = json.loads((samples / name).read_text(encoding="utf-8"))
    kept = [
        feature
        for commune in (KIM_LIEN, HOAN_KIEM)
        for feature in [one for one in layer["features"] if of(one["properties"]) == commune][:most]
    ]
    (folder / name).write_text(json.dumps({**layer, "features": kept}), encoding="utf-8")
