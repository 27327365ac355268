"""The reading process for OpenStreetMap extracts (.osm.pbf): the only module that imports osmium.

It hands over buildings, named highways and what carries a house number; `external_id` is the object's OSM id with
n, w or r in front. Names of shops and persons stay behind: only the tags listed here are taken.
"""

import sys
from collections.abc import Iterator

import osmium
import shapely
from osmium.filter import KeyFilter
from osmium.geom import WKBFactory
from osmium.osm import Area, Changeset, Node, Relation, Way

from geocoding.crs import WGS84_EPSG, transform
from geocoding.layers.confine import confine
from geocoding.layers.request import MAX_VERTICES, Request
from geocoding.layers.wire import Frame, Json, write_frame

TAGS = {
    "building:levels": "levels",
    "addr:housenumber": "housenumber",
    "addr:street": "street",
    "addr:place": "place",
    "addr:hamlet": "hamlet",
    "addr:housename": "housename",
    "addr:floor": "floor",
    "addr:unit": "unit",
    "addr:flats": "flats",
}
_KEYS = ("building", "addr:housenumber", "highway")
_UNBUILT = {"proposed", "construction", "razed", "abandoned"}


def main() -> None:
    """Read the requested extract and write its objects as frames to standard output."""
    request = Request.load(sys.argv[1])
    confine(request.limits)
    stream = sys.stdout.buffer
    columns: list[Json] = ["external_id", "kind", "name", "highway", *TAGS.values()]
    header: dict[str, Json] = {"epsg": WGS84_EPSG, "columns": columns, "count": 0, "shapes": True, "sample": []}
    write_frame(stream, Frame("header", header))
    for row, (fields, wkb) in enumerate(_objects(request.path), start=1):
        body: dict[str, Json] = {"row": row, "fields": fields, "mended": False}
        shape = _surveyed(wkb, target=request.target_epsg)
        fault = "shape-incomplete" if shape is None else ""
        if shape is not None and shapely.get_num_coordinates(shape) > MAX_VERTICES:
            fault, shape = "shape-too-large", None
        write_frame(stream, Frame("record", {**body, "fault": fault}, b"" if shape is None else shapely.to_wkb(shape)))
    write_frame(stream, Frame("end"))
    stream.flush()


def _surveyed(wkb: bytes, *, target: int) -> shapely.Geometry | None:
    if not wkb:
        return None
    shape = shapely.from_wkb(wkb)
    return shapely.transform(shape, lambda xy: transform(xy, source_epsg=WGS84_EPSG, target_epsg=target))


def _objects(path: str) -> Iterator[tuple[dict[str, Json], bytes]]:
    """The fields and the WGS 84 shape (empty where it cannot be built) of every object that we take."""
    factory = WKBFactory()
    relations: dict[str, dict[str, Json]] = {}
    assembled: set[str] = set()
    for found in osmium.FileProcessor(path).with_areas().with_filter(KeyFilter(*_KEYS)):
        if isinstance(found, Changeset) or not _kind(found):
            continue
        if isinstance(found, Relation):
            relations[_external_id(found)] = _fields(found)
        else:
            assembled.add(_external_id(found))
            yield _fields(found), _wkb(factory, found)
    for external_id in sorted(relations.keys() - assembled):
        yield relations[external_id], b""


def _fields(found: Node | Way | Area | Relation) -> dict[str, Json]:
    """What we take of an object."""
    tags, kind = found.tags, _kind(found)
    fields: dict[str, Json] = {"external_id": _external_id(found), "kind": kind}
    fields["name"] = tags.get("name", "") if kind != "address" else ""
    fields["highway"] = tags.get("highway", "")
    return {**fields, **{field: tags.get(tag, "") for tag, field in TAGS.items()}}


def _kind(found: Node | Way | Area | Relation) -> str:
    """What an object is to us; "" when it is nothing of ours, or comes again as an area."""
    tags = found.tags
    if isinstance(found, Way):
        if "highway" in tags and "name" in tags and tags["highway"] not in _UNBUILT:
            return "street"
        return "address" if "addr:housenumber" in tags and not found.is_closed() else ""
    if isinstance(found, Area | Relation) and "building" in tags and tags["building"] != "no":
        return "building"
    is_multipolygon = not isinstance(found, Relation) or tags.get("type") in ("multipolygon", "building")
    return "address" if "addr:housenumber" in tags and is_multipolygon else ""


def _external_id(found: Node | Way | Area | Relation) -> str:
    if isinstance(found, Area):
        return f"{'w' if found.from_way() else 'r'}{found.orig_id()}"
    return f"{'n' if isinstance(found, Node) else 'w' if isinstance(found, Way) else 'r'}{found.id}"


def _wkb(factory: WKBFactory, found: Node | Way | Area) -> bytes:
    """The shape of an object; empty where nodes lie outside the extract or the rings do not close."""
    try:
        if isinstance(found, Node):
            text = factory.create_point(found)
        elif isinstance(found, Way):
            text = factory.create_linestring(found)
        else:
            text = factory.create_multipolygon(found)
    except (RuntimeError, osmium.InvalidLocationError):
        return b""
    return bytes.fromhex(text)


if __name__ == "__main__":
    main()
