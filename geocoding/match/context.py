"""Where a question says the address is: the communes of today that its unit names allow."""

from dataclasses import dataclass
from functools import lru_cache

from geocoding.address.query import Names
from geocoding.gazetteer.units import Named, Units
from geocoding.match.answer import Fault, FaultKind
from geocoding.match.variants import MAX_SPLIT_WORDS, MAX_UNITS_IN_A_ROW, units_in
from geocoding.model import UnitKind
from geocoding.text.fold import CACHED_NAMES


@dataclass(frozen=True, slots=True)
class Context:
    """The communes a question allows, all when `communes` is None; `ranked` has the same ones, the likeliest first.

    `unknown` are the names in it that are neither commune nor district; `is_doubtful` says that one of them was
    called a commune or district, so that the question may mean a place we do not know.
    """

    communes: frozenset[str] | None = None
    ranked: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
    is_doubtful: bool = False

    def allows(self, commune_code: str) -> bool:
        """Whether the question can mean something in that commune."""
        return self.communes is None or commune_code in self.communes


class Contexts:
    """Sets contexts; the same names come again and again, so the last ones are remembered."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._of = lru_cache(maxsize=CACHED_NAMES)(self._set)

    def of(self, names: Names) -> Context:
        """The context that names set: the marked commune and district, and unmarked names that are units."""
        return self._of(
            names.commune, names.commune_kind, names.also, names.district, names.district_kind, names.unmarked
        )

    def _set(
        self,
        commune: str,
        commune_kind: UnitKind | None,
        also: tuple[str, ...],
        district: str,
        district_kind: UnitKind | None,
        names: tuple[str, ...],
    ) -> Context:
        units = self._units
        commune, others = _first_unit(commune, units)
        names = (*others, *names)
        named = [units.communes_named(commune, kind=commune_kind)] if commune else []
        districts = [units.districts_named(district, kind=district_kind)] if district else []
        marked = ((commune, named), (district, districts))
        unknown = [name for name, found in marked if name and not found[0].units]
        named += [found for name in also if (found := units.communes_named(name)).units]
        for name in names:
            if (named or districts) and not units.is_known(name):
                unknown.append(name)  # a slip in a name is forgiven only where nothing else says the place
                continue
            as_commune, as_district = units.communes_named(name), units.districts_named(name)
            if not as_commune.units and not as_district.units:
                unknown.append(name)
            elif as_commune.units and not named:
                named.append(_either(as_commune, as_district))
            else:
                districts.append(as_district if as_district.units else as_commune)
        communes = _meet(named, districts, units)
        ranked = units.ranked(communes or (), named=[unit for found in named for unit in found.units])
        called = [name for name, kind in ((commune, commune_kind), (district, district_kind)) if kind is not None]
        is_doubtful = communes is None and any(name in unknown for name in called)
        return Context(communes, ranked, _former_names(named), tuple(unknown), is_doubtful)


def _first_unit(name: str, units: Units) -> tuple[str, tuple[str, ...]]:
    """The first of the units that a name strings together ("Kim Liên Đống Đa") and the others; else the name alone."""
    if " " not in name or units.is_near(name):
        return name, ()
    first, *others = next(units_in(name.split(" ")[:MAX_SPLIT_WORDS], units.is_known, MAX_UNITS_IN_A_ROW), (name,))
    return first, tuple(others)


def _either(commune: Named, district: Named) -> Named:
    """A bare name such as "Ba Đình" may be the commune of today or the old district."""
    return Named(commune.units + district.units, commune.communes | district.communes)


def _meet(named: list[Named], districts: list[Named], units: Units) -> frozenset[str] | None:
    allowed: frozenset[str] | None = None
    known_districts = [district for district in districts if district.units]
    for commune in (commune for commune in named if commune.units):
        within = [units.communes_in(commune, district) for district in known_districts]
        narrowed = next((choice for choice in within if choice.units), commune).communes
        allowed = narrowed if allowed is None else (allowed & narrowed or allowed)
    for district in known_districts:
        allowed = district.communes if allowed is None else (allowed & district.communes or allowed)
    return allowed


def _former_names(named: list[Named]) -> tuple[Fault, ...]:
    """A note for each commune name that is only of the past."""
    past = [unit for found in named for unit in found.units if unit.valid_to is not None]
    present = [unit for found in named for unit in found.units if unit.valid_to is None]
    return tuple(Fault("commune", FaultKind.CHANGED, asked=unit.full_name) for unit in past[:1]) if not present else ()
