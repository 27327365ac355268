"""The parts of a text, gathered lexeme by lexeme: its numbers by kind, and its names by the marker before them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from geocoding.address.lexemes import Lexeme, Role, as_words, first_word, lexemes
from geocoding.address.marked_names import MarkedNames
from geocoding.address.numberings import WITHOUT_NUMBERS, Numbered, Value, numbered
from geocoding.text.fold import CACHED_NAMES

_ROAD_NAME = {"quoc lo": "Quốc lộ", "ql": "Quốc lộ", "tinh lo": "Tỉnh lộ", "tl": "Tỉnh lộ"}
_NAME_MARKS = frozenset(role for role in Role if role.value.endswith("_mark"))
_NUMBERS = frozenset({Role.NUMBER, Role.CHAIN, Role.CODE})
_OPENING: Mapping[Role, frozenset[Role]] = {
    Role.STREET_MARK: _NUMBERS,
    Role.HAMLET_MARK: _NUMBERS,
    Role.ESTATE_MARK: _NUMBERS | {Role.ALLEY},
}
"""What may open a name after a mark besides a word: "Đường 70", "Thôn 4", "tập thể ngõ 128C Đại La"."""
_STREET_NUMBERS = frozenset({Role.NUMBER, Role.CHAIN, Role.HOUSE, Role.ALLEY})
_NUMBERING = _NUMBERS | {Role.HOUSE, Role.ALLEY}


Claim = tuple[int, int]
"""The places of two lexemes side by side that may be words of one name, though one of them is a marker or a number."""


class Span(NamedTuple):
    """A run of name words: the mark before it, None without one, that mark as folded, and the words as written.

    `is_numbered`: a number stands in the same stretch between commas; `is_behind_number`: right before the run, but
    for a mark of streets.
    """

    mark: Role | None
    marker: str
    words: str
    is_numbered: bool = False
    is_behind_number: bool = False


class Parts(NamedTuple):
    """What a text or a stretch of it says: the values met, the ways to read them, and the names."""

    values: tuple[Value, ...]
    numbered: Numbered
    spans: tuple[Span, ...]


def possible_parts(text: str, names: MarkedNames) -> list[Parts]:
    """The parts of a tidy text; several times where a word may be a marker or belong to a known name.

    First with all such words as names, then, where there are several side by side, with some of them, because two
    names may claim one word ("xa dan phuong"); at the end with all as markers.
    """
    stretches = [_ways(stretch, names) for stretch in text.split(",")]
    most = max(map(len, stretches))
    if most == 1:
        return [_merged([ways[0] for ways in stretches])]
    ends = [0] * (most - 1) + [-1]
    return [
        _merged([ways[way] if len(ways) == most else ways[end] for ways in stretches]) for way, end in enumerate(ends)
    ]


@lru_cache(maxsize=CACHED_NAMES)
def _ways(stretch: str, names: MarkedNames) -> tuple[Parts, ...]:
    """The ways to take a stretch between commas; the same communes and streets come again, so they are remembered."""
    found = lexemes(stretch)
    claims = list(
        dict.fromkeys(
            claim
            for place, lexeme in enumerate(found)
            if lexeme.marker or lexeme.role is Role.NUMBER
            for claim in _claims(found, place, stretch, names)
        )
    )
    chosen = [_places(claims)] if claims else []
    if len(claims) > 1:
        chosen += _choices(claims)
    return (*(_said(_with_words(found, words, stretch, names), stretch) for words in chosen), _said(found, stretch))


def _choices(claims: list[Claim]) -> list[list[int]]:
    """Of several claims, those to take instead of all: one end of them, or of more than two those that leave each
    other be."""
    ends = [claims[:1], claims[-1:]]
    mixed = [_disjoint(claims), _disjoint(claims[1:])] if len(claims) > 2 else []
    return list(map(_places, (*ends, *mixed)))


def _disjoint(claims: list[Claim]) -> list[Claim]:
    """The claims in their order without those to a word that an earlier one has."""
    kept: list[Claim] = []
    taken: set[int] = set()
    for claim in claims:
        if taken.isdisjoint(claim):
            kept.append(claim)
            taken.update(claim)
    return kept


def _places(claims: Iterable[Claim]) -> list[int]:
    return sorted({place for claim in claims for place in claim})


def _merged(stretches: list[Parts]) -> Parts:
    """What all the stretches say together; most texts have their numbers in one of them."""
    if len(stretches) == 1:
        return stretches[0]
    valued = [parts for parts in stretches if parts.values]
    spans = tuple([span for parts in stretches for span in parts.spans])
    if len(valued) == 1:
        return Parts(valued[0].values, valued[0].numbered, spans)
    values = tuple([value for parts in valued for value in parts.values])
    return Parts(values, _numbered(values), spans)


@lru_cache(maxsize=CACHED_NAMES)
def _numbered(values: tuple[Value, ...]) -> Numbered:
    return numbered(values) if values else WITHOUT_NUMBERS


def _with_words(found: list[Lexeme], in_names: list[int], text: str, names: MarkedNames) -> list[Lexeme]:
    chosen = set(in_names)
    groups = (
        _words_of_name(lexeme, text, names) if index in chosen else (lexeme,) for index, lexeme in enumerate(found)
    )
    return [lexeme for group in groups for lexeme in group]


def _words_of_name(lexeme: Lexeme, text: str, names: MarkedNames) -> tuple[Lexeme, ...]:
    """The words of a lexeme; the number behind its marker is a word too where a name ends in both ("Miêu Nha 2")."""
    first, *others = as_words(lexeme)
    if others and others[0].role is Role.NUMBER and names.contain(text[first.start : first.end], others[0].value):
        return first, others[0]._replace(role=Role.WORD)
    return first, *others


def _claims(found: list[Lexeme], index: int, text: str, names: MarkedNames) -> Iterator[Claim]:
    """Where the lexeme, a marker or a lone number, and a neighbour are words of a known name."""
    lexeme = found[index]
    word = text[lexeme.start : lexeme.start + len(first_word(lexeme.marker or lexeme.value))]
    if index and (found[index - 1].role is Role.WORD or found[index - 1].role in _NAME_MARKS):
        before = found[index - 1]
        if names.contain(text[before.start : before.end], word):
            yield index - 1, index
    if lexeme.role in _NAME_MARKS and index + 1 < len(found):
        after = found[index + 1]
        if (after.role is Role.WORD or after.role in _NAME_MARKS) and names.contain(
            word, text[after.start : after.end]
        ):
            yield index, index + 1


def _said(found: list[Lexeme], text: str) -> Parts:
    if Role.BREAK in [lexeme.role for lexeme in found]:
        groups = groupby(found, key=lambda lexeme: lexeme.role is Role.BREAK)
        said = [_unbroken(list(group), text) for is_break, group in groups if not is_break]
        values = tuple([value for values, _ in said for value in values])
        spans = tuple([span for _, spans in said for span in spans])
    else:
        values, spans = _unbroken(found, text)
    return Parts(values, _numbered(values), spans)


def _unbroken(found: list[Lexeme], text: str) -> tuple[tuple[Value, ...], tuple[Span, ...]]:
    """What a run of lexemes without a break says: a mark gives its role to the words that follow it."""
    values: list[Value] = []
    names: list[tuple[Role | None, str, str, bool]] = []
    mark: Role | None = None
    marker = ""
    start = end = -1
    is_behind_number = False
    for role, folded_marker, value, own_start, own_end in found:
        if role is Role.WORD or (start < 0 and mark is not None and role in _OPENING.get(mark, ())):
            start, end = (own_start if start < 0 else start), own_end
            continue
        if start >= 0:
            names.append((mark, marker, text[start:end], is_behind_number))
            start = -1
        is_behind_number = role in _NUMBERING or (is_behind_number and role is Role.STREET_MARK)
        mark, marker = (role, folded_marker) if role in _NAME_MARKS else (None, "")
        if mark is None:
            written = text[own_end - len(value) : own_end]
            if role is Role.ROAD:
                names.append((Role.STREET_MARK, "", f"{_ROAD_NAME[folded_marker]} {written}", False))
            elif role is not Role.CITY:
                values.append(Value(role, folded_marker, written))
    if start >= 0:
        names.append((mark, marker, text[start:end], is_behind_number))
    if len(names) == 1 and names[0][1] == "p" and values and found[0].role in _STREET_NUMBERS:
        names = [(Role.STREET_MARK, "", names[0][2], True)]  # "24 P. Hàng Bông, Hàng Buồm": phố beside its number
    is_numbered = bool(names) and not _NUMBERING.isdisjoint([value.role for value in values])
    spans = [Span(mark, marker, words, is_numbered, is_behind) for mark, marker, words, is_behind in names]
    return tuple(values), tuple(spans)
