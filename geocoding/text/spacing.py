"""Spaces and commas put where hurried typing left them out: "so5ngo12", "P12Q3", "phườngLángHạ", "Láng,Đống Đa".

A run of letters and digits is opened only when every piece of it is understood; "CT4A", "36bis" and "VietinBank" stay.
"""

import re
from functools import lru_cache

from geocoding.text.fold import CACHED_NAMES, LOWER, UPPER, fold
from geocoding.text.syllables import is_syllable
from geocoding.text.telex import NUMBERED, is_typed

_RUN = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]{2,}\d|\d+[^\W\d_]{2}|\d+[^\W\d_]\d|[Pp]\d{3,4}(?=(?:sn|so|số|ng)[^\W_]*\d))[^\W_]*"
)
_PIECES = re.compile(r"\d+|\D+")
_CAMEL = re.compile(rf"(?<![^\W\d_])[{LOWER}{UPPER}]+(?<=[{LOWER}])[{UPPER}][{LOWER}{UPPER}]*")
_HUMP = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
_WARD_DISTRICT = re.compile(r"(?<![^\W_])(p\.?\d{1,2})(?=q\.?\d{1,2}(?![^\W_]))", re.IGNORECASE)

_GLUED_WORD = re.compile(
    r"(?<=\d)(?=(?:kđtm?|kdtm?|ktt|kcn|khu|đường|duong|phố|pho|phòng|phong|căn|can|tầng|tang|toà|tòa|toa|nhà|nha)"
    r"(?![^\W\d_]))|(?<=\bkhu)(?=(?:đô thị|do thi|tập thể|tap the|công nghiệp|cong nghiep)\b)"
    r"|(?<=\bquốc)(?=lộ\b)|(?<=\bquoc)(?=lo\b)|(?<=\bnhà)(?=số\b)|(?<=\bnha)(?=so\b)|(?<=\bsố)(?=nhà\b)"
    r"|(?-i:(?<=\bKĐT)|(?<=\bKĐTM)|(?<=\bKTT)|(?<=\bKCN)|(?<=\bKĐG)|(?<=\bđường)|(?<=\bphố)|(?<=\bcư))"
    rf"(?-i:(?=[{UPPER}][{LOWER}\d]))",
    re.IGNORECASE,
)
"""Between a code and the word that follows it without a space: "LK6-17KĐT", "HH2phòng", "khuđô thị", "KĐTVăn Phú"."""

_ROOM_OPENS = re.compile(r"[Pp]\d{3,4}(?=\D)")
"""A room before the rest of a run, "P401sn26"; of fewer digits it may be a ward."""
_NUMBER_NEXT = re.compile(r"[\s.]*\d")

_EDGE = " ,;.-"
_UNTIDY = re.compile(r"[\s,;][,;]|[,;](?:[^\s\d]|\s[.-])|[^\d][,;]\d|[(\[][\s,;)\]]|\s[)\]]|^[,;.-]|[,;-]$|\s[.]$")
_LOOSE = re.compile(r"[\s,;]+(?=[)\]])|(?<=[(\[])[\s,;]+|\s-(?=\s*[,;)\]])|(?<=[,;])\s*-(?=\s)")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_REPEATED_BREAK = re.compile(r"\.?\s?[,;](?:\s?[,;.])+")
_SPACE_BEFORE_BREAK = re.compile(r"\s+(?=[,;])")
_NO_SPACE_AFTER_BREAK = re.compile(r"(?<=[,;])(?=[^\s\d,;])|(?<=[^\d][,;])(?=\d)")


@lru_cache(maxsize=CACHED_NAMES)
def may_lack_spaces(word: str) -> bool:
    """Whether `space` may open this word of letters and digits when it stands in a text; remembered."""
    lower = word.lower()
    may_be_glued = (len(word) > 3 and lower.startswith("khu")) or ("q" in lower and not word.isalpha())
    return may_be_glued or any(space(text) != text for text in (word, f"{word} 1"))


def space(text: str) -> str:
    """The tidy text with the spaces it lacks between words and between words and numbers."""
    is_plain = text.isascii()
    text = _CAMEL.sub(lambda word: _opened(word[0]) if is_plain or not word[0].isascii() else word[0], text)
    text = _GLUED_WORD.sub(" ", _WARD_DISTRICT.sub(r"\1 ", text))
    return _RUN.sub(lambda run: _spaced(run[0], number_next=_NUMBER_NEXT.match(text, run.end()) is not None), text)


def punctuate(text: str) -> str:
    """The text with single commas, each followed by a space, and none at its ends; "5,7" is a list and stays."""
    if _UNTIDY.search(text) is None:
        return text
    text = _REPEATED_BREAK.sub(",", _EMPTY_BRACKETS.sub("", _LOOSE.sub("", text)))
    text = _NO_SPACE_AFTER_BREAK.sub(" ", _SPACE_BEFORE_BREAK.sub("", text)).lstrip(_EDGE)
    kept = text.rstrip(_EDGE)
    return f"{kept}." if text.startswith(".", len(kept)) else kept


def spaces_behind_breaks(text: str) -> str:
    """The text with a space behind each comma but those of a list ("5,7"); the rest of `punctuate` is not done."""
    return _NO_SPACE_AFTER_BREAK.sub(" ", text)


def _opened(word: str) -> str:
    """The word cut before its capitals, if every piece is a syllable: "LángHạ" → "Láng Hạ", but "VietinBank"."""
    pieces = _HUMP.split(word)
    is_name = all(piece[1:].islower() and (is_syllable(piece) or is_typed(piece)) for piece in pieces)
    return " ".join(pieces) if is_name else word


def _spaced(run: str, *, number_next: bool) -> str:
    """The run with its words apart from its numbers, or as it is when a word in it is unknown."""
    room = _ROOM_OPENS.match(run)
    if room is not None:
        rest = _spaced(run[room.end() :], number_next=number_next)
        return run if rest == run[room.end() :] else f"{room[0]} {rest}"
    pieces = _PIECES.findall(run)
    inner = [_inner(piece, opens=place == 0) for place, piece in enumerate(pieces[:-1])]
    last = _last(pieces[-1], number_next=number_next)
    return " ".join("".join([*inner, last]).split()) if last and all(inner) else run


def _inner(piece: str, *, opens: bool) -> str:
    """A piece with a piece after it, spaced: a number, a word that a number follows, or both "Angõ"; else ""."""
    if piece.isdecimal():
        return piece
    if _takes_number(piece):
        return f" {piece} "
    return f"{piece[0]} {piece[1:]} " if not opens and _takes_number(piece[1:]) else ""


def _last(piece: str, *, number_next: bool) -> str:
    """The piece that ends a run, spaced: a number, the letter of a house, or a word; else ""."""
    if piece.isdecimal() or len(piece) == 1:
        return piece
    is_name = (len(piece) > 2 or not piece.isascii()) and (is_syllable(piece) or is_typed(piece))
    return f" {piece}" if is_name or (number_next and _takes_number(piece)) else ""


def _takes_number(word: str) -> bool:
    return fold(word) in NUMBERED or (len(word) > 1 and not word.isascii() and is_syllable(word)) or is_typed(word)
