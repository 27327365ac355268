"""One operation, and the problems that several share."""

from dataclasses import dataclass
from typing import Final

from app.problem_kinds import callers, codes, register, requests
from app.problem_kinds.kind import ProblemKind
from postcode.words import Words


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its summary, its description in Vietnamese, and the problems of its own."""

    summary: Words
    vi: str
    problems: tuple[ProblemKind, ...] = ()


HOUSEHOLD: Final = (register.HOUSEHOLD_UNKNOWN, callers.OUTSIDE_COMMUNE)
CODE: Final = (codes.CODE_MALFORMED,)
POINT: Final = (requests.POSITION_INVALID, requests.POSITION_SWAPPED)
