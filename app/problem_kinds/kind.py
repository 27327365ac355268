"""What a kind of problem is."""

from dataclasses import dataclass

from postcode.words import Words


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its permanent name, its status, a short title and what the caller can do about it."""

    name: str
    status: int
    title: Words
    remedy: Words

    @property
    def type(self) -> str:
        """The address of the page about it, relative to the service."""
        return f"/problems/{self.name}"
