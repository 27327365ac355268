"""Why a whole file cannot be answered; what is wrong with one row is a value of that row.

BatchError
├── OptionRefused      an option that does not exist, or does not fit the file
└── InputUnreadable    the file cannot be read as what it is said to be
"""

from postcode.words import Words


class BatchError(Exception):
    """Base of the errors of batches; `words` say what was found and what to do."""

    @property
    def words(self) -> Words:
        """The whole sentence, with the option or the row it is about."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Both languages in one line."""
        return f"{self.words.vi} · {self.words.en}"


class OptionRefused(BatchError, ValueError):
    """The option `option` cannot be followed; `reason` says why."""

    def __init__(self, option: str, reason: Words) -> None:
        super().__init__(option, reason)
        self.option = option
        self.reason = reason

    @property
    def words(self) -> Words:
        """The reason after the name of the option."""
        return Words(f"{self.option}: {self.reason.vi}", f"{self.option}: {self.reason.en}")


class InputUnreadable(BatchError, ValueError):
    """The file cannot be read; `row` is the 1-based row at which reading ended, 0 for the file as a whole."""

    def __init__(self, reason: Words, row: int = 0) -> None:
        super().__init__(reason, row)
        self.reason = reason
        self.row = row

    @property
    def words(self) -> Words:
        """The reason, after the row where there is one."""
        if not self.row:
            return self.reason
        return Words(f"dòng {self.row}: {self.reason.vi}", f"row {self.row}: {self.reason.en}")
