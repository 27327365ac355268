"""`/v1/tiles/…`: vector tiles of our own data; each layer asks for the right that its list would need."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.disclosure import hides_small
from app.api.parameters import NoQuery
from app.api.register import Register
from app.api.serving import Current
from app.coverage import certified_shares
from app.db.finding_map import finding_groups, findings_in
from app.errors import TileInvalid
from app.tiles import layers
from app.tiles.encoding import MEDIA_TYPE
from app.tiles.grid import MARGIN, Tile
from app.tiles.layers import GROUND_ZOOM, GROUPS, MAX_FEATURES

router = APIRouter(prefix="/v1/tiles", tags=["tiles"])

_PRIVATE: Final = {"Vary": "Authorization, X-API-Key, Cookie"}
KEPT: Final[Mapping[str, str]] = {"Cache-Control": "private, no-cache", **_PRIVATE}
"""Made from the published data: the browser asks by ETag whether it still holds."""
SHORT_LIVED: Final[Mapping[str, str]] = {"Cache-Control": "private, max-age=15", **_PRIVATE}
"""Made from the register, which changes with every approved edit."""
ANSWERS: Final[Mapping[int | str, dict[str, object]]] = {
    200: {
        "description": "A vector tile (Mapbox Vector Tile 2.1); without features where there is nothing to show.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


def asked_tile(z: int, x: int, y: int) -> Tile:
    """The tile of a request; raises `TileInvalid` for one outside the grid."""
    try:
        return Tile(z, x, y)
    except ValueError:
        raise TileInvalid from None


Asked = Annotated[Tile, Depends(asked_tile)]


@router.get(
    "/communes/{z}/{x}/{y}.mvt",
    operation_id="getCommuneTile",
    dependencies=[needs(Scope.PUBLIC)],
    response_class=Response,
    responses=dict(ANSWERS),
)
def commune_tile(tile: Asked, _: NoQuery, served: Current, caller: Caller, register: Register) -> Response:
    """Outlines of communes with the share of households with a certified code and its class."""
    with register.reading() as session:
        shares = certified_shares(session, hides_small=hides_small(caller, ""))
    return _answer(layers.commune_tile(tile, served.outlines, shares=shares), KEPT)


@router.get(
    "/parcels/{z}/{x}/{y}.mvt",
    operation_id="getParcelTile",
    dependencies=[needs(Scope.LISTS)],
    response_class=Response,
    responses=dict(ANSWERS),
)
def parcel_tile(tile: Asked, _: NoQuery, served: Current, caller: Caller) -> Response:
    """Parcels of the caller's communes, from zoom 16 on."""
    box, within = tile.box(margin=MARGIN), caller.communes

    def make() -> bytes:
        near = tile.z >= GROUND_ZOOM
        found = served.snapshot.parcels_in(box, MAX_FEATURES + 1, communes=within) if near else ()
        return layers.parcel_tile(tile, found)

    return _answer(served.tiles.get(("parcels", tile, within), make), KEPT)


@router.get(
    "/households/{z}/{x}/{y}.mvt",
    operation_id="getHouseholdTile",
    dependencies=[needs(Scope.LISTS)],
    response_class=Response,
    responses=dict(ANSWERS),
)
def household_tile(tile: Asked, _: NoQuery, served: Current, caller: Caller) -> Response:
    """Households of the caller's communes, from zoom 16 on."""
    within = caller.communes

    def make() -> bytes:
        near = tile.z >= GROUND_ZOOM
        found = served.snapshot.households_in(tile.box(), MAX_FEATURES + 1, communes=within) if near else ()
        return layers.household_tile(tile, found)

    return _answer(served.tiles.get(("households", tile, within), make), KEPT)


@router.get(
    "/findings/{z}/{x}/{y}.mvt",
    operation_id="getFindingTile",
    dependencies=[needs(Scope.FINDINGS)],
    response_class=Response,
    responses=dict(ANSWERS),
)
def finding_tile(tile: Asked, _: NoQuery, caller: Caller, register: Register) -> Response:
    """Open findings of the caller's communes: counted together, one by one from zoom 16 on."""
    box, communes = tile.box(), caller.communes
    with register.reading() as session:
        if tile.z < GROUND_ZOOM:
            groups = finding_groups(session, box, communes=communes, on=_today(), cells=GROUPS)
            return _answer(layers.finding_group_tile(tile, groups), SHORT_LIVED)
        found = findings_in(session, box, communes=communes, on=_today(), limit=MAX_FEATURES + 1)
    return _answer(layers.finding_tile(tile, found), SHORT_LIVED)


def _answer(content: bytes, headers: Mapping[str, str]) -> Response:
    return Response(content, media_type=MEDIA_TYPE, headers=dict(headers))


def _today() -> date:
    return datetime.now(UTC).date()
