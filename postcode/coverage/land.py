"""The land of a commune: parcels and buildings, and what follows from them alone. Metres of the survey plane.

Both change only by imports, so whoever audits again after an edit may keep the land and all that was worked out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geocoding.layers.rows import Building, Parcel

Shapes = NDArray[np.object_]
Flags = NDArray[np.bool_]

RESIDENTIAL = frozenset({"ODT", "ONT", "ĐM", "T"})
"""Land uses that hold homes: urban (ODT) and rural (ONT) residential land, and the ĐM and T of older maps."""


@dataclass(frozen=True, eq=False)
class Land:
    """The parcels of one commune and the buildings whose middle lies in it; two are the same only if identical."""

    parcels: tuple[Parcel, ...] = ()
    buildings: tuple[Building, ...] = ()

    @cached_property
    def rows(self) -> dict[tuple[str, str], int]:
        """The row of each parcel by sheet and number."""
        return {(parcel.key.sheet, parcel.key.number): row for row, parcel in enumerate(self.parcels)}

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of the parcels."""
        return shape_array([parcel.shape for parcel in self.parcels])

    @cached_property
    def middles(self) -> Shapes:
        """A point on each parcel."""
        return np.asarray(shapely.point_on_surface(self.shapes))

    @cached_property
    def areas_m2(self) -> list[float]:
        """The area of each parcel."""
        areas: list[float] = shapely.area(self.shapes).tolist()
        return areas

    @cached_property
    def is_home(self) -> Flags:
        """For each parcel whether it is for homes."""
        return np.array([parcel.land_use in RESIDENTIAL for parcel in self.parcels], dtype=bool)

    @cached_property
    def is_other(self) -> list[bool]:
        """For each parcel whether it has a use that is not homes."""
        return [bool(parcel.land_use) and parcel.land_use not in RESIDENTIAL for parcel in self.parcels]

    @cached_property
    def is_built(self) -> Flags:
        """For each parcel whether a building stands on it: whether the two share more than an edge."""
        built = np.zeros(len(self.parcels), dtype=bool)
        if not self.parcels or not self.buildings:
            return built
        footprints = shape_array([building.shape for building in self.buildings])
        _, hits = shapely.STRtree(self.shapes).query(shapely.point_on_surface(footprints), predicate="intersects")
        built[hits] = True
        # A building may cover several parcels; its middle lies on one of them only.
        bare = np.flatnonzero(~built)
        rows, _ = shapely.STRtree(footprints).query(self.middles[bare], predicate="intersects")
        built[bare[rows]] = True
        return built

    @cached_property
    def covering(self) -> dict[int, int]:
        """The rows of the parcels that cover the middle of another parcel, with the row of such a one."""
        covered, covering = shapely.STRtree(self.shapes).query(self.middles, predicate="intersects").tolist()
        return {place: row for row, place in zip(covered, covering, strict=True) if row != place}

    @cached_property
    def building_by_id(self) -> dict[str, Building]:
        """The buildings by the id of their source."""
        return {building.external_id: building for building in self.buildings}


def shape_array(shapes: Sequence[BaseGeometry]) -> Shapes:
    """Shapes as an array of objects."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array
