"""Filling page templates: what is put in is text unless it is `Html` already."""

from collections.abc import Iterable
from html import escape
from string import Template

from postcode.words import Words


class Html(str):
    """A text that is markup, made by `fill` or from texts that were escaped."""

    __slots__ = ()


def safe(value: str) -> Html:
    """The value as markup: escaped unless it is markup already."""
    return value if isinstance(value, Html) else Html(escape(value))


def fill(template: str, **values: str) -> Html:
    """A piece of markup with its `$names` filled in; raises `KeyError` on a name without value."""
    return Html(Template(template).substitute({name: safe(value) for name, value in values.items()}))


def joined(pieces: Iterable[str]) -> Html:
    """Pieces one after the other."""
    return Html("\n".join(safe(piece) for piece in pieces))


def both(words: Words) -> Html:
    """A sentence in Vietnamese with the English one beside it."""
    return fill('$vi <span lang="en">$en</span>', vi=words.vi, en=words.en)
