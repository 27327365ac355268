"""What a text asks for: one reading of it as typed components.

Every question makes several of these, so they are tuples: they are made and compared in half the time.
"""

from typing import NamedTuple

from geocoding.model import Address, UnitKind


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
