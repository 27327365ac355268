"""How much a caller may ask: so many questions in a short window, and so many a day, Hanoi time."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from math import ceil
from threading import Lock
from typing import Final

HANOI_TIME: Final = timezone(timedelta(hours=7))
DAY_S: Final = 24 * 60 * 60
MAX_METERS: Final = 100_000
"""So many callers are remembered at once; the ones silent longest are forgotten."""


class Counted(StrEnum):
    """What is counted together against one limit."""

    CODES = "codes"
    TEXTS = "texts"
    KEYSTROKES = "keystrokes"
    SIGN_INS = "sign-ins"
    REPORTS = "reports"
    RECEIPTS = "receipts"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`quota` questions at once, refilled evenly over `window_s` seconds, and `daily` a day; 0 is no limit."""

    quota: int = 0
    window_s: int = 1
    daily: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands: of `quota` questions in `window_s` seconds `remaining`, full again in `reset_s`."""

    policy: str
    quota: int
    window_s: int
    remaining: int
    reset_s: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a question may be asked, and where the caller stands after it; `retry_after_s` 0 when it may."""

    standings: tuple[Standing, ...]
    retry_after_s: int = 0
    violated: tuple[str, ...] = ()


@dataclass(slots=True)
class Meter:
    """What one caller has left: `tokens` of the window at a moment, and `used` on a day."""

    tokens: float
    at: datetime
    day: date
    used: int = 0

    def take(self, policy: str, allowance: Allowance, *, at: datetime) -> Taken:
        """Take one question when both limits allow it, else nothing."""
        self._advance(allowance, at=at)
        short = allowance.quota > 0 and self.tokens < 1
        spent = allowance.daily > 0 and self.used >= allowance.daily
        if not short and not spent:
            self.tokens -= 1
            self.used += 1
        standings = tuple(self._standings(policy, allowance, at=at))
        if not short and not spent:
            return Taken(standings)
        wait = until_midnight_s(at) if spent else ceil((1 - self.tokens) * allowance.window_s / allowance.quota)
        return Taken(standings, max(1, wait), (f"{policy}-day" if spent else policy,))

    def _advance(self, allowance: Allowance, *, at: datetime) -> None:
        # A clock that was set back refills nothing and takes nothing away.
        passed_s = max(0.0, (at - self.at).total_seconds())
        self.tokens = min(allowance.quota, self.tokens + passed_s * allowance.quota / allowance.window_s)
        self.at = at
        if hanoi_day(at) != self.day:
            self.day, self.used = hanoi_day(at), 0

    def _standings(self, policy: str, allowance: Allowance, *, at: datetime) -> Sequence[Standing]:
        found = []
        if allowance.quota:
            missing = allowance.quota - self.tokens
            reset_s = ceil(missing * allowance.window_s / allowance.quota)
            found.append(Standing(policy, allowance.quota, allowance.window_s, max(0, int(self.tokens)), reset_s))
        if allowance.daily:
            left = max(0, allowance.daily - self.used)
            found.append(Standing(f"{policy}-day", allowance.daily, DAY_S, left, until_midnight_s(at)))
        return found


class Meters:
    """The meters of one process by caller, for its threads too; nothing of them is ever written down."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._meters: OrderedDict[tuple[str, str], Meter] = OrderedDict()

    def take(self, who: str, policy: str, allowance: Allowance, *, at: datetime, used_before: int = 0) -> Taken:
        """Take one question; `used_before` is what is known to have been used today elsewhere too."""
        with self._one_at_a_time:
            return self._meter(who, policy, allowance, at=at, used_before=used_before).take(policy, allowance, at=at)

    def _meter(self, who: str, policy: str, allowance: Allowance, *, at: datetime, used_before: int) -> Meter:
        if (who, policy) not in self._meters:
            self._meters[who, policy] = Meter(float(allowance.quota), at, hanoi_day(at))
        meter = self._meters[who, policy]
        self._meters.move_to_end((who, policy))
        if len(self._meters) > MAX_METERS:
            self._meters.popitem(last=False)
        if hanoi_day(at) == meter.day:
            meter.used = max(meter.used, used_before)
        return meter


def hanoi_day(at: datetime) -> date:
    """The day it is in Hanoi."""
    return at.astimezone(HANOI_TIME).date()


def until_midnight_s(at: datetime) -> int:
    """Seconds until the day ends in Hanoi."""
    local = at.astimezone(HANOI_TIME)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return ceil((midnight - local).total_seconds())


def counted_address(host: str) -> str:
    """What one caller is by address: an IPv4 address, or the /64 of an IPv6 one, for a household has all of it."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        mapped: IPv4Address | None = address.ipv4_mapped
        return str(mapped or IPv6Network((address, 64), strict=False))
    return str(address)


def policy_field(standings: Sequence[Standing]) -> str:
    """The `RateLimit-Policy` field (draft-ietf-httpapi-ratelimit-headers-11)."""
    return ", ".join(f'"{one.policy}";q={one.quota};w={one.window_s}' for one in standings)


def limit_field(standings: Sequence[Standing]) -> str:
    """The `RateLimit` field of the same draft."""
    return ", ".join(f'"{one.policy}";r={one.remaining};t={one.reset_s}' for one in standings)
