"""The API definition (OpenAPI 3.0) that clients of OGC API – Features read, QGIS and GDAL among them.

The contract of the whole service, `/openapi.json`, is OpenAPI 3.1, which these clients do not ask for.
"""

from collections.abc import Mapping
from typing import Final, cast

from app.access.principal import Scope
from app.features.collections import COLLECTIONS
from app.features.documents import API_TYPE, HTML_TYPE, Address, Document
from app.features.encoding import MEDIA_TYPE
from app.features.model import Collection, Property
from app.features.systems import System
from postcode.words import Words

DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 2_000
"""Features of a page; who asks for more gets so many, as the standard wants it."""

_KEYS: Final[list[Mapping[str, object]]] = [{"key": []}, {"bearer": []}]
_OBJECT: Final = {"schema": {"type": "object"}}
_PROBLEM: Final = {
    "description": "RFC 9457",
    "content": {"application/problem+json": _OBJECT},
}
_REFUSALS: Final = dict.fromkeys(("400", "401", "403", "404", "422", "429", "500", "503"), _PROBLEM)

_TEXT: Final = {"type": "string"}


def _parameter(name: str, schema: Mapping[str, object], words: Words) -> Mapping[str, object]:
    described = {"name": name, "in": "query", "required": False, "description": f"{words.vi} / {words.en}"}
    return {**described, "schema": schema, "style": "form", "explode": False}


_SYSTEM: Final = {"type": "string", "format": "uri", "enum": list(System), "default": System.CRS84}
_CRS: Final = _parameter("crs", _SYSTEM, Words("Hệ tọa độ của hình", "The reference system of the geometries"))
_FORM: Final = _parameter(
    "f", {"type": "string", "enum": ["json", "html"]}, Words("Dạng trả lời", "The form of the answer, before Accept")
)


def api_document(address: Address, *, version: str) -> Document:
    """The definition of the service at an address."""
    paths: dict[str, object] = {
        "/": _read("landing", Words("Trang đầu", "Landing page")),
        "/conformance": _read("conformance", Words("Các lớp tuân thủ", "Conformance classes")),
        "/api": _read("api", Words("Mô tả này", "This definition"), media_type=API_TYPE),
        "/collections": _read("collections", Words("Các lớp dữ liệu", "The collections")),
    }
    for one in COLLECTIONS.values():
        paths |= _paths(one)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Vpostcode – OGC API Features", "version": version},
        "servers": [{"url": address.landing}],
        "paths": paths,
        "security": [{}, *_KEYS],
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            }
        },
    }


def _paths(collection: Collection) -> Mapping[str, object]:
    here, name = f"/collections/{collection.id}", "".join(map(str.capitalize, collection.id.split("-")))
    item = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    listed = _read(f"list{name}", collection.about, media_type=MEDIA_TYPE, parameters=_asking(collection))
    alone = _read(
        f"get{name}", collection.title, media_type=MEDIA_TYPE, parameters=[item, _CRS], schema=_feature(collection)
    )
    # Whoever may not see a collection is told that there is none; its items need a key.
    items = [listed, alone]
    if collection.scope is Scope.LISTS:
        items = [{"get": {**cast(Mapping[str, object], one["get"]), "security": _KEYS}} for one in items]
    return {
        here: _read(f"describe{name}", collection.title),
        f"{here}/items": items[0],
        f"{here}/items/{{featureId}}": items[1],
    }


def _read(
    name: str,
    words: Words,
    *,
    media_type: str = "application/json",
    parameters: list[Mapping[str, object]] | None = None,
    schema: Mapping[str, object] | None = None,
) -> Mapping[str, object]:
    content = {media_type: {"schema": schema or {"type": "object"}}, HTML_TYPE: {"schema": _TEXT}}
    answers = {"200": {"description": words.en, "content": content}, "304": {"description": "Not Modified"}}
    return {
        "get": {
            "operationId": name,
            "summary": f"{words.vi} / {words.en}",
            "parameters": [*(parameters or []), _FORM],
            "responses": answers | _REFUSALS,
        }
    }


def _asking(collection: Collection) -> list[Mapping[str, object]]:
    numbers = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    return [
        _CRS,
        _parameter(
            "bbox", numbers, Words("Trong khung này", "Only what meets this box, WGS 84 lon/lat or as bbox-crs")
        ),
        _parameter("bbox-crs", _SYSTEM, Words("Hệ tọa độ của bbox", "The reference system of bbox")),
        _parameter("datetime", _TEXT, Words("Trong khoảng thời gian này", "Only of this moment or interval")),
        _parameter("limit", limit, Words("Nhiều nhất bấy nhiêu", "At most so many")),
        _parameter("after", _TEXT, Words("Trang sau, chép từ liên kết next", "The next page, from the link next")),
        *(_parameter(name, _TEXT, words) for name, words in collection.filters.items()),
    ]


def _feature(collection: Collection) -> Mapping[str, object]:
    return {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object"},
            "properties": {"type": "object", "properties": {one.name: _value(one) for one in collection.properties}},
        },
    }


def _value(one: Property) -> Mapping[str, object]:
    words = f"{one.words.vi} / {one.words.en}"
    return {"type": one.kind.value, "nullable": True, "description": words}
