"""A quick look that most texts pass: nothing in them can need mending, so the long way is not taken."""

import re

from geocoding.text.fold import LOWER, UPPER, fold
from geocoding.text.phrases import SIGNALS
from geocoding.text.telex import NUMBERED

_VOWEL = f"[{''.join(letter for letter in LOWER if fold(letter) in 'aeiouy')}]"
_CODA = "(?:n[gh]?|ch?|[mpt])?+"
_SYLLABLE = f"(?:ngh?|nh?|gh?|kh?|ch?|t[hr]?|ph|[bdđhlmqrsvx])?+{_VOWEL}{{1,4}}+{_CODA}"
_TITLE = f"[{UPPER}](?:gh?|[hr])?+{_VOWEL}{{0,4}}+{_CODA}"
_INITIALS = "[BCDĐGHKLMNPQSTVX]{2,4}+"
_STEP = r"\d{1,4}+[a-zA-Z]?+"
_NUMBER = rf"{_STEP}(?:/{_STEP})*+(?:-{_STEP})?+(?!\.? ?\d)"
_LETTERS = rf"(?!(?:{'|'.join(sorted(NUMBERED)).upper()})\d)(?:[A-Z]{{1,2}}|[A-Z][BCDGHKLMNPQRSTVX]{{2}})"
_CODE = rf"{_LETTERS}\d{{1,4}}+[A-Z]?+(?:-\d{{1,4}}+[A-Z]?+)?+"
_TOKEN = rf"(?:{_SYLLABLE}|{_NUMBER}|{_SYLLABLE.upper()}|{_CODE}|{_TITLE}|{_INITIALS})(?![^\W_])"
_NO_PERSON = r"(?!(?:anh|[ac]) |[acAC]\.)"
_CLEAN = re.compile(rf"{_NO_PERSON}{_TOKEN}(?:(?: |\.|(?:,| -|\.)\x20{_NO_PERSON}){_TOKEN})*+")
"""Syllables, numbers and codes with single breaks between them. Repetition is possessive: the time is linear."""


def is_clean(text: str) -> bool:
    """Whether the text certainly has nothing to mend; it is tidy then, too. False only asks for a longer look."""
    if _CLEAN.fullmatch(text) is None:
        return False
    lower = text.lower()
    if "aa" in lower or "ee" in lower or "oo" in lower:
        return False
    return SIGNALS.isdisjoint(lower.replace(",", "").replace(".", " ").split())
