"""Two spellings of one text: tidied (for people) and folded (for comparing).

Both have the same length, so a span of one is the same span of the other.
"""

import re
import unicodedata
from functools import lru_cache

CACHED_NAMES = 1 << 16
"""Names repeat from question to question; this many are remembered by the functions that compare them."""

_TONES = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}

LOWER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES
)
"""The small letters of Vietnamese with every tone, and those of ASCII that it lacks."""
UPPER = LOWER.upper()

_LOOKALIKES = {
    "Ð": "Đ",
    "ð": "đ",
    "Ɖ": "Đ",
    "ɖ": "đ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "／": "/",
    "，": ",",
    "、": ",",
    "；": ";",
}

_SPACES = re.compile(r"\s+")
_TIDY_LETTERS = re.compile(f"[ -~{LOWER}{UPPER}]*")


class _TidyTable(dict[int, str | None]):
    """Code point → what stands for it in tidy text; filled as characters are met."""

    def __missing__(self, code_point: int) -> str | None:
        self[code_point] = value = _tidy_character(chr(code_point))
        return value


def _tidy_character(character: str) -> str | None:
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    category = unicodedata.category(character)
    if category[0] == "Z" or character in "\t\n\r\v\f\x85":
        return " "
    if category[0] == "C" or category == "Mn":  # zero-width, bidi, control; marks that NFC could not compose
        return None
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


class _FoldTable(dict[int, str]):
    """Code point → its lower-case letter without diacritics, always one character."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = value = _fold_character(chr(code_point))
        return value


def _fold_character(character: str) -> str:
    lower = character.lower()
    if lower == "đ":
        return "d"
    base = unicodedata.normalize("NFD", lower)[0]
    return base if len(base) == 1 else character


_TIDY = _TidyTable()
_FOLD = _FoldTable()


def tidy(text: str) -> str:
    """The text in NFC with plain spaces, dashes and digits, and without invisible characters.

    Full-width characters become ASCII; Ð (eth) becomes Đ. Idempotent; never longer than the NFC of the input.
    """
    if _TIDY_LETTERS.fullmatch(text) is not None and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", text).translate(_TIDY)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", composed)).strip()


def fold(text: str) -> str:
    """The text in lower case without diacritics, đ as d: one character out for each one in."""
    return text.translate(_FOLD)


@lru_cache(maxsize=CACHED_NAMES)
def accents(text: str) -> str:
    """A key equal for texts that differ only in case, tone placement or Unicode form: "Hoà" and "hòa".

    Each word becomes its letters without tone, then the number of its tone; diacritics other than tones stay.
    """
    return " ".join(_word_accents(word) for word in text.lower().split())


@lru_cache(maxsize=CACHED_NAMES)
def _word_accents(word: str) -> str:
    tone = 0
    letters = []
    for character in unicodedata.normalize("NFD", word):
        if character in _TONES:
            tone = _TONES[character]
        else:
            letters.append(character)
    return unicodedata.normalize("NFC", "".join(letters)) + (str(tone) if tone else "")
