"""Map sheet and parcel number as people write them on certificates and forms."""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = r"(?:\s+(?:số|so))?\s*[:.]?\s*([0-9][0-9a-z.]*)"
_SHEET = re.compile(rf"\b(?:tờ|to)(?:\s+(?:bản\s+đồ|ban\s+do|bđ|bd))?{_NUMBER}|\btbđ{_NUMBER}|\btbd{_NUMBER}")
"""Not `tổ`, which is a group of houses; without diacritics the two are one."""
_PARCEL = re.compile(rf"\b(?:thửa|thua)(?:\s+(?:đất|dat))?{_NUMBER}")
_BARE = re.compile(r"\s*([0-9][0-9a-z.]*)\s*/\s*([0-9][0-9a-z.]*)\s*")


@dataclass(frozen=True, slots=True)
class SheetAndNumber:
    """A map sheet (tờ bản đồ) and the number of a parcel (thửa) on it, without leading zeros."""

    sheet: str
    number: str


def read_parcel(text: str) -> SheetAndNumber | None:
    """Sheet and number in a text, in either order where words name them; bare "12/34" is sheet 12, parcel 34.

    None when the text does not name both.
    """
    written = unicodedata.normalize("NFC", text).lower()
    bare = _BARE.fullmatch(written)
    if bare is not None:
        return _without_zeros(bare[1], bare[2])
    sheet, parcel = _SHEET.search(written), _PARCEL.search(written)
    if sheet is None or parcel is None:
        return None
    return _without_zeros(next(filter(None, sheet.groups())), parcel[1])


def _without_zeros(sheet: str, number: str) -> SheetAndNumber:
    return SheetAndNumber(*(part.strip(".").lstrip("0") or "0" for part in (sheet, number)))
