"""Operations that are going away: since when, until when, and what to use instead.

One table feeds the headers of answers (RFC 9745 `Deprecation`, RFC 8594 `Sunset`), the contract and the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Final

from postcode.words import Words

NOTICE: Final = timedelta(days=182)
"""Callers have at least half a year between the two days."""

PAGE: Final = "/deprecations"


@dataclass(frozen=True, slots=True)
class Deprecated:
    """One operation that is going away; `successor` is the path to use instead, empty without one.

    Raises `ValueError` when there are less than six months between the days.
    """

    since: date
    sunset: date
    instead: Words
    successor: str = ""

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError("an operation goes away half a year after that is said, not earlier")

    def headers(self, operation_id: str) -> Mapping[str, str]:
        """The header fields of every answer of the operation."""
        links = [f'<{PAGE}#{operation_id}>; rel="deprecation"; type="text/html"']
        if self.successor:
            links.append(f'<{self.successor}>; rel="successor-version"')
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": ", ".join(links),
        }


DEPRECATED: Final[Mapping[str, Deprecated]] = {}
"""All operations that are going away, by their id; none today."""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
