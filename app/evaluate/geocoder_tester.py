"""Questions in the CSV form of geocoders/geocoder-tester, held against GeoCodeJSON answers.

There every column `expected_…` names a member of the `geocoding` block; `expected_coordinate` is latitude, longitude
and the metres allowed. One feature that has them all is enough.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from app.evaluate.cases import CasesMalformed
from geocoding.geometry import distance_m
from geocoding.model import Point

PREFIX = "expected_"
COORDINATE = "coordinate"

Feature = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """One row: the text, how many answers may be looked at, and the members expected of one of them."""

    query: str
    limit: int
    expected: Mapping[str, str]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What an answer says of one place: the members of its `geocoding` block as text, and where it is."""

    members: Mapping[str, str]
    point: Point


def read_place_questions(path: Path) -> tuple[PlaceQuestion, ...]:
    """The questions of a file, commas or semicolons between its cells; raises `CasesMalformed`."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(StringIO(text), delimiter=delimiter)
    if "query" not in (rows.fieldnames or ()):
        raise CasesMalformed("there is no column query")
    return tuple(_question(row) for row in rows)


def _question(row: Mapping[str, str | None]) -> PlaceQuestion:
    expected = {name.removeprefix(PREFIX): cell for name, cell in row.items() if name.startswith(PREFIX) and cell}
    return PlaceQuestion(row["query"] or "", int(row.get("limit") or 1), expected, row.get("comment") or "")


def places_of(collection: Mapping[str, object]) -> tuple[Place, ...]:
    """The places of a GeoCodeJSON answer, best first."""
    features = collection.get("features")
    return tuple(map(_place, features)) if isinstance(features, Sequence) else ()


def _place(feature: Feature) -> Place:
    properties, geometry = _mapping(feature["properties"]), _mapping(feature["geometry"])
    members = {name: str(value) for name, value in _mapping(properties["geocoding"]).items()}
    coordinates = geometry["coordinates"]
    if not isinstance(coordinates, Sequence):
        raise CasesMalformed("an answer without coordinates")
    return Place(members, Point(lon=float(coordinates[0]), lat=float(coordinates[1])))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise CasesMalformed("not a GeoCodeJSON answer")
    return value


def missing(question: PlaceQuestion, places: Sequence[Place]) -> tuple[str, ...]:
    """The expected members that the nearest of the places lacks; empty when one place has them all."""
    lacking = [tuple(name for name in question.expected if not _has(place, name, question)) for place in places]
    return min(lacking, key=len, default=tuple(question.expected))


def _has(place: Place, name: str, question: PlaceQuestion) -> bool:
    wanted = question.expected[name]
    if name != COORDINATE:
        return place.members.get(name) == wanted
    lat, lon, metres = (float(part) for part in wanted.split(","))
    return distance_m(place.point, Point(lon=lon, lat=lat)) <= metres
