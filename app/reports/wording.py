"""Reports in words, Vietnamese first; and the text of one without what must not be stored."""

import re
from dataclasses import dataclass
from typing import Final

from app.reports.model import ReportKind, ReportState
from geocoding.text.fold import tidy
from geocoding.text.noise import clear_contacts
from postcode.words import Words

MAX_TEXT: Final = 500

KIND_WORDS: Final = {
    ReportKind.WRONG_PLACE: Words("Vị trí trên bản đồ sai", "The place on the map is wrong"),
    ReportKind.WRONG_ADDRESS: Words("Số nhà, ngõ hoặc tên đường sai", "Number, alley or street is wrong"),
    ReportKind.NO_CODE: Words("Nhà tôi chưa có mã", "My home has no code yet"),
    ReportKind.NO_SUCH_HOUSE: Words("Ở đó không có nhà này", "There is no such house"),
    ReportKind.OTHER: Words("Điều khác", "Something else"),
}

STATE_WORDS: Final = {
    ReportState.RECEIVED: Words("Đã nhận, đang chờ xã, phường xem", "Received, waiting for the commune"),
    ReportState.SENT_ON: Words("Đã chuyển cho nơi có trách nhiệm", "Sent on to those responsible"),
    ReportState.SETTLED: Words("Đã xử lý", "Settled"),
}

STRIPPED: Final = Words(
    "Số điện thoại, thư điện tử hoặc dãy số dài trong lời báo đã được bỏ đi, không lưu.",
    "Telephone numbers, mail addresses or long numbers in the text were taken out and not stored.",
)

_LONG_NUMBER: Final = re.compile(r"(?:\+|\b)(?:\d[\s.\-()]{0,2}){8,}\d")
"""Nine digits and more: a telephone in a writing that the address reader does not know, or a person's number."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a text, and whether something had to be taken out."""

    text: str
    stripped: bool


def kept_text(text: str) -> Kept:
    """The text as it is stored: tidy, without control characters, telephones, mail addresses and long numbers."""
    clean = tidy(text).strip()
    without = clear_contacts(clean).text
    bare = _LONG_NUMBER.sub("…", without).strip()
    return Kept(bare[:MAX_TEXT], stripped=bare != clean)
