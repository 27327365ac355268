"""A reference system is judged by where it puts the shapes, never taken on trust and never chosen silently."""

from pathlib import Path

import numpy as np
import pytest

from geocoding.crs import SURVEY_EPSG, transform
from geocoding.errors import CrsUnknown
from geocoding.layers.area_index import AreaIndex
from geocoding.layers.crs_evidence import CANDIDATES, Sighting, rank, require_fit
from tests.layers.city import EAST, WEST, square

COMMUNES = AreaIndex([(WEST, square(0, 0, width=100, height=60)), (EAST, square(0, 60, width=100, height=60))])
NONE: AreaIndex[str] = AreaIndex([])


def sightings(epsg: int, *, shift_x: float = 0.0) -> list[Sighting]:
    """A grid of places in both communes, written in a reference system; each names its commune."""
    cells = [(column, row) for column in range(5, 100, 10) for row in range(2, 118, 8)]
    surveyed = np.array([(587_000 + c * 10 + shift_x, 2_325_000 + r * 10) for c, r in cells], dtype=float)
    written = transform(surveyed, source_epsg=SURVEY_EPSG, target_epsg=epsg)
    named = [WEST if row < 60 else EAST for _, row in cells]
    return [Sighting(float(x), float(y), code) for (x, y), code in zip(written, named, strict=True)]


@pytest.mark.parametrize("true_epsg", CANDIDATES)
def test_the_true_system_passes(true_epsg: int) -> None:
    require_fit(Path("f"), sightings(true_epsg), epsg=true_epsg, is_stated=False, communes=COMMUNES)


@pytest.mark.parametrize("true_epsg", CANDIDATES)
def test_the_true_system_ranks_first_among_those_that_differ(true_epsg: int) -> None:
    best, *_ = rank(sightings(true_epsg), communes=COMMUNES)
    near = {4756: 4326, 32648: 3405}  # 224 m apart: these small communes cannot always tell
    assert best.epsg in (true_epsg, near.get(true_epsg), {v: k for k, v in near.items()}.get(true_epsg))


@pytest.mark.parametrize(
    ("true_epsg", "claimed", "communes"),
    [
        (5897, 4326, COMMUNES),
        (5897, 9209, COMMUNES),
        (5897, 9211, COMMUNES),
        (4326, 5897, COMMUNES),
        (3405, 9210, COMMUNES),
        (9209, 5897, COMMUNES),
        # Without outlines only the box around the city judges: it is wider than the shift between the zones.
        (5897, 4326, NONE),
        (4326, 5897, NONE),
    ],
)
def test_a_system_that_leads_out_of_the_city_is_refused_and_the_fitting_one_named(
    true_epsg: int, claimed: int, communes: AreaIndex[str]
) -> None:
    with pytest.raises(CrsUnknown, match=rf"--crs .*EPSG:{true_epsg}"):
        require_fit(Path("f"), sightings(true_epsg), epsg=claimed, is_stated=True, communes=communes)


def test_a_shift_of_700_m_shows_in_the_communes_the_rows_name() -> None:
    with pytest.raises(CrsUnknown, match=r"tagged EPSG:3405.*EPSG:5897; say which with --crs"):
        require_fit(Path("f"), sightings(5897), epsg=3405, is_stated=False, communes=_tall())


def test_a_stated_system_settles_a_close_call() -> None:
    require_fit(Path("f"), sightings(5897), epsg=3405, is_stated=True, communes=_tall())


def _tall() -> AreaIndex[str]:
    """Communes that reach far enough north and south to hold the shifted places too."""
    south, north = square(-100, -140, width=300, height=200), square(-100, 60, width=300, height=200)
    return AreaIndex([(WEST, south), (EAST, north)])


def test_no_system_at_all_is_refused_with_advice() -> None:
    with pytest.raises(CrsUnknown, match="declares no reference system; name one, --crs 5897: EPSG:5897"):
        require_fit(Path("f"), sightings(5897), epsg=0, is_stated=False, communes=COMMUNES)


def test_a_file_that_nothing_puts_into_the_city_passes_to_be_refused_row_by_row() -> None:
    require_fit(Path("f"), [Sighting(0.0, 0.0)], epsg=4326, is_stated=False, communes=COMMUNES)


def test_a_file_without_shapes_passes() -> None:
    require_fit(Path("f"), [], epsg=0, is_stated=False, communes=COMMUNES)
