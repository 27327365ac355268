"""Findings as an Excel file, worst first, with what is to be done about each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from app.coverage import finding_words
from app.db.worklist import FindingState, StoredFinding, Wanted, find_findings
from app.errors import ListTooLong
from app.excel.book import Column, Listing, Note, write_book
from app.excel.household_list import MAX_ROWS
from app.excel.sheet_rows import Cell
from app.excel.state import state_notes
from postcode.coverage.catalogue import CATALOGUE
from postcode.coverage.rules import Severity

PAGE: Final = 2_000
NAME: Final = "Phát hiện"
SEVERITY_WORDS: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTICE: "lưu ý"}
STATE_WORDS: Final = {
    FindingState.OPEN: "chưa xử lý",
    FindingState.WAIVED: "đã bỏ qua",
    FindingState.SENT_ON: "đã chuyển đi",
    FindingState.DECLARED: "đúng thực tế",
    FindingState.GONE: "đã hết",
}
FINDING_COLUMNS: Final = (
    Column(heading="Mức", width=11),
    Column(heading="Nội dung", width=60),
    Column(heading="Cách xử lý", width=60),
    Column(heading="Địa chỉ", width=40),
    Column(heading="Thửa", width=18),
    Column(heading="Tình trạng", width=14),
    Column(heading="Từ ngày", width=12),
    Column(heading="Số người", width=10),
    Column(heading="Thứ tự ưu tiên", width=12),
    Column(heading="Quy tắc", width=30),
    Column(heading="Mã xã, phường", width=12),
    Column(heading="Kinh độ", width=12),
    Column(heading="Vĩ độ", width=12),
    Column(heading="Mã hộ", width=38),
    Column(heading="Mã phát hiện", width=34),
)
_MEANINGS: Final[tuple[Note, ...]] = (
    ("Mức", "lỗi: sai, phải sửa; cảnh báo: có thể sai, cần xem; lưu ý: nên biết."),
    ("Tình trạng", "; ".join(STATE_WORDS.values()) + ". Việc bỏ qua hiện lại khi hết hạn."),
    ("Thứ tự ưu tiên", "Số càng lớn càng nên làm trước: mức độ, số người liên quan, câu hỏi không tìm thấy."),
    ("Số người", "Ước tính số người bị ảnh hưởng."),
    ("Từ ngày", "Ngày phát hiện lần đầu."),
    ("Kinh độ, vĩ độ", "Độ thập phân, WGS 84; trống là không có vị trí."),
)


@dataclass(frozen=True, slots=True)
class MadeOn:
    """When a list of findings is made, and the day on which waivers are judged."""

    at: datetime
    on: date


def all_findings(session: Session, wanted: Wanted, *, on: date) -> Iterator[StoredFinding]:
    """Every finding asked for, worst first."""
    after = ""
    while True:
        page = find_findings(session, wanted, on=on, limit=PAGE, after=after)
        yield from page.findings
        if not page.next:
            return
        after = page.next


def finding_row(finding: StoredFinding) -> tuple[Cell, ...]:
    """A finding in the order of `FINDING_COLUMNS`."""
    return (
        *(SEVERITY_WORDS[finding.severity], finding_words(finding).vi, CATALOGUE[finding.rule].suggestion.vi),
        *(finding.address, finding.parcel, STATE_WORDS[finding.state], f"{finding.first_seen_at.date():%d/%m/%Y}"),
        *(finding.people, finding.importance, finding.rule.value, finding.commune_code),
        *(finding.lon, finding.lat, finding.household_id, finding.id),
    )


def write_findings(session: Session, path: Path, wanted: Wanted, made: MadeOn) -> int:
    """Write all findings asked for; gives back how many. Raises `ListTooLong` above 100,000."""
    if find_findings(session, wanted, on=made.on, limit=1).total > MAX_ROWS:
        raise ListTooLong
    listing = Listing(
        name=NAME,
        columns=FINDING_COLUMNS,
        rows=map(finding_row, all_findings(session, wanted, on=made.on)),
    )
    return write_book(path, [listing], notes=_notes(session, wanted, made))


def _notes(session: Session, wanted: Wanted, made: MadeOn) -> Callable[[int], Iterator[Note]]:
    def notes(count: int) -> Iterator[Note]:
        yield "Danh sách", "Các phát hiện khi kiểm tra sổ địa chỉ, nặng nhất trước"
        yield "Xã, phường", "cả thành phố" if wanted.communes is None else ", ".join(sorted(wanted.communes))
        yield "Quy tắc đã chọn", "tất cả" if wanted.rule is None else CATALOGUE[wanted.rule].text.vi
        yield "Mức đã chọn", "tất cả" if wanted.severity is None else SEVERITY_WORDS[wanted.severity]
        yield "Tình trạng đã chọn", "tất cả" if wanted.state is None else STATE_WORDS[wanted.state]
        yield "Hộ đã chọn", wanted.household_id or "tất cả"
        yield "Chữ đã tìm", wanted.text.strip() or "không"
        yield "Số phát hiện trong tệp", str(count)
        yield from state_notes(session, at=made.at)
        yield from _MEANINGS

    return notes
