"""Telex keystrokes turned into letters while the word is still being typed: "dduwow" is on its way to "đường".

`geocoding.text.telex` touches only words that become whole syllables; the last word of a beginning is none yet.
"""

import re

from geocoding.text.fold import fold
from geocoding.text.normalise import normalise
from geocoding.text.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, is_syllable, spell

_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư", "â": "ă", "ô": "ơ"}
_VOWELS = frozenset("aeiouy")
_WORD = re.compile(r"[^\W\d_]{2,}")
_KEYS = re.compile(r"[sfrxjw]|d.*d|([aeo]).*\1", re.IGNORECASE)


def typed_out(text: str) -> str:
    """The text with its typing mended, the last word too; a space at its end stays."""
    mended = _WORD.sub(lambda word: _played(word[0]), normalise(text).text)
    return f"{mended} " if text[-1:].isspace() else mended


def _played(word: str) -> str:
    """What these keys have typed so far; a word without such keys, or that is a syllable, stays."""
    if _KEYS.search(word) is None or is_syllable(word):
        return word
    letters = tone = ""
    for key in word.lower():
        if key in _TONES and not _VOWELS.isdisjoint(fold(letters)):
            tone = _TONES[key]
        else:
            letters = _pressed(letters, key)
    return spell(letters, tone) or fold(letters)


def _pressed(letters: str, key: str) -> str:
    """The letters after one more key; the marks of a letter may be typed anywhere after it ("dongd")."""
    if key == "w":
        return _horned(letters)
    if key == "d" and letters.startswith("d"):
        return "đ" + letters[1:]
    at = letters.rfind(key)
    if key in _HATS and at >= 0:
        return letters[:at] + _HATS[key] + letters[at + 1 :]
    return letters + key


def _horned(letters: str) -> str:
    if "uo" in letters:
        return letters.replace("uo", "ươ")
    at = max(letters.rfind(vowel) for vowel in _HORNS)
    return letters[:at] + _HORNS[letters[at]] + letters[at + 1 :] if at >= 0 else letters + "ư"
