"""Receipt numbers: eight symbols drawn by lot and one that betrays a slip, such as K7QM-2D9F-X.

Forty random bits: among a million reports a guess hits one in a million times, and a receipt tells a state only.
"""

import re
from collections.abc import Callable
from typing import Final

from app.errors import ReceiptMalformed
from postcode.check import ALPHABET, check_symbol

LENGTH: Final = 8
_SEPARATORS = re.compile(r"[\s\-.‐-―−]+")
_READINGS: Final = str.maketrans("OIL", "011")
"""What Crockford's alphabet lacks because it looks like something else."""


def new_receipt(draw: Callable[[int], int]) -> str:
    """A new number in stored form; `draw(n)` gives a number below n, by lot."""
    symbols = "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(LENGTH))
    return symbols + check_symbol(symbols)


def read_receipt(text: str) -> str:
    """The stored form of a written number; raises `ReceiptMalformed` where its length or check symbol is wrong."""
    symbols = _SEPARATORS.sub("", text[:40]).upper().translate(_READINGS)
    well_formed = len(symbols) == LENGTH + 1 and set(symbols) <= set(ALPHABET)
    if not well_formed or check_symbol(symbols[:LENGTH]) != symbols[LENGTH]:
        raise ReceiptMalformed
    return symbols


def printed_receipt(stored: str) -> str:
    """The number for people, in groups of four: K7QM-2D9F-X."""
    return f"{stored[:4]}-{stored[4:8]}-{stored[8:]}"
