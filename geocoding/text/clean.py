"""A quick look that most texts pass: nothing in them can need mending, so the long way is not taken.

The same words come again and again, so each is judged once and remembered; what two neighbours make is judged anew.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from geocoding.text.fold import CACHED_NAMES, LOWER, UPPER, fold
from geocoding.text.phrases import SIGNALS
from geocoding.text.telex import NUMBERED

_VOWEL = f"[{''.join(letter for letter in LOWER if fold(letter) in 'aeiouy')}]"
_CODA = "(?:n[gh]?|ch?|[mpt])?+"
_SYLLABLE = f"(?:ngh?|nh?|gh?|kh?|ch?|t[hr]?|ph|[bdđhlmqrsvx])?+{_VOWEL}{{1,4}}+{_CODA}"
_TITLE = f"[{UPPER}](?:gh?|[hr])?+{_VOWEL}{{0,4}}+{_CODA}"
_INITIALS = "[BCDĐGHKLMNPQSTVX]{2,4}+"
_SHORT = "(?:hn|hanoi|Hanoi|HANOI|tp|tx|tt|ng|ngh|sn|đ|d|p|q|x|h)"
_STEP = r"\d{1,4}+[a-zA-Z]?+"
_NUMBER = rf"{_STEP}(?:/{_STEP})*+(?:-{_STEP})?+(?!\.? ?\d)"
_LETTERS = rf"(?!(?:{'|'.join(sorted(NUMBERED)).upper()})\d)(?:[A-Z]{{1,2}}|[A-Z][BCDGHKLMNPQRSTVX]{{2}})"
_CODE = rf"{_LETTERS}\d{{1,4}}+[A-Z]?+(?:-\d{{1,4}}+[A-Z]?+)?+"
_TOKEN = rf"(?:{_SYLLABLE}|{_NUMBER}|{_SYLLABLE.upper()}|{_CODE}|{_TITLE}|{_INITIALS}|{_SHORT})(?![^\W_])"
_CLEAN = re.compile(rf"{_TOKEN}(?:\.{_TOKEN})*+[,.]?+")
_NUMBER_AT_END = re.compile(rf"(?:.*\.)?{_NUMBER}\.?")
_PERSONS = ("anh", "a", "c")
_TITLES = ("a.", "c.", "A.", "C.")


class _Word(NamedTuple):
    """What stands between two spaces: how it goes with its neighbours.

    `opens_no_part`: not first, and not behind a break, for it may name a person ("c. Hoa") or be a second break.
    `is_break`: a part ends here. `ends_in_number`, `opens_with_digit`: together they may be a telephone number.
    """

    opens_no_part: bool
    is_break: bool
    ends_in_number: bool
    opens_with_digit: bool


_DASH = _Word(opens_no_part=True, is_break=True, ends_in_number=False, opens_with_digit=False)


def is_clean(text: str) -> bool:
    """Whether the text certainly has nothing to mend; it is tidy then, too. False only asks for a longer look."""
    opens, after_number = True, False
    for written in text.split(" "):
        word = _word(written)
        if word is None or (opens and word.opens_no_part) or (after_number and word.opens_with_digit):
            return False
        opens, after_number = word.is_break, word.ends_in_number
    return not opens


@lru_cache(maxsize=CACHED_NAMES)
def _word(written: str) -> _Word | None:
    """How a clean word goes with its neighbours; None for one that may need mending. Its time is linear."""
    if written == "-":
        return _DASH
    if _CLEAN.fullmatch(written) is None or _is_signal(written.lower()):
        return None
    return _Word(
        opens_no_part=written in _PERSONS or written.startswith(_TITLES),
        is_break=written.endswith((",", ".")),
        ends_in_number=_NUMBER_AT_END.fullmatch(written) is not None,
        opens_with_digit=written[0].isdecimal(),
    )


def _is_signal(lower: str) -> bool:
    if "aa" in lower or "ee" in lower or "oo" in lower:
        return True
    return not SIGNALS.isdisjoint(lower.replace(",", "").replace(".", " ").split())
