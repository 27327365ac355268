"""What a text file is, found out by looking at it: its encoding and its delimiter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from geocoding.errors import InputUnreadable
from geocoding.text.encodings import CP1258, TCVN3, UTF_8, UTF_16_BE, UTF_16_LE, Encoding
from geocoding.text.records import Dialect, open_raw, records, split
from geocoding.text.syllables import is_syllable
from geocoding.words import Words

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
BLOCK: Final = 1 << 20
SAMPLE: Final = 4 * BLOCK
"""Bytes with marks that are enough to judge by; the rest of a file is only looked through for its first such byte."""
SAMPLE_RECORDS: Final = 200
_FEW_BROKEN: Final = 0.01
_SURE_SHARE: Final = 0.6
_NO_ENCODING: Final = Words(
    "không nhận ra bảng mã chữ: lưu lại từ Excel dạng “CSV UTF-8”, hoặc nói rõ bằng tùy chọn encoding; chữ phông VNI "
    "phải chuyển sang Unicode trước, ví dụ bằng UniKey",
    "the encoding cannot be told: save the file as “CSV UTF-8”, or say which it is with the option encoding; VNI fonts "
    "are not read, convert them to Unicode first",
)
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """An encoding found in a file, and how: by its mark, by its form, by its words, or because all is ASCII."""

    encoding: Encoding
    has_bom: bool
    evidence: str

    @property
    def start(self) -> int:
        """The offset of the first letter."""
        return len(self.encoding.bom) if self.has_bom else 0


def stated_encoding(path: Path, encoding: Encoding) -> Seen:
    """The encoding that was stated for a file, and whether the file bears its mark."""
    with path.open("rb") as file:
        has_bom = bool(encoding.bom) and file.read(len(encoding.bom)) == encoding.bom
    return Seen(encoding, has_bom=has_bom, evidence="stated")


def see_encoding(path: Path) -> Seen:
    """The encoding of a file; raises `InputUnreadable` where its words make no sense in any."""
    with path.open("rb") as file:
        opening = file.read(4096)
    for encoding in (UTF_8, UTF_16_LE, UTF_16_BE):
        if opening.startswith(encoding.bom):
            return Seen(encoding, has_bom=True, evidence="byte-order mark")
    if (wide := _wide(opening)) is not None:
        return Seen(wide, has_bom=False, evidence="zero bytes")
    sample = _marked_sample(path)
    if not sample:
        return Seen(UTF_8, has_bom=False, evidence="ASCII only")
    if _is_utf8(sample):
        return Seen(UTF_8, has_bom=False, evidence="valid UTF-8")
    return Seen(_by_words(sample), has_bom=False, evidence="Vietnamese words")


def _wide(opening: bytes) -> Encoding | None:
    """UTF-16 without a mark: in most texts every other byte is zero."""
    pairs = len(opening) // 2
    if pairs and opening[1::2].count(0) > pairs // 3 and opening[0::2].count(0) == 0:
        return UTF_16_LE
    if pairs and opening[0::2].count(0) > pairs // 3 and opening[1::2].count(0) == 0:
        return UTF_16_BE
    return None


def _marked_sample(path: Path) -> bytes:
    """The blocks of a file that hold more than ASCII, up to `SAMPLE` bytes."""
    found: list[bytes] = []
    with path.open("rb") as file:
        while (block := file.read(BLOCK)) and len(found) * BLOCK < SAMPLE:
            if not block.isascii():
                found.append(block)
    return b"".join(found)


def _is_utf8(sample: bytes) -> bool:
    """Whether what is not ASCII is UTF-8, but for a few broken bytes; a block may be cut within a letter."""
    text = sample.decode("utf-8", "surrogateescape")
    marked = sum(1 for letter in text if letter > "\x7f")
    broken = sum(1 for letter in text if "\udc80" <= letter <= "\udcff")
    return broken <= max(6, marked * _FEW_BROKEN) and broken < marked - broken


def _by_words(sample: bytes) -> Encoding:
    """The one-byte encoding in which the marked words are Vietnamese syllables."""
    shares = {one.name: (_share(sample, one), one) for one in (CP1258, TCVN3)}
    share, best = max(shares.values(), key=lambda found: found[0])
    if share < _SURE_SHARE:
        raise InputUnreadable(_NO_ENCODING)
    return best


def _share(sample: bytes, encoding: Encoding) -> float:
    """The share of the words with marks that can be Vietnamese syllables."""
    words = islice(_words(sample, encoding), 5_000)
    checked = [is_syllable(word) for word in words]
    return sum(checked) / len(checked) if checked else 0.0


def _words(sample: bytes, encoding: Encoding) -> Iterable[str]:
    for line in sample.splitlines():
        if line.isascii():
            continue
        try:
            text = encoding.read(line.decode("latin-1"))
        except UnicodeError:
            yield "?"
            continue
        yield from (word for word in _WORD.findall(text) if not word.isascii())


def see_delimiter(path: Path, encoding: Encoding, *, offset: int, quote: str) -> str:
    """The delimiter that cuts the first records most evenly; for a single column one that its values do not hold."""
    scores = {mark: _evenness(path, encoding, Dialect(mark, quote), offset=offset) for mark in DELIMITERS.values()}
    best = max(scores, key=lambda mark: scores[mark])
    if scores[best][1] > 1:
        return best
    return next((mark for mark, (_, _, longest) in scores.items() if longest == 1), "\t")


def _evenness(path: Path, encoding: Encoding, dialect: Dialect, *, offset: int) -> tuple[float, int, int]:
    """The share of records as long as the first, that length, and the greatest; no share where the first is uncut."""
    with open_raw(path, encoding, offset=offset) as text:
        lengths = [len(split(one.raw, dialect)) for one in islice(records(text, dialect), SAMPLE_RECORDS) if one.raw]
    if not lengths or lengths[0] == 1:
        return 0.0, 1, max(lengths, default=1)
    return sum(length == lengths[0] for length in lengths) / len(lengths), lengths[0], max(lengths)
