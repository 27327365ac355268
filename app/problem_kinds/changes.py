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
WEBHOOK_UNKNOWN: Final = ProblemKind(
    "webhook-unknown",
    404,
    Words("Không có webhook này", "There is no such webhook"),
    Words(
        "Webhook đã bị xóa hoặc thuộc người gọi khác. Danh sách của bạn ở /v1/webhooks.",
        "The webhook has been removed or belongs to another caller. /v1/webhooks lists yours.",
    ),
)
WEBHOOKS_TOO_MANY: Final = ProblemKind(
    "webhooks-too-many",
    409,
    Words("Quá nhiều webhook", "Too many webhooks"),
    Words(
        "Mỗi người gọi có nhiều nhất 20 webhook. Hãy xóa bớt, hoặc theo dõi nhiều xã, phường trong một webhook.",
        "A caller has 20 webhooks at most. Remove one, or watch several communes with one.",
    ),
)
WEBHOOK_URL_REFUSED: Final = ProblemKind(
    "webhook-url-refused",
    422,
    Words("Không gửi được đến địa chỉ này", "Messages may not go to this address"),
    Words(
        "Địa chỉ phải là https trên Internet công cộng, không có tên người dùng, cổng 443 hoặc từ 1024. Mục errors cho "
        "biết vì sao bị từ chối.",
        "The address must be https on the public Internet, without a user name, on port 443 or from 1024 on. The "
        "member errors says why it is refused.",
    ),
)
WATCHED_CODE_UNKNOWN: Final = ProblemKind(
    "watched-code-unknown",
    422,
    Words("Mã cần theo dõi không có", "A code to watch is not known"),
    Words(
        "Mỗi mã phải là mã đã cấp cho một hộ trong địa bàn của bạn. Mục errors cho biết mã nào không có.",
        "Each code must be one issued to a household in your area. The member errors says which is not.",
    ),
)
