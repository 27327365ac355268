"""Taking in households: each row becomes a household with a place, a rejection, or a doubt with its candidates."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from geocoding.address.marked_names import MarkedNames
from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.layers.city import City, to_points
from geocoding.layers.household_draft import Broken, Draft, draft, drawn_place
from geocoding.layers.household_place import NoPlace, Place, Surroundings, place
from geocoding.layers.rows import Doubtful, Feature, HouseholdRow, Intake
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import BATCH, Sorting, joined
from geocoding.model import HANOI, Point, Rejected


def take_households(rows: Iterable[Feature | Rejected], city: City, *, epsg: int = WGS84_EPSG) -> Intake:
    """Households with their canonical points, all at once; see `household_parts`."""
    return joined(household_parts(rows, city, epsg=epsg))


def household_parts(rows: Iterable[Feature | Rejected], city: City, *, epsg: int = WGS84_EPSG) -> Iterator[Intake]:
    """Households with their canonical points, part by part; `epsg` is the system of the columns lon and lat.

    Of several rows with one external id the first counts, whatever became of it.
    """
    sorting = Sorting()
    seen: set[str] = set()
    features = sorting.features(rows)
    while batch := list(islice(features, BATCH)):
        drafts = [words for feature in batch if (words := _draft(feature, seen, sorting, city.names)) is not None]
        surroundings = _surroundings(drafts, city, epsg=epsg)
        places = [place(words, around, city) for words, around in zip(drafts, surroundings, strict=True)]
        found = zip(drafts, places, _communes(places, city), _access_points(drafts, epsg=epsg), strict=True)
        for words, found_place, commune, access in found:
            _file(words, found_place, commune=commune, access=access, sorting=sorting)
        yield sorting.hand_over()
    yield sorting.hand_over()


def _draft(feature: Feature, seen: set[str], sorting: Sorting, names: MarkedNames) -> Draft | None:
    """The row's draft; None once it has been filed as rejected."""
    given_id = feature.fields.get("external_id", "")
    found = draft(feature, names)
    external_id = given_id or (found.external_id if isinstance(found, Draft) else "")
    if external_id in seen:
        sorting.reject(feature, Rule.HOUSEHOLD_DUPLICATE_ID, external_id)
        return None
    if external_id:
        seen.add(external_id)
    if isinstance(found, Broken):
        sorting.reject(feature, found.rule, found.detail)
        return None
    return found


def _surroundings(drafts: Sequence[Draft], city: City, *, epsg: int) -> list[Surroundings | None]:
    """For each draft its given point with what covers it; None where it gives none."""
    around: list[Surroundings | None] = [None] * len(drafts)
    surveyed = _surveyed(drafts, epsg=epsg)
    rows = np.flatnonzero(~np.isnan(surveyed).any(axis=1))
    surveyed = surveyed[rows]
    communes = city.commune_of(surveyed)
    parcels, buildings = city.parcels.covering(surveyed), city.buildings.covering(surveyed)
    points = _points(surveyed)
    for row, point, commune, keys, ids in zip(rows.tolist(), points, communes, parcels, buildings, strict=True):
        around[row] = Surroundings(point, commune, keys, ids)
    return around


def _surveyed(drafts: Sequence[Draft], *, epsg: int) -> Coordinates:
    """The given places (n, 2) in the survey plane: NaN where none is given, infinite where it is on no map."""
    written = np.array([words.position or (np.nan, np.nan) for words in drafts], dtype=np.float64).reshape(-1, 2)
    surveyed = transform(written, source_epsg=epsg, target_epsg=SURVEY_EPSG).copy()
    if epsg == WGS84_EPSG:  # PROJ takes 465° for 105°
        surveyed[(np.abs(written) > (180.0, 90.0)).any(axis=1)] = np.inf
    surveyed[np.isnan(written).any(axis=1)] = np.nan
    for row, words in enumerate(drafts):
        if words.position is None and (drawn := drawn_place(words.feature)) is not None:
            surveyed[row] = drawn
    return surveyed


def _points(surveyed: Coordinates) -> list[Point]:
    """The points in degrees; what is on no map stands at 0, 0, far outside the city."""
    finite = np.isfinite(surveyed).all(axis=1)
    points = [Point(lon=0.0, lat=0.0)] * len(surveyed)
    for row, point in zip(np.flatnonzero(finite).tolist(), to_points(surveyed[finite]), strict=True):
        points[row] = point
    return points


def _communes(places: Sequence[Place | NoPlace], city: City) -> list[str]:
    """For each place the commune its point lies in, "" outside all and without a place."""
    points = [(found.point.lon, found.point.lat) if isinstance(found, Place) else (np.nan, np.nan) for found in places]
    degrees = np.array(points, dtype=np.float64).reshape(-1, 2)
    return city.commune_of(transform(degrees, source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG))


def _access_points(drafts: Sequence[Draft], *, epsg: int) -> list[Point | None]:
    """For each draft the point where one enters; None without one, and where it is off the map."""
    written = np.array([words.access or (np.nan, np.nan) for words in drafts], dtype=np.float64).reshape(-1, 2)
    degrees = transform(written, source_epsg=epsg, target_epsg=WGS84_EPSG)
    return [
        Point(lon=lon, lat=lat) if HANOI.west <= lon <= HANOI.east and HANOI.south <= lat <= HANOI.north else None
        for lon, lat in degrees.tolist()
    ]


def _file(words: Draft, found: Place | NoPlace, *, commune: str, access: Point | None, sorting: Sorting) -> None:
    if isinstance(found, Place) and commune:
        sorting.accepted.append(_household(words, found, commune=commune, access=access))
    elif isinstance(found, Place):
        sorting.reject(words.feature, Rule.HOUSEHOLD_OUTSIDE_CITY, str(found.parcels[0]) if found.parcels else "")
    elif found.candidates:
        text = words.address_text or words.address.street
        sorting.doubtful.append(Doubtful(words.feature.row, found.rule, words.external_id, text, found.candidates))
    else:
        sorting.reject(words.feature, found.rule, found.detail or words.address_text)


def _household(words: Draft, found: Place, *, commune: str, access: Point | None) -> HouseholdRow:
    return HouseholdRow(
        external_id=words.external_id,
        address=found.address or words.address,
        commune_code=commune,
        point=found.point,
        accuracy=found.accuracy,
        access_point=access,
        parcels=found.parcels,
        building_external_id=found.building_external_id,
        stated_commune_code=words.stated_commune_code,
        address_text=words.address_text,
        brought_code=words.brought_code,
    )
