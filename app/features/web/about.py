"""Pages about the service: the start, what it keeps of the standard, its definition, and its collections."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from app.features.collections import COLLECTIONS
from app.features.documents import API_TYPE, Address, Document, both_forms
from app.features.encoding import Link
from app.features.model import Collection
from app.features.systems import System
from app.features.web.frame import START, fact, page, template, trail_to
from app.html import Html, both, fill, joined
from postcode.words import Words

ALL: Final = Words("Các lớp", "Collections")
_LIST: Final = '<ul class="plain-list">$rows</ul>'


def links_of(document: Document) -> Sequence[Link]:
    """The links of a document."""
    return cast(Sequence[Link], document["links"])


def landing_html(document: Document, address: Address) -> str:
    """The first page: what is here, and how to open it in a GIS."""
    main = fill(
        template("landing.html"),
        description=_lines(str(document["description"])),
        collections=address.of("collections"),
        landing=address.landing,
    )
    return page(START, main, address=address, trail=(), links=links_of(document))


def conformance_html(document: Document, address: Address) -> str:
    """Which classes of the standard are kept."""
    classes = cast(Sequence[str], document["conformsTo"])
    rows = joined(fill("<li><code>$name</code></li>", name=name) for name in classes)
    main = fill(_LIST, rows=rows)
    title = Words("Các lớp tuân thủ", "Conformance classes")
    return page(title, main, address=address, trail=trail_to(address), links=links_of(document))


def definition_html(document: Document, address: Address) -> str:
    """What can be asked, address by address."""
    paths = cast(Mapping[str, Mapping[str, Mapping[str, object]]], document["paths"])
    main = joined(_operation(f"{address.landing}{path.rstrip('/')}", way["get"]) for path, way in paths.items())
    title = Words("Mô tả dịch vụ", "API definition")
    links = both_forms(address.of("api"), "Mô tả dịch vụ / The API definition", media_type=API_TYPE)
    return page(title, main, address=address, trail=trail_to(address), links=links)


def _operation(path: str, told: Mapping[str, object]) -> Html:
    parameters = cast(Sequence[Mapping[str, object]], told["parameters"])
    row = "<div><dt><code>$name</code></dt><dd>$words</dd></div>"
    rows = (fill(row, name=str(one["name"]), words=_lines(str(one.get("description", "")))) for one in parameters)
    return fill(
        template("operation.html"),
        title=_lines(str(told["summary"])),
        path=path,
        rows=joined(rows),
    )


def collections_html(document: Document, address: Address) -> str:
    """The collections that the caller may see."""
    found = cast(Sequence[Document], document["collections"])
    main = fill('<div class="cards">$cards</div>', cards=joined(_card(one, address) for one in found))
    return page(ALL, main, address=address, trail=trail_to(address), links=links_of(document))


def _card(document: Document, address: Address) -> Html:
    one = COLLECTIONS[str(document["id"])]
    here = address.of("collections", one.id)
    return fill(
        template("card.html"),
        here=here,
        title=both(one.title),
        about=both(one.about),
        name=one.title.vi,
    )


def collection_html(document: Document, address: Address) -> str:
    """One collection: what its features tell, and in which systems."""
    one = COLLECTIONS[str(document["id"])]
    main = fill(
        template("collection.html"),
        about=both(one.about),
        items=address.of("collections", one.id, "items"),
        properties=joined(
            fact(fill("<code>$name</code>", name=each.name), both(each.words)) for each in one.properties
        ),
        facts=joined(_facts(one, document)),
    )
    trail = (*trail_to(address), (address.of("collections"), ALL))
    return page(one.title, main, address=address, trail=trail, links=links_of(document))


def _facts(one: Collection, document: Document) -> list[Html]:
    systems = [
        fill("<li>$words<br><code>$uri</code>$note</li>", words=both(each.words), uri=each, note=_stored(each, one))
        for each in System
    ]
    return [
        fact(both(Words("Khung bao", "Extent")), _extent(document)),
        fact(both(Words("Bản dữ liệu", "Dataset version")), str(document["dataset_version"])),
        fact(both(Words("Loại hình", "Geometry")), one.shape),
        fact(both(Words("Hệ tọa độ", "Reference systems")), fill(_LIST, rows=joined(systems))),
    ]


def _stored(each: System, one: Collection) -> Html:
    return both(Words(" · hệ lưu trữ", "stored so")) if each is one.storage else Html()


def _extent(document: Document) -> str:
    extent = cast(Mapping[str, Mapping[str, Sequence[Sequence[float]]]], document.get("extent", {}))
    if not extent:
        return "–"
    return ", ".join(f"{one:.6f}" for one in extent["spatial"]["bbox"][0])


def _lines(text: str) -> Html:
    """A sentence of a document, "Vietnamese / English", as markup."""
    vi, _, en = text.partition(" / ")
    return both(Words(vi, en)) if en else fill("$vi", vi=vi)
