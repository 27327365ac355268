"""Small samples made once for all tests of this folder, read back the way a stranger would read them."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from app.sample.city import SEED, plan_communes, write_sample
from geocoding.geometry import survey_shape

COMMITTED = Path(__file__).parents[2] / "data" / "samples"

SIZES = {"00070": 500, "00229": 900, "00634": 700, "09895": 500}


@dataclass(frozen=True)
class Made:
    folder: Path

    def features(self, name: str) -> list[dict[str, Any]]:
        return json.loads((self.folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]

    def shapes(self, name: str) -> NDArray[np.object_]:
        return np.array([shape(feature["geometry"]) for feature in self.features(name)], dtype=object)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def outline(self, code: str) -> Any:
        outlines = {feature["properties"]["code"]: feature["geometry"] for feature in self.features("communes")}
        return survey_shape(shape(outlines[code]))

    def accepted(self) -> list[dict[str, str]]:
        wrong = {int(row["row"]) for row in self.rows("expected_rejections")}
        return [row for number, row in enumerate(self.rows("households"), start=1) if number not in wrong]


@cache
def _kept() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="vpostcode-sample-")


@cache
def made(code: str) -> Made:
    """A small sample of one of the four communes."""
    return make([code], households=SIZES[code])


def make(codes: list[str], *, households: int, seed: int = SEED) -> Made:
    folder = Path(_kept().name) / f"{'-'.join(codes)}-{households}-{seed}"
    write_sample(folder, plan_communes(codes, households=households), seed=seed)
    return Made(folder)


@cache
def committed() -> Made:
    return Made(COMMITTED)


def parcel_of(row: dict[str, str]) -> tuple[str, str, str]:
    return row["commune_code"], row["sheet"], row["parcel"]


def parcels_by_key(sample: Made) -> dict[tuple[str, str, str], Any]:
    keys = [parcel_of(feature["properties"]) for feature in sample.features("parcels")]
    return dict(zip(keys, sample.shapes("parcels"), strict=True))


def pairs(query: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Each pair of different indices of an STRtree query once."""
    return ((int(a), int(b)) for a, b in zip(*query, strict=True) if a < b)


def tree(shapes: NDArray[np.object_]) -> shapely.STRtree:
    return shapely.STRtree(shapes)
