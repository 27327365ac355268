"""The words of the address grammar: a tidy text cut into lexemes, each with the role its marker gives it.

Sources of the markers: TT 08/2024/TT-BXD for the numbering words, daily practice for the abbreviations.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from geocoding.text.fold import CACHED_NAMES, accents, fold


class Role(StrEnum):
    """What a lexeme is, or says about the words that follow it; `…_MARK` roles carry no value of their own."""

    HOUSE = "house"
    ALLEY = "alley"
    FLAT = "flat"
    FLOOR = "floor"
    BUILDING = "building"
    GROUP = "group"
    LOT = "lot"
    SHEET = "sheet"
    PARCEL = "parcel"
    ROAD = "road"
    CHAIN = "chain"
    NUMBER = "number"
    CODE = "code"
    STREET_MARK = "street_mark"
    COMMUNE_MARK = "commune_mark"
    DISTRICT_MARK = "district_mark"
    HAMLET_MARK = "hamlet_mark"
    ESTATE_MARK = "estate_mark"
    CITY = "city"
    WORD = "word"
    BREAK = "break"


class Lexeme(NamedTuple):
    """A piece of the text: its role, the folded marker ("" without one), the folded value, and its span."""

    role: Role
    marker: str
    value: str
    start: int
    end: int


_NUMBER = r"\d{1,5}(?:\s?(?:bis|ter)\b|[a-z]{1,2}(?![a-z0-9])|\s[abcegik](?![\w.]))?(?![a-z0-9])"
_CHAIN = rf"{_NUMBER}(?:\s?/\s?{_NUMBER})+"
_RANGE = rf"{_NUMBER}\s?-\s?{_NUMBER}"
_CODE = (
    r"(?:[a-z]+\d[a-z0-9]*(?:[-.][a-z0-9]+|\s-\s\d+[a-z]?)*"
    r"|\d+[a-z]+[a-z0-9]*(?:-[a-z0-9]+)*|\d+-[a-z]+\d[a-z0-9]*)(?![a-z0-9])"
)
_BLOCK = rf"(?:{_CODE}|(?!(?:so|sn|ng|ngo|ngh|p|d|q)\s)[a-z]{{1,3}}\s\d+[a-z]?(?!\w)|[a-z](?!\w)|\d+[a-z]?(?![\w/]))"
_FLAT = r"(?:\d{1,2}[ab]?[-.]\d{2,3}|\d{1,2}[ab]\d{2}|\d{3,4}[a-z]?)(?![\w/])"
_GAP = r"[\s.:]*(?:so\b[\s.:]*)?"

_WITH_VALUE = (
    (Role.PARCEL, "thua dat|thua", rf"{_GAP}", r"\d+"),
    (Role.SHEET, "to ban do|to bd|tbd", rf"{_GAP}", r"\d+"),
    (Role.ALLEY, "ngo|ngach|hem|kiet|nghach|ngh|ng", rf"{_GAP}", rf"{_CHAIN}|{_NUMBER}|{_CODE}"),
    (Role.HOUSE, "so nha|nha so|so|sn", r"[\s.:]*", rf"{_CHAIN}|{_RANGE}|{_NUMBER}|{_CODE}"),
    (Role.HOUSE, "nha", r"[\s.:]*", rf"{_CHAIN}|{_RANGE}|\d{{1,5}}\s?(?:bis|ter)\b"),
    (Role.FLAT, "can ho|can so|can|phong|ch", rf"{_GAP}", rf"{_FLAT}|\d{{1,2}}(?![\w/.-])"),
    (Role.FLAT, "ph|p", rf"{_GAP}", _FLAT),
    (Role.FLOOR, "tang|lau", rf"{_GAP}", r"\d{1,2}[ab]?(?!\w)"),
    (Role.BUILDING, "toa nha|toa|block|thap|don nguyen|nha|chung cu|cc", rf"{_GAP}", _BLOCK),
    (Role.LOT, "lo dat|lo", rf"{_GAP}", rf"{_CODE}|{_RANGE}|{_NUMBER}"),
    (Role.GROUP, "to dan pho|tdp|to|doi|cum dan cu|cum|xom|thon|khu", rf"{_GAP}", r"\d+[a-z]?(?![\w./])"),
    (Role.ROAD, "quoc lo|ql|tinh lo|tl", r"[\s.]*", r"\d+[a-z]?(?!\w)"),
)
_HANOI = "ha noi|hanoi|hn|hni|hnoi"
_POSTCODE = r"(?: 1[0-5]\d{3,4}(?!\w))?"
_MARKS = (
    (
        Role.CITY,
        rf"(?:(?:thanh pho|tp)[\s.]*)?(?:{_HANOI})(?: city| capital)?{_POSTCODE}|tphn|viet nam|vietnam|vn",
    ),
    (Role.BREAK, r"truoc la|truoc day la|nay la|cu la|moi(?=\s?:)"),
    (
        Role.ESTATE_MARK,
        "khu do thi moi|khu do thi|kdtm|kdt|khu tap the|ktt|tap the|khu cong nghiep|kcn|khu nha o|(?:khu )?chung cu",
    ),
    (Role.COMMUNE_MARK, r"tieu khu|khoi pho|khu pho|phuong|phg|ph(?=\.)|xa|thi tran|p(?=\.|\s)|x(?=\.)|tt(?=[.\s])"),
    (Role.DISTRICT_MARK, r"quan|huyen|thi xa|q(?=\.|\s)|h(?=\.)|tx(?=[.\s])"),
    (Role.HAMLET_MARK, "thon|xom|ap"),
    (Role.STREET_MARK, r"duong|pho|dai lo|dl(?=[.\s])|d(?=\.)|dd(?=\.)|ngo|ngach"),
)
_BARE = (
    (Role.CHAIN, _CHAIN),
    (Role.NUMBER, rf"{_RANGE}|{_NUMBER}"),
    (Role.CODE, _CODE),
    (Role.WORD, r"[^\W\d_]+"),
    (Role.CODE, r"\w+"),
    (Role.BREAK, r"[,;()|\n]"),
)


_MARKER_WORDS = {word for _, mark, *_ in (*_WITH_VALUE, *_MARKS) for word in re.findall(r"(?<!\\)\b[a-z]+", mark)}
_PLAIN_WORD = rf"(?!(?:{'|'.join(sorted(_MARKER_WORDS))})(?![a-z]))[^\W\d_]+(?!\w)"
"""A word that begins no marker: most words are such, so it is looked for first."""


def _compile() -> re.Pattern[str]:
    valued = [f"({mark})(?![a-z]){gap}({value})" for _, mark, gap, value in _WITH_VALUE]
    marks = [rf"({mark})(?![a-z0-9])\.?" for _, mark in _MARKS]
    bare = [f"({pattern})" for _, pattern in _BARE]
    marked = rf"(?=[^\W\d_])(?:{'|'.join([*valued, *marks])})"  # a marker opens with a letter: numbers need no look
    return re.compile(rf"\s*(?:{'|'.join([f'({_PLAIN_WORD})', marked, *bare])})")


_PATTERN = _compile()
_ROLE_OF_GROUP = (
    Role.WORD,
    *(role for role, *_ in _WITH_VALUE for _ in range(2)),
    *(role for role, _ in _MARKS),
    *(role for role, _ in _BARE),
)

_NAME_MARKS = frozenset({Role.STREET_MARK, Role.COMMUNE_MARK, Role.DISTRICT_MARK, Role.HAMLET_MARK, Role.ESTATE_MARK})
_VALUED = frozenset(role for role, *_ in _WITH_VALUE)
_MARKER_SPELLINGS = frozenset(
    accents(word)
    for word in (
        *("phường", "xã", "quận", "huyện", "thôn", "xóm", "ấp", "đường", "phố", "phó", "ngõ", "ngách", "hẻm", "kiệt"),
        *("số", "phòng", "căn", "tầng", "lầu", "tòa", "nhà", "lô", "tổ", "tờ", "đội", "cụm", "thửa", "tháp"),
    )
)
_ROADS = frozenset({accents("quốc lộ"), accents("tỉnh lộ")})
"""Markers that hold a word which only folds to another one: lộ is no lô."""
_MARKERS_WITH_DIACRITICS = frozenset(
    "phuong xa quan huyen thon xom ap duong pho ngo ngach hem kiet so phong can tang lau toa nha lo to doi cum thua "
    "thap".split()
)


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a tidy text, in order; what is neither word, number nor comma is dropped."""
    found: list[Lexeme] = []
    for match in _PATTERN.finditer(fold(text)):
        group = match.lastindex or 1
        role = _ROLE_OF_GROUP[group - 1]
        start, end = match.span(group)
        value = match[group]
        if role in _VALUED:
            found += _with_value(Lexeme(role, match[group - 1], value, match.start(group - 1), end), text)
        elif role in _NAME_MARKS:
            found.append(_mark(Lexeme(role, value, value, start, match.end()), text))
        else:
            found.append(Lexeme(role, "", value, start, match.end()))
    return found


def _with_value(lexeme: Lexeme, text: str) -> tuple[Lexeme, ...]:
    start = lexeme.start
    return (lexeme,) if _is_marker(text[start : start + len(lexeme.marker)]) else as_words(lexeme)


def _mark(lexeme: Lexeme, text: str) -> Lexeme:
    return lexeme if _is_marker(text[lexeme.start : lexeme.end]) else lexeme._replace(role=Role.WORD, marker="")


def as_words(lexeme: Lexeme) -> tuple[Lexeme, ...]:
    """A lexeme whose marker begins with a word of a name: that word, and the value on its own."""
    if lexeme.role not in _VALUED:
        return (lexeme._replace(role=Role.WORD, marker=""),)
    value = lexeme.value
    role = Role.CHAIN if "/" in value else Role.NUMBER if value[:1].isdecimal() else Role.CODE
    word = first_word(lexeme.marker)
    return (
        Lexeme(Role.WORD, "", word, lexeme.start, lexeme.start + len(word)),
        Lexeme(role, "", value, lexeme.end - len(value), lexeme.end),
    )


def first_word(marker: str) -> str:
    """The first word of a marker: "nha" of "nha so"."""
    return marker.partition(" ")[0]


@lru_cache(maxsize=CACHED_NAMES)
def _is_marker(written: str) -> bool:
    """Whether words are written like a marker: without any diacritics, or with exactly the right ones.

    "Quán Thánh", "Dương Nội" and "Giải Phóng" hold words that only fold to "quận", "đường" and "phòng".
    """
    words = written.rstrip(".").lower().split()
    return accents(" ".join(words)) in _ROADS or all(map(_is_marker_word, words))


def _is_marker_word(word: str) -> bool:
    plain = fold(word)
    return plain == word or plain not in _MARKERS_WITH_DIACRITICS or accents(word) in _MARKER_SPELLINGS
