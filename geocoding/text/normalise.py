"""An address text as the grammar wants it: visible, typed out, spaced, and free of what is no address.

Clean text comes out unchanged, and quickly; everything else is reported, so that an answer can say what was done.
"""

import re
from typing import NamedTuple

from geocoding.text.clean import is_clean
from geocoding.text.copied import uncopied
from geocoding.text.fold import tidy
from geocoding.text.noise import Noise, Removed, clear_contacts, clear_remarks
from geocoding.text.spacing import may_lack_spaces, punctuate, space, spaces_behind_breaks
from geocoding.text.telex import decode, may_be_typed

__all__ = ["MAX_TEXT", "Noise", "Normalised", "Removed", "normalise"]

MAX_TEXT = 1_000
"""Longer texts are cut: no address of the city is half as long."""
_MAX_RAW = 4 * MAX_TEXT
"""Enough for `MAX_TEXT` letters that come with their marks apart."""
_MAX_PASSES = 8
"""A piece taken out can make its neighbours fit a pattern; two passes settle any slip, more serve only nonsense."""
_WORD = re.compile(r"[^\W_]+")


class Normalised(NamedTuple):
    """The text for the grammar, what was taken out of it in order, and how it was mended.

    `repairs` holds "cut", "telex", "vni" and "spacing" (commas included), each once. Never store `removed`.
    """

    text: str
    removed: tuple[Removed, ...] = ()
    repairs: tuple[str, ...] = ()


_SPACED = ("spacing",)


def normalise(text: str, *, is_typing: bool = True) -> Normalised:
    """The text tidied, its typing mended and noise taken out; line breaks count as commas, twice is the same as once.

    Only what is surely typing or noise is touched: "12A Trần Phú" and "tòa CT4A" stay. At most `MAX_TEXT` characters
    come out, in bounded time for any text; nothing may be left ("gần chợ Mơ" → ""). Where it `is_typing` no more, no
    keys are replayed: "Dusn" is then a slip, not "dún".
    """
    if len(text) <= MAX_TEXT:
        if is_clean(text):
            return Normalised(text)
        spaced = spaces_behind_breaks(text)
        if spaced != text and len(spaced) <= MAX_TEXT and is_clean(spaced):
            return Normalised(spaced, (), _SPACED)
    whole = tidy(uncopied(_on_one_line(text[:_MAX_RAW])))
    mended = whole[:MAX_TEXT].strip()
    removed: list[Removed] = []
    repairs = ["cut"] if len(text) > _MAX_RAW or len(whole) > MAX_TEXT else []
    for _ in range(_MAX_PASSES):
        if mended != text and is_clean(mended):
            break
        again = _mended(mended, is_typing=is_typing)
        removed += again.removed
        repairs += again.repairs
        if again.text == mended:
            break
        mended = again.text
    return Normalised(mended, tuple(removed), tuple(dict.fromkeys(repairs)))


def _on_one_line(text: str) -> str:
    lines = text.splitlines()
    return ", ".join(line for line in lines if line.strip()) if len(lines) > 1 else text


def _mended(text: str, *, is_typing: bool) -> Normalised:
    """One pass over a tidy text; contacts go first, for an e-mail address may look like typing.

    What is left when something was taken out may be one word that was copied: "P.12Q.3P.5".
    """
    contacts = clear_contacts(tidy(uncopied(text)))
    typed, methods = _decoded(contacts.text) if is_typing else (contacts.text, ())
    spaced = punctuate(_spaced(typed))
    remarks = clear_remarks(spaced)
    repairs = (*methods, "spacing") if spaced != typed else methods
    return Normalised(tidy(remarks.text)[:MAX_TEXT].strip(), contacts.removed + remarks.removed, repairs)


def _decoded(text: str) -> tuple[str, tuple[str, ...]]:
    """What `decode` gives; it is asked only when a word of the text may be typing, for its patterns are slow."""
    return decode(text) if any(map(may_be_typed, _WORD.findall(text))) else (text, ())


def _spaced(text: str) -> str:
    """What `space` gives; it is asked only when a word of the text may lack spaces, for its patterns are slow."""
    return space(text) if any(map(may_lack_spaces, _WORD.findall(text))) else text
