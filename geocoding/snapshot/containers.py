"""Streets of a commune, alleys of a street, houses of an alley: stretches of the order in which households stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geocoding.model import Household
from geocoding.snapshot.households import HouseholdPlace, place_of


@dataclass(frozen=True, slots=True)
class Branch:
    """What lies directly below: the name of a street or the number of an alley, and how many households are in it."""

    name: str
    households: int


class Containers:
    """The households of a snapshot as a tree; `place` tells where the household of a position stands."""

    def __init__(self, count: int, place: Callable[[int], HouseholdPlace]) -> None:
        self._everywhere, self._place = range(count), place

    def streets(self, commune_code: str) -> list[Branch]:
        """The streets of a commune by name; "" holds the households without one."""
        found, whole = [], self._range((commune_code,))
        position = whole.start
        while position < whole.stop:
            name = self._place(position).street
            inside = self._range((commune_code, name))
            found.append(Branch(name, len(inside)))
            position = inside.stop
        return found

    def alleys(self, commune_code: str, street: str, path: Sequence[str]) -> list[Branch]:
        """The alleys that begin in a street or alley, by number."""
        whole, found = self._range((commune_code, street), path), []
        position = self.houses(commune_code, street, path).stop
        while position < whole.stop:
            step = self._place(position).alley_path[len(path)]
            inside = self._range((commune_code, street), [*path, step])
            found.append(Branch(step, len(inside)))
            position = inside.stop
        return found

    def houses(self, commune_code: str, street: str, path: Sequence[str]) -> range:
        """Positions of the households that stand in a street or alley itself."""
        whole = self._range((commune_code, street), path)
        depth = len(path)
        own = bisect_left(whole, True, key=lambda position: len(self._place(position).alley_path) > depth)
        return range(whole.start, whole.start + own)

    def _range(self, names: tuple[str, ...], path: Sequence[str] = ()) -> range:
        wanted = (*names, *path)

        def beginning(position: int) -> tuple[str, ...]:
            place = self._place(position)
            whole = (place.commune_code, place.street)[: len(names)]
            return (*whole, *place.alley_path[: len(path)]) if path else whole

        first = bisect_left(self._everywhere, wanted, key=beginning)
        return range(first, bisect_right(self._everywhere, wanted, lo=first, key=beginning))


def place_in(households: Sequence[Household]) -> Callable[[int], HouseholdPlace]:
    """The places of households that are already in order."""
    return lambda position: place_of(households[position])
