"""Text as it comes out of web addresses, pages, programs and file names, put back into words and spaces."""

import html
import re
from urllib.parse import unquote

_MAX_LAYERS = 3
"""A text in a page in a link has two; more serve only nonsense."""
_HINT = re.compile(r"[%&\\<\"+=]")
"""One of these, or "://", stands in every copied text of several words; quick to look for."""
_SIGN = re.compile(
    r"%[0-9A-Fa-f]{2}|&#?\w{2,8};|\\u[0-9a-fA-F]{4}|</?[A-Za-z]|\"\s*:|https?://|^\w{1,12}=|^[^\s+]*\+[^\s+]*\+\S*$|^\S{9,}$"
)
_LINK = re.compile(
    r"^https?://\S*?(?:[?&](?:q|query|destination|daddr|address)=|/(?:search|place|dir)/)|^(?:q|query|address)="
)
_BEHIND_LINK = re.compile(r"(?:&\w+=|/@|/data=)\S*$")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[/A-Za-z][^<>]{0,60}>")
_FIELD = re.compile(r"\"\s*[\w /]{1,30}\s*\"\s*:\s*")
_QUOTES = re.compile(r"[\[\]{}\"]+")
_JOINT = re.compile(r"(?<=[^\W\d_])[-_](?=\w)|(?<=\w)[-_](?=[^\W\d_])")
_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_MIN_JOINTS = 3
"""Fewer join a code: "BT1-B3"."""


def uncopied(text: str) -> str:
    """The text without the writing of links, pages and programs: "12+ng%C3%B5+5" → "12 ngõ 5"; most texts unchanged."""
    if " " in text.strip() and _HINT.search(text) is None and "://" not in text:
        return text
    for _ in range(_MAX_LAYERS):
        if _SIGN.search(text) is None:
            return text
        once = _apart(_from_fields(_from_page(_from_link(text))))
        if once == text:
            return text
        text = once
    return text


def _from_link(text: str) -> str:
    found = _LINK.match(text)
    bare = _BEHIND_LINK.sub("", text[found.end() :]) if found is not None else text
    if " " not in bare and bare.count("+") > 1:
        bare = bare.replace("+", " ")
    read = unquote(bare) if "%" in bare else bare
    return bare if "\ufffd" in read else read


def _from_page(text: str) -> str:
    return html.unescape(_TAG.sub(", ", text))


def _from_fields(text: str) -> str:
    """The text without the names of fields, quotes and escapes of a JSON object."""
    text = _ESCAPE.sub(lambda found: _letter(int(found[1], 16), found[0]), text)
    if _FIELD.search(text) is None:
        return text
    return _QUOTES.sub(" ", _FIELD.sub("", text)).strip(" ,")


def _letter(code_point: int, written: str) -> str:
    return written if 0xD800 <= code_point < 0xE000 or code_point < 0x20 else chr(code_point)


def _apart(text: str) -> str:
    """A text in one word with its signs as spaces: "Số-3.ngõ-5.Xã-Đàn" → "Số 3, ngõ 5, Xã Đàn"."""
    if " " in text.strip() or "@" in text:
        return text
    spaced = _JOINT.sub(" ", text) if len(_JOINT.findall(text)) >= _MIN_JOINTS else text
    if text.count(".") < _MIN_JOINTS and spaced == text:
        return text
    return _DOT.sub(", " if spaced != text else " ", spaced)
