"""The register: households, edits, findings, reports."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

REGISTER_AWAY: Final = ProblemKind(
    "register-unavailable",
    503,
    Words("Sổ địa chỉ tạm thời không truy cập được", "The register cannot be reached"),
    Words(
        "Tra cứu địa chỉ và mã vẫn hoạt động; việc đăng nhập, xem và sửa sổ địa chỉ cần thử lại sau ít giây.",
        "Questions about addresses and codes are still answered; signing in, reading and changing the register has to "
        "wait some seconds.",
    ),
)
HOUSEHOLD_UNKNOWN: Final = ProblemKind(
    "household-unknown",
    404,
    Words("Không có hộ này", "There is no such household"),
    Words(
        "Không hộ nào trong sổ đăng ký mang số này. Hãy tìm lại trong danh sách hộ của xã, phường.",
        "No household of the register has this id. Look it up in the list of the commune.",
    ),
)
EDIT_UNKNOWN: Final = ProblemKind(
    "edit-unknown",
    404,
    Words("Không có đề nghị này", "There is no such edit"),
    Words(
        "Không đề nghị sửa nào mang số này, hoặc đề nghị không có tệp kèm theo. Hãy xem danh sách đề nghị.",
        "No edit has this id, or the edit has no file. See the list of edits.",
    ),
)
EDIT_INVALID: Final = ProblemKind(
    "edit-invalid",
    422,
    Words("Đề nghị chưa hợp lệ", "The edit does not keep the rules"),
    Words(
        "Mục errors cho biết từng điểm cần sửa. Chưa có gì trong sổ đăng ký bị thay đổi.",
        "The member errors names each point to mend. Nothing in the register has been changed.",
    ),
)
HOUSEHOLD_LOCKED: Final = ProblemKind(
    "household-locked",
    409,
    Words("Đồng nghiệp đang sửa hộ này", "A colleague is editing this household"),
    Words(
        "Hãy thử lại sau; khóa tự mở chậm nhất vào giờ ghi ở mục errors.",
        "Try again later; the lock frees itself at the latest at the time named in the member errors.",
    ),
)
EDIT_SETTLED: Final = ProblemKind(
    "edit-settled",
    409,
    Words("Đề nghị đã được quyết định", "The edit has been decided"),
    Words(
        "Không thể bổ sung cho đề nghị đã duyệt hoặc từ chối. Hãy lập đề nghị mới.",
        "Nothing can be added to an edit that has been decided. Propose a new one.",
    ),
)
EVIDENCE_TOO_LARGE: Final = ProblemKind(
    "evidence-too-large",
    413,
    Words("Tệp quá lớn", "The file is too large"),
    Words("Tệp kèm theo tối đa 2 MB. Hãy giảm cỡ ảnh rồi gửi lại.", "A file may have 2 MB. Make the picture smaller."),
)
EVIDENCE_TYPE_UNKNOWN: Final = ProblemKind(
    "evidence-type-unknown",
    415,
    Words("Loại tệp không được nhận", "This type of file is not taken"),
    Words(
        "Chỉ nhận PDF, PNG, JPEG hoặc WebP; loại tệp được nhận ra theo nội dung, không theo tên.",
        "PDF, PNG, JPEG and WebP are taken; the type is told by the content, not by the name.",
    ),
)
KEY_REUSED: Final = ProblemKind(
    "idempotency-key-reused",
    422,
    Words("Khóa chống gửi trùng đã dùng cho yêu cầu khác", "The Idempotency-Key belongs to another request"),
    Words(
        "Mỗi yêu cầu mới cần một Idempotency-Key mới; chỉ dùng lại khóa khi gửi lại đúng yêu cầu đó.",
        "Every new request needs a new Idempotency-Key; use one again only to repeat the very same request.",
    ),
)
REQUEST_RUNNING: Final = ProblemKind(
    "request-running",
    409,
    Words("Yêu cầu trước còn đang chạy", "The first request is still running"),
    Words(
        "Yêu cầu đầu tiên với Idempotency-Key này chưa xong. Hãy gửi lại sau vài giây.",
        "The first request with this Idempotency-Key is not finished. Repeat it in a few seconds.",
    ),
)
FINDING_UNKNOWN: Final = ProblemKind(
    "finding-unknown",
    404,
    Words("Không có phát hiện mang mã này", "No finding has this id"),
    Words(
        "Phát hiện được liệt kê ở /v1/findings; hãy mở lại danh sách.",
        "Findings are listed at /v1/findings; open the list again.",
    ),
)
REPORT_NOWHERE: Final = ProblemKind(
    "report-nowhere",
    422,
    Words("Chưa rõ báo về nơi nào", "The report says no place"),
    Words(
        "Hãy gửi mã Vpostcode, hoặc một vị trí trong thành phố Hà Nội.",
        "Send a Vpostcode, or a point inside the city of Hanoi.",
    ),
)
RECEIPT_MALFORMED: Final = ProblemKind(
    "receipt-malformed",
    422,
    Words("Số biên nhận viết sai", "The receipt number is misspelt"),
    Words(
        "Số biên nhận có 9 ký tự, dạng K7QM-2D9F-X. Hãy so lại từng ký tự.",
        "A receipt number has 9 symbols, written K7QM-2D9F-X. Compare it symbol by symbol.",
    ),
)
RECEIPT_UNKNOWN: Final = ProblemKind(
    "receipt-unknown",
    404,
    Words("Không có biên nhận này", "No report has this receipt number"),
    Words(
        "Số biên nhận viết đúng dạng nhưng không có trong sổ. Hãy so lại với số đã được cấp.",
        "The number is well formed, but no report has it. Compare it with the one you were given.",
    ),
)
