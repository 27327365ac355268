"""What an OGC API – Features service tells of itself (Part 1: Core, OGC 17-069r4, 7.2 to 7.14; Part 2, 18-058r1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from app.features.encoding import MEDIA_TYPE, Link
from app.features.model import Collection
from app.features.systems import System
from geocoding.model import Box

API_TYPE: Final = "application/vnd.oai.openapi+json;version=3.0"
HTML_TYPE: Final = "text/html"
CONFORMS_TO: Final = (
    *(
        f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
        for name in ("core", "oas30", "geojson", "html")
    ),
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)

Document = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service is reached: its landing page, without a slash at the end."""

    landing: str

    def of(self, *parts: str) -> str:
        """The address of something below the landing page."""
        return "/".join((self.landing, *parts))


def link(href: str, rel: str, title: str, *, media_type: str = "application/json") -> Link:
    """A link of a document."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def both_forms(href: str, title: str, *, media_type: str = "application/json", query: str = "") -> list[Link]:
    """The links of a document to itself and to its page; `query` is what else is asked of it."""
    page = "&".join(filter(None, (query, "f=html")))
    return [
        link(f"{href}?{query}" if query else href, "self", title, media_type=media_type),
        link(f"{href}?{page}", "alternate", "Trang này cho người đọc / This as a page", media_type=HTML_TYPE),
    ]


def landing_page(address: Address) -> Document:
    """The first document: where the others are."""
    return {
        "title": "Vpostcode",
        "description": (
            "Xã phường, độ phủ, điểm phục vụ, thửa đất và hộ của Hà Nội. / "
            "Communes, coverage, service points, parcels and households of Hanoi."
        ),
        "links": [
            *both_forms(address.landing, "Trang đầu / This document"),
            link(address.of("api"), "service-desc", "Mô tả dịch vụ / The API definition", media_type=API_TYPE),
            link(
                address.of("api?f=html"),
                "service-doc",
                "Mô tả cho người đọc / The definition as a page",
                media_type=HTML_TYPE,
            ),
            link(address.of("conformance"), "conformance", "Các lớp tuân thủ / Conformance classes"),
            link(address.of("collections"), "data", "Các lớp dữ liệu / The collections"),
        ],
    }


def conformance(address: Address) -> Document:
    """The classes of the standard that the service keeps."""
    links = both_forms(address.of("conformance"), "Các lớp tuân thủ / Conformance classes")
    return {"links": links, "conformsTo": CONFORMS_TO}


def collections_document(
    collections: Iterable[Collection], address: Address, *, extents: Mapping[str, Box | None], version: str
) -> Document:
    """The collections that a caller may see, of a dataset version."""
    return {
        "links": both_forms(address.of("collections"), "Các lớp dữ liệu / The collections"),
        "crs": list(System),
        "collections": [
            collection_document(one, address, extent=extents[one.id], version=version) for one in collections
        ],
    }


def collection_document(collection: Collection, address: Address, *, extent: Box | None, version: str) -> Document:
    """One collection of a dataset version; `extent` is None when nothing is in it."""
    here = address.of("collections", collection.id)
    document: dict[str, object] = {
        "id": collection.id,
        "title": f"{collection.title.vi} / {collection.title.en}",
        "description": f"{collection.about.vi} / {collection.about.en}",
        "itemType": "feature",
        "dataset_version": version,
        "crs": list(System),
        "storageCrs": collection.storage,
        "links": [
            *both_forms(here, "Lớp này / This collection"),
            link(f"{here}/items", "items", collection.title.vi, media_type=MEDIA_TYPE),
            link(f"{here}/items?f=html", "items", collection.title.vi, media_type=HTML_TYPE),
        ],
    }
    if extent is not None:
        box = [extent.west, extent.south, extent.east, extent.north]
        document["extent"] = {"spatial": {"bbox": [box], "crs": System.CRS84}}
    return document


def item_links(address: Address, collection: Collection, item_id: str, *, query: str) -> list[Link]:
    """The links of one feature; `query` is what was asked of it."""
    here = address.of("collections", collection.id)
    itself = f"{here}/items/{quote(item_id, safe='')}"
    return [
        *both_forms(itself, "Đối tượng này / This feature", media_type=MEDIA_TYPE, query=query),
        link(here, "collection", collection.title.vi),
    ]


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of a page of items, and of the pages around it; None where there is none."""

    this: str
    following: str | None
    previous: str | None


def page_links(address: Address, collection: Collection, queries: Queries) -> list[Link]:
    """The links of a page of items."""
    here = address.of("collections", collection.id)
    items = f"{here}/items"
    around = (
        ("prev", queries.previous, "Trang trước / Previous page"),
        ("next", queries.following, "Trang sau / Next page"),
    )
    return [
        *both_forms(items, "Trang này / This page", media_type=MEDIA_TYPE, query=queries.this),
        link(here, "collection", collection.title.vi),
        *(
            link(f"{items}?{query}", rel, title, media_type=MEDIA_TYPE)
            for rel, query, title in around
            if query is not None
        ),
    ]
