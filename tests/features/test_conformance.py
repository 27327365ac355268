"""OGC API – Features clause by clause: every requirement of every class that the service claims has its test here.

After OGC 17-069r4 (Part 1: Core) and 18-058r1 (Part 2: Coordinate Reference Systems by Reference), Annexes A; a class
that is claimed without all of its tests fails the last one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import jsonschema_rs
import numpy as np
import pytest
import shapely
from httpx2 import Response
from pyproj import Transformer
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Role
from app.features.api_document import DEFAULT_LIMIT
from tests.api.callers import caller
from tests.features.conftest import Site

CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "core": (
        *("root-op", "root-success", "api-definition-op", "api-definition-success"),
        *("conformance-op", "conformance-success", "http", "query-param-unknown", "query-param-invalid", "crs84"),
        *("fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items", "fc-md-items-links", "fc-md-extent"),
        *("sfc-md-op", "sfc-md-success", "fc-op", "fc-limit-definition", "fc-limit-response-1"),
        *("fc-bbox-definition", "fc-bbox-response", "fc-time-definition", "fc-time-response", "fc-response"),
        *("fc-links", "fc-rel-type", "fc-timeStamp", "fc-numberMatched", "fc-numberReturned"),
        *("f-op", "f-success", "f-links"),
    ),
    "geojson": ("definition", "content"),
    "html": ("definition", "content"),
    "crs": (
        *("crs-uri", "fc-md-crs-list", "fc-md-storageCrs", "fc-md-storageCrs-valid-value", "fc-md-crs-list-global"),
        *("fc-bbox-crs-definition", "fc-bbox-crs-valid-value", "bbox-crs-action", "fc-crs-definition"),
        *(
            "fc-crs-default-value",
            "fc-crs-valid-value",
            "crs-action",
            "ogc-crs-header",
            "ogc-crs-header-value",
            "geojson",
        ),
    ),
    "oas30": ("oas-definition-1", "oas-definition-2", "oas-impl", "completeness", "exception-codes", "security"),
}
"""The requirements of each class, as the standard names them."""

TESTED: set[tuple[str, str]] = set()
"""The requirements that a test below names."""

NAMES: Final = ("communes", "coverage", "service-points", "parcels", "households")
each_collection = pytest.mark.parametrize("name", NAMES)
LINK: Final = {"type": "object", "required": ["href", "rel", "type"], "properties": {"href": {"type": "string"}}}
LINKS: Final = {"type": "array", "items": LINK, "minItems": 1}
BOX: Final = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
SPATIAL: Final = {"type": "object", "required": ["bbox"], "properties": {"bbox": {"type": "array", "items": BOX}}}
COLLECTION: Final = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": {"type": "string"},
        "links": LINKS,
        "storageCrs": {"type": "string", "format": "uri"},
        "extent": {"type": "object", "properties": {"spatial": SPATIAL}},
        "crs": {"type": "array", "items": {"type": "string"}},
        "itemType": {"const": "feature"},
    },
}
FEATURE: Final = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "geometry": {"type": "object", "required": ["type", "coordinates"]},
        "properties": {"type": "object"},
        "links": LINKS,
    },
}
FEATURES: Final = {
    "type": "object",
    "required": ["type", "features", "links", "numberMatched", "numberReturned"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": FEATURE},
        "links": LINKS,
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}
"""The schemas of the standard (Annex C), as far as members are required or typed there."""

Test = Callable[..., None]


def requirement(*names: str) -> Callable[[Test], Test]:
    """Marks a test as that of these requirements, each written class/name."""

    def marked(test: Test) -> Test:
        TESTED.update((group, name) for group, _, name in (one.partition("/") for one in names))
        return test

    return marked


@pytest.fixture(scope="module")
def client(site: Site) -> TestClient:
    return TestClient(site.app)


@pytest.fixture(autouse=True)
def asked_by_the_officer(site: Site) -> Iterator[None]:
    site.caller = caller(Role.OFFICER)
    yield
    site.caller = ANONYMOUS


@pytest.fixture(scope="module")
def definition(site: Site) -> Any:
    with TestClient(site.app) as client:
        return client.get("/ogc/api").json()


def got(client: TestClient, address: str, **parameters: object) -> Response:
    """The answer of an address of ours, whole or without its host."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return client.get(f"{parts.path}{query}", params=parameters or None)


def page(client: TestClient, name: str, **parameters: object) -> Any:
    answer = got(client, f"/ogc/collections/{name}/items", **parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def fits(document: object, schema: object) -> None:
    jsonschema_rs.validator_for(schema).validate(document)


def linked(document: Any, rel: str) -> list[Any]:
    return [one for one in document["links"] if one["rel"] == rel]


def media(answer: Response) -> str:
    return answer.headers["content-type"].partition("; ")[0]


@requirement("core/root-op", "core/root-success")
@pytest.mark.parametrize("root", ["/ogc", "/ogc/"])
def test_the_landing_page_leads_to_definition_conformance_and_data(client: TestClient, root: str) -> None:
    answer = client.get(root, follow_redirects=False)
    assert answer.status_code == 200
    fits(answer.json(), {"type": "object", "required": ["links"], "properties": {"links": LINKS}})
    assert linked(answer.json(), "service-desc") or linked(answer.json(), "service-doc")
    assert [urlsplit(one["href"]).path for one in linked(answer.json(), "conformance")] == ["/ogc/conformance"]
    assert [urlsplit(one["href"]).path for one in linked(answer.json(), "data")] == ["/ogc/collections"]


@requirement("core/api-definition-op", "core/api-definition-success")
def test_the_definition_is_where_the_landing_page_says_and_of_the_type_it_says(client: TestClient) -> None:
    for rel in ("service-desc", "service-doc"):
        for one in linked(client.get("/ogc").json(), rel):
            answer = got(client, one["href"])
            assert answer.status_code == 200
            assert one["type"] in (answer.headers["content-type"], media(answer))


@requirement("core/conformance-op", "core/conformance-success")
def test_the_conformance_classes_are_listed(client: TestClient) -> None:
    answer = client.get("/ogc/conformance")
    assert answer.status_code == 200
    schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    fits(answer.json(), {"type": "object", "required": ["conformsTo"], "properties": {"conformsTo": schema}})


@requirement("core/http")
def test_http_is_kept_where_programs_rely_on_it(client: TestClient) -> None:
    assert client.get("/ogc/nowhere").status_code == 404
    assert client.post("/ogc/collections").status_code == 405
    head, full = client.head("/ogc/collections"), client.get("/ogc/collections")
    assert head.status_code in {200, 405}
    assert full.headers["content-length"] == str(len(full.content))


PATHS: Final = (
    *("/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/communes"),
    *(f"/ogc/collections/{name}/items" for name in NAMES),
)


@requirement("core/query-param-unknown")
@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_that_the_definition_does_not_name_is_a_400(client: TestClient, path: str) -> None:
    assert client.get(path, params={"unknown": "1"}).status_code == 400
    assert client.get(path, params={"bbox_crs": "1", "bbox-srs": "y"}).status_code == 400


@requirement("core/query-param-invalid")
@each_collection
@pytest.mark.parametrize("query", ["limit=0", "limit=a", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,9,2,3", "datetime=x"])
def test_a_value_that_is_none_is_a_400(client: TestClient, name: str, query: str) -> None:
    assert client.get(f"/ogc/collections/{name}/items?{query}").status_code == 400


@requirement("core/crs84", "geojson/content")
@each_collection
def test_geometries_are_valid_geojson_in_crs84_longitude_first(client: TestClient, name: str) -> None:
    features = page(client, name, limit=200)["features"]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    assert shapes
    assert all(one.is_valid and not one.is_empty and not one.has_z for one in shapes)
    west, south, east, north = shapely.total_bounds(shapes)
    assert 105 < west <= east < 107
    assert 20 < south <= north < 22
    for ring in (ring for one in shapes for part in getattr(one, "geoms", ()) for ring in part.interiors):
        assert not ring.is_ccw
    assert all(part.exterior.is_ccw for one in shapes for part in getattr(one, "geoms", ()))


@requirement("core/fc-md-op", "core/fc-md-success", "core/fc-md-links", "core/fc-md-items")
def test_the_collections_are_described_and_linked(client: TestClient) -> None:
    answer = client.get("/ogc/collections")
    assert answer.status_code == 200
    collections = {"type": "array", "items": COLLECTION}
    properties = {"links": LINKS, "collections": collections}
    fits(answer.json(), {"type": "object", "required": ["links", "collections"], "properties": properties})
    assert [got(client, one["href"]).content for one in linked(answer.json(), "self")] == [answer.content]
    assert [one["id"] for one in answer.json()["collections"]] == list(NAMES)


@requirement("core/fc-md-items-links")
def test_every_collection_leads_to_its_items(client: TestClient) -> None:
    for one in client.get("/ogc/collections").json()["collections"]:
        for link in linked(one, "items"):
            answer = got(client, link["href"])
            assert (answer.status_code, media(answer)) == (200, link["type"])
        assert {link["type"] for link in linked(one, "items")} == {"application/geo+json", "text/html"}


@requirement("core/fc-md-extent")
@each_collection
def test_the_extent_holds_every_geometry(client: TestClient, name: str) -> None:
    ((west, south, east, north),) = client.get(f"/ogc/collections/{name}").json()["extent"]["spatial"]["bbox"]
    count = page(client, name, limit=1)["numberMatched"]
    assert page(client, name, limit=1, bbox=f"{west},{south},{east},{north}")["numberMatched"] == count
    boxes = ((-180, -90, west, 90), (east, -90, 180, 90), (-180, -90, 180, south), (-180, north, 180, 90))
    for box in boxes:
        features = page(client, name, bbox=",".join(map(str, box)))["features"]
        shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
        assert all(shapely.box(west, south, east, north).buffer(1e-9).covers(one) for one in shapes)


@requirement("core/sfc-md-op", "core/sfc-md-success")
def test_a_collection_alone_is_told_as_in_the_list(client: TestClient) -> None:
    for one in client.get("/ogc/collections").json()["collections"]:
        (own,) = linked(one, "self")
        answer = got(client, own["href"])
        assert (answer.status_code, answer.json()) == (200, one)
    assert client.get("/ogc/collections/nothing").status_code == 404


@requirement("core/fc-op", "core/fc-response", "core/fc-rel-type", "geojson/definition")
@each_collection
def test_items_are_a_feature_collection_with_typed_links(client: TestClient, name: str) -> None:
    answer = client.get(f"/ogc/collections/{name}/items", headers={"Accept": "application/geo+json"})
    assert (answer.status_code, media(answer)) == (200, "application/geo+json")
    fits(answer.json(), FEATURES)
    ids = [one["id"] for one in answer.json()["features"]]
    assert len(ids) == len(set(ids)) <= DEFAULT_LIMIT


def parameter(definition: Any, name: str, wanted: str) -> Any:
    listed = definition["paths"][f"/collections/{name}/items"]["get"]["parameters"]
    (found,) = [one for one in listed if one["name"] == wanted]
    assert (found["in"], found["required"], found["style"], found["explode"]) == ("query", False, "form", False)
    return found["schema"]


@requirement("core/fc-limit-definition", "core/fc-limit-response-1")
@each_collection
def test_limit_is_defined_and_kept(client: TestClient, definition: Any, name: str) -> None:
    schema = parameter(definition, name, "limit")
    assert (schema["type"], schema["minimum"], schema["default"]) == ("integer", 1, DEFAULT_LIMIT)
    for limit in (1, 7, schema["maximum"], schema["maximum"] + 1):
        assert page(client, name, limit=limit)["numberReturned"] <= min(limit, schema["maximum"])


@requirement("core/fc-bbox-definition", "core/fc-bbox-response")
@each_collection
def test_bbox_is_defined_and_selects_what_meets_it(client: TestClient, definition: Any, name: str) -> None:
    schema = parameter(definition, name, "bbox")
    assert (schema["type"], schema["minItems"], schema["maxItems"]) == ("array", 4, 6)
    assert schema["items"] == {"type": "number"}
    first, *_ = page(client, name, limit=1)["features"]
    lon, lat = shapely.geometry.shape(first["geometry"]).representative_point().coords[0]
    box = (lon - 0.0005, lat - 0.0005, lon + 0.0005, lat + 0.0005)
    found = page(client, name, limit=2_000, bbox=",".join(map(str, box)))["features"]
    assert first["id"] in {one["id"] for one in found}
    assert all(shapely.intersects(shapely.geometry.shape(one["geometry"]), shapely.box(*box)) for one in found)
    assert page(client, name, bbox="-10,40,-9,41")["features"] == []


@requirement("core/fc-time-definition", "core/fc-time-response")
@each_collection
def test_datetime_is_defined_and_what_has_no_time_is_of_every_time(
    client: TestClient, definition: Any, name: str
) -> None:
    assert parameter(definition, name, "datetime")["type"] == "string"
    count = page(client, name, limit=1)["numberMatched"]
    always = ("../2999-01-01T00:00:00Z", "1999-01-01T00:00:00Z/..", "/2999-01-01T00:00:00Z", "../..")
    for when in always:
        assert page(client, name, limit=1, datetime=when)["numberMatched"] == count, when
    if name != "coverage":
        assert page(client, name, limit=1, datetime="1999-01-01T00:00:00Z")["numberMatched"] == count


@requirement("core/fc-links")
@each_collection
def test_a_page_links_itself_and_the_next_which_leads_to_the_end(client: TestClient, name: str) -> None:
    first = got(client, f"/ogc/collections/{name}/items", limit=3)
    assert [got(client, one["href"]).content for one in linked(first.json(), "self")] == [first.content]
    assert [media(got(client, one["href"])) for one in linked(first.json(), "alternate")] == ["text/html"]
    seen, pages, document = set(), 0, first.json()
    while following := linked(document, "next"):
        document, pages = got(client, following[0]["href"]).json(), pages + 1
        ids = {one["id"] for one in document["features"]}
        assert ids
        assert not ids & seen
        seen |= ids
        if pages == 5:
            break
    assert pages


@requirement("core/fc-timeStamp", "core/fc-numberMatched", "core/fc-numberReturned")
@each_collection
def test_counts_are_true_and_no_time_is_told_that_is_not_now(client: TestClient, name: str) -> None:
    whole = page(client, name, limit=2_000)
    assert whole["numberReturned"] == len(whole["features"])
    assert whole["numberMatched"] >= whole["numberReturned"]
    assert linked(whole, "next") or whole["numberMatched"] == whole["numberReturned"]
    assert page(client, name, limit=1)["numberMatched"] == whole["numberMatched"]
    assert "timeStamp" not in whole


@requirement("core/f-op", "core/f-success", "core/f-links")
@each_collection
def test_every_feature_can_be_fetched_alone_with_its_links(client: TestClient, name: str) -> None:
    for one in page(client, name, limit=3)["features"]:
        answer = client.get(f"/ogc/collections/{name}/items/{one['id']}")
        assert (answer.status_code, media(answer)) == (200, "application/geo+json")
        fits(answer.json(), {**FEATURE, "required": [*FEATURE["required"], "id", "links"]})
        assert [got(client, own["href"]).content for own in linked(answer.json(), "self")] == [answer.content]
        (home,) = linked(answer.json(), "collection")
        assert got(client, home["href"]).json()["id"] == name
    assert client.get(f"/ogc/collections/{name}/items/nothing").status_code == 404


@requirement("html/definition")
def test_everything_can_be_had_as_a_page(client: TestClient, definition: Any) -> None:
    for path, way in definition["paths"].items():
        name = path.split("/")[2] if path.count("/") > 2 else ""
        first = page(client, name, limit=1)["features"][0]["id"] if "{" in path else ""
        address = f"/ogc{path.replace('{featureId}', first)}"
        answer = client.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert (answer.status_code, media(answer)) == (200, "text/html"), path
        assert media(client.get(address, params={"f": "html"})) == "text/html"
        assert "json" in media(client.get(address, params={"f": "json"}, headers={"Accept": "text/html"}))
        assert media(answer) in way["get"]["responses"]["200"]["content"]
        assert "Accept" in answer.headers["vary"]


class Reader(HTMLParser):
    """The text of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.hrefs, self.scripts = "", list[str](), 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]
        self.scripts += tag == "script" or any(name.startswith("on") or name == "style" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@requirement("html/content")
@pytest.mark.parametrize("path", PATHS)
def test_a_page_holds_what_the_document_holds_and_its_links(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    read, document = Reader(answer.text), client.get(path).json()
    assert answer.text.lower().startswith("<!doctype html>")
    assert read.scripts == 0
    own = [*document.get("links", ()), *(one for part in document.get("collections", ()) for one in part["links"][:1])]
    assert {one["href"] for one in own if one["rel"] not in ("self", "alternate")} <= set(read.hrefs)
    assert any(href.endswith("f=json") for href in read.hrefs)
    for one in document.get("features", ()):
        assert any(href.endswith(f"/items/{one['id']}") for href in read.hrefs)
        told = (value for value in one["properties"].values() if isinstance(value, str) and value)
        assert all(value in read.text for value in told)
    assert all(name in read.text for name in document.get("conformsTo", ()))
    assert all(f"/ogc{place}".rstrip("/") in read.text for place in document.get("paths", ()))


def test_a_page_follows_to_the_end_and_back(client: TestClient) -> None:
    for name in NAMES:
        first = got(client, f"/ogc/collections/{name}/items", limit=3).json()
        second = got(client, linked(first, "next")[0]["href"]).json()
        third = got(client, linked(second, "next")[0]["href"]).json()
        assert linked(first, "prev") == []
        back = got(client, linked(third, "prev")[0]["href"]).json()
        assert [one["id"] for one in back["features"]] == [one["id"] for one in second["features"]]
        start = got(client, linked(second, "prev")[0]["href"]).json()
        assert [one["id"] for one in start["features"]] == [one["id"] for one in first["features"]]


def system(epsg: int) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{epsg}"


CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
SYSTEMS: Final = (CRS84, system(4326), system(5897), system(3405))


@requirement("crs/crs-uri", "crs/fc-md-crs-list", "crs/fc-md-crs-list-global")
def test_every_collection_lists_its_reference_systems(client: TestClient) -> None:
    document = client.get("/ogc/collections").json()
    assert document["crs"] == list(SYSTEMS)
    assert {tuple(one["crs"]) for one in document["collections"]} == {SYSTEMS}


@requirement("crs/fc-md-storageCrs", "crs/fc-md-storageCrs-valid-value")
def test_every_collection_says_in_which_system_it_is_kept(client: TestClient) -> None:
    kept = {one["id"]: one["storageCrs"] for one in client.get("/ogc/collections").json()["collections"]}
    assert kept == {**dict.fromkeys(NAMES, CRS84), "parcels": system(5897)}


@requirement("crs/fc-crs-definition", "crs/fc-crs-default-value", "crs/fc-bbox-crs-definition")
@each_collection
def test_both_parameters_are_defined(definition: Any, name: str) -> None:
    for wanted in ("crs", "bbox-crs"):
        schema = parameter(definition, name, wanted)
        assert (schema["type"], schema["format"]) == ("string", "uri")
        assert (schema["enum"], schema["default"]) == (list(SYSTEMS), CRS84)


@requirement("crs/fc-crs-valid-value", "crs/fc-bbox-crs-valid-value")
@each_collection
def test_a_system_that_is_not_listed_is_a_400(client: TestClient, name: str) -> None:
    for wanted in ("crs", "bbox-crs"):
        answer = got(client, f"/ogc/collections/{name}/items", **{wanted: system(4269), "bbox": "1,2,3,4"})
        assert answer.status_code == 400
        assert system(5897) in answer.json()["errors"][0]["detail"]


def told_by_proj(epsg: int) -> Callable[[Any], Any]:
    """What PROJ makes of longitudes and latitudes by the codes alone, in the order of axes that EPSG writes."""
    to_plane = Transformer.from_crs("OGC:CRS84", f"EPSG:{epsg}")
    return lambda places: np.column_stack(to_plane.transform(places[:, 0], places[:, 1]))


@requirement("crs/crs-action", "crs/ogc-crs-header", "crs/ogc-crs-header-value", "crs/geojson")
@each_collection
@pytest.mark.parametrize("epsg", [4326, 5897, 3405])
def test_geometries_are_told_in_the_system_that_is_asked_for(client: TestClient, name: str, epsg: int) -> None:
    path = f"/ogc/collections/{name}/items"
    plain, moved = got(client, path, limit=40), got(client, path, limit=40, crs=system(epsg))
    assert plain.headers["Content-Crs"] == f"<{CRS84}>"
    assert moved.headers["Content-Crs"] == f"<{system(epsg)}>"
    assert media(moved) == "application/geo+json"
    tolerance = 2e-9 if epsg == 4326 else 2e-4
    for one, other in zip(plain.json()["features"], moved.json()["features"], strict=True):
        told, expected = (shapely.get_coordinates(shapely.geometry.shape(each["geometry"])) for each in (other, one))
        assert np.abs(told - told_by_proj(epsg)(expected)).max() < tolerance
        assert {**one, "geometry": None} == {**other, "geometry": None}
    alone = got(client, f"{path}/{one['id']}", crs=system(epsg))
    assert (alone.headers["Content-Crs"], alone.json()["geometry"]) == (f"<{system(epsg)}>", other["geometry"])


@requirement("crs/bbox-crs-action")
@each_collection
@pytest.mark.parametrize("epsg", [4326, 5897, 3405])
def test_a_box_is_meant_in_its_own_system(client: TestClient, name: str, epsg: int) -> None:
    everything = page(client, name, limit=2_000, crs=system(epsg))["features"]
    shapes = {one["id"]: shapely.geometry.shape(one["geometry"]) for one in everything}
    x, y = next(iter(shapes.values())).representative_point().coords[0]
    reach = 0.004 if epsg == 4326 else 400.0
    box = shapely.box(x - reach, y - reach, x + reach, y + reach)
    asked = {"bbox": ",".join(map(str, box.bounds)), "bbox-crs": system(epsg), "limit": 2_000}
    found = {one["id"] for one in page(client, name, **asked)["features"]}
    assert {key for key in found if key in shapes} == {key for key, shape in shapes.items() if shape.intersects(box)}
    assert found


@requirement("oas30/oas-definition-1", "oas30/oas-definition-2")
def test_the_definition_is_openapi_3_0(client: TestClient, definition: Any) -> None:
    (one,) = linked(client.get("/ogc").json(), "service-desc")
    assert one["type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert definition["openapi"].startswith("3.0.")
    names = [way["get"]["operationId"] for way in definition["paths"].values()]
    assert len(names) == len(set(names))
    for path, way in definition["paths"].items():
        declared = {one["name"] for one in way["get"]["parameters"] if one["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path))
        assert all(answer["description"] for answer in way["get"]["responses"].values())


@requirement("oas30/oas-impl", "oas30/completeness", "oas30/exception-codes")
def test_every_path_of_the_definition_answers_as_defined(client: TestClient, definition: Any) -> None:
    for path, way in definition["paths"].items():
        name = path.split("/")[2] if path.count("/") > 2 else ""
        first = page(client, name, limit=1)["features"][0]["id"] if "{" in path else ""
        answer = client.get(f"/ogc{path.replace('{featureId}', first)}")
        answers = way["get"]["responses"]
        assert str(answer.status_code) == "200"
        told = list(answers["200"]["content"])
        assert told[0] in (answer.headers["content-type"], media(answer))
        refused = client.get(f"/ogc{path.replace('{featureId}', first)}", params={"unknown": "1"})
        assert media(refused) in answers[str(refused.status_code)]["content"]


@requirement("oas30/security")
def test_what_needs_a_key_says_so(client: TestClient, definition: Any, site: Site) -> None:
    site.caller = ANONYMOUS
    schemes = definition["components"]["securitySchemes"]
    for path, way in definition["paths"].items():
        needed = way["get"].get("security", definition.get("security"))
        assert all(name in schemes for one in needed for name in one)
        is_open = client.get(f"/ogc{path.replace('{featureId}', 'nothing')}").status_code != 401
        assert ({} in needed) is is_open, path


def test_every_requirement_of_every_claimed_class_has_its_test(client: TestClient) -> None:
    claimed = [one.rpartition("/")[2] for one in client.get("/ogc/conformance").json()["conformsTo"]]
    assert {(group, name) for group in claimed for name in CLASSES[group]} == TESTED
