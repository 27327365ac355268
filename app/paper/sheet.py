"""A PDF being drawn: A4 pages measured from the upper left corner, in letters that know Vietnamese.

Only this module knows the PDF library and the font files. Fonts are embedded as subsets, so that the paper reads and
copies the same everywhere; the same drawing gives the same bytes.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.resources import files
from typing import BinaryIO, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.paper.qr import QUIET_ZONE, symbol

WIDTH_MM: Final = 210.0
HEIGHT_MM: Final = 297.0
POINT_MM: Final = 1 / mm
"""A typographic point in millimetres."""


class Weight(StrEnum):
    """How heavy letters are: the cuts of Be Vietnam Pro that we use."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    BOLD = "Bold"


class Align(StrEnum):
    """Which end of a text stands at its place."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


INK: Final = "#1c2b2a"
MUTED: Final = "#57655f"
LINE: Final = "#d3cdbd"
LAKE: Final = "#0f5c57"
WHITE: Final = "#ffffff"


class Sheet:
    """An A4 document; lengths are in millimetres from the upper left corner, sizes of letters in points."""

    def __init__(self, out: BinaryIO, *, title: str, subject: str) -> None:
        _use_fonts()
        size = (WIDTH_MM * mm, HEIGHT_MM * mm)
        self._canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, lang="vi")
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor("Vpostcode")
        self._canvas.setCreator("Vpostcode")
        self._is_begun = False

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        weight: Weight = Weight.REGULAR,
        color: str = INK,
        align: Align = Align.LEFT,
    ) -> None:
        """Write words on the base line `y`."""
        canvas, words = self._canvas, unicodedata.normalize("NFC", words)
        canvas.setFont(_font(weight), size)
        canvas.setFillColor(HexColor(color))
        draw = {
            Align.LEFT: canvas.drawString,
            Align.MIDDLE: canvas.drawCentredString,
            Align.RIGHT: canvas.drawRightString,
        }
        draw[align](x * mm, (HEIGHT_MM - y) * mm, words)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, width: float = 0.2, color: str = LINE) -> None:
        """Draw a straight line, its width in millimetres."""
        self._canvas.setStrokeColor(HexColor(color))
        self._canvas.setLineWidth(width * mm)
        self._canvas.line(x * mm, (HEIGHT_MM - y) * mm, to_x * mm, (HEIGHT_MM - to_y) * mm)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.2,
        radius: float = 0.0,
    ) -> None:
        """Draw a box whose upper left corner is (`x`, `y`), filled or outlined or both."""
        canvas = self._canvas
        if fill is not None:
            canvas.setFillColor(HexColor(fill))
        if stroke is not None:
            canvas.setStrokeColor(HexColor(stroke))
        canvas.setLineWidth(line * mm)
        corner = (x * mm, (HEIGHT_MM - y - height) * mm, width * mm, height * mm)
        canvas.roundRect(*corner, radius * mm, stroke=int(stroke is not None), fill=int(fill is not None))

    def qr(self, x: float, y: float, content: str, *, side: float) -> None:
        """Draw the QR code of a content, dark on the white that must be there; `side` is without the quiet zone."""
        drawn, canvas = symbol(content), self._canvas
        with self._kept():
            canvas.translate(x * mm, (HEIGHT_MM - y) * mm)
            canvas.scale(side * mm / drawn.side, -side * mm / drawn.side)
            canvas.setFillColor(HexColor("#000000"))
            # One path for the whole symbol: neighbours drawn apart would show seams on screen.
            path = canvas.beginPath()
            for column, row, length in drawn.runs:
                path.rect(column, row, length, 1)
            canvas.drawPath(path, stroke=0, fill=1)

    def next_page(self) -> None:
        """Begin a page; the first one ends none."""
        if self._is_begun:
            self._canvas.showPage()
        self._is_begun = True

    def finish(self) -> None:
        """Write the document out; nothing can be drawn after."""
        self._canvas.save()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._canvas.saveState()
        yield
        self._canvas.restoreState()


def quiet_mm(content: str, *, side: float) -> float:
    """How wide the white around the QR code of a content must be when its dark part has that side."""
    return QUIET_ZONE * side / symbol(content).side


def width_mm(words: str, *, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How long words are in millimetres."""
    _use_fonts()
    return pdfmetrics.stringWidth(unicodedata.normalize("NFC", words), _font(weight), size) * POINT_MM


def fitted(words: str, *, size: float, width: float, weight: Weight = Weight.REGULAR) -> float:
    """The largest size of letters, at most `size`, in which words are no longer than a width in millimetres."""
    natural = width_mm(words, size=size, weight=weight)
    return size if natural <= width else size * width / natural


def wrapped(words: str, *, size: float, width: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """The words in lines no longer than a width in millimetres; a single longer word keeps a line to itself."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size=size, weight=weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(weight: Weight) -> str:
    return f"BeVietnamPro-{weight}"


def _use_fonts() -> None:
    """Make the fonts known to the PDF library, which keeps them for the whole process."""
    known = pdfmetrics.getRegisteredFontNames()
    for weight in Weight:
        if _font(weight) not in known:
            path = files("fontpkg_be_vietnam_pro") / "files" / f"{_font(weight)}.ttf"
            pdfmetrics.registerFont(TTFont(_font(weight), str(path)))
