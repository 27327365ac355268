"""Features as GeoJSON (RFC 7946): WGS 84 degrees, longitude first."""

from collections.abc import Mapping, Sequence
from typing import Final

import orjson
import shapely

from app.features.model import Feature

MEDIA_TYPE: Final = "application/geo+json"
STEP: Final = 1e-9
"""Degrees, a tenth of a millimetre: finer digits of outlines say nothing. Points are told as they are on file."""

Link = Mapping[str, str]


def collection_bytes(features: Sequence[Feature], *, links: Sequence[Link], matched: int) -> bytes:
    """A page of features with its links and counts."""
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "links": links,
            "numberMatched": matched,
            "numberReturned": len(features),
            "features": [_feature(one) for one in features],
        }
    )


def feature_bytes(feature: Feature, *, links: Sequence[Link]) -> bytes:
    """One feature with its links."""
    return orjson.dumps({**_feature(feature), "links": links})


def _feature(feature: Feature) -> Mapping[str, object]:
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": _geometry(feature),
        "properties": feature.properties,
    }


def _geometry(feature: Feature) -> object:
    shape = feature.shape
    if isinstance(shape, shapely.Point):
        return {"type": "Point", "coordinates": (shape.x, shape.y)}
    return orjson.Fragment(shapely.to_geojson(shapely.set_precision(shape, STEP, mode="pointwise")))
