"""The certificate of a household's code: one A4 page, Vietnamese first.

It says which code an address has and where that can be seen; it names no person and proves no right to land.
"""

from collections.abc import Iterable
from typing import BinaryIO, Final

from app.paper import sheet
from app.paper.model import Coded, Origin
from app.paper.qr import code_address, qr_text
from app.paper.sheet import LAKE, LINE, MUTED, WIDTH_MM, Align, Sheet, Weight
from app.paper.wording import STATUS_WORDS, day_words, parcel_words
from geocoding.address.write import full_line

LEFT: Final = 22.0
RIGHT: Final = WIDTH_MM - LEFT
LABEL_WIDTH: Final = 50.0
QR_MM: Final = 36.0
CODE_SIZE: Final = 27.0

Row = tuple[str, str, str]
"""Vietnamese label, English label, value."""

LIMITS_VI: Final = (
    "Giấy này chỉ xác nhận mã của một địa chỉ. Giấy không ghi tên người, không chứng minh quyền sử dụng đất, "
    "quyền sở hữu nhà hay việc cư trú."
)
LIMITS_EN: Final = (
    "This paper certifies the code of an address only. It names no person and proves neither a right to land or "
    "house nor residence."
)


def draw_certificate(out: BinaryIO, household: Coded, origin: Origin) -> None:
    """Write the certificate as PDF."""
    code = household.code.printed()
    paper = Sheet(out, title=f"Giấy xác nhận mã {code}", subject="Giấy xác nhận mã Vpostcode của một địa chỉ")
    paper.next_page()
    _draw_head(paper, household)
    _draw_code(paper, household, origin)
    below = _draw_rows(paper, _rows(household, origin), top=147.0)
    _draw_explanation(paper, household, origin, top=below + 9)
    _draw_signature(paper, household, origin)
    paper.finish()


def _draw_head(paper: Sheet, household: Coded) -> None:
    paper.box(0, 0, WIDTH_MM, 4, fill=LAKE)
    paper.text(LEFT, 22, "THÀNH PHỐ HÀ NỘI", size=10, color=MUTED, weight=Weight.MEDIUM)
    paper.text(LEFT, 28, household.commune.upper(), size=11.5, weight=Weight.BOLD)
    paper.text(RIGHT, 22, "Vpostcode", size=13, weight=Weight.BOLD, color=LAKE, align=Align.RIGHT)
    paper.text(RIGHT, 28, "Mỗi hộ một mã bưu chính", size=9, color=MUTED, align=Align.RIGHT)
    middle = WIDTH_MM / 2
    paper.text(middle, 50, "GIẤY XÁC NHẬN MÃ ĐỊA CHỈ", size=21, weight=Weight.BOLD, align=Align.MIDDLE)
    paper.text(middle, 57.5, "Certificate of an address code", size=10.5, color=MUTED, align=Align.MIDDLE)


def _draw_code(paper: Sheet, household: Coded, origin: Origin) -> None:
    """The code in a frame with the QR code that leads to its page, and under each part what it means."""
    top, height = 68.0, 66.0
    paper.box(LEFT, top, RIGHT - LEFT, height, fill="#eef5f2", stroke=LAKE, line=0.4, radius=3)
    content = qr_text(household.code, base_url=origin.base_url)
    side = QR_MM + 2 * sheet.quiet_mm(content, side=QR_MM)
    x, y = RIGHT - side - 5, top + (height - side) / 2 - 3
    paper.box(x, y, side, side, fill=sheet.WHITE, radius=1.5)
    paper.qr(x + (side - QR_MM) / 2, y + (side - QR_MM) / 2, content, side=QR_MM)
    paper.text(x + side / 2, y + side + 5, "Quét để xem trên bản đồ", size=8, color=MUTED, align=Align.MIDDLE)
    room = x - LEFT - 14
    paper.text(LEFT + 7, top + 13, "Mã Vpostcode", size=10, color=MUTED, weight=Weight.MEDIUM)
    _draw_code_parts(paper, household, left=LEFT + 7, base_line=top + 25, room=room)


def _draw_code_parts(paper: Sheet, household: Coded, *, left: float, base_line: float, room: float) -> None:
    code = household.code
    size = sheet.fitted(code.printed(), size=CODE_SIZE, width=room, weight=Weight.BOLD)
    paper.text(left, base_line, code.printed(), size=size, weight=Weight.BOLD, color="#0a423f")
    parts = [
        (code.head, f"bưu chính {household.commune}", "postcode of the commune"),
        (code.suffix, "ô khoảng 3 m trên bản đồ", "cell of about 3 m on the map"),
        *([(code.unit, "căn hộ hoặc hộ thứ mấy trong ô", "flat or serial in the cell")] if code.unit else []),
        (code.check, "ký tự kiểm tra, phát hiện viết sai", "check symbol, betrays slips"),
    ]
    for place, (symbols, vi, en) in enumerate(parts):
        y = base_line + 9.5 + place * 7.4
        paper.text(left, y, symbols, size=9.5, weight=Weight.BOLD, color=LAKE)
        paper.text(left + 19, y, vi, size=8.6)
        paper.text(left + 19, y + 3.0, en, size=6.2, color=MUTED)


def _rows(household: Coded, origin: Origin) -> list[Row]:
    vi, en = STATUS_WORDS[household.status]
    parcels = "; ".join(parcel_words(parcel) for parcel in household.parcels)
    return [
        ("Địa chỉ", "Address", full_line(household.address, commune=household.commune)),
        ("Xã, phường hiện nay", "Commune today", household.commune),
        ("Trước ngày 1/7/2025", "Before 1 July 2025", origin.former_commune or "chưa xác định / not known"),
        ("Thửa đất", "Parcel", parcels or "chưa xác định / not known"),
        ("Tình trạng", "State", f"{vi} / {en}"),
        ("Bản dữ liệu", "Dataset", origin.dataset_version or "sẽ có ở lần phát hành tới / in the next publication"),
        ("Ngày in", "Printed on", origin.printed_on.strftime("%d/%m/%Y")),
    ]


def _draw_rows(paper: Sheet, rows: Iterable[Row], *, top: float) -> float:
    """The rows, one below the other; gives where they end."""
    y = top
    for vi, en, value in rows:
        lines = sheet.wrapped(value, size=11, width=RIGHT - LEFT - LABEL_WIDTH, weight=Weight.MEDIUM)
        paper.text(LEFT, y, vi, size=10, color=MUTED)
        paper.text(LEFT, y + 3.3, en, size=6.8, color=MUTED)
        for place, line in enumerate(lines):
            paper.text(LEFT + LABEL_WIDTH, y + place * 5.4, line, size=11, weight=Weight.MEDIUM)
        y += max(len(lines) * 5.4, 6.2) + 3.4
        paper.line(LEFT, y - 4.3, RIGHT, y - 4.3)
    return y - 4.3


def _draw_explanation(paper: Sheet, household: Coded, origin: Origin, *, top: float) -> None:
    address = code_address(household.code, base_url=origin.base_url)
    paper.text(LEFT, top, "Xem lại mã tại", size=8.6, color=MUTED)
    room = RIGHT - LEFT - 24
    paper.text(LEFT + 24, top, address, size=sheet.fitted(address, size=8.6, width=room), weight=Weight.MEDIUM)
    y = top + 6
    for words, size in ((LIMITS_VI, 8.6), (LIMITS_EN, 7.2)):
        for line in sheet.wrapped(words, size=size, width=RIGHT - LEFT):
            paper.text(LEFT, y, line, size=size, color=MUTED)
            y += size * 0.5


def _draw_signature(paper: Sheet, household: Coded, origin: Origin) -> None:
    middle = RIGHT - 38
    paper.text(middle, 252, f"Hà Nội, {day_words(origin.printed_on)}", size=9.5, align=Align.MIDDLE)
    paper.text(middle, 257.5, f"TM. UBND {household.commune.upper()}", size=9.5, weight=Weight.BOLD, align=Align.MIDDLE)
    paper.text(middle, 262, "(ký, đóng dấu / signature and seal)", size=7.5, color=MUTED, align=Align.MIDDLE)
    paper.line(LEFT, 287, RIGHT, 287, color=LINE)
    paper.text(WIDTH_MM / 2, 291.5, household.code.printed(), size=7.5, color=MUTED, align=Align.MIDDLE)
