"""Why a whole file cannot be answered; what is wrong with one row is a value of that row.

BatchError
├── OptionRefused      an option that does not exist, or does not fit the file
└── InputUnreadable    the file cannot be read as what it is said to be
"""


class BatchError(Exception):
    """Base of the errors of batches."""


class OptionRefused(BatchError, ValueError):
    """The option `option` cannot be followed; `reason` says why."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(f"{option}: {reason}")
        self.option = option
        self.reason = reason


class InputUnreadable(BatchError, ValueError):
    """The file cannot be read; `row` is the 1-based row at which reading ended, 0 for the file as a whole."""

    def __init__(self, reason: str, *, row: int = 0) -> None:
        super().__init__(f"row {row}: {reason}" if row else reason)
        self.reason = reason
        self.row = row
