"""A4 sheets of number plates: the number large, the alley path, the code with its check symbol, and the QR code.

Plates lie edge to edge; short marks in the margin say where to cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, product
from typing import BinaryIO, Final

from app.paper import sheet
from app.paper.model import Coded
from app.paper.qr import qr_text
from app.paper.sheet import HEIGHT_MM, INK, WHITE, WIDTH_MM, Align, Sheet, Weight
from app.paper.wording import plate_number, plate_place

MAX_PLATES: Final = 10_000
"""Plates of one document: it is in memory until it is written, some 7 kB a plate."""

BLUE: Final = "#143a7b"
"""The ground of a number plate, as the city's plates have it."""

CAPITAL_MM: Final = 0.7 * sheet.POINT_MM
"""Height of capitals and digits in millimetres, for letters of one point."""

MARGIN: Final = 1.5
"""White between the cut and the plate, so that a cut gone astray does no harm."""

MARK, MARK_GAP = 4.0, 1.5
"""Length of a crop mark and its distance from the plates."""


class PlateSize(StrEnum):
    """How large the plates of a sheet are."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Form:
    """The measures of a plate in millimetres, and how many go side by side and below each other."""

    width: float
    height: float
    qr: float
    columns: int
    rows: int


FORMS: Final = {
    PlateSize.LARGE: Form(180, 130, qr=78, columns=1, rows=2),
    PlateSize.MEDIUM: Form(93, 66, qr=38, columns=2, rows=4),
    PlateSize.SMALL: Form(93, 52, qr=28, columns=2, rows=5),
    PlateSize.TAG: Form(62, 34, qr=20, columns=3, rows=8),
}


def draw_plates(out: BinaryIO, households: Iterable[Coded], *, size: PlateSize, base_url: str) -> None:
    """Write the plates as PDF, in the order given, a row after the other; one blank page for no household."""
    form = FORMS[size]
    paper = Sheet(out, title="Biển số nhà có mã QR", subject="Biển số nhà kèm mã Vpostcode")
    corners = cycle(enumerate(_corners(form)))
    for household, (place, corner) in zip(households, corners, strict=False):
        if place == 0:
            paper.next_page()
            _draw_crop_marks(paper, form)
        _draw_plate(paper, household, corner=corner, form=form, base_url=base_url)
    paper.finish()


def _corners(form: Form) -> Iterator[tuple[float, float]]:
    """The upper left corners of the plates of a page, row by row."""
    left, top = _origin(form)
    for row, column in product(range(form.rows), range(form.columns)):
        yield left + column * form.width, top + row * form.height


def _origin(form: Form) -> tuple[float, float]:
    return (WIDTH_MM - form.columns * form.width) / 2, (HEIGHT_MM - form.rows * form.height) / 2


def _draw_crop_marks(paper: Sheet, form: Form) -> None:
    left, top = _origin(form)
    right, bottom = WIDTH_MM - left, HEIGHT_MM - top
    for column in range(form.columns + 1):
        x = left + column * form.width
        for y in (top - MARK_GAP - MARK, bottom + MARK_GAP):
            paper.line(x, y, x, y + MARK, width=0.1, color=INK)
    for row in range(form.rows + 1):
        y = top + row * form.height
        for x in (left - MARK_GAP - MARK, right + MARK_GAP):
            paper.line(x, y, x + MARK, y, width=0.1, color=INK)


def _draw_plate(paper: Sheet, household: Coded, *, corner: tuple[float, float], form: Form, base_url: str) -> None:
    x, y = corner[0] + MARGIN, corner[1] + MARGIN
    width, height = form.width - 2 * MARGIN, form.height - 2 * MARGIN
    content = qr_text(household.code, base_url=base_url)
    block = form.qr + 2 * sheet.quiet_mm(content, side=form.qr)
    strip = height - block
    paper.box(x, y, width, height, fill=BLUE, radius=height * 0.05)
    paper.box(x + width - block, y, block, block + 0.5, fill=WHITE)
    quiet = (block - form.qr) / 2
    paper.qr(x + width - block + quiet, y + quiet, content, side=form.qr)
    _draw_number(paper, household, x=x, y=y, width=width - block, height=block)
    _draw_strip(paper, household, x=x, y=y + block, width=width, height=strip)
    paper.box(x, y, width, height, stroke=BLUE, line=height * 0.012, radius=height * 0.05)


def _draw_number(paper: Sheet, household: Coded, *, x: float, y: float, width: float, height: float) -> None:
    """The number and where it counts, white on blue; where there is no number, the place takes its room."""
    room, middle = width * 0.88, x + width / 2
    number, place = plate_number(household.address), plate_place(household.address)
    if not number:
        _draw_lines(paper, place.split(", "), middle=middle, middle_y=y + height / 2, room=room, step=height * 0.22)
        return
    lines = _at_most_three(place.split(", ")) if place else []
    step = height * 0.15
    free = height - len(lines) * step
    size = sheet.fitted(number, size=height * 1.35, width=room, weight=Weight.BOLD)
    base_line = y + (free + size * CAPITAL_MM) / 2
    paper.text(middle, base_line, number, size=size, weight=Weight.BOLD, color=WHITE, align=Align.MIDDLE)
    middle_y = y + height - len(lines) * step / 2 - step * 0.1
    _draw_lines(paper, lines, middle=middle, middle_y=middle_y, room=room, step=step)


def _draw_lines(
    paper: Sheet, lines: Sequence[str], *, middle: float, middle_y: float, room: float, step: float
) -> None:
    """Lines around a middle, `step` apart, each in the largest letters that fit."""
    for order, line in enumerate(lines):
        size = sheet.fitted(line, size=step * 2.4, width=room, weight=Weight.MEDIUM)
        base_line = middle_y + (order - (len(lines) - 1) / 2) * step + size * CAPITAL_MM / 2
        paper.text(middle, base_line, line, size=size, weight=Weight.MEDIUM, color=WHITE, align=Align.MIDDLE)


def _at_most_three(parts: list[str]) -> list[str]:
    return parts if len(parts) <= 3 else [*parts[:2], ", ".join(parts[2:])]


def _draw_strip(paper: Sheet, household: Coded, *, x: float, y: float, width: float, height: float) -> None:
    """The code and the commune on the white strip below."""
    paper.box(x, y, width, height * 0.5, fill=WHITE)
    paper.box(x, y + height * 0.3, width, height * 0.7, fill=WHITE, radius=height * 0.2)
    pad, base_line = width * 0.04, y + height * 0.64
    code, size = household.code.printed(), height * 1.5
    room = width - 2 * pad
    code_size = sheet.fitted(code, size=size, width=room * 0.62, weight=Weight.BOLD)
    paper.text(x + pad, base_line, code, size=code_size, weight=Weight.BOLD, color=BLUE)
    _draw_commune(
        paper, household.commune, right=x + width - pad, base_line=base_line, room=room * 0.34, size=size * 0.6
    )


def _draw_commune(paper: Sheet, name: str, *, right: float, base_line: float, room: float, size: float) -> None:
    """The commune at the right, in two lines where one would be too small to read."""
    lines = [name]
    if sheet.fitted(name, size=size, width=room) < size * 0.7:
        lines = sheet.wrapped(name, size=size * 0.75, width=room)
        size *= 0.75
    for order, line in enumerate(reversed(lines)):
        fitting = sheet.fitted(line, size=size, width=room)
        paper.text(right, base_line - order * size * 0.42, line, size=fitting, color=INK, align=Align.RIGHT)
