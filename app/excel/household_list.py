"""The households of a commune as an Excel file that can be edited and brought back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from app.db.household_pages import HouseholdQuestion, every_household, household_total
from app.db.read import StoredHousehold
from app.errors import ListTooLong
from app.excel.book import Listing, Note, write_book
from app.excel.household_columns import COLUMNS, PART_HEADINGS, STATUS_WORDS
from app.excel.sheet_rows import Cell
from app.excel.state import state_notes
from geocoding.model import HouseholdStatus

MAX_ROWS: Final = 100_000
NAME: Final = "Hộ"

_MEANINGS: Final[tuple[Note, ...]] = (
    ("Được sửa", "Các ô nền vàng: " + ", ".join(PART_HEADINGS.values()) + ". Xóa chữ trong ô là bỏ phần đó."),
    ("Không sửa", "Các cột còn lại được khóa, không đặt mật khẩu. Hai cột ẩn ở đầu giúp nhận ra hộ và phiên bản."),
    ("Ngõ, ngách, hẻm", "Viết từ đường vào, cách nhau bằng dấu /: 12/5 là ngách 5 của ngõ 12."),
    ("Mã địa chỉ", "Mã đang dùng của hộ, ký tự cuối sau dấu - là ký tự kiểm tra. Trống là chưa có mã."),
    ("Tình trạng", "; ".join(STATUS_WORDS.values()) + ". Tỷ lệ phủ chỉ tính hộ đã chứng nhận và có mã."),
    ("Kinh độ, vĩ độ", "Độ thập phân, WGS 84."),
    ("Nhập lại", "Trang Tệp và in: gửi tệp này, xem từng dòng khác với sổ, rồi gửi đề xuất. Người khác duyệt mới đổi."),
    ("Hộ không có trong tệp", "Không bị ảnh hưởng. Xóa dòng trong tệp không xóa hộ."),
)


@dataclass(frozen=True, slots=True)
class Made:
    """When, and for what commune by name, a list is made."""

    at: datetime
    commune_name: str


def write_households(session: Session, path: Path, question: HouseholdQuestion, made: Made) -> int:
    """Write all households that a question asks for, in walking order; gives back how many.

    Raises `ListTooLong` above 100,000.
    """
    if household_total(session, question) > MAX_ROWS:
        raise ListTooLong
    listing = Listing(
        name=NAME,
        columns=[one.column for one in COLUMNS],
        rows=map(_row, every_household(session, question)),
    )
    return write_book(path, [listing], notes=_notes(session, question, made))


def _row(household: StoredHousehold) -> tuple[Cell, ...]:
    return tuple(one.cell(household) for one in COLUMNS)


def _notes(session: Session, question: HouseholdQuestion, made: Made) -> Callable[[int], Iterator[Note]]:
    def notes(count: int) -> Iterator[Note]:
        yield "Danh sách", "Các hộ trong sổ địa chỉ, theo thứ tự đường và ngõ"
        yield "Xã, phường", f"{made.commune_name} ({question.commune_code})"
        yield "Tình trạng đã chọn", _status(question.status)
        yield "Đường, phố đã chọn", question.street or "tất cả"
        yield "Chữ đã tìm", question.text.strip() or "không"
        yield "Số hộ trong tệp", str(count)
        yield from state_notes(session, at=made.at)
        yield from _MEANINGS

    return notes


def _status(status: HouseholdStatus | None) -> str:
    return "tất cả, trừ đã ngừng dùng" if status is None else STATUS_WORDS[status]
