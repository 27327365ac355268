"""What cannot be read off a route: its words in both languages, and the problems its own work can end with.

The English description of an operation is the docstring of its route. A test names an operation without an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.problem_kinds import callers, changes, codes, files, register, requests
from app.problem_kinds.kind import ProblemKind
from postcode.words import Words


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its summary, its description in Vietnamese, and the problems of its own."""

    summary: Words
    vi: str
    problems: tuple[ProblemKind, ...] = ()


TAGS: Final[Mapping[str, Words]] = {
    "questions": Words("Hỏi địa chỉ và vị trí.", "Questions about addresses and places."),
    "codes": Words("Mã Vpostcode: của hộ nào, có khớp địa chỉ không.", "Codes: whose they are, and whether they fit."),
    "communes": Words("Các xã, phường hiện nay và mã bưu chính.", "The communes of today and their postcodes."),
    "session": Words("Đăng nhập bằng tài khoản.", "Signing in with an account."),
    "coverage": Words("Độ phủ mã theo xã, phường và cách đo.", "Coverage by commune, and how it is measured."),
    "findings": Words("Danh sách việc cần xử lý.", "The worklist: what has to be looked into."),
    "register": Words(
        "Xem và sửa sổ địa chỉ, hai người cùng chịu trách nhiệm.", "The register, changed by two people."
    ),
    "batches": Words("Tra cứu cả tệp.", "Files of questions."),
    "changes": Words("Theo dõi thay đổi của hộ và mã.", "Following what becomes of households and codes."),
    "webhooks": Words("Tự báo thay đổi tới địa chỉ của bạn.", "Being told of changes at an address of one's own."),
    "reports": Words("Người dân báo sai, theo dõi bằng biên nhận.", "Reports of what is wrong, with a receipt."),
    "paper": Words("Giấy xác nhận, biển số, danh sách thực địa.", "Certificates, plates and walking lists."),
    "tiles": Words("Ô bản đồ vector từ dữ liệu của chúng tôi.", "Vector tiles of our own data."),
    "exports": Words("Tệp xuất các lớp dữ liệu đã công bố.", "The published layers as files."),
    "lookups": Words("Từ thửa đất ra hộ và ngược lại, từ đường vào ngõ.", "From land to households and back."),
    "health": Words("Tình trạng dịch vụ, cho máy giám sát.", "State of the service, for monitoring."),
}
"""What the groups of operations are about."""

_HOUSEHOLD: Final = (register.HOUSEHOLD_UNKNOWN, callers.OUTSIDE_COMMUNE)
_EDIT: Final = (register.EDIT_UNKNOWN, callers.OUTSIDE_COMMUNE)
_CODE: Final = (codes.CODE_MALFORMED,)
_POINT: Final = (requests.POSITION_INVALID, requests.POSITION_SWAPPED)
_UPLOAD: Final = (files.BATCH_UNREADABLE, files.BATCH_OPTION_REFUSED, requests.UPLOAD_UNFIT, files.BATCHES_TOO_MANY)

OPERATIONS: Final[Mapping[str, Operation]] = {
    "resolve": Operation(
        Words("Tìm địa chỉ", "Resolve an address"),
        "Một địa chỉ, viết thành câu `q` hoặc từng phần, nghĩa là gì: khớp, nhiều khả năng, một phần hay không có; và "
        "nên làm gì tiếp.",
        (requests.QUESTION_DOUBLED,),
    ),
    "reverse": Operation(
        Words("Ở điểm này là hộ nào", "What is at a point"),
        "Thửa đất tại điểm và các hộ trên thửa; nếu không có thì hộ gần nhất trong khoảng cách nêu rõ.",
        _POINT,
    ),
    "suggest": Operation(
        Words("Gợi ý khi gõ", "Suggest while typing"),
        "Đường, ngõ, tòa nhà, khu, thôn và xã phường mà chữ đang gõ bắt đầu; số nhà chỉ liệt kê cho người có quyền xem "
        "danh sách, với người khác số được lặp lại như đã gõ.",
        (requests.COMMUNE_UNKNOWN,),
    ),
    "getCode": Operation(
        Words("Mã này của hộ nào", "Whose code it is"),
        'Hộ mang mã, viết kiểu nào cũng được; căn hộ sau dấu gạch chéo ("…/2506"), ký tự kiểm tra sau gạch nối.',
        (*_CODE, codes.CODE_NOT_ISSUED, codes.CODE_CHECK_FAILED, requests.NOT_FOUND),
    ),
    "verify": Operation(
        Words("Mã có đúng địa chỉ không", "Whether a code fits an address"),
        "Mã có thuộc địa chỉ không: có, một phần hay không, và vì sao.",
        _CODE,
    ),
    "listCommunes": Operation(
        Words("Các xã, phường", "List the communes"), "Mọi xã, phường hiện nay theo mã, mỗi nơi là điểm trung tâm."
    ),
    "getCommune": Operation(
        Words("Một xã, phường", "One commune"),
        "Một xã, phường hiện nay cùng ranh giới.",
        (requests.COMMUNE_UNKNOWN,),
    ),
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
        _HOUSEHOLD,
    ),
    "lockHousehold": Operation(
        Words("Giữ một hộ để sửa", "Lock a household"),
        "Trong hai giờ đồng nghiệp không sửa được hộ này; gọi lại thì tính lại từ đầu.",
        (*_HOUSEHOLD, register.HOUSEHOLD_LOCKED),
    ),
    "unlockHousehold": Operation(
        Words("Trả khóa một hộ", "Unlock a household"), "Trả khóa của chính mình; không có khóa thì thôi.", _HOUSEHOLD
    ),
    "proposeEdits": Operation(
        Words("Đề nghị sửa", "Propose edits"),
        "Đề nghị thay đổi; người thứ hai phải duyệt. Khóa của người đề nghị trên các hộ đó được trả.",
        (*_HOUSEHOLD, requests.COMMUNE_UNKNOWN, register.EDIT_INVALID, register.HOUSEHOLD_LOCKED),
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
        (files.IMPORT_UNKNOWN, *_HOUSEHOLD, register.EDIT_INVALID, register.HOUSEHOLD_LOCKED),
    ),
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
        (callers.OUTSIDE_COMMUNE, changes.CHANGES_GONE),
    ),
    "getAllHouseholds": Operation(
        Words("Toàn bộ hộ có mã", "All households with a code"),
        "Mọi hộ có mã, mỗi dòng JSON một hộ, đúng tại số thứ tự ghi ở dòng cuối.",
        (callers.OUTSIDE_COMMUNE,),
    ),
    "createWebhook": Operation(
        Words("Tạo webhook", "Create a webhook"),
        "Đăng ký địa chỉ nhận tin báo thay đổi. Khóa bí mật chỉ hiện một lần này; hãy lưu lại.",
        (
            *_CODE,
            callers.OUTSIDE_COMMUNE,
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
        (*_CODE, *_POINT, register.REPORT_NOWHERE),
    ),
    "getReport": Operation(
        Words("Theo dõi biên nhận", "Follow a report"),
        "Việc báo với số biên nhận này đã đến đâu, ngoài ra không gì khác.",
        (register.RECEIPT_MALFORMED, register.RECEIPT_UNKNOWN),
    ),
    "getCertificate": Operation(
        Words("Giấy xác nhận mã", "Certificate of a code"),
        "Địa chỉ, mã kèm ký tự kiểm tra và mã QR, thửa đất, phiên bản dữ liệu; không có tên người.",
        (*_HOUSEHOLD, requests.COMMUNE_UNKNOWN, codes.HOUSEHOLD_WITHOUT_CODE),
    ),
    "printPlates": Operation(
        Words("In biển số nhà", "Print plates"),
        "Biển số kèm mã QR cho một xã phường, một đường phố hoặc một số hộ, theo thứ tự đi.",
        (*_HOUSEHOLD, requests.COMMUNE_UNKNOWN, codes.TOO_MANY_PLATES),
    ),
    "getWalk": Operation(
        Words("Danh sách thực địa", "Walking list"),
        "Từng đường phố, từng ngõ, bên trái bên phải, có ô đánh dấu.",
        (callers.OUTSIDE_COMMUNE, requests.COMMUNE_UNKNOWN),
    ),
    "getCommuneTile": Operation(
        Words("Ô bản đồ xã, phường", "Tile of communes"),
        "Ranh giới xã, phường với tỷ lệ hộ có mã đã chứng nhận.",
        (requests.TILE_INVALID,),
    ),
    "getParcelTile": Operation(
        Words("Ô bản đồ thửa đất", "Tile of parcels"),
        "Thửa đất trong địa bàn của người gọi, từ mức 16.",
        (requests.TILE_INVALID,),
    ),
    "getHouseholdTile": Operation(
        Words("Ô bản đồ hộ", "Tile of households"),
        "Các hộ trong địa bàn của người gọi, từ mức 16.",
        (requests.TILE_INVALID,),
    ),
    "getFindingTile": Operation(
        Words("Ô bản đồ việc cần xử lý", "Tile of findings"),
        "Việc còn mở trong địa bàn của người gọi: gộp lại, từ mức 16 từng việc một.",
        (requests.TILE_INVALID,),
    ),
    "listExports": Operation(
        Words("Các tệp xuất", "List exports"),
        "Các tệp tải được, mới nhất trước, mỗi tệp có mã băm, nguồn và các trường; cán bộ thấy tệp của địa bàn mình.",
    ),
    "getExport": Operation(
        Words("Tải một tệp xuất", "Download an export"),
        "Một tệp; có thể tải từng phần, mã băm SHA-256 ở Repr-Digest.",
        (files.EXPORT_UNKNOWN,),
    ),
    "findParcels": Operation(
        Words("Thửa đất và các hộ trên thửa", "Parcels and their households"),
        'Theo tờ và thửa, theo câu "tờ 12 thửa 34", hoặc các thửa của hộ mang một mã. "12/34" là tờ 12, thửa 34. Không '
        "có thì danh sách rỗng.",
        (requests.PARCEL_UNNAMED, *_CODE, codes.CODE_NOT_ISSUED, callers.OUTSIDE_COMMUNE),
    ),
    "listStreets": Operation(
        Words("Các đường của một xã, phường", "Streets of a commune"),
        "Các đường có hộ; tên rỗng là các hộ không theo đường.",
        (requests.COMMUNE_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "listHouses": Operation(
        Words("Ngõ và nhà của một đường", "Alleys and houses of a street"),
        "Các ngõ bắt đầu từ đường hay ngõ này, và từng trang các hộ nằm ngay trên đó.",
        (requests.COMMUNE_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "getCodeHistory": Operation(
        Words("Lịch sử một mã", "History of a code"),
        "Cấp khi nào, hết hiệu lực vì sao, mã nào thay; cửa hàng chỉ biết mã thay thế.",
        (*_CODE, codes.CODE_NOT_ISSUED, codes.CODE_CHECK_FAILED, requests.NOT_FOUND),
    ),
    "findServicePoints": Operation(
        Words("Điểm phục vụ bưu chính gần nhất", "The nearest postal service points"),
        "Từ hộ mang mã hoặc từ một điểm; khoảng cách tính theo đường chim bay, không phải đường đi bộ.",
        (requests.PLACE_UNNAMED, *_CODE, *_POINT),
    ),
    "getIdentifier": Operation(
        Words("Mã định danh quốc gia", "A national identifier"),
        "Hộ mang mã địa chỉ số hoặc mã định danh nhà, hay thửa đất có mã GeoHash; as_of hỏi của một ngày.",
        (codes.IDENTIFIER_MALFORMED, codes.IDENTIFIER_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "live": Operation(Words("Tiến trình còn sống", "Liveness"), "Tiến trình có trả lời không."),
    "ready": Operation(
        Words("Sẵn sàng phục vụ", "Readiness"),
        "Phiên bản dữ liệu nào đang trả lời và có bao nhiêu; chưa công bố thì báo lỗi.",
    ),
}
"""All operations by their id."""
