"""The map's own layers as GeoJSON bytes; light enough to be drawn by a phone."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import orjson
import shapely

from app.api.disclosure import View, visible_count
from app.api.present import position, printed
from geocoding.address.write import address_line
from geocoding.model import Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.store import ParcelRecord

OUTLINE_TOLERANCE = 1e-4
"""Degrees (about 10 m): outlines are thinned to what a screen shows, shared edges stay shared."""

Feature = Mapping[str, object]


def commune_outlines(communes: Sequence[CommuneRecord], *, view: View) -> bytes:
    """The outlines of the communes, thinned."""
    shapes = np.array([commune.shape for commune in communes], dtype=object)
    thinned = shapely.coverage_simplify(shapes, OUTLINE_TOLERANCE) if len(shapes) else shapes
    return _collection(
        (
            _feature(
                shapely.to_geojson(shapely.set_precision(shape, 1e-6, mode="pointwise")),
                code=commune.code,
                name=commune.full_name,
                postcode=commune.postcode,
                centre=position(commune.centre),
                households=visible_count(commune.households, view=view),
                codes=visible_count(commune.codes, view=view),
            )
            for commune, shape in zip(communes, thinned, strict=True)
        ),
        complete=True,
    )


def parcel_outlines(parcels: Sequence[ParcelRecord], *, limit: int) -> bytes:
    """The outlines of the first `limit` parcels with their sheet and number."""
    return _collection(
        (
            _feature(
                shapely.to_geojson(shapely.set_precision(parcel.shape, 1e-7, mode="pointwise")),
                sheet=parcel.key.sheet,
                number=parcel.key.number,
            )
            for parcel in parcels[:limit]
        ),
        complete=len(parcels) <= limit,
    )


def household_points(households: Sequence[Household], *, limit: int) -> bytes:
    """The points of the first `limit` households with code and address."""
    return _collection(
        (
            _feature(
                orjson.dumps({"type": "Point", "coordinates": position(household.point)}),
                code=printed(household.code) if household.code else None,
                label=address_line(household.address),
                accuracy=household.accuracy,
            )
            for household in households[:limit]
        ),
        complete=len(households) <= limit,
    )


def _feature(geometry: str | bytes, **properties: object) -> Feature:
    fragment = orjson.Fragment(geometry)
    return {"type": "Feature", "geometry": fragment, "properties": properties}


def _collection(features: Iterable[Feature], *, complete: bool) -> bytes:
    """The features as GeoJSON; `complete` is false when the box holds more than were drawn."""
    return orjson.dumps({"type": "FeatureCollection", "complete": complete, "features": list(features)})
