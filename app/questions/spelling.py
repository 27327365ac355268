"""The comparable form of names and numbers: when two of them are the same by meaning."""

import re
import unicodedata

_GAPS = re.compile(r"[\s.,]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_STREET_KINDS = ("đại lộ", "đường", "phố")
_HAMLET_KINDS = ("tổ dân phố", "cụm dân cư", "thôn", "xóm", "ấp", "đội", "cụm", "tổ", "khu")
_ESTATE_KINDS = (
    "khu đô thị mới",
    "khu đô thị",
    "khu tập thể",
    "khu công nghiệp",
    "khu nhà ở",
    "chung cư",
    "tập thể",
    "kđt",
    "ktt",
    "kcn",
    "khu",
)


def plain(text: str) -> str:
    """The text in lower case without diacritics, đ as d, words one space apart."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _GAPS.sub(" ", letters).strip()


def plain_number(text: str) -> str:
    """A house, alley or flat number to compare: "012 A" and "12a" alike, "LK3-05" and "lk3-5" alike."""
    return _ZEROS.sub("", _GAPS.sub("", plain(text)))


def street_parts(name: str) -> tuple[str, str]:
    """Kind word and name of a street: "Phố Láng Hạ" → ("Phố", "Láng Hạ"); no kind word is ""."""
    return _split(name, _STREET_KINDS)


def estate_parts(name: str) -> tuple[str, str]:
    """Kind word and name of an estate: "Khu tập thể Kim Liên" → ("Khu tập thể", "Kim Liên")."""
    return _split(name, _ESTATE_KINDS)


def hamlet_parts(name: str) -> tuple[str, str]:
    """Kind word and name of a hamlet: "Thôn Đại Bái" → ("Thôn", "Đại Bái")."""
    return _split(name, _HAMLET_KINDS)


def hamlet_identity(name: str) -> str:
    """The comparable form of a hamlet's name; one that is a number keeps its kind word: "xom 4"."""
    kind, rest = hamlet_parts(name)
    return plain(name) if rest[:1].isdigit() else plain(rest if kind else name)


def flat_identity(floor: str, unit: str) -> str:
    """The comparable form of a flat: floor and flat in two digits each, "2506", "12a05"; other forms as they are.

    TT 08/2024/TT-BXD, Article 13; "" without a flat.
    """
    number = plain_number(unit)
    if not number:
        return ""
    if floor and number.isdigit() and len(number) <= 2:
        return _wide(plain_number(floor)) + number.zfill(2)
    found = re.fullmatch(r"(\d{1,2}[ab]?)-(\d{1,2})", number)
    if found is not None:
        return _wide(found[1]) + found[2].zfill(2)
    return number.zfill(4) if number.isdigit() else _wide_head(number)


def _wide_head(number: str) -> str:
    found = re.fullmatch(r"(\d{1,2}[ab])(\d{1,2})", number)
    return _wide(found[1]) + found[2].zfill(2) if found is not None else number


def _wide(floor: str) -> str:
    digits = floor.rstrip("ab")
    return digits.zfill(2) + floor[len(digits) :]


def _split(name: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    low = name.lower()
    for kind in kinds:
        if low.startswith(f"{kind} "):
            return name[: len(kind)], name[len(kind) + 1 :].strip()
    return "", name
