"""Sentences for people: Vietnamese first, English beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        """Both languages in one line."""
        return f"{self.vi} · {self.en}"
