"""What a text asks for: one reading of it as typed components.

Every question makes several of these, so they are tuples: they are made and compared in half the time.
"""

from dataclasses import replace
from typing import NamedTuple

from geocoding.model import Address, UnitKind


class Names(NamedTuple):
    """The names of a reading by what they are, without its numbers; see `AddressQuery`."""

    street: str = ""
    hamlet: str = ""
    estate: str = ""
    commune: str = ""
    commune_kind: UnitKind | None = None
    also: tuple[str, ...] = ()
    district: str = ""
    district_kind: UnitKind | None = None
    names: tuple[str, ...] = ()


NO_NAMES = Names()


class AddressQuery(NamedTuple):
    """One reading of an address text; an absent part is the empty string.

    Names keep the writing of the question (tidied, not folded). `commune_kind` is None when the text gave a commune
    name without its kind; `also` holds further communes that it names, such as the former one. `sheet` and `parcel`
    hold the cadastral form ("thửa 12 tờ bản đồ 34"). `names` are the spans that no word of the text gives a role:
    the gazetteer decides whether they are streets or units. `rest` is what no rule could place at all.
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

    @property
    def named(self) -> Names:
        """Its names alone."""
        address, commune, commune_kind, also, district, district_kind, _, _, names, _ = self
        where = address.street, address.hamlet, address.estate
        return Names(*where, commune, commune_kind, also, district, district_kind, names)

    def with_names(self, names: Names) -> "AddressQuery":
        """The same numbers with other names."""
        street, hamlet, estate, *units, unmarked = names
        address = replace(self.address, street=street, hamlet=hamlet, estate=estate)
        return AddressQuery(address, *units, self.sheet, self.parcel, unmarked, self.rest)
