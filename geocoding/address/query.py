"""What a text asks for: one reading of it as typed components.

Every question makes several of these, so they are tuples: they are made and compared in half the time.
"""

from typing import NamedTuple

from geocoding.address.keys import NO_NUMBER, asked_leaves
from geocoding.address.numbers import chain_key
from geocoding.model import Address, UnitKind


class Names(NamedTuple):
    """The names of a reading by what they are; see `AddressQuery`.

    `rivals` are those of the unmarked ones that stand right behind a number, as the street does: Bạch Mai in
    "5 Láng, ngõ 3 Bạch Mai".
    """

    street: str = ""
    hamlet: str = ""
    estate: str = ""
    commune: str = ""
    commune_kind: UnitKind | None = None
    also: tuple[str, ...] = ()
    district: str = ""
    district_kind: UnitKind | None = None
    unmarked: tuple[str, ...] = ()
    is_street: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def has_container(self) -> bool:
        """Whether they name what houses are numbered along or within: a street, a hamlet or an estate."""
        return bool(self.street or self.hamlet or self.estate)


class Numbers(NamedTuple):
    """The numbers of a reading by what they are; `rest` is what no rule could place.

    `path_key` and `leaves` are what to look up: the comparable alley path and the leaves that may be meant.
    """

    house: str = ""
    path: tuple[str, ...] = ()
    building: str = ""
    floor: str = ""
    flat: str = ""
    sheet: str = ""
    parcel: str = ""
    rest: str = ""
    path_key: str = ""
    leaves: tuple[str, ...] = (NO_NUMBER,)


def numbers(
    house: str, path: tuple[str, ...], inside: tuple[str, str, str], cadastral: tuple[str, str], rest: str
) -> Numbers:
    """The numbers with what to look up; `inside` is the building, floor and flat, `cadastral` the sheet and parcel."""
    building, floor, flat = inside
    leaves = asked_leaves(house, building=building, floor=floor, unit=flat)
    return Numbers(house, path, building, floor, flat, *cadastral, rest, chain_key(path), leaves)


NO_NAMES = Names()
NO_NUMBERS = Numbers()


class AddressQuery(NamedTuple):
    """One reading of an address text; an absent part is the empty string.

    Names keep the writing of the question (tidied, not folded). `commune_kind` is None when the text gave a commune
    name without its kind; `also` holds further communes that it names, such as the former one. `sheet` and `parcel`
    hold the cadastral form ("thửa 12 tờ bản đồ 34"). `names` are the spans that no word of the text gives a role:
    the gazetteer decides whether they are streets or units. `rest` is what no rule could place at all. `is_street`
    says that the text calls its street one ("phố Hàng Bạc"), so that it is no estate, hamlet or unit.
    """

    address: Address = Address()
    commune: str = ""
    commune_kind: UnitKind | None = None
    also: tuple[str, ...] = ()
    district: str = ""
    district_kind: UnitKind | None = None
    sheet: str = ""
    parcel: str = ""
    names: tuple[str, ...] = ()
    rest: str = ""
    is_street: bool = False

    @property
    def reading(self) -> "Reading":
        """Its names and its numbers apart."""
        address, commune, commune_kind, also, district, district_kind, sheet, parcel, names, rest, is_street = self
        a = address
        where = a.street, a.hamlet, a.estate
        named = Names(*where, commune, commune_kind, also, district, district_kind, names, is_street)
        inside = a.building, a.floor, a.unit
        return Reading(named, numbers(a.house_number, a.alley_path, inside, (sheet, parcel), rest))


class Reading(NamedTuple):
    """The same as an `AddressQuery`, its names and numbers apart: both come again in other texts, and are shared."""

    names: Names
    numbers: Numbers

    def with_street(self, street: str) -> "Reading":
        """The reading with that street; a name that was only taken for one is left unmarked."""
        names = self.names
        unmarked = (names.street, *names.unmarked) if names.street and not names.is_street else names.unmarked
        return Reading(names._replace(street=street, unmarked=unmarked, is_street=True), self.numbers)

    @property
    def query(self) -> AddressQuery:
        """Its parts in their usual places."""
        street, hamlet, estate, commune, commune_kind, also, district, district_kind, unmarked, *_ = self.names
        house, path, building, floor, flat, sheet, parcel, rest, _, _ = self.numbers
        address = Address(house, path, street, hamlet, estate, building, floor, flat)
        where = commune, commune_kind, also, district, district_kind
        return AddressQuery(address, *where, sheet, parcel, unmarked, rest, self.names.is_street)
