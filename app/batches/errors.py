"""Why a whole file cannot be answered; what is wrong with one row is a value of that row."""

from typing import Final

from geocoding.errors import InputUnreadable
from postcode.words import Words


class OptionRefused(ValueError):
    """The option `option` does not exist, or does not fit the file; `reason` says why."""

    def __init__(self, option: str, reason: Words) -> None:
        super().__init__(option, reason)
        self.option = option
        self.reason = reason

    @property
    def words(self) -> Words:
        """The reason after the name of the option."""
        return Words(f"{self.option}: {self.reason.vi}", f"{self.option}: {self.reason.en}")

    def __str__(self) -> str:
        """Both languages in one line."""
        return str(self.words)


REFUSALS: Final = (OptionRefused, InputUnreadable)
"""What is raised where a file cannot be answered as a whole; both carry `words`."""
