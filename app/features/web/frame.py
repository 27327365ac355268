"""What all pages of the feature service share: their frame, the way back, and their links."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from app.features.documents import HTML_TYPE, Address
from app.features.encoding import Link
from app.html import Html, both, fill, joined
from postcode.words import Words

TEMPLATES: Final = Path(__file__).parents[2] / "pages" / "ogc"

START: Final = Words("Dữ liệu địa lý", "Geographic data")


def page(
    title: Words, main: str, *, address: Address, trail: Sequence[tuple[str, Words]], links: Sequence[Link]
) -> str:
    """A whole page; `trail` leads back to the start, `links` are those of the document that it shows."""
    shown = _of_page(links)
    return fill(
        template("frame.html"),
        title=title.vi,
        heading=both(title),
        base=urlsplit(address.landing).path.removesuffix("/ogc"),
        landing=address.landing,
        alternates=joined(_in_head(one) for one in shown if one["rel"] in ("alternate", "prev", "next")),
        trail=_way_back(trail),
        main=main,
        links=joined(_in_list(one) for one in shown),
    )


def with_form(href: str, form: str) -> str:
    """The address of something in a form of its own."""
    return f"{href}{'&' if '?' in href else '?'}f={form}"


def fact(term: str, told: str) -> Html:
    """One line of a list of facts."""
    return fill("<div><dt>$term</dt><dd>$told</dd></div>", term=term, told=told)


def trail_to(address: Address) -> tuple[tuple[str, Words], ...]:
    """The way back from a page just below the start."""
    return ((address.landing, START),)


def _way_back(trail: Sequence[tuple[str, Words]]) -> Html:
    if not trail:
        return Html()
    steps = joined(fill('<li><a href="$href">$words</a></li>', href=href, words=both(words)) for href, words in trail)
    return fill('<nav aria-label="Đường dẫn · Trail"><ol class="trail">$steps</ol></nav>', steps=steps)


@lru_cache(maxsize=16)
def template(name: str) -> str:
    """The text of a template file."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _of_page(links: Sequence[Link]) -> list[Link]:
    """The links as a page has them: itself is the page, the other form is the document."""
    turned: list[Link] = []
    for one in links:
        if one["rel"] == "self":
            title = "Dạng JSON cho chương trình / As JSON, for programs"
            turned.append({**one, "rel": "alternate", "href": with_form(one["href"], "json"), "title": title})
        elif one["rel"] == "alternate":
            turned.append({**one, "rel": "self"})
        elif one["rel"] in ("prev", "next"):
            turned.append({**one, "type": HTML_TYPE})
        else:
            turned.append(one)
    return turned


def _in_head(one: Link) -> Html:
    return fill('<link rel="$rel" type="$type" href="$href">', rel=one["rel"], type=one["type"], href=one["href"])


def _in_list(one: Link) -> Html:
    return fill(
        '<li><a href="$href" rel="$rel" type="$type">$vi<span lang="en">$en</span></a> <code>$rel · $type</code></li>',
        href=one["href"],
        rel=one["rel"],
        type=one["type"],
        **_parted(one["title"]),
    )


def _parted(title: str) -> dict[str, str]:
    vi, _, en = title.partition(" / ")
    return {"vi": vi, "en": f" {en}" if en else ""}
