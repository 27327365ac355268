"""Whether the reference system a file claims puts its shapes where they should be, and which other one would.

Tags lie: a real cadastral extract tagged EPSG:3405 had 65 % of its parcels in their own commune, and 99.9 % when read
as EPSG:5897. The two grids lie 700 m apart, so only the communes the rows name can tell them from each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, Coordinates, transform
from geocoding.errors import CrsUnknown
from geocoding.layers.area_index import AreaIndex
from geocoding.model import HANOI
from geocoding.words import Words

CANDIDATES = (5897, 3405, 9209, 9210, 9211, 4756, 4326, 32648)
"""The systems met in Hanoi's files, the likeliest first: the city's TM-3 plane, UTM, its neighbours, degrees."""
MIN_IN_CITY = 0.5
CLEARLY_BETTER = 0.1


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a row says it is, as written, and the commune it says it belongs to ("" when it says none)."""

    x: float
    y: float
    commune_code: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a system fits: the share of sightings in the city, and in the commune they name."""

    epsg: int
    in_city: float
    in_commune: float

    def __str__(self) -> str:
        return f"EPSG:{self.epsg} ({self.in_city:.0%} in the city)"


def fit_of(epsg: int, sightings: Sequence[Sighting], *, communes: AreaIndex[str]) -> Fit:
    """How well one system fits; without outlines the city is the box around it."""
    places = np.array([(sighting.x, sighting.y) for sighting in sightings], dtype=np.float64)
    if not len(communes):
        return Fit(epsg, float(_in_box(transform(places, source_epsg=epsg, target_epsg=WGS84_EPSG)).mean()), 0.0)
    found = communes.covering(transform(places, source_epsg=epsg, target_epsg=SURVEY_EPSG))
    named = [sighting.commune_code in keys for sighting, keys in zip(sightings, found, strict=True)]
    return Fit(epsg, sum(map(bool, found)) / len(found), sum(named) / len(named))


_STATE_IT = Words(
    "nói rõ hệ tọa độ, ví dụ --crs 5897 (VN-2000, kinh tuyến trục 105°) hoặc --crs 4326 (WGS 84)",
    "state it, for example --crs 5897 (VN-2000, central meridian 105°) or --crs 4326 (WGS 84)",
)


def rank(sightings: Sequence[Sighting], *, communes: AreaIndex[str]) -> list[Fit]:
    """All candidates, the best fitting first; equals in the order of `CANDIDATES`."""
    fits = [fit_of(epsg, sightings, communes=communes) for epsg in CANDIDATES]
    return sorted(fits, key=lambda fit: (-round(fit.in_commune, 2), -round(fit.in_city, 2)))


def require_fit(
    path: Path, sightings: Sequence[Sighting], *, epsg: int, is_stated: bool, communes: AreaIndex[str]
) -> None:
    """Raise `CrsUnknown`, naming what would fit, unless the system can be right.

    `epsg` is 0 when the file declares none; `is_stated` says that the caller named it, which settles a close call.
    A file that no candidate puts into the city passes: then its rows are wrong one by one.
    """
    if not sightings:
        return
    best = rank(sightings, communes=communes)
    advice = f"--crs {best[0].epsg}: {_listed(best[:3])}" if best[0].in_city >= MIN_IN_CITY else "--crs EPSG"
    if not epsg:
        reason = Words(
            f"tệp không ghi hệ tọa độ; hãy nói rõ, {advice}", f"declares no reference system; name one, {advice}"
        )
        raise CrsUnknown(path, reason, _STATE_IT)
    claimed = fit_of(epsg, sightings, communes=communes)
    if claimed.in_city < MIN_IN_CITY <= best[0].in_city:
        reason = Words(
            f"theo {claimed} thì không ở Hà Nội; thử {advice}", f"as {claimed} it is not Hanoi; try {advice}"
        )
        raise CrsUnknown(path, reason, _STATE_IT)
    if not is_stated and claimed.in_commune < best[0].in_commune - CLEARLY_BETTER:
        here, there, other = f"{claimed.in_commune:.0%}", f"{best[0].in_commune:.0%}", f"EPSG:{best[0].epsg}"
        reason = Words(
            f"ghi EPSG:{epsg}, theo đó {here} số hình nằm trong xã, phường chúng nêu, còn theo {other} là {there}; "
            "chọn bằng --crs",
            f"tagged EPSG:{epsg}, where {here} of the shapes lie in the commune they name, {there} as {other}; "
            "say which with --crs",
        )
        raise CrsUnknown(path, reason, _STATE_IT)


def _in_box(degrees: Coordinates) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    lon, lat = degrees[:, 0], degrees[:, 1]
    return (lon >= HANOI.west) & (lon <= HANOI.east) & (lat >= HANOI.south) & (lat <= HANOI.north)


def _listed(fits: Iterable[Fit]) -> str:
    return ", ".join(str(fit) for fit in fits if fit.in_city > 0)
