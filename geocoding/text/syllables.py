"""The syllables of Vietnamese as a small grammar, so that a mistyped word can be told from a written one.

A syllable is an initial, a nucleus, a coda and a tone. The grammar is a little wider than the dictionary: it says
what can be spelled, not what means something.
"""

import unicodedata
from collections.abc import Iterator

from geocoding.text.fold import fold

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = frozenset({ACUTE, GRAVE, HOOK, TILDE, DOT})

_INITIALS = (
    "",
    *["b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"],
)
_BEFORE_FRONT = ("k", "g", "gh", "ngh")
_BEFORE_BACK = ("c", "g", "ng")
_FRONT = "eêiy"

_CODAS = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n nh p t u",
    "i": "- ch m n nh p t u",
    "o": "- c i m n ng p t",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- c i m n ng p t",
    "ư": "- c i m n ng t u",
    "y": "- nh t",
    "ia": "-",
    "iê": "c m n ng p t u",
    "yê": "m n ng t u",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- n o t",
    "ua": "-",
    "uâ": "n ng t y",
    "uê": "- ch n nh",
    "uô": "c i m n ng t",
    "uơ": "-",
    "uy": "- ch n nh p t u",
    "uya": "-",
    "uyê": "n t",
    "ưa": "-",
    "ươ": "c i m n ng p t u",
}
"""Each nucleus with the codas it takes; "-" is none."""

_STOPS = ("c", "ch", "p", "t")
_FALLING = ("ia", "ua", "ưa")
_GLIDING = ("oa", "oe", "uy")
"""Nuclei that carry the tone on the first letter when nothing follows: hòa, hoàn (QĐ 240/QĐ of 1984)."""


def _rimes() -> Iterator[tuple[str, int]]:
    """Every rime, with the place of the letter that carries its tone."""
    for nucleus, codas in _CODAS.items():
        for coda in codas.replace("-", "").split(" "):
            opens = nucleus in _FALLING or (nucleus in _GLIDING and not coda)
            yield nucleus + coda, 0 if opens else min(len(nucleus) - 1, 1 + (nucleus == "uyê"))


def _syllables() -> Iterator[tuple[str, int]]:
    """Every syllable without tone, with the place of its tone; shorter initials first, so that gi + a beats g + ia."""
    rimes = tuple(_rimes())
    for initial in sorted({*_INITIALS, *_BEFORE_FRONT, *_BEFORE_BACK}, key=len):
        for rime, place in rimes:
            allowed = _BEFORE_FRONT if rime[0] in _FRONT else _BEFORE_BACK
            if initial in _INITIALS or initial in allowed:
                yield initial + rime, len(initial) + place


_TONE_PLACES = dict(_syllables())
_PLAIN = frozenset(fold(syllable) for syllable in _TONE_PLACES)


def spell(letters: str, tone: str = "") -> str:
    """The syllable of these small letters with this tone ("ruou" has none, "rươu" + grave → "rườu"); "" if none is.

    `tone` is a combining mark. A syllable that ends in c, ch, p or t takes only the acute and the dot.
    """
    place = _TONE_PLACES.get(letters)
    if place is None or (letters.endswith(_STOPS) and tone not in (ACUTE, DOT)):
        return ""
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def is_syllable(word: str) -> bool:
    """Whether the word can be a Vietnamese syllable, in any case; "Duong" written without any diacritics too."""
    lower = word.lower()
    return lower in _PLAIN or "".join(letter for letter in _without_tone(lower)) in _TONE_PLACES


def _without_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))
