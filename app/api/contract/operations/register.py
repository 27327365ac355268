"""Who calls, and what officials see and change."""

from collections.abc import Mapping
from typing import Final

from app.api.contract.operations.operation import HOUSEHOLD, Operation
from app.problem_kinds import callers, files, register, requests
from postcode.words import Words

_EDIT: Final = (register.EDIT_UNKNOWN, callers.OUTSIDE_COMMUNE)

REGISTER: Final[Mapping[str, Operation]] = {
    "whoAmI": Operation(
        Words("Tôi là ai", "Who the caller is"),
        "Người gọi là ai; chưa đăng nhập và không có khóa thì báo lỗi.",
        (callers.UNAUTHENTICATED,),
    ),
    "signIn": Operation(
        Words("Đăng nhập", "Sign in"),
        "Phiên nằm trong cookie, tối đa 12 giờ và 30 phút không dùng.",
        (callers.SIGN_IN_FAILED,),
    ),
    "signOut": Operation(Words("Đăng xuất", "Sign out"), "Phiên kết thúc ở đây và với bất kỳ ai đã sao chép cookie."),
    "listCoverage": Operation(
        Words("Độ phủ toàn thành phố", "Coverage of the city"),
        "Độ phủ của thành phố và từng xã, phường, cùng định nghĩa, nguồn và ngày.",
    ),
    "getCoverage": Operation(
        Words("Độ phủ một xã, phường", "Coverage of one commune"),
        "Xu hướng, số liệu và việc cần xử lý theo quy tắc.",
        (requests.COMMUNE_UNKNOWN,),
    ),
    "listRules": Operation(Words("Các quy tắc kiểm tra", "The audit rules"), "Danh mục các quy tắc kiểm tra sổ."),
    "listFindings": Operation(
        Words("Việc cần xử lý", "List findings"),
        "Việc nặng nhất trước; cán bộ thấy việc của địa bàn mình.",
        (callers.OUTSIDE_COMMUNE,),
    ),
    "disposeFinding": Operation(
        Words("Xử lý một việc", "Settle a finding"),
        "Bỏ qua đến một ngày, chuyển đi, xác nhận là đúng thực tế, hoặc mở lại; lý do được lưu.",
        (register.FINDING_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "disposeFindings": Operation(
        Words("Xử lý nhiều việc một lúc", "Settle several findings"),
        "Đến 200 việc với cùng một quyết định và lý do, trong một lần: được tất cả hoặc không việc nào.",
        (register.FINDING_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "listHouseholds": Operation(
        Words("Các hộ của một xã, phường", "Households of a commune"),
        "Theo thứ tự đi thực địa.",
        (callers.OUTSIDE_COMMUNE,),
    ),
    "getHousehold": Operation(
        Words("Một hộ", "One household"),
        "Mọi điều về một hộ: địa chỉ, điểm, thửa đất, mã, khóa, đề nghị sửa, lịch sử.",
        HOUSEHOLD,
    ),
    "lockHousehold": Operation(
        Words("Giữ một hộ để sửa", "Lock a household"),
        "Trong hai giờ đồng nghiệp không sửa được hộ này; gọi lại thì tính lại từ đầu.",
        (*HOUSEHOLD, register.HOUSEHOLD_LOCKED),
    ),
    "unlockHousehold": Operation(
        Words("Trả khóa một hộ", "Unlock a household"), "Trả khóa của chính mình; không có khóa thì thôi.", HOUSEHOLD
    ),
    "proposeEdits": Operation(
        Words("Đề nghị sửa", "Propose edits"),
        "Đề nghị thay đổi; người thứ hai phải duyệt. Khóa của người đề nghị trên các hộ đó được trả.",
        (*HOUSEHOLD, requests.COMMUNE_UNKNOWN, register.EDIT_INVALID, register.HOUSEHOLD_LOCKED),
    ),
    "listEdits": Operation(
        Words("Các đề nghị của một xã, phường", "Edits of a commune"), "Mới nhất trước.", (callers.OUTSIDE_COMMUNE,)
    ),
    "getEdit": Operation(Words("Một đề nghị", "One edit"), "Một đề nghị sửa.", _EDIT),
    "decideEdits": Operation(
        Words("Duyệt hoặc từ chối", "Decide on edits"),
        "Nhiều đề nghị trong một giao dịch, mỗi đề nghị một kết quả.",
        (*_EDIT, register.EDIT_INVALID),
    ),
    "undoEdit": Operation(
        Words("Hoàn tác một đề nghị", "Undo an edit"),
        "Hoàn tác đề nghị đã duyệt trong ngày duyệt, bởi một trong hai người.",
        (*_EDIT, register.EDIT_INVALID),
    ),
    "attachEvidence": Operation(
        Words("Đính kèm chứng cứ", "Attach evidence"),
        "Gắn tệp vào đề nghị của mình: PDF, PNG, JPEG hoặc WebP, tối đa 2 MB, gửi làm thân yêu cầu.",
        (*_EDIT, register.EDIT_SETTLED, register.EVIDENCE_TOO_LARGE, register.EVIDENCE_TYPE_UNKNOWN),
    ),
    "getEvidence": Operation(Words("Tải chứng cứ", "Get the evidence"), "Tệp đính kèm của một đề nghị.", _EDIT),
    "downloadHouseholds": Operation(
        Words("Tải danh sách hộ (Excel)", "Households as an Excel file"),
        "Mọi hộ mà câu hỏi đó liệt kê từng trang; có thể sửa rồi gửi lại.",
        (callers.OUTSIDE_COMMUNE,),
    ),
    "downloadFindings": Operation(
        Words("Tải danh sách việc (Excel)", "Findings as an Excel file"),
        "Mọi việc mà câu hỏi đó liệt kê từng trang.",
        (callers.OUTSIDE_COMMUNE,),
    ),
    "compareFile": Operation(
        Words("So tệp với sổ", "Compare a file with the register"),
        "So từng dòng; chưa lưu gì ngoài kết quả so sánh, giữ một ngày.",
        (callers.OUTSIDE_COMMUNE, requests.UPLOAD_UNFIT, files.BATCH_UNREADABLE, files.IMPORT_COLUMNS_MISSING),
    ),
    "getImport": Operation(
        Words("Xem lại kết quả so tệp", "A comparison again"),
        "Tệp người gọi đã gửi trong ngày, cùng các dòng khác với sổ.",
        (files.IMPORT_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "proposeImport": Operation(
        Words("Đề nghị từ tệp", "Propose lines of a file"),
        "Đề nghị sửa các dòng đã đổi trong một giao dịch, tối đa 200; người thứ hai duyệt.",
        (files.IMPORT_UNKNOWN, *HOUSEHOLD, register.EDIT_INVALID, register.HOUSEHOLD_LOCKED),
    ),
}
