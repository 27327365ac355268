"""What keyboards do to names: Telex and VNI left undecoded, and the four usual typos."""

import unicodedata
from collections.abc import Callable
from enum import Enum
from random import Random

_TELEX_LETTERS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_LETTERS = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Method(Enum):
    """How Vietnamese letters are typed."""

    TELEX = 0
    VNI = 1


def typed(word: str, method: Method, rng: Random) -> str:
    """The keys pressed for a word: "Trãi" → "Traix" or "Traxi" by Telex, "Tra4i" or "Trai4" by VNI.

    A word without diacritics stays as it is.
    """
    table = _TELEX_LETTERS if method is Method.TELEX else _VNI_LETTERS
    keys, tone_key, tone_at = "", "", 0
    for letter in unicodedata.normalize("NFC", word):
        base, tone = _toneless(letter)
        keys += _cased(table.get(base.lower(), base), like=letter)
        if tone:
            tone_key, tone_at = _TONES[tone][method.value], len(keys)
    if not tone_key:
        return keys
    tone_key = tone_key.upper() if word.isupper() and len(word) > 1 else tone_key
    at_end = rng.random() < (0.8 if method is Method.TELEX else 0.5)
    return keys + tone_key if at_end else keys[:tone_at] + tone_key + keys[tone_at:]


def _toneless(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter, tone


def _cased(keys: str, *, like: str) -> str:
    return keys[:1].upper() + keys[1:] if like.isupper() else keys


def with_typo(name: str, rng: Random) -> str:
    """The name with one typo in its letters, never in a digit: a neighbouring key, one dropped, doubled or swapped."""
    places = [index for index, letter in enumerate(name) if letter.isalpha()]
    mistake = rng.choice((_neighbour, _dropped, _doubled, _swapped))
    return mistake(name, rng.choice(places), rng) if places else name


Mistake = Callable[[str, int, Random], str]


def _neighbour(name: str, at: int, rng: Random) -> str:
    letter = unicodedata.normalize("NFD", name[at])[0].lower().replace("đ", "d")
    near = _neighbours(letter)
    if not near:
        return name
    wrong = rng.choice(near)
    return name[:at] + (wrong.upper() if name[at].isupper() else wrong) + name[at + 1 :]


def _dropped(name: str, at: int, _: Random) -> str:
    return name[:at] + name[at + 1 :]


def _doubled(name: str, at: int, _: Random) -> str:
    return name[:at] + name[at] + name[at].lower() + name[at + 1 :]


def _swapped(name: str, at: int, _: Random) -> str:
    """With the next letter; the capital stays in front."""
    if at + 1 >= len(name) or not name[at + 1].isalpha():
        return name
    first, second = name[at + 1], name[at]
    if name[at].isupper() and not name[at + 1].isupper():
        first, second = first.upper(), second.lower()
    return name[:at] + first + second + name[at + 2 :]


def _neighbours(letter: str) -> str:
    """The keys around a letter on its own row and the rows above and below."""
    for row_index, row in enumerate(_ROWS):
        at = row.find(letter)
        if at >= 0:
            rows = _ROWS[max(0, row_index - 1) : row_index + 2]
            return "".join(other[max(0, at - 1) : at + 2] for other in rows).replace(letter, "")
    return ""
