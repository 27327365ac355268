"""Names of communes and districts of all times, and the communes of today that a text with such a name allows."""

from collections import defaultdict
from collections.abc import Iterable

from app.questions.spelling import plain
from geocoding.gazetteer.facts import UnitLink
from geocoding.model import AdminUnit, UnitKind

DISTRICT_KINDS = frozenset({UnitKind.QUAN, UnitKind.HUYEN, UnitKind.THI_XA})
NOWHERE: frozenset[str] = frozenset()


class Areas:
    """The administrative units of the city by code and by name."""

    def __init__(self, units: Iterable[AdminUnit], links: Iterable[UnitLink]) -> None:
        self._successors: dict[str, set[str]] = defaultdict(set)
        self._predecessors: dict[str, set[str]] = defaultdict(set)
        for link in links:
            self._successors[link.old_code].add(link.new_code)
            self._predecessors[link.new_code].add(link.old_code)
        self.today: dict[str, AdminUnit] = {}
        self.former: dict[str, AdminUnit] = {}
        self.districts: dict[str, AdminUnit] = {}
        self._communes_named: dict[str, list[AdminUnit]] = defaultdict(list)
        self._districts_named: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in sorted(units, key=lambda unit: (unit.code, unit.valid_from)):
            self._file(unit)

    def _file(self, unit: AdminUnit) -> None:
        if unit.kind in DISTRICT_KINDS:
            self.districts[unit.code] = unit
            self._districts_named[plain(unit.name)].append(unit)
            return
        self._communes_named[plain(unit.name)].append(unit)
        (self.today if unit.valid_to is None else self.former)[unit.code] = unit

    @property
    def names(self) -> frozenset[str]:
        """Every name of a commune or district of any time, in comparable form."""
        return frozenset(self._communes_named) | frozenset(self._districts_named)

    def district_of(self, former: AdminUnit) -> AdminUnit | None:
        """The district a former commune lay in."""
        return self.districts.get(former.district_code)

    def was_part_of(self, former: AdminUnit, commune_code: str) -> bool:
        """Whether a former commune gave land or people to a commune of today."""
        return commune_code in self._successors.get(former.code, NOWHERE)

    def successors(self, former: AdminUnit) -> frozenset[str]:
        """The communes of today that a former commune gave land or people to, by code."""
        return frozenset(self._successors.get(former.code, NOWHERE))

    def predecessors(self, commune_code: str) -> list[AdminUnit]:
        """The former communes that a commune of today was made of, by code."""
        codes = sorted(self._predecessors.get(commune_code, NOWHERE))
        return [self.former[code] for code in codes if code in self.former]

    def allowed(self, *, commune: str = "", district: str = "") -> frozenset[str] | None:
        """The communes of today that the names allow, read as widely as they can be; None without any name.

        A commune's name stands for all communes of all times that had it, and for the district of that name; kind
        words and diacritics are not looked at. With a district, those of them that lay in it, where there are any.
        """
        if not commune and not district:
            return None
        in_district = self._in_district(district)
        if not commune:
            return in_district
        communes = self._of_commune(commune)
        return (communes & in_district or communes) if district else communes

    def _of_commune(self, name: str) -> frozenset[str]:
        now = (self._now(unit) for unit in self._communes_named.get(plain(name), ()))
        return frozenset().union(*now) | self._in_district(name)

    def _in_district(self, name: str) -> frozenset[str]:
        codes = {unit.code for unit in self._districts_named.get(plain(name), ())}
        held = (self._now(unit) for unit in self.former.values() if unit.district_code in codes)
        return frozenset().union(*held)

    def _now(self, unit: AdminUnit) -> frozenset[str]:
        return frozenset({unit.code} if unit.valid_to is None else self._successors.get(unit.code, NOWHERE))
