"""An address text as the grammar wants it: visible, typed out, spaced, and free of what is no address.

Clean text comes out unchanged, and quickly; everything else is reported, so that an answer can say what was done.
"""

import re
from dataclasses import dataclass

from geocoding.text.fold import LOWER, UPPER, fold, tidy
from geocoding.text.noise import Noise, Removed, clear_contacts, clear_remarks
from geocoding.text.phrases import SIGNALS
from geocoding.text.spacing import NUMBERED, punctuate, space
from geocoding.text.telex import decode

__all__ = ["MAX_TEXT", "Noise", "Normalised", "Removed", "normalise"]

MAX_TEXT = 1_000
"""Longer texts are cut: no address of the city is half as long."""

_MAX_RAW = 4 * MAX_TEXT
"""Enough for `MAX_TEXT` letters that come with their marks apart."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """The text for the grammar, what was taken out of it, and how it was mended.

    `repairs` holds the kinds "telex", "vni", "spacing", "punctuation" and "cut", each once.
    """

    text: str
    removed: tuple[Removed, ...] = ()
    repairs: tuple[str, ...] = ()


_MAX_PASSES = 8
"""A piece taken out can make its neighbours fit a pattern; two passes settle any slip, and more only nonsense."""

_VOWEL = f"[{''.join(letter for letter in LOWER if fold(letter) in 'aeiouy')}]"
_SYLLABLE = f"(?:ngh?|nh?|gh?|kh?|ch?|t[hr]?|ph|[bdđhlmqrsvx])?+{_VOWEL}{{1,4}}+(?:n[gh]?|ch?|[mpt])?+"
_TITLE = f"[{UPPER}](?:gh?|[hr])?+{_VOWEL}{{0,4}}+(?:n[gh]?|ch?|[mpt])?+"
_INITIALS = "[BCDĐGHKLMNPQSTVX]{2,4}+"
_NUMBER = r"\d{1,4}+[a-zA-Z]?+(?:/\d{1,4}+[a-zA-Z]?+)*+(?:-\d{1,4}+[a-zA-Z]?+)?+(?! \d)"
_CODE = rf"(?!(?:{'|'.join(NUMBERED).upper()})\d)[A-Z]{{1,3}}\d{{1,4}}+[A-Z]?+(?:-\d{{1,4}}+[A-Z]?+)?+"
_TOKEN = f"(?:{_SYLLABLE}|{_NUMBER}|{_SYLLABLE.upper()}|{_CODE}|{_TITLE}|{_INITIALS})(?![^\\W_])"
_NO_PERSON = r"(?!(?:anh|[ac]) |[acAC]\.)"
_CLEAN = re.compile(rf"{_NO_PERSON}{_TOKEN}(?:(?: |\.? |\.|,\x20{_NO_PERSON}| - {_NO_PERSON}){_TOKEN})*+")
"""Plain words, numbers and codes, each in a form that nothing here would touch; no syllable holds a typing key."""
_DOUBLED = ("aa", "ee", "oo")


def normalise(text: str) -> Normalised:
    """The text without noise and with its typing mended, at most `MAX_TEXT` characters; a law: doing it twice is once.

    "12 Traàn" stays as it is: only what is surely typing or noise is touched. Line breaks count as commas. The time is
    bounded whatever the text.
    """
    if len(text) <= MAX_TEXT and _is_clean(text):
        return Normalised(text)
    clean = tidy(_joined_lines(text[:_MAX_RAW]))
    repairs = ["cut"] if len(clean) > MAX_TEXT or len(text) > _MAX_RAW else []
    clean = clean[:MAX_TEXT].strip()
    removed: list[Removed] = []
    for _ in range(_MAX_PASSES):
        if _is_clean(clean):
            break
        once = _pass(clean)
        removed += once.removed
        repairs += once.repairs
        if once.text == clean:
            break
        clean = once.text
    return Normalised(clean, tuple(removed), tuple(dict.fromkeys(repairs)))


def _joined_lines(text: str) -> str:
    lines = text.splitlines()
    return ", ".join(line for line in lines if line.strip()) if len(lines) > 1 else text


def _is_clean(text: str) -> bool:
    """A quick look at most texts: they have nothing to mend. False only means that it takes a longer look."""
    lower = text.lower()
    return (
        _CLEAN.fullmatch(text) is not None
        and SIGNALS.isdisjoint(lower.replace(",", "").split())
        and not any(vowels in lower for vowels in _DOUBLED)
    )


def _pass(text: str) -> Normalised:
    contacts = clear_contacts(text)
    typed, methods = decode(contacts.text)
    spaced = punctuate(space(typed))
    remarks = clear_remarks(spaced)
    repairs = (*methods, "spacing") if spaced != typed else methods
    return Normalised(tidy(remarks.text)[:MAX_TEXT].strip(), contacts.removed + remarks.removed, repairs)
