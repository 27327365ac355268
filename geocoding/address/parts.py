"""The parts of a text, gathered lexeme by lexeme: its numbers by kind, and its names by the marker before them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from geocoding.address.lexemes import Lexeme, Role, as_words, first_word, lexemes
from geocoding.address.marked_names import MarkedNames
from geocoding.text.fold import CACHED_NAMES

ALLEY_LEVEL = {"ngo": 1, "ng": 1, "kiet": 1, "ngach": 2, "ngh": 2, "nghach": 2, "hem": 3}
_GROUP_NAME = {
    "to dan pho": "Tổ",
    "tdp": "Tổ",
    "to": "Tổ",
    "doi": "Đội",
    "cum dan cu": "Cụm",
    "cum": "Cụm",
    "xom": "Xóm",
    "thon": "Thôn",
    "khu": "Khu",
}
_ROAD_NAME = {"quoc lo": "Quốc lộ", "ql": "Quốc lộ", "tinh lo": "Tỉnh lộ", "tl": "Tỉnh lộ"}
_NAME_MARKS = frozenset(role for role in Role if role.value.endswith("_mark"))
_NUMBERS = frozenset({Role.NUMBER, Role.CHAIN, Role.CODE})
_OPENING: Mapping[Role, frozenset[Role]] = {
    Role.STREET_MARK: _NUMBERS,
    Role.HAMLET_MARK: _NUMBERS,
    Role.ESTATE_MARK: _NUMBERS | {Role.ALLEY},
}
"""What may open a name after a mark besides a word: "Đường 70", "Thôn 4", "tập thể ngõ 128C Đại La"."""
_NUMBERING = _NUMBERS | {Role.HOUSE, Role.ALLEY}


class Span(NamedTuple):
    """A run of name words: the mark before it, None without one, that mark as folded, and the words as written.

    `is_numbered`: a number stands in the same stretch between commas.
    """

    mark: Role | None
    marker: str
    words: str
    is_numbered: bool = False


class Value(NamedTuple):
    """A lexeme that carries a value: its role, its folded marker, and the value as written."""

    role: Role
    marker: str
    written: str


class Said(NamedTuple):
    """What one stretch of text says."""

    values: tuple[Value, ...]
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Parts:
    """What the lexemes said; `alleys` pairs the level of an alley word with its numbers."""

    house: str = ""
    alleys: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    chain: tuple[str, ...] = ()
    bare: list[str] = field(default_factory=list)
    flat: str = ""
    floor: str = ""
    building: str = ""
    lot: str = ""
    group: str = ""
    sheet: str = ""
    parcel: str = ""
    spans: list[Span] = field(default_factory=list)


def possible_parts(text: str, names: MarkedNames) -> Iterator[Parts]:
    """The parts of a tidy text; several times where a word may be a marker or belong to a known name.

    First with all such words as names, then, where there are several side by side, with only the first or the last of
    them, because two names may claim one word ("xa dan phuong"); at the end with all as markers.
    """
    stretches = [_ways(stretch, names) for stretch in text.split(",")]
    most = max(map(len, stretches))
    if most == 1:
        yield _merged([ways[0] for ways in stretches])
        return
    for way in range(most):
        last = way == most - 1
        yield _merged(ways[way] if len(ways) == most else ways[-1 if last else 0] for ways in stretches)


@lru_cache(maxsize=CACHED_NAMES)
def _ways(stretch: str, names: MarkedNames) -> tuple[Said, ...]:
    """The ways to take a stretch between commas; the same communes and streets come again, so they are remembered."""
    found = lexemes(stretch)
    in_names = [
        place
        for place, lexeme in enumerate(found)
        if (lexeme.marker or lexeme.role is Role.NUMBER) and _is_in_name(found, place, stretch, names)
    ]
    chosen = [in_names] if in_names else []
    if len(in_names) > 1:
        chosen += [in_names[:1], in_names[-1:]]
    return (*(_said(_with_words(found, words), stretch) for words in chosen), _said(found, stretch))


def _merged(stretches: Iterable[Said]) -> Parts:
    parts = Parts()
    for said in stretches:
        parts.spans += said.spans
        for value in said.values:
            _place(parts, value)
    return parts


def _with_words(found: list[Lexeme], in_names: list[int]) -> list[Lexeme]:
    chosen = set(in_names)
    groups = (as_words(lexeme) if index in chosen else (lexeme,) for index, lexeme in enumerate(found))
    return [lexeme for group in groups for lexeme in group]


def _is_in_name(found: list[Lexeme], index: int, text: str, names: MarkedNames) -> bool:
    """Whether the lexeme, a marker or a lone number, and its neighbour are words of a known name."""
    lexeme = found[index]
    word = text[lexeme.start : lexeme.start + len(first_word(lexeme.marker or lexeme.value))]
    if index and found[index - 1].role is Role.WORD:
        before = found[index - 1]
        if names.contain(text[before.start : before.end], word):
            return True
    if lexeme.role in _NAME_MARKS and index + 1 < len(found):
        after = found[index + 1]
        if after.role is Role.WORD or after.role in _NAME_MARKS:
            return names.contain(word, text[after.start : after.end])
    return False


def _said(found: list[Lexeme], text: str) -> Said:
    if not any(lexeme.role is Role.BREAK for lexeme in found):
        return _unbroken(found, text)
    groups = groupby(found, key=lambda lexeme: lexeme.role is Role.BREAK)
    said = [_unbroken(list(group), text) for is_break, group in groups if not is_break]
    return Said(
        tuple(value for values, _ in said for value in values), tuple(span for _, spans in said for span in spans)
    )


def _unbroken(found: list[Lexeme], text: str) -> Said:
    """What a run of lexemes without a break says: a mark gives its role to the words that follow it."""
    values: list[Value] = []
    names: list[tuple[Role | None, str, str]] = []
    mark: Role | None = None
    marker = ""
    start = end = -1
    for role, folded_marker, value, own_start, own_end in found:
        if role is Role.WORD or (start < 0 and mark is not None and role in _OPENING.get(mark, ())):
            start, end = (own_start if start < 0 else start), own_end
            continue
        if start >= 0:
            names.append((mark, marker, text[start:end]))
            start = -1
        mark, marker = (role, folded_marker) if role in _NAME_MARKS else (None, "")
        if mark is None:
            written = text[own_end - len(value) : own_end]
            if role is Role.ROAD:
                names.append((Role.STREET_MARK, "", f"{_ROAD_NAME[folded_marker]} {written}"))
            else:
                values.append(Value(role, folded_marker, written))
    if start >= 0:
        names.append((mark, marker, text[start:end]))
    is_numbered = bool(names) and not _NUMBERING.isdisjoint([value.role for value in values])
    return Said(tuple(values), tuple([Span(*name, is_numbered) for name in names]))


def _place(parts: Parts, value: Value) -> None:
    role, marker, written = value
    match role:
        case Role.ALLEY:
            parts.alleys.append((ALLEY_LEVEL[marker], _steps(written)))
        case Role.HOUSE if "/" in written and not parts.chain:
            parts.chain = _steps(written)
        case Role.HOUSE:
            parts.house = parts.house or written
        case Role.CHAIN if not parts.chain:
            parts.chain = _steps(written)
        case Role.NUMBER | Role.CODE | Role.CHAIN:
            parts.bare.append(written)
        case Role.GROUP:
            parts.group = f"{_GROUP_NAME[marker]} {written}"
        case Role.FLAT | Role.FLOOR | Role.BUILDING | Role.LOT | Role.SHEET | Role.PARCEL:
            setattr(parts, role.value, written)
        case _:
            pass


def _steps(written: str) -> tuple[str, ...]:
    return tuple(step.strip() for step in written.split("/"))
