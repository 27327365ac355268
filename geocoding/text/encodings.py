"""How the bytes of a text file stand for letters, and back, without losing a byte.

A file is cut into fields as `raw` text, in which every byte (or, in UTF-16, every code unit) is kept; only the
fields that are read become Unicode. So what is not touched comes out as it went in, broken bytes included.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geocoding.text import tcvn3
from geocoding.text.fold import LOWER, UPPER

_HATS: Final = frozenset("\u0302\u0306\u031b")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding: `codec` and `errors` turn bytes into raw text, `read` raw text into Unicode, `write` back.

    `read` raises `UnicodeError` on bytes that stand for nothing. `write` puts ASCII where a letter cannot be carried;
    `carries_vietnamese` says whether that never happens to a Vietnamese letter.
    """

    name: str
    codec: str
    errors: str
    bom: bytes
    read: Callable[[str], str]
    write: Callable[[str], str]
    carries_vietnamese: bool

    def size(self, raw: str) -> int:
        """How many bytes a piece of raw text takes."""
        return len(raw) if self.codec == "latin-1" else len(raw.encode(self.codec, self.errors))

    def to_bytes(self, raw: str) -> bytes:
        """The bytes of raw text."""
        return raw.encode(self.codec, self.errors)


def _bytes(raw: str) -> bytes:
    return raw.encode("latin-1")


def _read_utf8(raw: str) -> str:
    return raw if raw.isascii() else _bytes(raw).decode("utf-8")


def _write_utf8(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8").decode("latin-1")


def _read_utf16(raw: str) -> str:
    raw.encode("utf-8")  # a lone surrogate stands for nothing
    return raw


def _read_cp1258(raw: str) -> str:
    return unicodedata.normalize("NFC", _bytes(raw).decode("cp1258"))


def _read_tcvn3(raw: str) -> str:
    return unicodedata.normalize("NFC", tcvn3.decode(_bytes(raw)))


def _read_cp1252(raw: str) -> str:
    return _bytes(raw).decode("cp1252")


def _tone_apart(letter: str) -> str:
    """A letter with its tone as a mark of its own, as Windows-1258 writes what it has no single byte for."""
    marks = unicodedata.normalize("NFD", letter)
    hat = "".join(mark for mark in marks[1:] if mark in _HATS)
    tone = "".join(mark for mark in marks[1:] if mark not in _HATS)
    return unicodedata.normalize("NFC", marks[0] + hat) + tone


def _bytes_of_letters(codec: str) -> dict[str, str]:
    """Each Vietnamese letter that the codec carries, as raw text."""
    found = {}
    for letter in LOWER + UPPER:
        for form in (letter, _tone_apart(letter)):
            try:
                found[letter] = form.encode(codec).decode("latin-1")
                break
            except UnicodeEncodeError:
                continue
    return found


def _writer(raw_of: dict[str, str]) -> Callable[[str], str]:
    """Writes letter by letter; what has no place becomes its ASCII letter, or a question mark."""

    def write(text: str) -> str:
        if text.isascii():
            return text
        composed = unicodedata.normalize("NFC", text)
        return "".join(raw_of.get(letter) or plain(letter) for letter in composed)

    return write


def plain(text: str) -> str:
    """The text in ASCII: letters without their marks, a question mark for anything else."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return kept.encode("ascii", "replace").decode("ascii")


_TCVN3_RAW: Final = {letter: chr(tcvn3.FIRST + place) for place, letter in enumerate(tcvn3.LETTERS)}

UTF_8: Final = Encoding("utf-8", "latin-1", "strict", b"\xef\xbb\xbf", _read_utf8, _write_utf8, carries_vietnamese=True)
UTF_16_LE: Final = Encoding("utf-16-le", "utf-16-le", "surrogatepass", b"\xff\xfe", _read_utf16, str, True)
UTF_16_BE: Final = Encoding("utf-16-be", "utf-16-be", "surrogatepass", b"\xfe\xff", _read_utf16, str, True)
CP1258: Final = Encoding(
    "windows-1258", "latin-1", "strict", b"", _read_cp1258, _writer(_bytes_of_letters("cp1258")), True
)
TCVN3: Final = Encoding("tcvn3", "latin-1", "strict", b"", _read_tcvn3, _writer(_TCVN3_RAW), carries_vietnamese=False)
CP1252: Final = Encoding(
    "windows-1252",
    "latin-1",
    "strict",
    b"",
    _read_cp1252,
    _writer(_bytes_of_letters("cp1252")),
    carries_vietnamese=False,
)

ENCODINGS: Final = {one.name: one for one in (UTF_8, UTF_16_LE, UTF_16_BE, CP1258, TCVN3, CP1252)}
"""The encodings by the names an option gives them; docs/reference/batches.md lists them."""
