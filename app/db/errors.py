"""Every error of the register, in one tree.

RegisterError
├── RegisterUnreachable    the database does not answer
│   └── RegisterUrlInvalid the URL names none we know
└── RegisterNotReady       the database has no tables yet, or not those of this release

ValueRefused               a value that the database cannot hold or compare; asking again does not help
"""

from functools import partial
from typing import Self


class RegisterError(Exception):
    """Base of all errors of this package."""


class RegisterUnreachable(RegisterError, ConnectionError):
    """The database behind `url` (without its password) does not answer; `reason` says why."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """What brings it from one process to another."""
        return type(self), (self.url, self.reason)


class RegisterUrlInvalid(RegisterUnreachable, ValueError):
    """The URL is not understood, or its driver is not installed."""


class RegisterNotReady(RegisterError, LookupError):
    """The register stands at schema `found` ("" for none) where this release needs `needed`."""

    def __init__(self, *, found: str, needed: str) -> None:
        super().__init__(f"register has schema {found or 'none'}, needs {needed}: run `vpostcode init`")
        self.found = found
        self.needed = needed

    def __reduce__(self) -> tuple[partial[Self], tuple[()]]:
        """What brings it from one process to another."""
        return partial(type(self), found=self.found, needed=self.needed), ()


class ValueRefused(ValueError):
    """A value is none for the database: a text with NUL, an id or a number out of range."""
