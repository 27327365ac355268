"""Which households the sample's communes have certified, by which paper, and how many an outside source counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from app.sample.character import Character

CERTIFIED_SHARE: Mapping[Character, float] = {
    Character.OLD_QUARTER: 0.88,
    Character.DEEP_ALLEYS: 0.62,
    Character.NEW_TOWN: 0.74,
    Character.RURAL: 0.36,
}
"""Communes differ in how far they have come."""

REGISTERED_SHARE: Mapping[Character, float] = {
    Character.OLD_QUARTER: 0.99,
    Character.DEEP_ALLEYS: 0.94,
    Character.NEW_TOWN: 0.97,
    Character.RURAL: 0.87,
}
"""Share of the homes of an outside count that the register holds."""

PILOT_SHARE = 0.02
COUNTED_ON = "2026-04-01"
COUNT_SOURCE = "Số liệu giả để chạy thử / made-up count"
_PAPERS = (
    ("2026-03-16", "QĐ 12/QĐ-UBND (giả định / made up)"),
    ("2026-05-11", "QĐ 27/QĐ-UBND (giả định / made up)"),
    ("2026-08-03", "QĐ 41/QĐ-UBND (giả định / made up)"),
    ("2026-10-19", "QĐ 58/QĐ-UBND (giả định / made up)"),
)
_PILOT = ("2020-09-14", "Thí điểm 2020 (giả định / pilot, made up)")


@dataclass(frozen=True, slots=True)
class Certified:
    """A row of the list of certifications."""

    external_id: str
    certified_on: str
    paper: str


def certified(external_id: str, character: Character, *, seed: int) -> Certified | None:
    """Whether and how a household was certified: each household by itself, whatever others there are."""
    rng = Random(f"{seed}-certified-{external_id}")  # noqa: S311 - a made-up city, no secret
    if rng.random() >= CERTIFIED_SHARE[character]:
        return None
    day, paper = _PILOT if rng.random() < PILOT_SHARE else rng.choice(_PAPERS)
    return Certified(external_id, day, paper)


def counted_households(registered: int, character: Character) -> int:
    """The reference count of a commune whose register holds so many good rows."""
    return round(registered / REGISTERED_SHARE[character])
