"""The change feed and webhooks."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

CHANGES_GONE: Final = ProblemKind(
    "changes-gone",
    410,
    Words("Phải lấy lại toàn bộ", "Start again from the whole"),
    Words(
        "Các thay đổi sau số này không còn được giữ, hoặc số này chưa từng được cấp. Hãy lấy lại toàn bộ từ "
        "/v1/changes/full rồi tiếp tục từ số ở dòng cuối.",
        "The changes behind this number are no longer kept, or the number was never given. Fetch the whole again from "
        "/v1/changes/full and go on from the number in its last line.",
    ),
)
