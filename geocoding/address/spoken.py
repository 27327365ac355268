"""Numbers said in words, as speech recognition writes them: "số mười hai ngõ năm" → "số 12 ngõ 5"."""

import re

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_LAST = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_VALUE = {word: value for value, word in enumerate(_DIGITS)} | _LAST
_ONE = f"(?:{'|'.join([*_DIGITS[1:], 'bẩy'])})"
_END = f"(?:{'|'.join([*_DIGITS[1:], *_LAST])})"
_TENS = rf"(?:mười(?: {_END})?|{_ONE} mươi(?: {_END})?|{_ONE} (?:mốt|lăm|nhăm)|{_ONE})"
_NUMBER = rf"{_ONE} trăm(?: (?:linh|lẻ) {_ONE}| {_TENS})?|{_TENS}"
_BEHIND = r"(?:số nhà|nhà số|số|nhà|ngõ|ngách|hẻm|kiệt|tầng|lầu|phòng|căn hộ|căn|tổ|trên)"
_SAID = re.compile(rf"(?<!\w)({_BEHIND}) ({_NUMBER})(?!\w)(?! bà| đình| trại)", re.IGNORECASE)
_SLASH = re.compile(r"(?<=\d)([a-e]?) (?:trên|xuyệt|xuỵt|suyệt|suỵt|xẹt|sẹc|xoẹt|gạch chéo|gạch) (?=\d)", re.IGNORECASE)


def with_digits(text: str) -> str:
    """The text with the numbers said behind a numbering word in digits, and "trên", "xuyệt" between two as a slash."""
    return _SLASH.sub(r"\1/", _SAID.sub(lambda found: f"{found[1]} {_number(found[2])}", text))


def _number(words: str) -> int:
    """The number, 1 to 999, that some words say; "hai lăm" is 25."""
    hundreds, tens = 0, 0
    for word in words.lower().split():
        match word:
            case "trăm":
                hundreds, tens = tens * 100, 0
            case "mười":
                tens = 10
            case "mươi":
                tens *= 10
            case "linh" | "lẻ":
                pass
            case _ if 0 < tens < 10:  # "hai lăm"
                tens = tens * 10 + _VALUE[word]
            case _:
                tens += _VALUE[word]
    return hundreds + tens
