"""The reference systems in which features are told and boxes asked (OGC API – Features Part 2, 18-058r1)."""

from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.crs import SURVEY_EPSG, UTM_EPSG, WGS84_EPSG, Coordinates, transform
from postcode.words import Words

_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


class System(StrEnum):
    """A reference system by its identifier; the first is the one of whoever asks for none."""

    CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    WGS84 = f"{_EPSG}{WGS84_EPSG}"
    SURVEY = f"{_EPSG}{SURVEY_EPSG}"
    UTM = f"{_EPSG}{UTM_EPSG}"

    @property
    def epsg(self) -> int:
        """The code of the system, its order of axes aside."""
        return WGS84_EPSG if self.in_degrees else int(self.rpartition("/")[2])

    @property
    def in_degrees(self) -> bool:
        """Whether its numbers are degrees; else metres."""
        return self in (System.CRS84, System.WGS84)

    @property
    def latitude_first(self) -> bool:
        """Whether its first axis points north, as EPSG:4326 has it; the planes of Vietnam begin with easting."""
        return self is System.WGS84

    @property
    def step(self) -> float:
        """The finest step told of an outline, a tenth of a millimetre, in units of the system."""
        return 1e-9 if self.in_degrees else 1e-4

    @property
    def words(self) -> Words:
        """What it is called on pages."""
        return _WORDS[self]


_WORDS = {
    System.CRS84: Words("WGS 84, kinh độ trước (CRS84)", "WGS 84, longitude first"),
    System.WGS84: Words("WGS 84, vĩ độ trước (EPSG:4326)", "WGS 84, latitude first"),
    System.SURVEY: Words("VN-2000, múi 3°, kinh tuyến trục 105° (EPSG:5897)", "VN-2000 / TM-3 105°"),
    System.UTM: Words("VN-2000, múi 6°, UTM 48N (EPSG:3405)", "VN-2000 / UTM zone 48N"),
}


def in_system(shapes: list[BaseGeometry], system: System) -> list[BaseGeometry]:
    """Shapes given in WGS 84 degrees, longitude first, in a system and its order of axes."""
    if system is System.CRS84:
        return shapes

    def told(places: Coordinates) -> Coordinates:
        moved = transform(places, source_epsg=WGS84_EPSG, target_epsg=system.epsg)
        return moved[:, ::-1] if system.latitude_first else moved

    return list(shapely.transform(np.array(shapes, dtype=object), told))
