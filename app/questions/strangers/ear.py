"""Names written as they are heard in Hanoi: tr and ch, s and x, l and n, gi, d and r, i and y, hook and tilde."""

from collections.abc import Iterator
from random import Random

from app.questions.spelling import plain

_OPENINGS = (
    *(("s", "x"), ("x", "s"), ("tr", "ch"), ("ch", "tr"), ("l", "n"), ("n", "l")),
    *(("d", "gi"), ("gi", "d"), ("r", "d"), ("d", "r")),
)
_ENDINGS = tuple(pair for i, y in zip("iíìỉĩị", "yýỳỷỹỵ", strict=True) for pair in ((i, y), (y, i)))
_WITHIN = (("ưu", "iu"), ("ươu", "iêu"), ("ã", "ả"), ("ả", "ã"), ("ễ", "ể"), ("ổ", "ỗ"), ("ũ", "ủ"), ("ẽ", "ẻ"))
_VOWELS = frozenset("aeiouy")


def by_ear(name: str, rng: Random) -> str:
    """The name with one of its words written by ear; "" where every word sounds as it is written."""
    words = name.split(" ")
    ways = [(place, other) for place, word in enumerate(words) for other in _others(word)]
    if not ways:
        return ""
    place, other = rng.choice(ways)
    return " ".join((*words[:place], other, *words[place + 1 :]))


def _others(word: str) -> Iterator[str]:
    low = word.lower()
    for written, heard in _OPENINGS:
        rest = plain(low[len(written) :])
        if low.startswith(written) and rest[:1] in _VOWELS and not (heard == "gi" and rest[:1] == "i"):
            yield _cased(heard + word[len(written) :], like=word)
    for written, heard in _ENDINGS:
        if low.endswith(written) and len(word) > 1 and plain(low[-2]) not in _VOWELS:
            yield word[:-1] + heard
    yield from (word.replace(written, heard) for written, heard in _WITHIN if written in word)


def _cased(word: str, *, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
