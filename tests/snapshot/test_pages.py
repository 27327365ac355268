"""Pages of a snapshot against every thing looked at one by one."""

import random
from pathlib import Path

import numpy as np
import pytest
import shapely

from geocoding.crs import SURVEY_EPSG, UTM_EPSG, to_survey, transform
from geocoding.geometry import reproject, wgs84_shape
from geocoding.model import HANOI, Box, Household, ParcelKey, Point
from geocoding.snapshot.households import place_of
from geocoding.snapshot.pages import Selection
from geocoding.snapshot.store import Snapshot
from geocoding.snapshot.windows import STEPS, PlaneBox, Window, survey_frames
from tests.factories import BA_DINH, DONG_DA, KIM_LIEN, address, household, parcel, snapshot_of

COUNT = 400
COMMUNES = (BA_DINH, KIM_LIEN, DONG_DA)


def scattered(rng: random.Random) -> Point:
    """A place, half of them on a fine grid so that edges of boxes meet them."""
    lon, lat = rng.uniform(105.3, 106.0), rng.uniform(20.6, 21.3)
    return Point(lon, lat) if rng.random() < 0.5 else Point(round(lon, 2), round(lat, 2))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rng = random.Random(7)
    homes = [
        household(f"h{n}", address(str(n), rng.choice("ABC")), commune_code=rng.choice(COMMUNES), point=scattered(rng))
        for n in range(COUNT)
    ]
    parcels = []
    for n in range(COUNT):
        x, y = to_survey(scattered(rng))
        key = ParcelKey(rng.choice(COMMUNES), rng.choice(("1", "2", "10")), str(n))
        parcels.append(parcel(key, [shapely.box(x, y, x + rng.uniform(5, 900), y + rng.uniform(5, 900))]))
    folder: Path = tmp_path_factory.mktemp("pages")
    return snapshot_of(folder, homes, parcels=parcels)


def selections() -> list[Selection]:
    """Boxes small and large, beyond the city, empty, two at once; with and without communes and sheet."""
    rng = random.Random(8)
    found = [Selection(), Selection(boxes=(Box(-180, -90, 180, 90),)), Selection(boxes=(Box(10, 10, 20, 20),))]
    for _ in range(60):
        west, south = round(rng.uniform(105.2, 105.9), 2), round(rng.uniform(20.5, 21.2), 2)
        box = Box(west, south, west + rng.choice((0.0, 0.01, 0.1, 0.5)), south + rng.choice((0.0, 0.02, 0.3)))
        communes = rng.choice((None, frozenset({DONG_DA}), frozenset({BA_DINH, DONG_DA, "99999"}), frozenset()))
        plane = plane_box(box, epsg=rng.choice((SURVEY_EPSG, UTM_EPSG)))
        boxes = rng.choice(((box,), (plane,), (box, Box(105.5, 20.9, 105.6, 21.0)), None))
        found.append(Selection(boxes, communes, rng.choice(("", "1"))))
    return found


def plane_box(box: Box, *, epsg: int) -> PlaneBox:
    """A box in metres about where a box in degrees is."""
    corners = np.array([[box.west, box.south], [box.east, box.north]])
    (west, south), (east, north) = transform(corners, source_epsg=4326, target_epsg=epsg).round(-1)
    return PlaneBox(west, south, max(west, east), max(south, north), epsg)


def in_boxes(selection: Selection, shape: shapely.Geometry) -> bool:
    if selection.boxes is None:
        return True
    return any(meets(box, shape) for box in selection.boxes)


def meets(box: Window, shape: shapely.Geometry) -> bool:
    """Decided in the system of the box: there it is a rectangle."""
    if isinstance(box, PlaneBox):
        shape = reproject(shape, source_epsg=4326, target_epsg=box.epsg)
    return bool(shapely.intersects(shapely.box(box.west, box.south, box.east, box.north), shape))


def wanted_homes(snapshot: Snapshot, selection: Selection) -> list[Household]:
    homes = [snapshot.households[position] for position in range(COUNT)]
    return [
        one
        for one in homes
        if selection.communes is None or one.commune_code in selection.communes
        if selection.boxes is None or any(box.contains(one.point) for box in selection.boxes)
    ]


def wanted_parcels(snapshot: Snapshot, selection: Selection) -> list[ParcelKey]:
    store = snapshot.parcels
    return [
        store.key(position)
        for position in range(COUNT)
        if selection.communes is None or store.key(position).commune_code in selection.communes
        if selection.sheet in ("", store.key(position).sheet)
        if in_boxes(selection, wgs84_shape(store.shape(position)))
    ]


def test_pages_of_households_hold_each_wanted_one_once_and_in_order(snapshot: Snapshot) -> None:
    for selection in selections():
        expected = wanted_homes(snapshot, selection)
        met: list[Household] = []
        after, more = None, True
        while more:
            page = snapshot.household_page(selection, after=after, limit=23)
            assert (page.matched, page.skipped) == (len(expected), len(met))
            assert page.before == (met[-24] if len(met) > 23 else None)
            met, more = [*met, *page.items], page.more
            after = place_of(met[-1]) if met else None
            assert more is (len(met) < len(expected))
        assert [one.id for one in met] == [one.id for one in expected]


def test_pages_of_parcels_hold_each_wanted_one_once_and_in_order(snapshot: Snapshot) -> None:
    for selection in selections():
        expected = wanted_parcels(snapshot, selection)
        met: list[ParcelKey] = []
        after, more = None, True
        while more:
            page = snapshot.parcel_page(selection, after=after, limit=19)
            assert (page.matched, page.skipped) == (len(expected), len(met))
            assert (page.before and page.before.key) == (met[-20] if len(met) > 19 else None)
            met, more = [*met, *(one.key for one in page.items)], page.more
            after = met[-1] if met else None
            assert more is (len(met) < len(expected))
        assert met == expected


def test_a_place_that_has_gone_meanwhile_is_gone_on_behind(snapshot: Snapshot) -> None:
    everything = wanted_parcels(snapshot, Selection())
    before, behind = everything[7], everything[8]
    gone = ParcelKey(before.commune_code, before.sheet, f"{before.number}~")
    page = snapshot.parcel_page(Selection(), after=gone, limit=1)
    assert page.items[0].key == (behind if gone < behind else min(key for key in everything if key > gone))


@pytest.mark.parametrize("box", [HANOI, Box(104.9 + 0.3, 20.9, 105.21, 20.91), Box(105.7, 21.0, 105.701, 21.001)])
def test_the_frames_of_a_box_lie_around_it_and_within_it(box: Box) -> None:
    outer, inner = survey_frames(box)
    edges = np.linspace(0, 1, 7 * STEPS + 3)
    for part in edges:
        lon, lat = box.west + part * (box.east - box.west), box.south + part * (box.north - box.south)
        for point in (Point(lon, box.south), Point(lon, box.north), Point(box.west, lat), Point(box.east, lat)):
            x, y = to_survey(point)
            assert outer[0] <= x <= outer[2]
            assert outer[1] <= y <= outer[3]
            assert not (inner[0] < x < inner[2] and inner[1] < y < inner[3])
