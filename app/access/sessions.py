"""How long a sign-in lasts, and how long a caller waits after bad secrets."""

from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(hours=12)
IDLE: Final = timedelta(minutes=30)
NOTED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last sign of life is written down."""

FREE_FAILURES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)


def is_alive(*, started_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session still counts."""
    return now < started_at + LONGEST and now < seen_at + IDLE


def is_worth_noting(seen_at: datetime, now: datetime) -> bool:
    """Whether the sign of life differs enough from the noted one."""
    return now >= seen_at + NOTED_EVERY


def wait_after(failures: int) -> timedelta:
    """How long an account takes no further try: nothing up to the fifth bad secret, then 2 s, 4 s … 15 min."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    seconds = 2 ** min(failures - FREE_FAILURES + 1, 10)
    return min(timedelta(seconds=seconds), LONGEST_WAIT)
