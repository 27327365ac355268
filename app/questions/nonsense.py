"""Texts that mean no place at all, and names that no place has."""

import string
from random import Random

from app.questions.register import Register
from app.questions.spelling import plain

_ONSETS = ("b", "ch", "d", "gi", "h", "kh", "l", "m", "nh", "ph", "qu", "r", "s", "th", "tr", "v", "x")
_RIMES = ("ai", "anh", "ao", "ay", "êm", "iêu", "oang", "oc", "ông", "ơi", "uân", "ung", "ươc", "uyên", "ưng", "ui")
_SAID = (
    "nhà tôi ở đâu",
    "không có địa chỉ",
    "giao tận nơi",
    "gọi điện trước khi đến",
    "như lần trước",
    "chỗ cũ nhé",
    "để ở phòng bảo vệ",
    "khách tự đến lấy",
    "asdf qwer zxcv",
    "the quick brown fox jumps over the lazy dog",
    "where is my parcel",
    "test test 123",
    "N/A",
    "null",
    "12/5/6",
    "123456789",
    "0900 000 123",
    "số nhà ngõ ngách",
    "ngõ ngõ ngõ ngõ ngõ",
    "!!! ??? ...",
    "/////",
    "Đường, Phường, Quận",
    "☎ 🏠 📦",
    "1600 Pennsylvania Avenue NW, Washington",
    "221B Baker Street, London",
)


def nonsense(register: Register, rng: Random) -> str:
    """A text that names nothing the register or the administration knows; "" when chance made it name something."""
    text = rng.choice((_said, _mashed, _invented, _numbers))(rng)
    return "" if _names_something(text, register) else text


def invented_name(rng: Random) -> str:
    """Two or three syllables that look Vietnamese."""
    return " ".join(_syllable(rng) for _ in range(rng.choice((2, 2, 3))))


def _syllable(rng: Random) -> str:
    return (rng.choice(_ONSETS) + rng.choice(_RIMES)).capitalize()


def _said(rng: Random) -> str:
    return rng.choice(_SAID)


def _mashed(rng: Random) -> str:
    letters = string.ascii_lowercase + " "
    return "".join(rng.choice(letters) for _ in range(rng.randint(5, 30))).strip() or "zzz"


def _invented(rng: Random) -> str:
    number = f"Số {rng.randint(1, 300)}, " if rng.random() < 0.5 else ""
    return f"{number}{invented_name(rng)}, {invented_name(rng)}"


def _numbers(rng: Random) -> str:
    separator = rng.choice((" ", "/", "-", "."))
    return separator.join(str(rng.randint(1, 999)) for _ in range(rng.randint(1, 5)))


def _names_something(text: str, register: Register) -> bool:
    words = plain(text).split(" ")
    known = register.homes.names | register.gazetteer.areas.names
    return any(
        " ".join(words[i:j]) in known for i in range(len(words)) for j in range(i + 1, min(i + 6, len(words) + 1))
    )
