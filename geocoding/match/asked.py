"""What a reading asks for in one snapshot: a container that exists, the alley path and the leaves within it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geocoding.address.keys import (
    FLAT_MARK,
    NO_NUMBER,
    Container,
    ContainerKind,
    commune,
    estate,
    hamlet,
    key,
    street,
    whole_street,
)
from geocoding.address.query import AddressQuery, Names, Numbers, Reading
from geocoding.gazetteer.units import Units
from geocoding.match.context import Context, Contexts
from geocoding.match.listed import ListedStreets
from geocoding.match.variants import IsUnit, among_others, as_written, without_commas
from geocoding.snapshot.names import is_short
from geocoding.snapshot.places import Place
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import CACHED_NAMES

MAX_COMMUNES = 8
"""An old commune has at most five successors."""


class Asked(NamedTuple):
    """One reading made concrete; `slips` counts the letters by which the container's name was mended.

    `unread` are the names in the question that the container and the context leave unused. `torn_from` are the words
    among which the container's name was found, "" where it stands by itself.
    """

    names: Names
    numbers: Numbers
    container: Container
    context: Context
    unread: tuple[str, ...]
    slips: int = 0
    torn_from: str = ""

    @property
    def query(self) -> AddressQuery:
        """The reading itself."""
        return Reading(self.names, self.numbers).query

    @property
    def path(self) -> str:
        """The comparable alley path, "" for none."""
        return self.numbers.path_key

    @property
    def leaves(self) -> tuple[str, ...]:
        """The leaves that may be meant, best first."""
        return self.numbers.leaves

    @property
    def is_marked(self) -> bool:
        """Whether the container is what the question names as such: its street, its estate or its hamlet."""
        names = self.names
        match self.container.kind:
            case ContainerKind.STREET:
                return not (names.estate or names.hamlet)
            case ContainerKind.ESTATE:
                return bool(names.estate) and self.container == estate(names.estate)
            case ContainerKind.HAMLET:
                return bool(names.hamlet) and self.container == hamlet(names.hamlet)
            case ContainerKind.COMMUNE:
                return False

    @property
    def with_rest(self) -> str:
        """The container that the question would name if what was left unread belonged to the name."""
        return f"{self.container} {self.numbers.rest}"

    @property
    def has_leaf(self) -> bool:
        """Whether the question names a house, a building or a flat at all."""
        return self.leaves != (NO_NUMBER,)

    @property
    def has_flat(self) -> bool:
        """Whether the question names a flat."""
        return FLAT_MARK in self.leaves[0]

    def address_keys(self) -> list[str]:
        """The keys to look up, best first."""
        inner = key(self.container, path=self.path, leaf="")
        return [inner + leaf for leaf in self.leaves]

    def premises_keys(self) -> Iterator[str]:
        """The same keys without their flat."""
        return (key(self.container, path=self.path, leaf=leaf.partition(FLAT_MARK)[0]) for leaf in self.leaves)


class _Aim(NamedTuple):
    """What the names of a reading ask for, whatever its numbers are; the fields are those of `Asked`."""

    names: Names
    container: Container
    context: Context
    unread: tuple[str, ...]
    slips: int = 0
    torn_from: str = ""


_Aims = Callable[[Names], tuple[_Aim, ...]]
"""What names aim at, in each way to take them; the same names come again and again, so it is remembered."""


class Asking:
    """Turns readings into what they ask for, in one snapshot."""

    def __init__(self, snapshot: Snapshot, units: Units) -> None:
        self._snapshot = snapshot
        self._units = units
        self.contexts = Contexts(units)
        self.listed = ListedStreets(snapshot.street_list, units)
        self._known_named = lru_cache(maxsize=CACHED_NAMES)(self._known_containers)

        def written(names: Names) -> Iterator[Names]:
            return as_written(names, units)

        def divided(names: Names) -> Iterator[Names]:
            return self._divided(names, units.is_known)

        def slipped(names: Names) -> Iterator[Names]:
            return self._divided(names, units.is_near)

        self._first_round = _remembered(written, self._known)
        self._later_rounds = (
            (_remembered(divided, self._known),),
            (_remembered(slipped, self._known),),
            tuple(_remembered(ways, self._near) for ways in (written, divided, slipped)),
            (lru_cache(maxsize=CACHED_NAMES)(self._among_others),),
        )

    def as_written(self, readings: Iterable[Reading]) -> list[Asked]:
        """What the readings ask for with their names as written, in their order: the first round."""
        return _asked(self._first_round, readings)

    def later_rounds(self, readings: Sequence[Reading]) -> Iterator[list[Asked]]:
        """What the readings ask for otherwise, round by round; each is for when the earlier ones led nowhere.

        First names without commas between them, then those with slips in them, then slips in all names, at last names
        among words that say nothing.
        """
        for ways in self._later_rounds:
            yield [asked for aims in ways for asked in _asked(aims, readings)]

    def _divided(self, names: Names, is_unit: IsUnit) -> Iterator[Names]:
        """The names with those of units found within a run of words, but none that lies outside what is named anyway.

        "Tân Mai Thượng, xã Đông Anh" does not mean the hamlet Thượng: Tân Mai is nowhere near.
        """
        said = self.contexts.of(names).communes
        for way in without_commas(names, is_unit):
            added = self.contexts.of(Names(unmarked=way.unmarked[: len(way.unmarked) - len(names.unmarked)])).communes
            if (said is None or added is None or said & added) and not self._takes_the_commune(names, way):
                yield way

    def _takes_the_commune(self, names: Names, way: Names) -> bool:
        """Whether a way takes the commune right behind its mark for the street: "P.Hàng Đào Hàng Blng"."""
        if not names.commune or not names.commune.startswith(f"{way.street} "):
            return False
        return self._units.is_known(way.street) and not self._units.is_known(way.commune)

    def rounds(self, readings: Sequence[Reading]) -> Iterator[list[Asked]]:
        """All rounds, the first one included."""
        yield self.as_written(readings)
        yield from self.later_rounds(readings)

    def _known(self, names: Names) -> Iterator[_Aim]:
        """The containers that exist among those the names say, or else their communes."""
        context = self.contexts.of(names)
        known = self._known_named(names.street, names.estate, names.hamlet, names.is_street)
        if not (known or names.has_container):
            known = tuple(filter(self._snapshot.places.is_known, _communes(context)))
        for container in known:
            yield _Aim(names, container, context, _unread(names, container, context))

    def _known_containers(
        self, street_name: str, estate_name: str, hamlet_name: str, is_street: bool
    ) -> tuple[Container, ...]:
        """Those of the containers that exist in the snapshot, or as a street in a list of streets."""
        is_known = self._snapshot.places.is_known
        is_listed = bool(self.listed.named(street_name))
        return tuple(
            container
            for container in _named(street_name, estate_name, hamlet_name, is_street=is_street)
            if is_known(container) or (is_listed and container.kind is ContainerKind.STREET)
        )

    def _among_others(self, names: Names) -> tuple[_Aim, ...]:
        """The containers whose names stand among words that are no name."""
        written = " ".join(filter(None, (names.street, *names.unmarked)))
        ways = among_others(names, self._is_place)
        return tuple([aim._replace(torn_from=written) for way in ways for aim in self._known(way)])

    def _is_place(self, name: str) -> bool:
        """Whether a street, an estate or a hamlet of the snapshot has that name."""
        return bool(self._known_named(name, "", "", False))

    def _near(self, names: Names) -> Iterator[_Aim]:
        """The containers with a slip in the name; a name that exists, here or of a unit, is no slip."""
        name = names.street
        if name and (self.listed.named(name) or self._units.is_known(name)):
            return
        context = self.contexts.of(names)
        named = tuple(_named(names.street, names.estate, names.hamlet, is_street=names.is_street))
        for container in named or _communes(context):
            for slips, near in self._near_containers(container, context):
                unread = context.unknown if slips else _unread(names, near, context)
                yield _Aim(names, near, context, unread, slips)

    def is_nearly_a_name(self, name: str) -> bool:
        """Whether a street or an estate of two words is a slip away from a name: nobody says so of one that is one."""
        near = self._snapshot.names.near
        return any(slips == 1 for container in (street(name), estate(name)) for slips, _ in near(container))

    def _near_containers(self, container: Container, context: Context) -> list[tuple[int, Container]]:
        """The known containers a slip away; of short names only the one that the communes named have, if it is one."""
        near = self._snapshot.names.near(container)
        short = [each for each in near if is_short(each[1].name)]
        if not short:
            return list(near)
        is_said = context.communes is not None and not context.unknown  # a name left unread may be the one meant
        here = [each for each in short if is_said and self._is_in(each[1], context)]
        return [each for each in near if each not in short or (len(here) == 1 and each in here)]

    def _is_in(self, container: Container, context: Context) -> bool:
        """Whether a container lies in one of the communes allowed."""
        places = self._snapshot.places.named(container, path="")
        return any(context.allows(place.commune_code) for place in places)


def _remembered(ways: Callable[[Names], Iterator[Names]], aimed: Callable[[Names], Iterator[_Aim]]) -> _Aims:
    """What names aim at in some ways to take them."""

    @lru_cache(maxsize=CACHED_NAMES)
    def aims(names: Names) -> tuple[_Aim, ...]:
        return tuple([aim for way in ways(names) for aim in aimed(way)])

    return aims


def _asked(aims: _Aims, readings: Iterable[Reading]) -> list[Asked]:
    """What the readings ask for: what their names aim at, with their numbers."""
    return [
        Asked(names, numbers, container, context, unread, slips, torn_from)
        for named, numbers in readings
        for names, container, context, unread, slips, torn_from in aims(named)
    ]


def _unread(names: Names, container: Container, context: Context) -> tuple[str, ...]:
    name = names.street
    if not name or container in (street(name), estate(name), hamlet(name)):
        return context.unknown
    return (name, *context.unknown)


def _named(street_name: str, estate_name: str, hamlet_name: str, *, is_street: bool) -> Iterator[Container]:
    """The containers that the names of an address may mean, the likeliest first."""
    if street_name:
        yield street(street_name)
        if (whole := whole_street(street_name)) != street(street_name):  # "Duong Quang Ham" is no đường Quang Ham
            yield whole
    if estate_name:
        yield estate(estate_name)
    if hamlet_name and not street_name:
        yield hamlet(hamlet_name)
    if street_name and not is_street:  # a name without its kind may be any of the three that is not named
        if not estate_name:
            yield estate(street_name)
        if not hamlet_name:
            yield hamlet(street_name)


def _communes(context: Context) -> list[Container]:
    """The communes as containers, for an address that names nothing else; none where a name is unknown."""
    return [] if context.unknown else [commune(code) for code in sorted(context.communes or ())[:MAX_COMMUNES]]


def fallback_places(asked: Asked, snapshot: Snapshot) -> list[Place]:
    """The places nearest in meaning: the whole alley path, then each shorter one, then the container.

    Places outside the context are left out; empty when the container lies in none of its communes.
    """
    steps = asked.path.split("/") if asked.path else []
    shortest = 1 if asked.container.kind is ContainerKind.COMMUNE else 0
    for depth in range(len(steps), shortest - 1, -1):
        found = snapshot.places.named(asked.container, path="/".join(steps[:depth]))
        allowed = [place for place in found if asked.context.allows(place.commune_code)]
        if allowed:
            return allowed
    return []
