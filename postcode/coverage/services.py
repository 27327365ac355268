"""Postal service points as an audit sees them: how many households have one within a walk."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely

from geocoding.crs import Coordinates

WALK_M: Final = 500.0
"""Metres in a straight line that count as a walk, unless the settings say otherwise: some eight minutes on foot."""


@dataclass(frozen=True, slots=True)
class Services:
    """The service points of the city, (n, 2) in the survey plane, and how far one walks to them in a straight line."""

    places: Coordinates = field(default_factory=lambda: np.empty((0, 2)))
    walk_m: float = WALK_M

    def near(self, places: Coordinates) -> int:
        """How many of the places, (n, 2) in the survey plane, have a service point no farther than a walk."""
        tree = shapely.STRtree([shapely.Point(x, y) for x, y in self.places.tolist()])
        homes = np.asarray(shapely.points(places), dtype=object)
        rows, _ = tree.query(homes, predicate="dwithin", distance=self.walk_m)
        return len(np.unique(rows))
