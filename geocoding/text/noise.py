"""What delivery slips carry beside the address: telephones, instructions, recipients, landmarks. Taken out, reported.

Nothing found here may be stored. A landmark names another place, so it must not be read as part of the address.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from geocoding.text import phrases
from geocoding.text.fold import CACHED_NAMES
from geocoding.text.spacing import punctuate


class Noise(StrEnum):
    """What kind of remark was taken out of a text."""

    PHONE = "phone"
    EMAIL = "email"
    LABEL = "label"
    INSTRUCTION = "instruction"
    PARCEL_NOTE = "parcel_note"
    RECIPIENT = "recipient"
    LANDMARK = "landmark"
    DOUBT = "doubt"


class Removed(NamedTuple):
    """A piece taken out of a text, as written (its typing mended); for the answer only, never stored."""

    kind: Noise
    written: str


class Cleared(NamedTuple):
    """What is left of a text, and what was taken out of it, in order."""

    text: str
    removed: tuple[Removed, ...] = ()


_Cut = tuple[int, int, Noise]


def clear_contacts(text: str) -> Cleared:
    """The tidy text without telephone numbers and e-mail addresses, and without the name of a person beside one."""
    return Cleared(text) if phrases.CONTACT_SIGN.search(text) is None else _without(text, _contacts(text))


def clear_remarks(text: str) -> Cleared:
    """The tidy text without labels, instructions, notes on the parcel, recipients and landmarks."""
    parts = _suspect_parts(text)
    if not parts and phrases.DOUBT_SIGN.search(text) is None:
        return Cleared(text)
    first = _without(text, _remarks(text, parts))
    second = _without(first.text, _landmarks(first.text))
    third = _without(second.text, _doubts(second.text))
    return Cleared(third.text, first.removed + second.removed + third.removed)


def _contacts(text: str) -> Iterator[_Cut]:
    end = 0
    for found in phrases.CONTACT.finditer(text):
        name = _person_before(text[end : found.start()], opens=end == 0, rest=text[found.end() :])
        if name:
            start = text.rindex(name, end, found.start())
            yield start, start + len(name), Noise.RECIPIENT
        yield found.start(), found.end(), Noise(found.lastgroup or "")
        end = found.end()


def _person_before(text: str, *, opens: bool, rest: str) -> str:
    """The person named right before a telephone number: "chị Hoa", or bare words that open an address with a number.

    Streets are named after people, so bare words go only when the house number comes later: "Trần Văn Mẫu,
    0912345678, số 6 ngõ 12 Láng".
    """
    found = phrases.TITLED_AT_END.search(text)
    if found is None and opens and phrases.DIGIT.search(rest) is not None:
        found = phrases.NAME_ALONE.fullmatch(text)
    if found is None and not rest.strip(" .,)") and phrases.DIGIT.search(text) is not None:
        found = phrases.TITLED_BEHIND.search(text)
    return found[1] if found is not None else ""


def _suspect_parts(text: str) -> list[tuple[int, int]]:
    """The parts between breaks that may hold a remark: the patterns are slow, and most of an address needs none."""
    if phrases.BRACKET_OR_COLON.search(text) is None and not any(map(_is_trigger, phrases.WORD.findall(text))):
        return []
    return [
        part.span()
        for part in phrases.PART.finditer(text)
        if any(map(_is_trigger, phrases.WORD.findall(part[0])))
        or ":" in part[0]
        or text.startswith(("(", "["), part.start() - 1)
    ]


@lru_cache(maxsize=CACHED_NAMES)
def _is_trigger(word: str) -> bool:
    return word.lower() in phrases.TRIGGERS


def _remarks(text: str, parts: list[tuple[int, int]]) -> Iterator[_Cut]:
    for start, end in parts:
        for found in phrases.REMARK.finditer(text, start, end):
            yield found.start(), found.end(), Noise(found.lastgroup or "")


def _landmarks(text: str) -> Iterator[_Cut]:
    """Each landmark up to the next break or unit: "gần chợ Mơ". One that opens the text ends before the address.

    After a number it takes everything: were "ngõ 44" left of "số 6 Láng, đối diện số 5 ngõ 44", a wrong house
    would be found.
    """
    end = 0
    while (found := phrases.LANDMARK.search(text, end)) is not None:
        opens = phrases.DIGIT.search(text, 0, found.start()) is None
        is_numbered = phrases.NUMBER_WORD.match(text, found.end()) is not None
        limit = phrases.PART_END if opens and not is_numbered else phrases.SEGMENT_END
        last = limit.search(text, found.end())
        if is_numbered and last is not None and phrases.NUMBER_BEFORE_XA.search(text, found.end(), last.end() + 3):
            last = limit.search(text, last.end() + 3)  # "cách số 85 Xã Đàn": a street, no commune
        end = last.start() if last is not None else len(text)
        yield found.start(), end, Noise.LANDMARK
        if opens and is_numbered and phrases.OWN_NUMBER.search(text, end) is None:
            yield end, end, Noise.DOUBT  # "sau số 5, ngõ 30, thôn Đoài": what is left names no house


def _doubts(text: str) -> Iterator[_Cut]:
    """Each word that says that what stands beside it may not be meant: "không phải số 5", "3? Láng"."""
    for found in phrases.DOUBT.finditer(text):
        yield found.start(), found.end(), Noise.DOUBT


def _without(text: str, cuts: Iterator[_Cut]) -> Cleared:
    """The text with a comma for each cut, so that what stood apart does not grow together."""
    kept, removed, end = [], [], 0
    for start, stop, kind in cuts:
        kept.append(text[end:start])
        removed.append(Removed(kind, text[start:stop]))
        end = stop
    return Cleared(punctuate(", ".join([*kept, text[end:]])), tuple(removed)) if removed else Cleared(text)
