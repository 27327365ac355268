"""Writing the layers as they come: GeoJSON and CSV text with fixed decimals, so that equal input gives equal bytes."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, fields
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TextIO

import orjson

from app.sample.certified import COUNT_SOURCE, COUNTED_ON, Certified
from app.sample.commune import BlockLayers, BuildingRecord, HouseholdRecord, ParcelRecord, StreetRecord
from app.sample.households import HouseholdCells
from app.sample.identifiers import Identified, IdentifierLists
from app.sample.service_points import MadeServicePoint

XY = tuple[float, float]
Properties = Mapping[str, str | int | float | bool]

SURVEY_CRS = "urn:ogc:def:crs:EPSG::5897"
PARTIAL = ".partial"

HOUSEHOLD_COLUMNS = tuple(column.name for column in fields(HouseholdCells))
_cells = attrgetter(*HOUSEHOLD_COLUMNS)
REJECTION_COLUMNS = ("row", "external_id", "rule")
REPEAT_COLUMNS = ("external_id", "same_as")
CODE_COLUMNS = ("external_id", "vpostcode", "fate")
CERTIFICATION_COLUMNS = ("external_id", "certified_on", "paper")
SERVICE_COLUMNS = ("external_id", "name", "kind", "lon", "lat")
IDENTIFIER_COLUMNS = tuple(column.name for column in fields(Identified))
COUNT_COLUMNS = ("commune_code", "count", "dated_on", "source")


class FeatureFile:
    """A GeoJSON file that grows feature by feature."""

    def __init__(self, file: TextIO, *, name: str, crs: str = "") -> None:
        self._file = file
        self._separator = ""
        member = f',"crs":{{"type":"name","properties":{{"name":"{crs}"}}}}' if crs else ""
        file.write(f'{{"type":"FeatureCollection","name":"{name}"{member},"features":[\n')

    def add(self, properties: Properties, geometry: str) -> None:
        """Write one feature; `geometry` is a GeoJSON geometry as text."""
        text = orjson.dumps(properties).decode()
        self._file.write(f'{self._separator}{{"type":"Feature","properties":{text},"geometry":{geometry}}}')
        self._separator = ",\n"

    def close(self) -> None:
        """End the collection."""
        self._file.write("\n]}\n")


class LayerFiles:
    """The open files of a sample; rows are counted as they are written."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._parcels = self._features("parcels", crs=SURVEY_CRS)
        self._buildings = self._features("buildings", crs=SURVEY_CRS)
        self._streets = self._features("streets", crs=SURVEY_CRS)
        self._households = self._table("households", HOUSEHOLD_COLUMNS)
        self._rejections = self._table("expected_rejections", REJECTION_COLUMNS)
        self._repeats = self._table("repeated_addresses", REPEAT_COLUMNS)
        self._codes = self._table("brought_codes", CODE_COLUMNS)
        self._certifications = self._table("certifications", CERTIFICATION_COLUMNS)
        self._reference_counts = self._table("reference_counts", COUNT_COLUMNS)
        self._service_points = self._table("service_points", SERVICE_COLUMNS)
        self._pilot = self._table("identifiers_2022", IDENTIFIER_COLUMNS)
        self._current = self._table("identifiers_2026", IDENTIFIER_COLUMNS)
        self.counts: Counter[str] = Counter()
        self.mistakes: Counter[str] = Counter()

    def outlines(self, name: str, outlines: Iterable[tuple[Properties, str]]) -> None:
        """Write a layer of commune outlines in degrees."""
        file = self._features(name)
        for properties, geometry in outlines:
            file.add(properties, geometry)
            self.counts[name] += 1

    def block(self, layers: BlockLayers) -> None:
        """Write what a block adds to each layer."""
        for parcel in layers.parcels:
            self._parcels.add(_of_parcel(parcel), polygon(parcel.ring))
        for building in layers.buildings:
            self._buildings.add(_of_building(building), polygon(building.ring))
        for street in layers.streets:
            self._streets.add(_of_street(street), line(street.line))
        self.counts.update(parcels=len(layers.parcels), buildings=len(layers.buildings), streets=len(layers.streets))
        for household in layers.households:
            self._household(household)

    def certifications(self, rows: Iterable[Certified]) -> None:
        """Write which households have been certified."""
        for row in rows:
            self._certifications((row.external_id, row.certified_on, row.paper))

    def reference_count(self, commune_code: str, count: int) -> None:
        """Write how many households an outside source counts in a commune."""
        self._reference_counts((commune_code, str(count), COUNTED_ON, COUNT_SOURCE))

    def service_point(self, made: MadeServicePoint) -> None:
        """Write a postal service point."""
        self._service_points((made.external_id, made.name, made.kind, f"{made.point.lon:.6f}", f"{made.point.lat:.6f}"))

    def identifiers(self, lists: IdentifierLists) -> None:
        """Write which national identifiers households have."""
        for table, rows in ((self._pilot, lists.pilot), (self._current, lists.current)):
            for row in rows:
                table(astuple(row))

    def text(self, name: str, content: str) -> None:
        """Write a file of its own."""
        self._open(name).write(content)

    def _household(self, household: HouseholdRecord) -> None:
        self.counts["households"] += 1
        external_id = household.cells.external_id
        self._households(_cells(household.cells))
        if household.mistake is not None:
            self.mistakes[household.mistake.value] += 1
            self._rejections((str(self.counts["households"]), external_id, household.mistake))
        if household.same_as:
            self.counts["repeated_addresses"] += 1
            self._repeats((external_id, household.same_as))
        if household.fate is not None:
            self.counts["brought_codes"] += 1
            self._codes((external_id, household.cells.vpostcode, household.fate))

    def _features(self, name: str, *, crs: str = "") -> FeatureFile:
        file = FeatureFile(self._open(f"{name}.geojson"), name=name, crs=crs)
        self._stack.callback(file.close)
        return file

    def _table(self, name: str, columns: Sequence[str]) -> "_Table":
        return _Table(self._open(f"{name}.csv"), columns)

    def _open(self, name: str) -> TextIO:
        path = self._folder / f"{name}{PARTIAL}"
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))


class _Table:
    """A CSV file to be called with each row."""

    def __init__(self, file: TextIO, columns: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(columns)

    def __call__(self, cells: Sequence[str]) -> None:
        self._writer.writerow(cells)


@contextmanager
def layer_files(folder: Path) -> Iterator[LayerFiles]:
    """Files that appear under their names only when all is written; after an error the folder is as before."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with ExitStack() as stack:
            yield LayerFiles(folder, stack)
    except BaseException:
        for path in folder.glob(f"*{PARTIAL}"):
            path.unlink()
        raise
    for path in sorted(folder.glob(f"*{PARTIAL}")):
        path.replace(path.with_suffix(""))


def polygon(*rings: Sequence[XY], decimals: int = 2) -> str:
    """A polygon as GeoJSON text; the first corner of a ring is repeated at its end unless it is already."""
    return f'{{"type":"Polygon","coordinates":{polygon_coordinates(rings, decimals=decimals)}}}'


def polygon_coordinates(rings: Iterable[Sequence[XY]], *, decimals: int) -> str:
    """The coordinates of a polygon as GeoJSON text."""
    closed = (ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings)
    return f"[{','.join(_places(ring, decimals) for ring in closed)}]"


def line(places: Sequence[XY], *, decimals: int = 2) -> str:
    """A line as GeoJSON text."""
    return f'{{"type":"LineString","coordinates":{_places(places, decimals)}}}'


def _places(places: Sequence[XY], decimals: int) -> str:
    # One formatting of the whole ring takes half the time of one for each corner.
    pattern = ",".join([f"[%.{decimals}f,%.{decimals}f]"] * len(places))
    return f"[{pattern % tuple(chain.from_iterable(places))}]"


def _of_parcel(parcel: ParcelRecord) -> Properties:
    return {
        "commune_code": parcel.key.commune_code,
        "sheet": parcel.key.sheet,
        "parcel": parcel.key.number,
        "land_use": parcel.land_use,
        "area_m2": round(parcel.area_m2, 1),
    }


def _of_building(building: BuildingRecord) -> Properties:
    return {"external_id": building.external_id, "name": building.name, "levels": building.levels}


def _of_street(street: StreetRecord) -> Properties:
    return {
        "external_id": street.external_id,
        "name": street.name,
        "prefix": street.prefix,
        "alley_path": street.alley_path,
        "commune_code": street.commune_code,
    }
