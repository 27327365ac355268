"""An address given in parts, as the matcher reads one."""

import re
from collections.abc import Mapping
from typing import Final

from app.api.parameters import AddressParameters, ResolveParameters
from app.errors import QuestionDoubled, QuestionMissing
from geocoding.address.query import AddressQuery
from geocoding.address.street_names import parse_alley_path
from geocoding.model import Address, UnitKind
from geocoding.text.fold import fold, tidy

COMMUNE_WORDS: Final = {
    "phuong": UnitKind.PHUONG,
    "p.": UnitKind.PHUONG,
    "xa": UnitKind.XA,
    "x.": UnitKind.XA,
    "thi tran": UnitKind.THI_TRAN,
    "tt.": UnitKind.THI_TRAN,
}
DISTRICT_WORDS: Final = {
    "quan": UnitKind.QUAN,
    "q.": UnitKind.QUAN,
    "huyen": UnitKind.HUYEN,
    "h.": UnitKind.HUYEN,
    "thi xa": UnitKind.THI_XA,
    "tx.": UnitKind.THI_XA,
}
"""The kind words, folded, that may stand before the name of a unit."""

_NO_ADDRESS: Final = AddressQuery()


def asked_question(asked: ResolveParameters) -> str | AddressQuery:
    """The text or the address in parts; raises `QuestionDoubled` or `QuestionMissing`."""
    query = address_query(asked)
    if asked.q is None:
        if query == _NO_ADDRESS:
            raise QuestionMissing
        return query
    if query != _NO_ADDRESS:
        raise QuestionDoubled
    return asked.q


def address_query(asked: AddressParameters) -> AddressQuery:
    """The parts as one reading; empty for no part."""
    commune_kind, commune = _kind_and_name(asked.commune, COMMUNE_WORDS)
    district_kind, district = _kind_and_name(asked.district, DISTRICT_WORDS)
    address = Address(
        house_number=tidy(asked.house_number),
        alley_path=parse_alley_path(asked.alley_path),
        street=tidy(asked.street),
        hamlet=tidy(asked.hamlet),
        estate=tidy(asked.estate),
        building=tidy(asked.building),
        floor=tidy(asked.floor),
        unit=tidy(asked.unit),
    )
    return AddressQuery(
        address=address,
        commune=commune,
        commune_kind=commune_kind,
        district=district,
        district_kind=district_kind,
        sheet=tidy(asked.sheet),
        parcel=tidy(asked.parcel),
    )


def _kind_and_name(text: str, words: Mapping[str, UnitKind]) -> tuple[UnitKind | None, str]:
    """The kind a unit is written with, None without one, and its name: "P. Láng" is phường, Láng."""
    name = tidy(text)
    choice = "|".join(re.escape(word) for word in words)
    found = re.match(rf"({choice})(?:(?<=\.)\s*|\s+)(?=\S)", fold(name))
    return (words[found[1]], name[found.end() :]) if found is not None else (None, name)
