"""Names of containers with a slip in them: which known names are one or two letters away.

An index of deletions: two names that differ by one letter share a name with at most one letter deleted from each. Names
that sound alike in the north ("Trường Chinh", "Chường Chinh") share their sound, and count as one slip.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from rapidfuzz.distance import OSA

from geocoding.address.keys import Container, ContainerKind
from geocoding.snapshot.files import Records, save_records
from geocoding.snapshot.postings import Postings, save_postings
from geocoding.text.fold import CACHED_NAMES

MIN_LETTERS = 3
"""Names of fewer letters are never guessed."""
LETTERS_ALONE = 5
"""Shorter names are too near to each other ("Láng", "Lạc") to be guessed where nothing says in which commune."""
LETTERS_FOR_TWO = 10
"""From this length on two slips may be forgiven."""

_SOUND_MARK = "~"
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"\btr", "ch"),
        (r"\bs", "x"),
        (r"\b(?:gi(?=\w)|r)", "d"),
        (r"\bl", "n"),
        (r"y\b", "i"),
        (r"uou\b", "ieu"),
        (r"uu\b", "iu"),
    )
)
"""Folded spellings that are said alike in Hanoi, and the one that stands for them."""


def save_names(folder: Path, containers: Iterable[str]) -> None:
    """Write the index of container names, given as keys."""
    names = sorted({key for key in containers if not key.startswith(ContainerKind.COMMUNE)})
    save_records(folder, "names", ([name] for name in names))
    long = ((i, name) for i, name in enumerate(names) if len(_letters(name[1:])) >= MIN_LETTERS)
    save_postings(folder, "name_slips", ((slip, i) for i, name in long for slip in _slips(name)))


def _letters(name: str) -> str:
    return name.replace(" ", "")


def is_short(name: str) -> bool:
    """Whether a name has too few letters to be guessed from its letters alone."""
    return len(_letters(name)) < LETTERS_ALONE


def sound_of(name: str) -> str:
    """How a name in small letters sounds, as letters: alike for "giải phóng" and "dải phóng"."""
    for pattern, sound in _SOUNDS:
        name = pattern.sub(sound, name)
    return _letters(name)


def _slips(container: str) -> Iterator[str]:
    """The sound and the letters of a name, and those with one of them left out, behind its kind."""
    kind, letters = container[0], _letters(container[1:])
    yield kind + _SOUND_MARK + sound_of(container[1:])
    yield kind + letters
    yield from (kind + letters[:i] + letters[i + 1 :] for i in range(len(letters)))


class NameStore:
    """The container names of an open snapshot."""

    def __init__(self, folder: Path) -> None:
        self._names = Records(folder, "names")
        self._slips = Postings(folder, "name_slips")
        self.near = lru_cache(maxsize=CACHED_NAMES)(self._near)

    def _near(self, container: Container) -> tuple[tuple[int, Container], ...]:
        """Known containers of that kind whose names are a slip away, with the number of slips, fewest first.

        A slip is a letter replaced, dropped, doubled, or swapped with its neighbour, or a spelling of the same sound;
        spaces do not count. One is forgiven in names of `MIN_LETTERS`, two in names of `LETTERS_FOR_TWO`; for names
        that `is_short` the caller must know more.
        """
        letters, sound = _letters(container.name), sound_of(container.name)
        allowed = 2 if len(letters) >= LETTERS_FOR_TWO else 1
        found = {position for slip in _slips(str(container)) for position in self._slips.get(slip)}
        names = (cast(str, self._names[position][0])[1:] for position in found)
        measured = ((_distance(letters, sound, name, allowed=allowed), name) for name in names)
        near = sorted((slips, name) for slips, name in measured if slips <= allowed)
        return tuple((slips, Container(container.kind, name)) for slips, name in near)


def _distance(letters: str, sound: str, name: str, *, allowed: int) -> int:
    """By how many slips a known name differs; more than `allowed` when by too many."""
    slips = int(OSA.distance(letters, _letters(name), score_cutoff=allowed))
    return 1 if slips > 1 and sound == sound_of(name) else slips
