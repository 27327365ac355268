"""Rows of a worksheet as Excel keeps them (ECMA-376, part 1, 18.3.1.73): one text for each row, nothing looked up.

Texts stand in their cells, so nothing has to be remembered while rows are written.
"""

import re
from collections.abc import Iterable, Sequence
from typing import IO, Final

Cell = str | int | float | None
MAX_CELL: Final = 32_767
"""What one cell can hold; a longer text is cut."""

_HARD: Final = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s\Z")
_UNFIT: Final = re.compile(r"[\x00-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_FIRST_ROW: Final = 2
"""The first row holds the headings."""


def write_rows(file: IO[bytes], rows: Iterable[Sequence[Cell]], *, styles: Sequence[int]) -> int:
    """Write rows below the headings, each cell in the numbered format of its column; gives back how many."""
    columns = [(_letters(place), f'" s="{style}"') for place, style in enumerate(styles)]
    number = _FIRST_ROW - 1
    for number, row in enumerate(rows, start=_FIRST_ROW):
        cells = [
            _text(letters, number, style, cell)
            if isinstance(cell, str)
            else f'<c r="{letters}{number}"><v>{cell}</v></c>'
            for (letters, style), cell in zip(columns, row, strict=True)
            if cell is not None and cell != ""
        ]
        file.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
    return number - _FIRST_ROW + 1


def _text(letters: str, number: int, style: str, text: str) -> str:
    if len(text) > MAX_CELL:
        text = text[:MAX_CELL]
    if _HARD.search(text) is None:
        return f'<c r="{letters}{number}{style} t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<c r="{letters}{number}{style} t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def escaped(text: str) -> str:
    """A text as it stands in XML; what XML cannot hold is written as Excel does, a carriage return "_x000D_"."""
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _UNFIT.sub(_as_number, text)


def _as_number(found: re.Match[str]) -> str:
    return found[0] if found[0] in "\t\n" else f"_x{ord(found[0]):04X}_"


def _letters(place: int) -> str:
    """What a column is called: A, …, Z, AA, …"""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
