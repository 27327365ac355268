"""An address text as the grammar wants it: visible, typed out, spaced, and free of what is no address.

Clean text comes out unchanged, and quickly; everything else is reported, so that an answer can say what was done.
"""

import re
from dataclasses import dataclass

from geocoding.text.fold import LOWER, UPPER, tidy
from geocoding.text.noise import Noise, Removed, clear_contacts, clear_remarks
from geocoding.text.spacing import punctuate, space
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

_LETTER = f"[{LOWER}{UPPER}]"
_SHAPES = re.compile(
    rf"[{LOWER}][{UPPER}]|{_LETTER}[fjswxFJSWX]|[a-su-zA-SU-Z]r|dd|aa|ee|oo|Dd|DD|AA|EE|OO"
    rf"|{_LETTER}{{2}}\d|\d{_LETTER}{{2}}|{_LETTER}\d{_LETTER}|\d[QqPp]\.?\d"
    r"|(?:0|84)[)\d .-]{8}|[@(\[]|[ ,;][,;]|[,;][^\s\d]|[^\d][,;]\d|^[,;.-]|[,;-]$|-[ ,;][-,;]|[,;] ?-"
)
"""Whatever typing, spacing or a telephone number may have left; harmless text is searched again, more slowly."""
_WORDS = re.compile(
    r"gi(?:ao|ờ h|o h)|g[oọ]i |g[aầ]n |cạnh|[đd]ối diện|doi dien|sau l|phía sau|phia sau|đằng sau|dang sau|kế bên|ke ben"
    r"|ship|cod\b|alo |call|nhắn|nhan tin|liên h|lien h|b[aả]o|nh[aậ]n|phát|phat |g[aặ]p |g[uử]i|đến|den |tới|toi "
    r"|d[eễ] v|h[aà]ng [dtcg]|đồ |nh[eẹ] t|tránh|tranh |x[eử]|kiểm|kiem|thử|thu |mở|mo |địa chỉ|dia chi|[đd]c ?:|đ/c|d/c|add"
    r"|tên|ten|khách|khach|kh ?:|chị|giúp|giup|c[aả]m|cám|thanks| [oở] |\banh |\b[ac]\b"
)


def normalise(text: str) -> Normalised:
    """The text without noise and with its typing mended, at most `MAX_TEXT` characters; a law: doing it twice is once.

    "12 Traàn" stays as it is: only what is surely typing or noise is touched. Line breaks count as commas. The time is
    bounded whatever the text.
    """
    clean = tidy(_joined_lines(text[:_MAX_RAW]))
    repairs = ["cut"] if len(clean) > MAX_TEXT or len(text) > _MAX_RAW else []
    clean = clean[:MAX_TEXT].strip()
    removed: list[Removed] = []
    for _ in range(_MAX_PASSES):
        if not _is_suspect(clean):
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


def _is_suspect(text: str) -> bool:
    return _SHAPES.search(text) is not None or _WORDS.search(text.lower()) is not None


def _pass(text: str) -> Normalised:
    contacts = clear_contacts(text)
    typed, methods = decode(contacts.text)
    spaced = punctuate(space(typed))
    remarks = clear_remarks(spaced)
    repairs = (*methods, "spacing") if spaced != typed else methods
    return Normalised(tidy(remarks.text)[:MAX_TEXT].strip(), contacts.removed + remarks.removed, repairs)
