"""The parts of a text, gathered lexeme by lexeme: its numbers by kind, and its names by the marker before them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from geocoding.address.lexemes import Lexeme, Role, as_words, first_word, lexemes
from geocoding.address.marked_names import MarkedNames

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
_NUMBERED_NAMES = frozenset({Role.STREET_MARK, Role.HAMLET_MARK})
_NUMBERS = frozenset({Role.NUMBER, Role.CHAIN, Role.CODE})
_NUMBERING = _NUMBERS | {Role.HOUSE, Role.ALLEY}


@dataclass(frozen=True, slots=True)
class Span:
    """A run of name words: the mark before it, None without one, that mark as folded, and the words as written.

    `is_numbered`: a number stands in the same part between commas.
    """

    mark: Role | None
    marker: str
    words: str
    is_numbered: bool = False


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

    First with all such words as names, then, where there are several, with only the first or the last of them, because
    two names may claim one word ("xa dan phuong"); at the end with all as markers.
    """
    found = list(lexemes(text))
    in_names = [i for i, lexeme in enumerate(found) if lexeme.marker and _is_in_name(found, i, text, names)]
    if in_names:
        yield _gather(_with_words(found, in_names), text)
    if len(in_names) > 1:
        yield _gather(_with_words(found, in_names[:1]), text)
        yield _gather(_with_words(found, in_names[-1:]), text)
    yield _gather(found, text)


def _with_words(found: list[Lexeme], in_names: list[int]) -> list[Lexeme]:
    chosen = set(in_names)
    groups = (as_words(lexeme) if index in chosen else (lexeme,) for index, lexeme in enumerate(found))
    return [lexeme for group in groups for lexeme in group]


def _is_in_name(found: list[Lexeme], index: int, text: str, names: MarkedNames) -> bool:
    """Whether the marker of a lexeme and its neighbour are words of a known name."""
    lexeme = found[index]
    word = text[lexeme.start : lexeme.start + len(first_word(lexeme.marker))]
    if index and found[index - 1].role is Role.WORD:
        before = found[index - 1]
        if names.contain(text[before.start : before.end], word):
            return True
    if lexeme.role in _NAME_MARKS and index + 1 < len(found):
        after = found[index + 1]
        if after.role is Role.WORD or after.role in _NAME_MARKS:
            return names.contain(word, text[after.start : after.end])
    return False


def _gather(found: list[Lexeme], text: str) -> Parts:
    parts = Parts()
    for part in _between_breaks(found):
        first = len(parts.spans)
        _gather_part(parts, part, text)
        if any(lexeme.role in _NUMBERING for lexeme in part):
            parts.spans[first:] = [replace(span, is_numbered=True) for span in parts.spans[first:]]
    return parts


def _between_breaks(found: list[Lexeme]) -> Iterator[list[Lexeme]]:
    for is_break, group in groupby(found, key=lambda lexeme: lexeme.role is Role.BREAK):
        if not is_break:
            yield list(group)


def _gather_part(parts: Parts, found: list[Lexeme], text: str) -> None:
    mark: Role | None = None
    marker = ""
    start = end = -1
    for lexeme in found:
        role = lexeme.role
        if role is Role.WORD or (start < 0 and mark in _NUMBERED_NAMES and role in _NUMBERS):
            start, end = (lexeme.start if start < 0 else start), lexeme.end
            continue
        if start >= 0:
            parts.spans.append(Span(mark, marker, text[start:end]))
            mark, marker, start = None, "", -1
        if role in _NAME_MARKS:
            mark, marker = role, lexeme.marker
        else:
            mark, marker = None, ""
            _place(parts, lexeme, text)
    if start >= 0:
        parts.spans.append(Span(mark, marker, text[start:end]))


def _place(parts: Parts, lexeme: Lexeme, text: str) -> None:
    written = text[lexeme.end - len(lexeme.value) : lexeme.end]
    match lexeme.role:
        case Role.ALLEY:
            parts.alleys.append((ALLEY_LEVEL[lexeme.marker], _steps(written)))
        case Role.HOUSE if "/" in written and not parts.chain:
            parts.chain = _steps(written)
        case Role.HOUSE:
            parts.house = parts.house or written
        case Role.CHAIN if not parts.chain:
            parts.chain = _steps(written)
        case Role.NUMBER | Role.CODE | Role.CHAIN:
            parts.bare.append(written)
        case Role.GROUP:
            parts.group = f"{_GROUP_NAME[lexeme.marker]} {written}"
        case Role.ROAD:
            parts.spans.append(Span(Role.STREET_MARK, "", f"{_ROAD_NAME[lexeme.marker]} {written}"))
        case Role.FLAT | Role.FLOOR | Role.BUILDING | Role.LOT | Role.SHEET | Role.PARCEL:
            setattr(parts, lexeme.role.value, written)
        case _:
            pass


def _steps(written: str) -> tuple[str, ...]:
    return tuple(step.strip() for step in written.split("/"))
