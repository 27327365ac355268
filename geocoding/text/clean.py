"""A quick look that most texts pass: nothing in them can need mending, so the long way is not taken.

The same words come again and again, so each is judged once and remembered; what two neighbours make is judged anew.
"""

import re
from functools import lru_cache

from geocoding.text.fold import CACHED_NAMES, LOWER, UPPER, fold
from geocoding.text.phrases import SIGNALS
from geocoding.text.telex import NUMBERED

_VOWEL = f"[{''.join(letter for letter in LOWER if fold(letter) in 'aeiouy')}]"
_CODA = "(?:n[gh]?|ch?|[mpt])?+"
_SYLLABLE = f"(?:ngh?|nh?|gh?|kh?|ch?|t[hr]?|ph|[bdđhlmqrsvx])?+{_VOWEL}{{1,4}}+{_CODA}"
_TITLE = f"[{UPPER}](?:gh?|[hr])?+{_VOWEL}{{0,4}}+{_CODA}"
_INITIALS = "[BCDĐGHKLMNPQSTVX]{2,4}+"
_SHORT = "(?:kđt|kdt|hn|hanoi|Hanoi|HANOI|tp|tx|tt|ng|ngh|sn|đ|d|p|q|x|h)"
_STEP = r"\d{1,4}+[a-zA-Z]?+"
_NUMBER = rf"{_STEP}(?:/{_STEP})*+(?:-{_STEP})?+(?!\.? ?\d)"
_LETTERS = rf"(?!(?:{'|'.join(sorted(NUMBERED)).upper()})\d)(?:[A-Z]{{1,2}}|[A-Z][BCDGHKLMNPQRSTVX]{{2}})"
_ROW_OR_TOWER = "(?:lk|bt|ct|hh|r)"  # no word has only such letters, so they are no typing
_FLAT = r"\d{1,2}+[AB]\d{2}+"
_PLOT = rf"{_LETTERS}\d{{1,4}}+[A-Z]?+(?:-\d{{1,4}}+[A-Z]?+)?+"
_CODE = rf"(?:{_FLAT}|{_PLOT}|{_ROW_OR_TOWER}\d{{1,2}}+[a-z]?+(?:-\d{{1,3}}+)?+)"
_TOKEN = rf"(?:{_SYLLABLE}|{_NUMBER}|{_SYLLABLE.upper()}|{_CODE}|{_TITLE}|{_INITIALS}|{_SHORT})(?![^\W_])"
_CLEAN = re.compile(rf"{_TOKEN}(?:\.{_TOKEN})*+[,.]?+".replace(r"\d", "[0-9]"))  # full-width digits are not clean
_NUMBER_AT_END = re.compile(rf"(?:.*\.)?{_NUMBER}\.?")
_PERSONS = ("anh", "a", "c")
_TITLES = ("a.", "c.", "A.", "C.")


_PERSON, _DIGIT, _OTHER = "pdw"
"""How a word may begin: it may name a person ("c. Hoa") or be a second break; with a digit; with anything else."""
_UNCLEAN = "x"
_DASH = f"{_PERSON},"
_NEEDS_A_LOOK = (_UNCLEAN, f",{_PERSON}", f"*{_PERSON}", f"#{_DIGIT}", f"*{_DIGIT}")
"""Not clean in the signs of all words: a person opens a part; two numbers may be a telephone number."""


def is_clean(text: str) -> bool:
    """Whether the text certainly has nothing to mend; it is tidy then, too. False only asks for a longer look."""
    signs = "".join(map(_sign, text.split(" ")))
    for suspect in _NEEDS_A_LOOK:
        if suspect in signs:
            return False
    return signs[0] != _PERSON and signs[-1] not in ",*"


@lru_cache(maxsize=CACHED_NAMES)
def _sign(written: str) -> str:
    """How a clean word goes with its neighbours, in two letters; `_UNCLEAN` for one that may need mending.

    The first says how it begins, the second how it ends: with a break ",", a number "#", both "*" or neither "-".
    Its time is linear.
    """
    if written == "-":
        return _DASH
    if _CLEAN.fullmatch(written) is None or _is_signal(written.lower()):
        return _UNCLEAN
    is_person = written in _PERSONS or written.startswith(_TITLES)
    opens = _PERSON if is_person else _DIGIT if written[0].isdecimal() else _OTHER
    is_break, is_number = written.endswith((",", ".")), _NUMBER_AT_END.fullmatch(written) is not None
    return opens + "-#,*"[2 * is_break + is_number]


def _is_signal(lower: str) -> bool:
    if "aa" in lower or "ee" in lower or "oo" in lower:
        return True
    return not SIGNALS.isdisjoint(lower.replace(",", "").replace(".", " ").split())
