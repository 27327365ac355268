"""Why a batch ends without a result although its file can be read."""

from typing import Final

from postcode.words import Words

FILE_GONE: Final = Words("tệp của lô không còn; gửi lại", "the file is gone; send it again")
FILE_ENDS_WORKERS: Final = Words(
    "mọi tiến trình đọc tệp này đều bị dừng giữa chừng; chia nhỏ tệp hoặc lưu thành CSV UTF-8 rồi gửi lại",
    "the file ended every worker that read it; split it, or save it as CSV UTF-8, and send it again",
)


def rows_end_workers(first_row: int) -> Words:
    """Some rows from the 1-based `first_row` on end every worker."""
    return Words(
        f"mọi tiến trình trả lời từ dòng {first_row} trở đi đều bị dừng giữa chừng; tách các dòng đó ra rồi gửi lại",
        f"rows from {first_row} on ended every worker; take them out and send the rest again",
    )


def over_quota(rows: int, *, already: int, limit: int) -> Words:
    """The caller has sent `already` rows today, and `rows` more would be over the limit."""
    return Words(
        f"quá hạn mức: tệp {rows:,} dòng, hôm nay đã gửi {already:,}, mỗi ngày {limit:,}; gửi sau nửa đêm giờ Hà Nội",
        f"quota: {rows:,} rows on top of {already:,} of today, {limit:,} a day; send it after midnight in Hanoi",
    )
