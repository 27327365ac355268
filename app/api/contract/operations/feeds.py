"""Files of questions, changes as they come, and reports of citizens."""

from collections.abc import Mapping
from typing import Final

from app.api.contract.operations.operation import CODE, POINT, Operation
from app.problem_kinds import callers, changes, files, register, requests
from postcode.words import Words

_UPLOAD: Final = (files.BATCH_UNREADABLE, files.BATCH_OPTION_REFUSED, requests.UPLOAD_UNFIT, files.BATCHES_TOO_MANY)

FEEDS: Final[Mapping[str, Operation]] = {
    "createBatch": Operation(
        Words("Gửi tệp tra cứu", "Create a batch"),
        "Gửi tệp câu hỏi; câu trả lời cho biết xem ở đâu. Gửi lại cùng Idempotency-Key sẽ gặp cùng lô đó.",
        (*_UPLOAD, register.KEY_REUSED),
    ),
    "listBatches": Operation(Words("Các lô của tôi", "List batches"), "Các lô của người gọi, mới nhất trước."),
    "getBatch": Operation(
        Words("Một lô", "One batch"),
        "Lô chạy đến đâu, tệp được nhận ra thế nào, các dòng ra sao.",
        (files.BATCH_UNKNOWN,),
    ),
    "deleteBatch": Operation(
        Words("Hủy và xóa một lô", "Delete a batch"),
        "Hủy lô đang chờ hoặc đang chạy, rồi xóa tệp và kết quả.",
        (files.BATCH_UNKNOWN,),
    ),
    "followBatch": Operation(
        Words("Theo dõi một lô", "Follow a batch"),
        "Lô mỗi khi tiến thêm, dưới dạng server-sent events; sự kiện cuối mang tên trạng thái cuối.",
        (files.BATCH_UNKNOWN,),
    ),
    "getBatchResult": Operation(
        Words("Kết quả một lô", "Result of a batch"),
        "Các dòng như đã gửi kèm câu trả lời, ở một trong bốn định dạng.",
        (files.BATCH_UNKNOWN, files.BATCH_UNFINISHED, files.BATCH_GONE, files.BATCH_OPTION_REFUSED),
    ),
    "getBatchSummary": Operation(
        Words("Tổng hợp một lô", "Summary of a batch"),
        "Các dòng ra sao, tất cả và theo xã, phường.",
        (files.BATCH_UNKNOWN,),
    ),
    "listChanges": Operation(
        Words("Các thay đổi", "Changes"),
        "Những gì đã xảy ra với hộ và mã sau một số thứ tự, mỗi dòng JSON một thay đổi, theo thứ tự và không thiếu số.",
        (callers.OUTSIDE_COMMUNE, requests.COMMUNE_UNKNOWN, changes.CHANGES_GONE),
    ),
    "getAllHouseholds": Operation(
        Words("Toàn bộ hộ có mã", "All households with a code"),
        "Mọi hộ có mã, mỗi dòng JSON một hộ, đúng tại số thứ tự ghi ở dòng cuối.",
        (callers.OUTSIDE_COMMUNE, requests.COMMUNE_UNKNOWN),
    ),
    "createWebhook": Operation(
        Words("Tạo webhook", "Create a webhook"),
        "Đăng ký địa chỉ nhận tin báo thay đổi. Khóa bí mật chỉ hiện một lần này; hãy lưu lại.",
        (
            *CODE,
            callers.OUTSIDE_COMMUNE,
            requests.COMMUNE_UNKNOWN,
            changes.WEBHOOK_URL_REFUSED,
            changes.WATCHED_CODE_UNKNOWN,
            changes.WEBHOOKS_TOO_MANY,
            register.KEY_REUSED,
        ),
    ),
    "listWebhooks": Operation(Words("Các webhook", "Webhooks"), "Webhook của người gọi và tình trạng từng cái."),
    "getWebhook": Operation(
        Words("Một webhook", "One webhook"),
        "Một webhook; khóa bí mật không hiện lại.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "deleteWebhook": Operation(
        Words("Xóa webhook", "Delete a webhook"),
        "Xóa webhook cùng các tin đang chờ.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "rotateWebhookSecret": Operation(
        Words("Đổi khóa webhook", "Rotate the secret"),
        "Khóa mới; khóa cũ còn ký kèm một tuần, trong tuần đó yêu cầu lại thì vẫn là khóa mới này.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "testWebhook": Operation(
        Words("Gửi tin thử", "Send a test"),
        "Gửi một tin loại `test`, một lần; kết quả xem trong danh sách tin.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "resumeWebhook": Operation(
        Words("Tiếp tục gửi", "Resume a webhook"),
        "Gửi tiếp sau khi dừng, bắt đầu từ tin đã bỏ dở; không thiếu tin nào.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "listDeliveries": Operation(
        Words("Các tin đã gửi", "Deliveries"),
        "Các tin gần đây và kết quả lần gửi cuối.",
        (changes.WEBHOOK_UNKNOWN,),
    ),
    "report": Operation(
        Words("Báo sai", "Report a fault"),
        "Báo vị trí sai, địa chỉ sai, thiếu mã hoặc thiếu nhà; không ghi tên và số điện thoại.",
        (*CODE, *POINT, register.REPORT_NOWHERE),
    ),
    "getReport": Operation(
        Words("Theo dõi biên nhận", "Follow a report"),
        "Việc báo với số biên nhận này đã đến đâu, ngoài ra không gì khác.",
        (register.RECEIPT_MALFORMED, register.RECEIPT_UNKNOWN),
    ),
}
