"""The name of a street or alley as maps and lists write it, taken apart: kind word, name, alley path.

One text names one thing here; whole addresses go through `geocoding.address.parse`.
"""

import re
from dataclasses import dataclass

from geocoding.address.keys import street_name
from geocoding.text.fold import fold, tidy

_LEVEL = {"ngo": 1, "kiet": 1, "ngach": 2, "hem": 3}
_STEP = r"\d{1,5}(?:\s?bis|[a-z]{1,2})?"
_ALLEY = re.compile(rf"(ngo|kiet|ngach|hem)\s+(?:so\s+)?({_STEP}(?:\s?/\s?{_STEP})*)(?![\w/])[\s,]*")
_NAMED_ALLEY = re.compile(r"(ngo|ngach|hem)\s+(?=\S)")
_AREA = re.compile(r"(?:phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tp\.?|ha noi|viet nam)(?![a-z])")


@dataclass(frozen=True, slots=True)
class StreetName:
    """A street's kind word ("Đường", "Ngõ", "" without one), its name without it, and the alley path off it."""

    name: str
    prefix: str = ""
    alley_path: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Kind word and name: "Đường Láng"."""
        return f"{self.prefix} {self.name}".strip()


def parse_street_name(text: str) -> StreetName:
    """The parts of a written street name; areas after a comma are dropped, a name of nothing but alleys is "".

    "Ngách 74 Ngõ 1 Phố Quan Nhân" → Quan Nhân, prefix Phố, path ("1", "74"); "Ngõ Thịnh Quang" is a name with the
    prefix Ngõ, because no number follows.
    """
    rest = _without_areas(tidy(text))
    path, rest = _take_alleys(rest)
    named_alley = _NAMED_ALLEY.match(fold(rest))
    if named_alley is not None:
        word = rest[: len(named_alley[1])]
        return StreetName(rest[named_alley.end() :], word.capitalize(), path)
    name = street_name(rest)
    return StreetName(name, rest[: len(rest) - len(name)].strip().capitalize(), path)


def parse_alley_path(text: str) -> tuple[str, ...]:
    """The path in an alley column, from the street inwards: "12/5", "Ngách 5 ngõ 12" and "ngõ 12, 5" alike."""
    if not text:
        return ()
    path, rest = _take_alleys(tidy(text))
    return path + tuple(step for part in re.split(r"[/,;>]", rest) if (step := part.strip()))


def join_steps(steps: list[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    """Alley words (level, numbers) in any order as one path; a chain that repeats the path so far replaces it."""
    path: tuple[str, ...] = ()
    for _, numbers in _inwards(steps):
        repeats = len(numbers) > len(path) and numbers[: len(path)] == path
        path = numbers if repeats else path + numbers
    return path


def _inwards(steps: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """The steps from the street inwards: as written when the ngõ comes first, backwards when it comes last."""
    if len(steps) > 1 and steps[-1][0] == 1 < steps[0][0]:
        return steps[::-1]
    return steps if steps and steps[0][0] == 1 else sorted(steps, key=lambda step: step[0])


def _without_areas(text: str) -> str:
    first, *others = (part.strip() for part in text.split(","))
    return ", ".join([first, *(part for part in others if part and _AREA.match(fold(part)) is None)])


def _take_alleys(text: str) -> tuple[tuple[str, ...], str]:
    """The path of the alley words a text opens with, and the rest of it."""
    steps: list[tuple[int, tuple[str, ...]]] = []
    found = _ALLEY.match(fold(text))
    while found is not None:
        written = text[found.start(2) : found.end(2)]
        steps.append((_LEVEL[found[1]], tuple(step.strip() for step in written.split("/"))))
        text = text[found.end() :]
        found = _ALLEY.match(fold(text))
    return join_steps(steps), text
