"""Street names that read like an address of their own: "Ngõ 317 Tây Sơn", "91/1 Lương Định Của".

No grammar can tell them from a house in an alley; they are looked for word by word in a text that led nowhere.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from geocoding.text.fold import fold

_WORD = re.compile(r"[^\s,;.]+")
_STREET_WORDS = frozenset({"duong", "pho", "dg", "d", "p"})


class Quoted(NamedTuple):
    """A name found in a text, as the register writes it, and the text without it."""

    name: str
    rest: str


def holds_an_address(name: str) -> bool:
    """Whether a street's name has a comma, or a number before its last word."""
    return "," in name or any(character.isdecimal() for word in name.split()[:-1] for character in word)


class QuotedNames:
    """The names of a register that hold an address; a city has thousands, so a text is looked through word by word."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {" ".join(_words(name)): name for name in sorted(names) if holds_an_address(name)}
        self._most_words = max((len(name.split()) for name in self._names), default=0)

    def taken_out(self, text: str) -> Quoted | None:
        """The first such name that a tidy text quotes, whatever its diacritics and commas; None without one."""
        found = list(_WORD.finditer(fold(text)))
        words = [word[0] for word in found]
        for first in range(len(words)):
            for last in range(min(first + self._most_words, len(words)), first, -1):
                name = self._names.get(" ".join(words[first:last]))
                if name is not None:
                    opens = first - 1 if first and words[first - 1] in _STREET_WORDS else first
                    before, behind = text[: found[opens].start()], text[found[last - 1].end() :]
                    return Quoted(name, f"{before.rstrip(' ,')}, {behind.lstrip(' ,')}".strip(" ,"))
        return None


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(name))
