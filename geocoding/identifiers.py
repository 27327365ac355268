"""National identifiers of a household's place: their schemes, and what a well-formed value of each looks like.

Their inner structure and check rules are not published, so no more than the form is checked.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from geocoding.geohash import ALPHABET, PARCEL_LENGTH


class Scheme(StrEnum):
    """Who gave the identifier, and of what."""

    DIGITAL_ADDRESS = "digital-address"
    """Mã địa chỉ số: ten digits (QĐ 1178 of 2021)."""
    PROPERTY_CODE = "property-code"
    """Electronic code of a house or flat, at most 40 characters (NĐ 357/2025)."""
    PARCEL_GEOHASH = "parcel-geohash"
    """GeoHash of a parcel's label point, 12 characters; computed, never stored."""


_FORMS: Final[Mapping[Scheme, re.Pattern[str]]] = {
    Scheme.DIGITAL_ADDRESS: re.compile(r"[0-9]{10}"),
    Scheme.PROPERTY_CODE: re.compile(r"[0-9A-Z][0-9A-Z./_-]{0,39}"),
    Scheme.PARCEL_GEOHASH: re.compile(rf"[{ALPHABET}]{{{PARCEL_LENGTH}}}"),
}


def read_identifier(scheme: Scheme, text: str) -> str | None:
    """The identifier as it is stored: without blanks, a property code in upper case; None when the form is wrong."""
    value = "".join(text.split())
    value = value.lower() if scheme is Scheme.PARCEL_GEOHASH else value.upper()
    return value if _FORMS[scheme].fullmatch(value) else None
