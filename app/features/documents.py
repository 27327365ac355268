"""What an OGC API – Features service tells of itself (Part 1: Core, OGC 17-069r4, clauses 7.2 to 7.14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from app.features.encoding import MEDIA_TYPE, Link
from app.features.model import Collection
from geocoding.model import Box

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
API_TYPE: Final = "application/vnd.oai.openapi+json;version=3.0"
CONFORMS_TO: Final = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "geojson")
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


def landing_page(address: Address) -> Document:
    """The first document: where the others are."""
    return {
        "title": "Vpostcode",
        "description": (
            "Xã phường, độ phủ, điểm phục vụ, thửa đất và hộ của Hà Nội. / "
            "Communes, coverage, service points, parcels and households of Hanoi."
        ),
        "links": [
            link(address.landing, "self", "Trang đầu / This document"),
            link(address.of("api"), "service-desc", "Mô tả dịch vụ / The API definition", media_type=API_TYPE),
            link(address.of("conformance"), "conformance", "Các lớp tuân thủ / Conformance classes"),
            link(address.of("collections"), "data", "Các lớp dữ liệu / The collections"),
        ],
    }


def conformance() -> Document:
    """The classes of the standard that the service keeps."""
    return {"conformsTo": CONFORMS_TO}


def collections_document(
    collections: Iterable[Collection], address: Address, *, extents: Mapping[str, Box | None], version: str
) -> Document:
    """The collections that a caller may see, of a dataset version."""
    return {
        "links": [link(address.of("collections"), "self", "Các lớp dữ liệu / The collections")],
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
        "crs": [CRS84],
        "links": [
            link(here, "self", "Lớp này / This collection"),
            link(f"{here}/items", "items", collection.title.vi, media_type=MEDIA_TYPE),
        ],
    }
    if extent is not None:
        box = [extent.west, extent.south, extent.east, extent.north]
        document["extent"] = {"spatial": {"bbox": [box], "crs": CRS84}}
    return document


def item_links(address: Address, collection: Collection, item_id: str) -> list[Link]:
    """The links of one feature."""
    here = address.of("collections", collection.id)
    return [
        link(f"{here}/items/{quote(item_id, safe='')}", "self", "Đối tượng này / This feature", media_type=MEDIA_TYPE),
        link(here, "collection", collection.title.vi),
    ]


def page_links(address: Address, collection: Collection, *, asked: str, following: str | None) -> list[Link]:
    """The links of a page of items; `asked` and `following` are the queries of this page and the next."""
    here = address.of("collections", collection.id)
    links = [
        link(f"{here}/items?{asked}", "self", "Trang này / This page", media_type=MEDIA_TYPE),
        link(here, "collection", collection.title.vi),
    ]
    if following is not None:
        links.append(link(f"{here}/items?{following}", "next", "Trang sau / Next page", media_type=MEDIA_TYPE))
    return links
