"""Where a question says the address is: the communes of today that its unit names allow."""

from dataclasses import dataclass

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.units import Named, Units
from geocoding.match.answer import Fault, FaultKind


@dataclass(frozen=True, slots=True)
class Context:
    """The communes a question allows, all when `communes` is None; `ranked` has the same ones, the likeliest first.

    `unknown` are the names in it that are neither commune nor district.
    """

    communes: frozenset[str] | None = None
    ranked: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()

    def allows(self, commune_code: str) -> bool:
        """Whether the question can mean something in that commune."""
        return self.communes is None or commune_code in self.communes


def context_of(query: AddressQuery, units: Units) -> Context:
    """The context a reading sets, by its marked commune and district and by unmarked names that are units."""
    named = [units.communes_named(query.commune, kind=query.commune_kind)] if query.commune else []
    districts = [units.districts_named(query.district, kind=query.district_kind)] if query.district else []
    unknown = [
        name for name, found in ((query.commune, named), (query.district, districts)) if name and not found[0].units
    ]
    for name in query.names:
        commune, district = units.communes_named(name), units.districts_named(name)
        if not commune.units and not district.units:
            unknown.append(name)
        elif commune.units and not named:
            named.append(_either(commune, district))
        else:
            districts.append(district if district.units else commune)
    communes = _meet(named, districts, units)
    ranked = units.ranked(communes or (), named=[unit for found in named for unit in found.units])
    return Context(communes, ranked, _former_names(named), tuple(unknown))


def _either(commune: Named, district: Named) -> Named:
    """A bare name such as "Ba Đình" may be the commune of today or the old district."""
    return Named(commune.units + district.units, commune.communes | district.communes)


def _meet(named: list[Named], districts: list[Named], units: Units) -> frozenset[str] | None:
    allowed: frozenset[str] | None = None
    known_districts = [district for district in districts if district.units]
    for commune in (commune for commune in named if commune.units):
        within = [units.communes_in(commune, district) for district in known_districts]
        narrowed = [choice for choice in within if choice.units]
        allowed = narrowed[0].communes if narrowed else commune.communes
    for district in known_districts:
        allowed = district.communes if allowed is None else (allowed & district.communes or allowed)
    return allowed


def _former_names(named: list[Named]) -> tuple[Fault, ...]:
    """A note for each commune name that is only of the past."""
    past = [unit for found in named for unit in found.units if unit.valid_to is not None]
    present = [unit for found in named for unit in found.units if unit.valid_to is None]
    return tuple(Fault("commune", FaultKind.CHANGED, asked=unit.full_name) for unit in past[:1]) if not present else ()
