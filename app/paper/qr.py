"""The QR code of a code: what it says, and its dark squares.

It leads to the public page of the code. Capital letters take fewer squares than small ones, so the address is
written in capitals wherever that does not change where it leads.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from urllib.parse import urlsplit

import segno

from postcode.code import Vpostcode

QUIET_ZONE = 4
"""Light squares that must surround the symbol (ISO/IEC 18004)."""

LEVEL = "m"
"""Error correction: 15 % of the symbol may be lost. segno takes a higher level where the size stays the same."""

_CAPITALS = re.compile(r"[0-9A-Z $%*+\-./:]+")
"""What the alphanumeric mode can hold."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code without its quiet zone: its side in squares, and its dark runs (column, row, length) from above."""

    side: int
    runs: tuple[tuple[int, int, int], ...]


def code_address(code: Vpostcode, *, base_url: str) -> str:
    """The address of the public page of a code, below the address of the service."""
    return f"{base_url.rstrip('/')}/c/{code.printed()}"


def qr_text(code: Vpostcode, *, base_url: str) -> str:
    """The address as the QR code writes it: in capitals where the service has no path of its own.

    Scheme and host know no case (RFC 3986, 6.2.2.1), and the service answers `/C/` as it answers `/c/`.
    """
    address = code_address(code, base_url=base_url)
    capitals = address.upper()
    is_free = urlsplit(base_url).path.strip("/") == "" and _CAPITALS.fullmatch(capitals) is not None
    return capitals if is_free else address


@lru_cache(maxsize=256)
def symbol(text: str) -> Symbol:
    """The QR code of a text; choosing its mask takes some 10 ms, so the last ones are remembered."""
    matrix = segno.make_qr(text, error=LEVEL).matrix
    return Symbol(len(matrix), tuple(run for row, line in enumerate(matrix) for run in _dark_runs(line, row)))


def inline_svg(text: str, *, label: str) -> str:
    """The QR code of a text as an SVG element for a page, with a name for those who cannot see it."""
    out = BytesIO()
    segno.make_qr(text, error=LEVEL).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        title=label,
        light="#fff",
        nl=False,
    )
    return out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)


def _dark_runs(line: bytearray | tuple[int, ...], row: int) -> list[tuple[int, int, int]]:
    runs, column = [], 0
    for dark, squares in groupby(line):
        length = len(list(squares))
        if dark:
            runs.append((column, row, length))
        column += length
    return runs
