"""Features as GeoJSON (RFC 7946): WGS 84 degrees, longitude first, unless another system was asked for."""

from collections.abc import Mapping, Sequence
from typing import Final

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from app.features.model import Feature
from app.features.systems import System, in_system

MEDIA_TYPE: Final = "application/geo+json"

Link = Mapping[str, str]


def collection_bytes(
    features: Sequence[Feature], *, links: Sequence[Link], matched: int, system: System = System.CRS84
) -> bytes:
    """A page of features with its links and counts."""
    shapes = in_system([one.shape for one in features], system)
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "links": links,
            "numberMatched": matched,
            "numberReturned": len(features),
            "features": [_feature(one, shape, system) for one, shape in zip(features, shapes, strict=True)],
        }
    )


def feature_bytes(feature: Feature, *, links: Sequence[Link], system: System = System.CRS84) -> bytes:
    """One feature with its links."""
    (shape,) = in_system([feature.shape], system)
    return orjson.dumps({**_feature(feature, shape, system), "links": links})


def _feature(feature: Feature, shape: BaseGeometry, system: System) -> Mapping[str, object]:
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": _geometry(shape, system),
        "properties": feature.properties,
    }


def _geometry(shape: BaseGeometry, system: System) -> object:
    """Points in degrees are told as they are on file; of all else digits that say nothing are left out."""
    if isinstance(shape, shapely.Point) and system.in_degrees:
        return {"type": "Point", "coordinates": (shape.x, shape.y)}
    return orjson.Fragment(shapely.to_geojson(shapely.set_precision(shape, system.step, mode="pointwise")))
