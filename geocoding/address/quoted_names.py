"""Street names that read like an address of their own: "Ngõ 317 Tây Sơn", "91/1 Lương Định Của".

No grammar can tell them from a house in an alley; they are looked for word by word in a text that led nowhere.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from geocoding.text.fold import fold

_WORD = re.compile(r"[^\s,;.]+")
_STREET_WORD = r"(?:(?:duong|pho|dg|d|p)(?:\.\s*|\s+))?"
_NEVER = "(?!)"


class Quoted(NamedTuple):
    """A name found in a text, as the register writes it, and the text without it."""

    name: str
    rest: str


def holds_an_address(name: str) -> bool:
    """Whether a street's name has a comma, or a number before its last word."""
    return "," in name or any(character.isdecimal() for word in name.split()[:-1] for character in word)


class QuotedNames:
    """The names of a register that hold an address, the longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {_letters(name): name for name in sorted(names) if holds_an_address(name)}
        longest_first = sorted(self._names, key=lambda letters: (-len(letters), letters))
        written = "|".join(r"[\s,;.]+".join(map(re.escape, letters.split())) for letters in longest_first)
        self._pattern = re.compile(rf"(?<![\w/]){_STREET_WORD}({written or _NEVER})(?![\w/])")

    def taken_out(self, text: str) -> Quoted | None:
        """The first such name that a tidy text quotes, whatever its diacritics and commas; None without one."""
        found = self._pattern.search(fold(text))
        if found is None:
            return None
        rest = f"{text[: found.start()].rstrip(' ,')}, {text[found.end() :].lstrip(' ,')}".strip(" ,")
        return Quoted(self._names[_letters(found[1])], rest)


def _letters(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))
