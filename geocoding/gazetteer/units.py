"""Names of communes and districts, old and new, and the communes of today they stand for.

A name may mean several units: 26 old names occur in several districts, 28 new communes are named like an old
district, and an old commune may have been split among several new ones. So a name gives a set.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geocoding.address.marked_names import has_marker
from geocoding.gazetteer.facts import REFORM, LinkKind, UnitExtent, UnitLink
from geocoding.geometry import shared_area
from geocoding.model import AdminUnit, UnitKind
from geocoding.text.fold import CACHED_NAMES, accents, fold, tidy
from geocoding.text.syllables import is_syllable

MIN_LETTERS = 5
"""Shorter names are too near to each other to be guessed."""
MAX_NEAR = 5
LETTERS_FOR_TWO = 9

_LINK_WEIGHT = {
    LinkKind.WHOLE: 4,
    LinkKind.PART_WITH_ALL_PEOPLE: 3,
    LinkKind.PART: 2,
    LinkKind.AREA_ONLY: 1,
}
_TAKEN_INITIALS = frozenset({"tx", "tt", "th"})
"""Initials of districts that are daily short for something else: thị xã, thị trấn or tập thể, tiểu học."""
_DISTRICT_KINDS = frozenset({UnitKind.QUAN, UnitKind.HUYEN, UnitKind.THI_XA})


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for: the units of that name, and the 2025 codes of the communes they are now."""

    units: tuple[AdminUnit, ...]
    communes: frozenset[str]


class Units:
    """Administrative units by name."""

    def __init__(
        self, units: Iterable[AdminUnit], links: Iterable[UnitLink], extents: Iterable[UnitExtent] = ()
    ) -> None:
        self._shared = _shared_areas(links := tuple(links), extents)
        self._communes: dict[str, list[AdminUnit]] = defaultdict(list)
        self._districts: dict[str, list[AdminUnit]] = defaultdict(list)
        self._links: dict[str, dict[str, LinkKind]] = defaultdict(dict)
        for link in links:
            self._links[link.old_code][link.new_code] = link.kind
        self._communes_of: dict[str, set[str]] = defaultdict(set)
        for unit in units:
            self._file(unit)
        self.is_known = lru_cache(maxsize=CACHED_NAMES)(self._is_known)
        self._near = lru_cache(maxsize=CACHED_NAMES)(self._find_near)
        self._letters = {
            name: letters
            for name in (*self._communes, *self._districts)
            if len(letters := name.replace(" ", "")) >= MIN_LETTERS
        }
        self._as_long_as = lru_cache(maxsize=None)(self._find_as_long_as)

    def _file(self, unit: AdminUnit) -> None:
        named = self._districts if unit.kind in _DISTRICT_KINDS else self._communes
        named[fold(unit.name)].append(unit)
        if unit.kind is UnitKind.QUAN and (initials := _initials(unit.name)):
            self._districts[initials].append(unit)
        if unit.kind not in _DISTRICT_KINDS and unit.district_code:
            self._communes_of[unit.district_code] |= set(self._links.get(unit.code, {}))

    def marked_names(self) -> Iterator[str]:
        """The names that contain a word which usually is a marker ("Quan Hoa")."""
        named = (unit.name for units in (self._communes, self._districts) for found in units.values() for unit in found)
        return (name for name in named if has_marker(name))

    def _is_known(self, name: str) -> bool:
        """Whether any commune or district ever had that name, diacritics aside."""
        key = fold(tidy(name))
        return key in self._communes or key in self._districts

    def is_near(self, name: str) -> bool:
        """Whether a commune or district has that name but for a slip or two in its letters."""
        return self.is_known(name) or bool(self._near(name))

    def _find_near(self, name: str) -> tuple[str, ...]:
        """The known names with the fewest slips to a name: one at most, two from `LETTERS_FOR_TWO` letters on."""
        letters = fold(tidy(name)).replace(" ", "")
        if len(letters) < MIN_LETTERS - 1:
            return ()
        allowed = 2 if len(letters) >= LETTERS_FOR_TWO else 1
        choices = self._as_long_as(len(letters), allowed)
        found = process.extract(letters, choices, scorer=OSA.distance, score_cutoff=allowed, limit=MAX_NEAR)
        return tuple(str(key) for _, slips, key in found if slips == found[0][1])

    def _find_as_long_as(self, length: int, allowed: int) -> dict[str, str]:
        """The names whose letters are as many but for the slips allowed: none other can be that near."""
        return {name: letters for name, letters in self._letters.items() if abs(len(letters) - length) <= allowed}

    def communes_named(self, name: str, *, kind: UnitKind | None = None) -> Named:
        """The communes of that name, of every epoch; only those written with the same diacritics where some are.

        `kind` narrows the choice where units of that kind exist. Empty when nothing has that name.
        """
        found = self._filed(self._communes, name)
        units = tuple([unit for unit in found if unit.kind is kind] or found)
        return Named(units, frozenset().union(*(self._now(unit) for unit in units)))

    def _filed(self, names: Mapping[str, list[AdminUnit]], name: str) -> list[AdminUnit]:
        """The units of that name; where nothing has it at all, those of the names that are a slip away."""
        key = fold(tidy(name))
        if key in names:
            return _closest(names[key], name)
        if self.is_known(name):
            return []
        return [unit for near in self._near(name) for unit in names.get(near, ())]

    def districts_named(self, name: str, *, kind: UnitKind | None = None) -> Named:
        """The districts of that name, abolished on 1 July 2025, with the communes that hold their area now."""
        found = self._filed(self._districts, name)
        units = tuple([unit for unit in found if unit.kind is kind] or found)
        return Named(units, frozenset().union(*(self._communes_of[unit.code] for unit in units)))

    def communes_in(self, named: Named, districts: Named) -> Named:
        """Those units of `named` that lay in one of the districts, with their communes of today."""
        codes = {unit.code for unit in districts.units}
        units = tuple(unit for unit in named.units if unit.district_code in codes)
        return Named(units, frozenset().union(*(self._now(unit) for unit in units)))

    def ranked(self, communes: Collection[str], *, named: Iterable[AdminUnit]) -> tuple[str, ...]:
        """The communes, the likeliest heirs of the named units first: of its name today, by kind of link, by area."""
        weight: dict[str, tuple[int, float]] = {}
        for unit in named:
            if unit.valid_to is None:
                weight[unit.code] = (len(_LINK_WEIGHT) + 1, 0.0)
            for code, kind in self._links.get(unit.code, {}).items():
                ours = (_LINK_WEIGHT[kind], self._shared.get((unit.code, code), 0.0))
                weight[code] = max(weight.get(code, ours), ours)
        none = (0, 0.0)
        return tuple(sorted(sorted(communes), key=lambda code: weight.get(code, none), reverse=True))

    def _now(self, unit: AdminUnit) -> set[str]:
        return {unit.code} if unit.valid_to is None else set(self._links.get(unit.code, {}))


def _initials(name: str) -> str:
    """What couriers write for an urban district, "ntl" for Nam Từ Liêm; "" where it is a syllable or means another."""
    initials = "".join(word[0] for word in fold(name).split())
    return "" if is_syllable(initials) or initials in _TAKEN_INITIALS else initials


def _shared_areas(links: Iterable[UnitLink], extents: Iterable[UnitExtent]) -> dict[tuple[str, str], float]:
    """How much the boxes of old and new communes share, in square degrees, by both codes: a guess at the land given.

    Only for setting one heir before another; the boxes are approximate.
    """
    boxes = {(extent.code, extent.valid_on < REFORM): extent.box for extent in extents}
    return {
        (link.old_code, link.new_code): shared_area(boxes[link.old_code, True], boxes[link.new_code, False])
        for link in links
        if (link.old_code, True) in boxes and (link.new_code, False) in boxes
    }


def _closest(units: list[AdminUnit], name: str) -> list[AdminUnit]:
    """Units written with the same diacritics, or all of them when none is ("Vạn Phúc" before "Vân Phúc")."""
    written = accents(tidy(name))
    return [unit for unit in units if accents(unit.name) == written] or units
