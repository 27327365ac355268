"""The service itself: nothing published yet, or our own fault."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

NOT_PUBLISHED: Final = ProblemKind(
    "not-published",
    503,
    Words("Chưa có dữ liệu được phát hành", "No dataset has been published"),
    Words(
        "Dịch vụ đang chạy nhưng chưa có bản dữ liệu nào. Người vận hành cần chạy: vpostcode publish.",
        "The service runs but has no dataset yet. Its operator needs to run: vpostcode publish.",
    ),
)
SNAPSHOT_UNUSABLE: Final = ProblemKind(
    "snapshot-unusable",
    503,
    Words("Bản dữ liệu không dùng được", "The dataset cannot be used"),
    Words(
        "Tệp dữ liệu đã phát hành bị thiếu hoặc hỏng. Người vận hành cần phát hành lại: vpostcode publish.",
        "Files of the published dataset are missing or damaged. Its operator needs to run again: vpostcode publish.",
    ),
)
INTERNAL: Final = ProblemKind(
    "internal-error",
    500,
    Words("Lỗi của dịch vụ", "The service failed"),
    Words(
        "Lỗi này do phía chúng tôi và đã được ghi lại. Hãy thử lại; nếu vẫn lỗi, gửi cho người vận hành mã ở mục "
        "instance.",
        "The fault is ours and has been recorded. Try again; if it stays, give the operator the number in the "
        "member instance.",
    ),
)
