"""Which state of the register a list shows."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.db.datasets import newest_dataset
from app.db.trail import trail_end
from app.excel.book import Note
from app.workflow.decisions import HANOI_TIME


def state_notes(session: Session, *, at: datetime) -> Iterator[Note]:
    """When a list was made and from which state of the register: the last dataset, and the end of the trail."""
    yield "Lập lúc", f"{_moment(at)} (giờ Hà Nội)"
    dataset = newest_dataset(session)
    if dataset is not None:
        words = f"số {dataset.id}, lớp {dataset.layer}, nguồn {dataset.source}, nhập lúc {_moment(dataset.finished_at)}"
        yield "Dữ liệu nhập sau cùng", words
    number, seal = trail_end(session)
    yield "Nhật ký sửa đổi", f"{number} bước, dấu niêm {seal[:16]}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(HANOI_TIME):%H:%M ngày %d/%m/%Y}"
