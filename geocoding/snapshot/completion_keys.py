"""A place as something to complete to, and every way in which people begin to write it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geocoding.address.keys import Container, containers, estate_name, hamlet_name, street_name
from geocoding.address.numbers import chain_key, number_key
from geocoding.model import Address
from geocoding.text.fold import fold, tidy

SEPARATOR = "\t"
COMMUNES = "*"
"""The scope of the communes themselves; a commune's code is the scope of what lies in it, "" that of the city."""
WITH_DIACRITICS = "w"
"""Opens the scopes in which names keep their diacritics."""
_WITHIN = ">"

_APART = re.compile(r"[\s.,'\-]+")
_OPEN_TONES = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W_])")
_TONES_IN_PLACE = dict(zip("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
                           "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(), strict=True))  # fmt: skip


class CompletionKind(StrEnum):
    """What a suggestion leads to."""

    COMMUNE = "commune"
    STREET = "street"
    ALLEY = "alley"
    BUILDING = "building"
    ESTATE = "estate"
    HAMLET = "hamlet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Completion:
    """A place to complete to; `address` holds only the parts that name it, none for a commune.

    `households` counts those within it, alleys and all.
    """

    kind: CompletionKind
    address: Address
    commune_code: str
    households: int

    @property
    def container(self) -> Container:
        """What its houses are numbered along or within."""
        return containers(self.address, commune_code=self.commune_code)[0]

    @property
    def path(self) -> str:
        """Its alley path as the keys of its households have it."""
        return chain_key(self.address.alley_path)


def plain(text: str) -> str:
    """The text as beginnings are compared: folded, its words one space apart."""
    return _APART.sub(" ", fold(tidy(text))).strip()


def with_diacritics(text: str) -> str:
    """The text in small letters, its words one space apart, the tone where "hòa" has it."""
    words = _APART.sub(" ", tidy(text).lower()).strip()
    return _OPEN_TONES.sub(lambda rime: _TONES_IN_PLACE[rime[0]], words)


def beginnings(completion: Completion, commune_names: Mapping[str, str]) -> Iterator[str]:
    """The keys to file a completion under: each a scope and a whole text, of which any beginning will be typed."""
    commune = commune_names.get(completion.commune_code, "")
    if completion.kind is CompletionKind.COMMUNE:
        yield from _scoped(_communes(commune), (COMMUNES,))
        return
    areas = _communes(commune)
    texts = [f"{name} {area}" for name in _names(completion) for area in areas]
    if completion.kind is CompletionKind.ALLEY:
        yield from _filed_by_path(completion, texts)
        return
    yield from _scoped(texts, ("", completion.commune_code))
    if completion.kind is CompletionKind.BUILDING:
        yield f"{child_beginning(completion)}{plain(completion.address.building)}"


def _filed_by_path(completion: Completion, texts: list[str]) -> Iterator[str]:
    """An alley: its path before the names ("12/5" tab "lang"), and its path within its street."""
    path = chain_key(completion.address.alley_path)
    for scope in ("", completion.commune_code):
        yield from (f"{scope}{SEPARATOR}{path}{SEPARATOR}{plain(text)}" for text in texts)
    yield f"{child_beginning(completion)}{path}"


def _scoped(texts: Sequence[str], scopes: tuple[str, ...]) -> Iterator[str]:
    for scope in scopes:
        yield from (f"{scope}{SEPARATOR}{plain(text)}" for text in texts)
    yield from (f"{WITH_DIACRITICS}{scopes[0]}{SEPARATOR}{with_diacritics(text)}" for text in texts)


def child_beginning(parent: Completion) -> str:
    """What opens the keys of everything within a place, and of its own as a part of its container."""
    return f"{_WITHIN}{parent.commune_code}{SEPARATOR}{parent.container}{SEPARATOR}"


def _communes(full_name: str) -> tuple[str, ...]:
    """A commune's name with and without its kind: "Phường Láng" → "Phường Láng", "Láng"."""
    kind_words = 2 if full_name.startswith("Thị trấn ") else 1
    short = " ".join(full_name.split(" ")[kind_words:])
    return (full_name, short) if short else (full_name,)


def _names(completion: Completion) -> list[str]:
    """The ways to write the name: of the container with and without its kind, a building before both."""
    address = completion.address
    full = tidy(address.street or address.estate or address.hamlet)
    short = street_name(address.street) or estate_name(address.estate) or hamlet_name(address.hamlet)
    if short.isdecimal():  # "Tổ dân phố số 12" is also written "Tổ 12", never "12"
        short = f"{full.split(' ')[0]} {short}"
    names = list(dict.fromkeys((full, short)))
    if completion.kind is not CompletionKind.BUILDING:
        return names
    return [f"{building_word(address.building)} {name}".strip() for name in names]


def building_word(name: str) -> str:
    """A building's name as one beginning: codes without their spaces ("CT 4A" → "ct4a"), other names in full."""
    return number_key(name) if any(letter.isdecimal() for letter in name) else name
