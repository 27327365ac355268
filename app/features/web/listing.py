"""Pages with features: some of a collection as map and table, and one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import shapely
from shapely.geometry.base import BaseGeometry

from app.features.documents import Address, Queries
from app.features.encoding import Link
from app.features.model import Collection, Feature, Kind, Property, Value
from app.features.systems import System, in_system
from app.features.web.about import ALL
from app.features.web.drawing import drawn
from app.features.web.frame import fact, page, template, trail_to
from app.html import Html, both, fill, joined
from geocoding.snapshot.communes import CommuneRecord
from postcode.words import Words

FEATURES: Final = Words("Dữ liệu", "Features")
NOTHING: Final = Words("Không có đối tượng nào.", "No features.")
KEPT: Final = ("bbox", "bbox-crs", "datetime", "limit")
"""What was asked besides is kept when somebody filters further."""
NAMES: Final = ("name", "label")
"""The properties by which people call a feature; they lead to its page."""
_AXES: Final = {
    True: (Words("Kinh độ", "Longitude"), Words("Vĩ độ", "Latitude")),
    False: (Words("X (đông)", "Easting, m"), Words("Y (bắc)", "Northing, m")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of features and what was asked for it: `asked` holds the parameters by name, as far as they were given."""

    collection: Collection
    features: Sequence[Feature]
    skipped: int
    matched: int
    asked: Mapping[str, str]
    system: System
    queries: Queries


def items_html(shown: Shown, address: Address, *, communes: Sequence[CommuneRecord], links: Sequence[Link]) -> str:
    """A page of items as a map and a table, with what they can be asked by."""
    collection = shown.collection
    here = address.of("collections", collection.id, "items")

    def href(one: Feature) -> str:
        return f"{here}/{quote(one.id, safe='')}"

    main = fill(
        template("items.html"),
        shown=_count(shown),
        map=drawn(shown.features, communes, href=href, name=name_of),
        items=here,
        fields=joined([*_kept(shown), *_fields(shown), _system_field(shown.system)]),
        pager=joined(_pager(here, shown.queries)),
        title=both(collection.title),
        head=_head(shown),
        rows=joined(_row(one, place, href(one), shown) for one, place in _placed(shown)),
    )
    home = (address.of("collections", collection.id), collection.title)
    trail = (*trail_to(address), (address.of("collections"), ALL), home)
    title = Words(f"{collection.title.vi}: dữ liệu", f"{collection.title.en}: features")
    return page(title, main, address=address, trail=trail, links=links)


def item_html(
    feature: Feature,
    collection: Collection,
    address: Address,
    *,
    communes: Sequence[CommuneRecord],
    links: Sequence[Link],
) -> str:
    """One feature with all that is told of it, and where it is in every reference system."""
    main = fill(
        template("item.html"),
        map=drawn([feature], communes, href=lambda _: links[0]["href"], name=name_of),
        facts=joined(fact(both(one.words), _told(one, feature.properties[one.name])) for one in collection.properties),
        places=joined(fact(both(one.words), _place(feature.shape, one)) for one in System),
    )
    home = address.of("collections", collection.id)
    trail = (
        *trail_to(address),
        (address.of("collections"), ALL),
        (home, collection.title),
        (f"{home}/items", FEATURES),
    )
    return page(Words(name_of(feature), collection.title.en), main, address=address, trail=trail, links=links)


def name_of(feature: Feature) -> str:
    """What people call a feature."""
    told = feature.properties
    if "sheet" in told:
        return f"Tờ {told['sheet']}, thửa {told['number']}"
    return next((str(told[name]) for name in NAMES if told.get(name)), feature.id)


def _count(shown: Shown) -> Html:
    if not shown.features:
        return both(NOTHING)
    en = "{} to {} of {}".format(*(f"{one:,}" for one in _numbers(shown)))
    vi = "{} đến {} trong {}".format(*(f"{one:,}".replace(",", ".") for one in _numbers(shown)))
    return both(Words(vi, en))


def _numbers(shown: Shown) -> tuple[int, int, int]:
    return shown.skipped + 1, shown.skipped + len(shown.features), shown.matched


def _kept(shown: Shown) -> list[Html]:
    return [
        fill('<input type="hidden" name="$name" value="$value">', name=name, value=shown.asked[name])
        for name in KEPT
        if name in shown.asked
    ]


def _fields(shown: Shown) -> list[Html]:
    return [
        fill(
            '<label>$words<input name="$name" value="$value" autocomplete="off"></label>',
            words=both(words),
            name=name,
            value=shown.asked.get(name, ""),
        )
        for name, words in shown.collection.filters.items()
    ]


def _system_field(chosen: System) -> Html:
    options = (
        fill(
            '<option value="$uri"$state>$name</option>',
            uri=one,
            state=Html(" selected" * (one is chosen)),
            name=one.words.vi,
        )
        for one in System
    )
    words = both(Words("Hệ tọa độ", "Reference system"))
    return fill('<label>$words<select name="crs">$options</select></label>', words=words, options=joined(options))


def _pager(here: str, queries: Queries) -> list[Html]:
    ways = (
        (queries.previous, "prev", Words("‹ Trang trước", "Previous page")),
        (queries.following, "next", Words("Trang sau ›", "Next page")),
    )
    return [
        fill(
            '<a class="button plain" rel="$rel" href="$href">$words</a>',
            rel=rel,
            href=f"{here}?{query}",
            words=both(words),
        )
        for query, rel, words in ways
        if query is not None
    ]


def _head(shown: Shown) -> Html:
    named = next((one.words for one in shown.collection.properties if one.name in NAMES), Words("Đối tượng", "Feature"))
    names = [named, *(one.words for one in shown.collection.properties if one.name not in NAMES)]
    axes = _axes(shown.system) if shown.collection.shape == "Point" else ()
    return joined(fill('<th scope="col">$words</th>', words=both(words)) for words in (*names, *axes))


def _axes(system: System) -> tuple[Words, ...]:
    axes = _AXES[system.in_degrees]
    return axes[::-1] if system.latitude_first else axes


def _placed(shown: Shown) -> list[tuple[Feature, BaseGeometry]]:
    """The features with their shapes in the system that was asked for."""
    shapes = in_system([one.shape for one in shown.features], shown.system)
    return list(zip(shown.features, shapes, strict=True))


def _row(feature: Feature, shape: BaseGeometry, href: str, shown: Shown) -> Html:
    told = (one for one in shown.collection.properties if one.name not in NAMES)
    cells = [_cell(one, feature.properties[one.name]) for one in told]
    if isinstance(shape, shapely.Point):
        cells += [fill('<td class="number">$number</td>', number=one) for one in _numbers_of(shape, shown.system)]
    return fill(
        '<tr><th scope="row"><a href="$href">$name</a></th>$cells</tr>',
        href=href,
        name=name_of(feature),
        cells=joined(cells),
    )


def _cell(one: Property, value: Value) -> Html:
    told = _told(one, value)
    is_number = one.kind in (Kind.COUNT, Kind.SHARE) and value is not None
    kind = "number" if is_number else "words" if " " in told else "short"
    return fill('<td class="$kind">$told</td>', kind=kind, told=told)


def _told(one: Property, value: Value) -> str:
    match value:
        case None | "":
            return "–"
        case bool():
            return "có" if value else "không"
        case int() if one.kind is Kind.COUNT:
            return f"{value:,}".replace(",", ".")
        case _:
            return str(value)


def _place(shape: BaseGeometry, system: System) -> str:
    """The point in a system, or the box around an area."""
    (moved,) = in_system([shape], system)
    if isinstance(moved, shapely.Point):
        return ", ".join(_numbers_of(moved, system))
    west, south, east, north = moved.bounds
    return f"{_written(west, system)}, {_written(south, system)} – {_written(east, system)}, {_written(north, system)}"


def _numbers_of(point: shapely.Point, system: System) -> tuple[str, str]:
    return _written(point.x, system), _written(point.y, system)


def _written(number: float, system: System) -> str:
    """Seven digits of a degree are 1 cm, as three of a metre are 1 mm."""
    return f"{number:.7f}" if system.in_degrees else f"{number:.3f}"
