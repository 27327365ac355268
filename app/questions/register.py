"""The register that questions are made from: its homes, the names of its areas, and who shares an address with whom."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from app.questions.homes import Family, Home, Homes
from app.questions.style import PathForm
from app.questions.whereabouts import Gazetteer
from app.questions.wording import can_chain, claims_of
from geocoding.model import Household

FAMILY_WEIGHTS: Mapping[Family, int] = {
    Family.STREET: 20,
    Family.ALLEY: 42,
    Family.FLAT: 14,
    Family.ROOM: 4,
    Family.PLOT: 8,
    Family.HAMLET: 12,
}
"""How often each family is asked about, where the register has it."""


class RegisterTooSmall(ValueError):
    """No question of the wanted kind can be made from this register."""


@dataclass(frozen=True, slots=True)
class Register:
    """Homes and names, and homes whose text can mean several: some share an address in their commune (`shared`), some
    have their like in another commune, and the slash chain of some (`two_readings`) fits another when read backwards.
    """

    homes: Homes
    gazetteer: Gazetteer
    shared: tuple[Home, ...]
    in_two_communes: tuple[Home, ...]
    two_readings: tuple[Home, ...]

    def any_home(self, rng: Random, *families: Family) -> Home:
        """A home of one of the families (of any when none is named), families by their weights."""
        wanted = [family for family in families or Family if self.homes.of_family[family]]
        if not wanted:
            raise RegisterTooSmall("the register has no address of the wanted kind")
        [family] = rng.choices(wanted, weights=[FAMILY_WEIGHTS[family] for family in wanted])
        return rng.choice(self.homes.of_family[family])


def register_of(households: Iterable[Household], gazetteer: Gazetteer) -> Register:
    """The register of these households; those in no commune of today are left out."""
    homes = Homes(household for household in households if household.commune_code in gazetteer.areas.today)
    numbered = [home for home in homes.all if home.claim.house]
    return Register(
        homes,
        gazetteer,
        shared=_with_company(numbered, lambda home: (home.claim, home.commune_code)),
        in_two_communes=_in_two_communes(numbered),
        two_readings=tuple(home for home in numbered if _reads_both_ways(home, homes)),
    )


def _with_company(homes: Iterable[Home], key: Callable[[Home], Hashable]) -> tuple[Home, ...]:
    groups: dict[Hashable, list[Home]] = defaultdict(list)
    for home in homes:
        groups[key(home)].append(home)
    return tuple(home for group in groups.values() if len(group) > 1 for home in group)


def _in_two_communes(homes: Sequence[Home]) -> tuple[Home, ...]:
    communes: dict[Hashable, set[str]] = defaultdict(set)
    for home in homes:
        communes[home.claim].add(home.commune_code)
    return tuple(home for home in homes if len(communes[home.claim]) > 1)


def _reads_both_ways(home: Home, homes: Homes) -> bool:
    """Whether the slash chain of its numbers also fits a home with another alley path, in the same commune."""
    if not can_chain(home.address):
        return False
    claims = claims_of(home.address, PathForm.CHAIN_ALLEY_FIRST)
    others = [claim for claim in claims if claim.path != home.claim.path]
    return bool(homes.meant(others, communes=frozenset({home.commune_code})))
