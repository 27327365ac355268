"""A text that says its parts twice, as forms do that join their fields: each is kept once."""

from geocoding.text.fold import fold

_MAX_PARTS = 24
"""No address has half as many; a text that has more is left as it is, for the work grows with their square."""
_MIN_NAME = 2
"""Letters in the last word of a part that names something; "ngõ 5" may rightly come twice in an alley path."""


def said_once(text: str) -> str:
    """The text without the runs of parts between commas that came before and end in a name.

    "Số 5, ngõ 5, Láng, Hà Nội, Số 5, ngõ 5, Láng" → "Số 5, ngõ 5, Láng, Hà Nội".
    """
    parts = [part.strip() for part in text.split(",")]
    folded = [fold(part) for part in parts]
    if len(set(folded)) == len(folded) or len(parts) > _MAX_PARTS:
        return text
    kept: list[int] = []
    at = 0
    while at < len(parts):
        length = _repeated(folded, at)
        if not length:
            kept.append(at)
        at += length or 1
    return ", ".join(parts[index] for index in kept)


def _repeated(parts: list[str], at: int) -> int:
    """How many parts from `at` on were said before in the same order, up to the last one that names something."""
    longest = 0
    for start in range(at):
        length = 0
        while at + length < len(parts) and start + length < at and parts[start + length] == parts[at + length]:
            length += 1
            if length > longest and _is_name(parts[at + length - 1]):
                longest = length
    return longest


def _is_name(part: str) -> bool:
    last = part.rpartition(" ")[2]
    return len(last) >= _MIN_NAME and last.isalpha()
