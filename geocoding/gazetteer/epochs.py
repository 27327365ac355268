"""The names of a place on a day: which commune, and which district, it then belonged to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geocoding.gazetteer.facts import REFORM, LinkKind, UnitExtent, UnitLink
from geocoding.geometry import shared_area
from geocoding.model import AdminUnit, Box

EVE = REFORM - timedelta(days=1)
"""The last day of the districts and of the 526 communes."""

ATTESTED_SINCE = date(2021, 2, 1)
"""The first day of which the facts know the communes."""

_LIKELIHOOD = (LinkKind.WHOLE, LinkKind.PART_WITH_ALL_PEOPLE, LinkKind.PART, LinkKind.AREA_ONLY)
"""How likely a household of the new commune comes from the old one, by the kind of their link, likeliest first."""


@dataclass(frozen=True, slots=True)
class UnitThen:
    """A commune that a place belonged to on some day, or may have: `district` is None from 1 July 2025 on.

    `certain` is false where several communes come into question.
    """

    unit: AdminUnit
    district: AdminUnit | None
    certain: bool

    @property
    def full_name(self) -> str:
        """The commune with its district as written in an address: "Phường Láng Thượng, Quận Đống Đa"."""
        return ", ".join(unit.full_name for unit in (self.unit, self.district) if unit is not None)


class Epochs:
    """The communes of today under their names of any day since `ATTESTED_SINCE`."""

    def __init__(self, units: Iterable[AdminUnit], links: Iterable[UnitLink], extents: Iterable[UnitExtent]) -> None:
        self._of_code: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in units:
            self._of_code[unit.code].append(unit)
        self._origins = _origins(links, {(extent.code, extent.valid_on >= REFORM): extent.box for extent in extents})
        self._ended = _ended(self._of_code)

    def communes_on(self, day: date, *, commune_code: str, former_code: str = "") -> tuple[UnitThen, ...]:
        """The communes that a place may have belonged to on a day, the likeliest first.

        `commune_code` is its commune of today, `former_code` the one of `EVE` where that is known. Empty for an
        unknown code and for a day before `ATTESTED_SINCE`.
        """
        if day >= REFORM:
            unit = self._valid(commune_code, day)
            return (UnitThen(unit, None, certain=True),) if unit is not None else ()
        origins = (former_code,) if self._valid(former_code, EVE) is not None else self._origins.get(commune_code, ())
        found = [unit for code in origins for unit in self._earlier(code, day)]
        distinct = tuple(dict.fromkeys(found))
        return tuple(UnitThen(unit, self._district(unit, day), certain=len(distinct) == 1) for unit in distinct)

    def _earlier(self, code: str, day: date) -> list[AdminUnit]:
        """What a commune of `EVE` may have been on an earlier day.

        Of the round of 2024 the facts tell which communes ended, not which took them in: in a district where some
        ended, the commune itself comes first and each of those may have been it.
        """
        same = self._valid(code, day)
        last = self._valid(code, EVE)
        ended = [unit for unit in self._ended[last.district_code] if unit.is_valid_on(day)] if last is not None else []
        return [unit for unit in (same, *ended) if unit is not None]

    def _valid(self, code: str, day: date) -> AdminUnit | None:
        return next((unit for unit in self._of_code.get(code, ()) if unit.is_valid_on(day)), None)

    def _district(self, unit: AdminUnit, day: date) -> AdminUnit | None:
        return self._valid(unit.district_code, day)


def shared_name(then: Sequence[UnitThen]) -> str:
    """What surely was the name: of the commune with its district, or of the one district of all; else ""."""
    if len(then) == 1:
        return then[0].full_name
    districts = {one.district for one in then}
    district = districts.pop() if len(districts) == 1 else None
    return district.full_name if district is not None else ""


def label_then(label: str, *, today: str, then: Sequence[UnitThen]) -> str:
    """A label that ends in the full name of its commune of today, in the names of another day instead.

    A name that is not sure is left out rather than guessed.
    """
    parts = label.split(", ")
    if len(parts) < 2 or parts[-2] != today:
        return label
    return ", ".join(part for part in (*parts[:-2], shared_name(then), parts[-1]) if part)


def _ended(of_code: Mapping[str, Sequence[AdminUnit]]) -> dict[str, list[AdminUnit]]:
    """The communes, by district, whose codes were closed before `EVE`."""
    ended: dict[str, list[AdminUnit]] = defaultdict(list)
    for _, units in sorted(of_code.items()):
        last = units[-1]
        if last.valid_to is not None and last.valid_to < EVE:
            ended[last.district_code].append(last)
    return ended


def _origins(links: Iterable[UnitLink], boxes: Mapping[tuple[str, bool], Box]) -> dict[str, tuple[str, ...]]:
    """The old communes of each new one, by kind of link, then by the area that their boxes share with its box."""
    of_new: dict[str, list[UnitLink]] = defaultdict(list)
    for link in links:
        of_new[link.new_code].append(link)

    def rank(link: UnitLink) -> tuple[int, float, str]:
        old, new = boxes.get((link.old_code, False)), boxes.get((link.new_code, True))
        common = shared_area(old, new) if old is not None and new is not None else 0.0
        return _LIKELIHOOD.index(link.kind), -common, link.old_code

    return {code: tuple(link.old_code for link in sorted(found, key=rank)) for code, found in of_new.items()}
