"""Every error this package raises, in one tree.

PostcodeError
├── CodeMalformed         a text is no code in any spelling
├── ApplicantRepeated     one household applies twice in one plan
└── LedgerError           the ledger refuses a plan; nothing of the plan was written
    ├── CodeTaken         the code was issued before, to anyone
    ├── CodeNotLive       the code to be retired is not the live one of that household
    ├── CodeNotRetired    the code to be revived was never issued to that household, or still lives
    └── HouseholdHasCode  the household already has a live code
"""

from enum import StrEnum


class Flaw(StrEnum):
    """What is wrong with a text that is no code."""

    EMPTY = "empty"
    LENGTH = "length"
    HEAD = "head"
    SUFFIX = "suffix"
    UNIT = "unit"
    CHECK = "check"


class PostcodeError(Exception):
    """Base of all errors of this package."""


class CodeMalformed(PostcodeError, ValueError):
    """`text` is no code because of `reason`; `near_misses` are codes it may mean, in stored spelling."""

    def __init__(self, text: str, reason: Flaw, near_misses: tuple[str, ...] = ()) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason
        self.near_misses = near_misses


class ApplicantRepeated(PostcodeError, ValueError):
    """The household `household_id` applies twice in one plan."""

    def __init__(self, household_id: str) -> None:
        super().__init__(household_id)
        self.household_id = household_id


class LedgerError(PostcodeError):
    """The ledger refuses a plan and has written nothing of it."""


class CodeTaken(LedgerError, ValueError):
    """The code `code` (stored spelling) was issued before; not even a retired one is ever issued again."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeNotLive(LedgerError, ValueError):
    """The code `code` (stored spelling) is not the live one of the household `household_id`."""

    def __init__(self, household_id: str, code: str) -> None:
        super().__init__(f"{household_id}: {code}")
        self.household_id = household_id
        self.code = code


class CodeNotRetired(LedgerError, ValueError):
    """The code `code` (stored spelling) is no retired code of the household `household_id`."""

    def __init__(self, household_id: str, code: str) -> None:
        super().__init__(f"{household_id}: {code}")
        self.household_id = household_id
        self.code = code


class HouseholdHasCode(LedgerError, ValueError):
    """The household `household_id` already has the live code `code` (stored spelling)."""

    def __init__(self, household_id: str, code: str) -> None:
        super().__init__(f"{household_id}: {code}")
        self.household_id = household_id
        self.code = code
