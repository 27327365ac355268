"""What spreadsheets and programs do to addresses: a house number 12/5 that became a day, 12 that became 12.0.

What was typed cannot be told from a day: 12/5 is kept as 12 May or as 5 December, after the settings of the machine.
So such a cell is never read; its row says so. A whole number with ".0" behind it is read as the whole number.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from app.batches.options import Role

CELL_IS_DATE: Final = "cell-is-date"
CELL_IS_ERROR: Final = "cell-is-error"

_LONGEST: Final = 30
_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|thg\s?\d{1,2}"
)
_DAY: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+)?"  # how dates are exchanged, and what the reader of Excel files makes of them
    r"|\d{2}:\d{2}:\d{2}(?:\.\d+)?"
    rf"|\d{{1,2}}[-\s](?:{_MONTH})(?:[-\s]\d{{2,4}})?"
    rf"|(?:{_MONTH})-\d{{1,4}}"  # "May 10" is a name
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}(?: [\d:.]+)?",
    re.IGNORECASE,
)
_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)|#+")
_DECIMAL: Final = re.compile(r"\d+\.0+")

WORDS_OF_PLACES: Final = frozenset(set(Role) - {Role.LON, Role.LAT, Role.CODE})
"""The roles whose cells are words of an address, in which no day ever stands alone."""


def damage_of(text: str) -> str:
    """What has become of a cell of an address, "" if nothing is seen."""
    if not text or len(text) > _LONGEST:
        return ""
    if _DAY.fullmatch(text) is not None:
        return CELL_IS_DATE
    return CELL_IS_ERROR if _ERROR.fullmatch(text) is not None else ""


def whole(text: str) -> str:
    """A number without the decimal part that some program gave it: "12" for "12.0"."""
    return text.partition(".")[0] if _DECIMAL.fullmatch(text) is not None else text


def damaged(cells: Mapping[Role, Sequence[str]]) -> tuple[Role, str, str] | None:
    """The first damaged cell of an address, with its role and what has become of it; None without one."""
    for role, texts in cells.items():
        if role not in WORDS_OF_PLACES:
            continue
        for text in texts:
            if found := damage_of(text):
                return role, text, found
    return None
