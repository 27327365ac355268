"""Households that have something in common which only one should have."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

from postcode.coverage.register import AuditedHousehold

Key = TypeVar("Key", bound=Hashable)


def repeated(
    keys: Sequence[Key], households: Sequence[AuditedHousehold]
) -> Iterator[tuple[Key, list[AuditedHousehold]]]:
    """The keys that several households have, with those households in order; an empty key is passed over."""
    several = {key for key, number in Counter(keys).items() if number > 1 and key}
    groups: dict[Key, list[AuditedHousehold]] = defaultdict(list)
    if several:
        for key, household in zip(keys, households, strict=True):
            if key in several:
                groups[key].append(household)
    yield from groups.items()
