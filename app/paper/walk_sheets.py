"""The walking list for the field check, as PDF: a box to tick for every household, in the order of the walk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO, Final

from app.paper import sheet
from app.paper.model import Origin, Visited
from app.paper.sheet import HEIGHT_MM, INK, LAKE, LINE, MUTED, WIDTH_MM, Align, Sheet, Weight
from app.paper.walk import Stretch, stretches
from app.paper.wording import plate_number
from geocoding.model import HouseholdStatus

LEFT: Final = 12.0
RIGHT: Final = WIDTH_MM - LEFT
GAP: Final = 6.0
COLUMN: Final = (RIGHT - LEFT - GAP) / 2
ROW: Final = 7.4
HEADING: Final = 13.5
TOP: Final = 34.0
BOTTOM: Final = HEIGHT_MM - 22.0
BOX: Final = 4.2

Pair = tuple[Visited | None, Visited | None]


@dataclass(slots=True)
class _Page:
    """Where the next line goes."""

    number: int = 0
    y: float = BOTTOM + 1

    def has_room(self, height: float) -> bool:
        return self.y + height <= BOTTOM


def draw_walk(out: BinaryIO, households: Iterable[Visited], *, commune: str, origin: Origin) -> None:
    """Write the walking list of a commune, or of what of it is given; one page that says so for no household."""
    paper = Sheet(out, title=f"Danh sách kiểm tra thực địa {commune}", subject="Danh sách đi kiểm tra mã theo ngõ")
    page = _Page()
    for stretch in stretches(households):
        if not page.has_room(HEADING + 2 * ROW):
            _begin_page(paper, page, commune=commune, origin=origin)
        _draw_heading(paper, page, stretch, goes_on=False)
        for left, right in _pairs(stretch):
            if not page.has_room(ROW):
                _begin_page(paper, page, commune=commune, origin=origin)
                _draw_heading(paper, page, stretch, goes_on=True)
            _draw_row(paper, page, left, right)
        page.y += 3
    if page.number == 0:
        _begin_page(paper, page, commune=commune, origin=origin)
        paper.text(LEFT, page.y + 8, "Không có hộ nào ở đây. / No household here.", size=10)
    paper.finish()


def _pairs(stretch: Stretch) -> Iterator[Pair]:
    """What stands side by side on paper: left and right of the way, or two halves of one row."""
    if stretch.has_sides:
        return zip_longest(stretch.left, stretch.right)
    half = (len(stretch.left) + 1) // 2
    return zip_longest(stretch.left[:half], stretch.left[half:])


def _begin_page(paper: Sheet, page: _Page, *, commune: str, origin: Origin) -> None:
    paper.next_page()
    page.number, page.y = page.number + 1, TOP
    paper.text(LEFT, 15, "Danh sách kiểm tra thực địa", size=14, weight=Weight.BOLD)
    paper.text(LEFT, 20.5, f"{commune}, Hà Nội", size=10, weight=Weight.MEDIUM, color=LAKE)
    version = origin.dataset_version or "chưa phát hành / not published"
    paper.text(RIGHT, 15, f"Bản dữ liệu {version}", size=7.5, color=MUTED, align=Align.RIGHT)
    printed = f"In ngày {origin.printed_on:%d/%m/%Y} · trang {page.number}"
    paper.text(RIGHT, 20.5, printed, size=7.5, color=MUTED, align=Align.RIGHT)
    for x in (LEFT, LEFT + COLUMN + GAP):
        paper.text(x, 28, "Đúng", size=6.5, color=MUTED)
        paper.text(x + 7.6, 28, "Sai", size=6.5, color=MUTED)
        paper.text(x + 15, 28, "Số", size=6.5, color=MUTED)
        paper.text(x + 33, 28, "Mã", size=6.5, color=MUTED)
        paper.text(x + 67, 28, "Ghi chú", size=6.5, color=MUTED)
    paper.line(LEFT, 30, RIGHT, 30, color=LAKE, width=0.4)
    _draw_foot(paper)


def _draw_foot(paper: Sheet) -> None:
    y = HEIGHT_MM - 12
    paper.line(LEFT, y - 5, RIGHT, y - 5)
    paper.text(LEFT, y, "Người kiểm tra: ______________________   Ngày: ____ / ____ / ______", size=8.5)
    paper.text(RIGHT, y, "• xã, phường đã xác nhận / certified", size=7.5, color=MUTED, align=Align.RIGHT)


def _draw_heading(paper: Sheet, page: _Page, stretch: Stretch, *, goes_on: bool) -> None:
    title = ", ".join(part for part in (stretch.name or "Không có tên đường", stretch.path) if part)
    paper.box(LEFT, page.y, RIGHT - LEFT, 7, fill="#e4f0ec", radius=1)
    words = f"{title} (tiếp)" if goes_on else title
    size = sheet.fitted(words, size=10.5, width=RIGHT - LEFT - 34, weight=Weight.BOLD)
    paper.text(LEFT + 2.5, page.y + 4.9, words, size=size, weight=Weight.BOLD)
    paper.text(RIGHT - 2.5, page.y + 4.9, f"{stretch.size} hộ", size=8.5, color=MUTED, align=Align.RIGHT)
    if stretch.has_sides:
        paper.text(LEFT, page.y + 11, "Bên trái: số lẻ / left, odd", size=7, color=MUTED)
        paper.text(LEFT + COLUMN + GAP, page.y + 11, "Bên phải: số chẵn / right, even", size=7, color=MUTED)
    page.y += HEADING if stretch.has_sides else HEADING - 4.5


def _draw_row(paper: Sheet, page: _Page, left: Visited | None, right: Visited | None) -> None:
    for household, x in ((left, LEFT), (right, LEFT + COLUMN + GAP)):
        if household is not None:
            _draw_household(paper, household, x=x, y=page.y)
    page.y += ROW


def _draw_household(paper: Sheet, household: Visited, *, x: float, y: float) -> None:
    base_line = y + ROW * 0.62
    for box_x in (x, x + 7.3):
        paper.box(box_x, y + (ROW - BOX) / 2, BOX, BOX, stroke=INK, line=0.25, radius=0.5)
    mark = " •" if household.status is HouseholdStatus.CERTIFIED else ""
    number = (plate_number(household.address) or "–") + mark
    size = sheet.fitted(number, size=11, width=17, weight=Weight.BOLD)
    paper.text(x + 15, base_line, number, size=size, weight=Weight.BOLD)
    code = household.code.printed() if household.code is not None else "chưa có mã / none yet"
    paper.text(x + 33, base_line, code, size=sheet.fitted(code, size=8.5, width=32, weight=Weight.MEDIUM))
    paper.line(x + 67, y + ROW - 1.6, x + COLUMN, y + ROW - 1.6, color=LINE)
