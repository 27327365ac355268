"""What a tile shows of communes, parcels, households and findings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import shapely

from app.db.finding_map import FindingGroup, MappedFinding
from app.tiles.encoding import Drawn, encode_tile
from app.tiles.grid import Tile
from app.tiles.outlines import Outlines
from app.tiles.shares import share_class
from app.tiles.wire import Property
from geocoding.address.write import address_line
from geocoding.model import Household
from geocoding.snapshot.store import ParcelRecord

GROUND_ZOOM: Final = 16
"""From here on parcels, households and single findings are shown: a house is then some millimetres wide."""
MAX_FEATURES: Final = 2000
"""So many things are drawn in one tile; a tile with more says so in its layer `cut`."""
GROUPS: Final = 6
"""Findings of a tile are counted together in a grid of so many columns and rows."""


def commune_tile(tile: Tile, outlines: Outlines, *, shares: Mapping[str, float | None]) -> bytes:
    """Communes with the share of households with a certified code, and its class; both are absent without figures."""
    things = [
        Drawn(shape, {"code": commune.code, "name": commune.full_name, **_share(shares.get(commune.code))})
        for commune, shape in outlines.at(tile)
    ]
    return encode_tile(tile, "communes", things)


def _share(share: float | None) -> Mapping[str, Property]:
    return {} if share is None else {"share": round(share, 4), "class": share_class(share)}


def parcel_tile(tile: Tile, parcels: Sequence[ParcelRecord]) -> bytes:
    """Outlines of parcels with sheet and number; one more than `MAX_FEATURES` tells that there are more."""
    things = [
        Drawn(
            one.shape,
            {"key": str(one.key), "commune": one.key.commune_code, "sheet": one.key.sheet, "number": one.key.number},
        )
        for one in parcels[:MAX_FEATURES]
    ]
    return encode_tile(tile, "parcels", things, shown_of_more=len(parcels) > MAX_FEATURES)


def household_tile(tile: Tile, households: Sequence[Household]) -> bytes:
    """Points of households with address and code; one more than `MAX_FEATURES` tells that there are more."""
    things = [
        Drawn(
            shapely.Point(one.point.lon, one.point.lat),
            {
                "id": one.id,
                "commune": one.commune_code,
                "label": address_line(one.address),
                "code": one.code,
                "coded": bool(one.code),
            },
        )
        for one in households[:MAX_FEATURES]
    ]
    return encode_tile(tile, "households", things, shown_of_more=len(households) > MAX_FEATURES)


def finding_tile(tile: Tile, findings: Sequence[MappedFinding]) -> bytes:
    """Points of open findings, the worst last so that it is drawn on top."""
    things = [
        Drawn(
            shapely.Point(one.lon, one.lat),
            {
                "id": one.id,
                "rule": one.rule,
                "severity": one.severity,
                "commune": one.commune_code,
                "household": one.household_id,
                "parcel": one.parcel,
                "count": 1,
            },
        )
        for one in reversed(findings[:MAX_FEATURES])
    ]
    return encode_tile(tile, "findings", things, shown_of_more=len(findings) > MAX_FEATURES)


def finding_group_tile(tile: Tile, groups: Iterable[FindingGroup]) -> bytes:
    """Findings counted together, each count at the middle of what it counts."""
    things = [
        Drawn(
            shapely.Point(one.lon, one.lat),
            {"count": one.count, "error": one.errors, "warning": one.warnings, "notice": one.notices},
        )
        for one in groups
    ]
    return encode_tile(tile, "findings", things)
