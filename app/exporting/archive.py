"""PMTiles: vector tiles of our own encoder in one file; the only module that imports pmtiles."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from app.exporting.features import Content, every_feature
from app.features.collections import COMMUNES, COVERAGE, HOUSEHOLDS, PARCELS, SERVICE_POINTS
from app.features.model import Collection, Feature
from app.features.things import household_feature, parcel_feature, service_point_feature
from app.tiles.encoding import Drawn, encode_tile
from app.tiles.grid import MARGIN, Tile
from app.tiles.outlines import FINEST_ZOOM, Outlines
from app.tiles.wire import Property
from geocoding.errors import ExportFailed

AREA_ZOOMS: Final = range(6, FINEST_ZOOM + 1)
GROUND_ZOOMS: Final = range(15, 17)
"""A house is some pixels wide from here on; a map draws the finest tiles larger by itself."""
ZOOMS: Final = {PARCELS.id: GROUND_ZOOMS, HOUSEHOLDS.id: GROUND_ZOOMS}
"""Of layers that are not shown from afar; all others are drawn at `AREA_ZOOMS`."""
EVERYTHING: Final = 10_000_000
_E7: Final = 10_000_000


def write_archive(path: Path, collection: Collection, content: Content, metadata: Mapping[str, object]) -> None:
    """Write all tiles of a layer that hold anything, each whole: nothing is cut for size."""
    layer = _Layer(collection, content)
    zooms = ZOOMS.get(collection.id, AREA_ZOOMS)
    bounds = layer.bounds
    with path.open("wb") as file:
        writer = Writer(file)
        for tile, drawn in _ordered(layer, zooms):
            encoded = encode_tile(tile, collection.table, drawn)
            writer.write_tile(zxy_to_tileid(tile.z, tile.x, tile.y), gzip.compress(encoded, mtime=0))
        if not writer.tile_entries:
            raise ExportFailed(path, "there is nothing to draw")
        writer.finalize(_header(bounds, zooms), _metadata(collection, zooms, metadata))


class _Layer:
    """What a tile shows of one collection."""

    def __init__(self, collection: Collection, content: Content) -> None:
        self._collection, self._content = collection, content
        self._areas: Mapping[str, Feature] = {}
        if collection in (COMMUNES, COVERAGE):
            self._areas = {one.id: one for one in every_feature(collection, content)}
        self._outlines = Outlines(content.communes())

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        shapes = [one.shape for one in self._content.communes()]
        west, south, east, north = map(float, shapely.total_bounds(shapes))
        return west, south, east, north

    def drawn(self, tile: Tile) -> Sequence[Drawn]:
        """Everything of the layer that meets a tile."""
        if self._collection in (COMMUNES, COVERAGE):
            seen = [(self._areas.get(one.code), shape) for one, shape in self._outlines.at(tile)]
            return [Drawn(shape, _told(one)) for one, shape in seen if one is not None]
        return [Drawn(one.shape, _told(one)) for one in self._near(tile)]

    def _near(self, tile: Tile) -> Iterator[Feature]:
        snapshot, communes = self._content.snapshot, self._content.selection.communes
        if self._collection is SERVICE_POINTS:
            points = (one for one in self._content.service_points() if tile.box().contains(one.point))
            yield from map(service_point_feature, points)
            return
        if self._collection is HOUSEHOLDS:
            yield from map(household_feature, snapshot.households_in(tile.box(), EVERYTHING, communes=communes))
            return
        for one in snapshot.parcels_in(tile.box(margin=MARGIN), EVERYTHING, communes=communes):
            yield parcel_feature(one, households=len(snapshot.households.on_parcel(one.key)))


def _told(feature: Feature) -> Mapping[str, Property]:
    told = {name: value for name, value in feature.properties.items() if value is not None and value != ""}
    return {"id": feature.id, **told}


def _ordered(layer: _Layer, zooms: range) -> Iterator[tuple[Tile, Sequence[Drawn]]]:
    """The tiles that hold anything with what they hold, in the order of the archive."""
    west, south, east, north = layer.bounds
    for zoom in zooms:
        first, last = Tile.at(zoom, lon=west, lat=north), Tile.at(zoom, lon=east, lat=south)
        tiles = [Tile(zoom, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)]
        for tile in sorted(tiles, key=lambda one: zxy_to_tileid(one.z, one.x, one.y)):
            if drawn := layer.drawn(tile):
                yield tile, drawn


def _header(bounds: tuple[float, float, float, float], zooms: range) -> dict[str, object]:
    west, south, east, north = (round(one * _E7) for one in bounds)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": zooms.start,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }


def _metadata(collection: Collection, zooms: range, more: Mapping[str, object]) -> dict[str, object]:
    kinds = {"string": "String", "boolean": "Boolean"}
    fields = {one.name: kinds.get(one.kind.value, "Number") for one in collection.properties}
    span = {"minzoom": zooms.start, "maxzoom": zooms.stop - 1}
    return {**more, "vector_layers": [{"id": collection.table, **span, "fields": {"id": "String", **fields}}]}
