"""Every error a caller can meet, in one table: class → kind of problem → status and words.

AppError
├── PositionSwapped   latitude and longitude look exchanged
├── PositionInvalid   not a place on the globe
├── BoxInvalid        not a map window
├── TileInvalid       not a square of the web map's grid
├── CursorInvalid     not a place in a list that we gave out
├── QuestionMissing   neither a text nor a part of an address
├── QuestionDoubled   a text and parts of an address at once
├── CommuneUnknown    no commune of today has this code
├── CodeRefused       a well-formed code that names no household
│   ├── CodeNotIssued    nobody has it
│   ├── CodeRetired      it lives no more
│   └── CodeCheckFailed  its check symbol belongs to another code
├── HouseholdWithoutCode a paper about a code that was never issued
├── TooManyPlates        more plates than one document holds
├── ReportNowhere        a report about no place of the city
├── ReceiptRefused       a receipt number that leads nowhere
│   ├── ReceiptMalformed    its length or check symbol is wrong
│   └── ReceiptUnknown      no report has it
├── TooManyRequests      one caller asks or tells too much
├── FindingUnknown    no finding has this id
├── PageUnknown       the mark of a page that was never given out
├── AssetMissing      third-party browser code is not installed
├── AccessRefused     the caller may not do this
│   ├── Unauthenticated  nobody in particular asks for what only known callers get
│   ├── KeyInvalid       the key or token opens nothing
│   ├── SignInFailed     name and password open nothing, or not yet
│   ├── Forbidden        the caller is known and has not this right
│   ├── OutsideCommune   the caller has this right, in other communes
│   ├── OriginRefused    the key is for pages of other origins
│   └── CrossSite        a page of another site used the caller's session
├── BatchUnknown      the caller has no batch of this id
├── BatchUnfinished   there is no result yet, or never will be
├── BatchGone         the files of the batch have been removed
├── BatchesTooMany    the caller has as many open batches as one may have
├── ListTooLong       more rows than a list as a file holds
├── ImportUnknown     the caller has no compared file of this id
├── ImportColumnsMissing the file lacks columns by which it is compared
├── UploadUnfit       the request carries no file, or in no form that is read
├── LimitExceeded     the caller has asked enough for now
├── KeyInQuery        a key stands in the address of the request, where it would be logged
├── RegisterAway      who signed in cannot be told while the register does not answer
├── RegisterRefused   the register is not changed or shown this way
│   ├── HouseholdUnknown     no household has this id
│   ├── EditUnknown          no edit has this id
│   ├── EvidenceUnknown      the edit has no file
│   ├── EditInvalid          the edit does not keep the rules
│   ├── HouseholdLocked      a colleague is editing the household
│   ├── EditSettled          the edit has been decided already
│   ├── EvidenceTooLarge     the file is larger than evidence may be
│   └── EvidenceTypeUnknown  the file is of no type that proves something
└── KeyReused         an Idempotency-Key came with another request than before
    └── RequestRunning       its first request is still being carried out
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.exceptions import HTTPException

from app.batches.errors import InputUnreadable, OptionRefused
from app.db.errors import RegisterError, ValueRefused
from app.workflow.rules import Shortfall
from geocoding.errors import SnapshotError, SnapshotMissing
from postcode.errors import CodeMalformed


class AppError(Exception):
    """Base of the errors raised by the web routes."""


class PositionSwapped(AppError, ValueError):
    """Read the other way round, the pair would lie in Hanoi."""


class PositionInvalid(AppError, ValueError):
    """The pair is not a position in degrees."""


class BoxInvalid(AppError, ValueError):
    """The text is not four finite degrees west, south, east, north in this order."""


class CursorInvalid(AppError, ValueError):
    """The text is no place in a list that an earlier page named."""


class QuestionMissing(AppError, ValueError):
    """There is neither a text nor any part of an address."""


class QuestionDoubled(AppError, ValueError):
    """There is a text and also an address in parts."""


class CommuneUnknown(AppError, LookupError):
    """No commune valid today has this code."""


class CodeRefused(AppError, LookupError):
    """A well-formed code names no household; `near_misses` are issued codes one slip away, in printed form."""

    def __init__(self, near_misses: tuple[str, ...] = ()) -> None:
        super().__init__("the code names no household")
        self.near_misses = near_misses


class CodeNotIssued(CodeRefused):
    """No household has this code."""


class CodeRetired(CodeRefused):
    """The code lives no more; `successors` are the codes that carry on, printed, for those who may know."""

    def __init__(self, successors: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.successors = successors


class CodeCheckFailed(CodeRefused):
    """The check symbol does not belong to the code, so one of its characters is wrong."""


class HouseholdWithoutCode(AppError, LookupError):
    """The household has no live code that a paper could show."""


class TileInvalid(AppError, ValueError):
    """The web map's grid has no such square, or not at a zoom that is served."""


class TooManyPlates(AppError, ValueError):
    """One document does not hold so many plates."""


class ReportNowhere(AppError, ValueError):
    """Neither a code nor a point in a commune of the city says what the report is about."""


class ReceiptRefused(AppError, LookupError):
    """The receipt number leads to no report."""


class ReceiptMalformed(ReceiptRefused):
    """It has another length than a receipt, or its check symbol does not fit."""


class ReceiptUnknown(ReceiptRefused):
    """It is well formed, but no report has it."""


class TooManyRequests(AppError):
    """One caller asks or tells more than is let through for the moment."""


class FindingUnknown(AppError, LookupError):
    """No finding has this id."""


class PageUnknown(AppError, ValueError):
    """The mark of the next page is none that was given out."""


class AssetMissing(AppError, LookupError):
    """The file belongs to third-party code that the set-up has not installed."""


class AccessRefused(AppError, PermissionError):
    """The caller may not do this."""


class Unauthenticated(AccessRefused):
    """Only known callers may do this."""


class KeyInvalid(AccessRefused):
    """The key is malformed, unknown, revoked or has run out: which one is not told."""


class SignInFailed(AccessRefused):
    """Unknown account, wrong password, closed account or too many tries: which one is not told."""


class Forbidden(AccessRefused):
    """The caller's role or key does not include this right."""


class OutsideCommune(AccessRefused):
    """The commune does not belong to the caller's area."""


class CrossSite(AccessRefused):
    """A request that changes something came with a session, but not from a page of this service."""


class OriginRefused(AccessRefused):
    """A publishable key came from a page it was not issued for, or from no page."""


class LimitExceeded(AppError):
    """A limit is reached; `policies` names it, and in `retry_after_s` seconds a request may be tried again."""

    def __init__(self, retry_after_s: int, policies: tuple[str, ...]) -> None:
        super().__init__("a limit is reached")
        self.retry_after_s, self.policies = retry_after_s, policies


class KeyInQuery(AppError, ValueError):
    """The query string carries a key or token."""


class RegisterAway(AppError, ConnectionError):
    """The register does not answer, and without it this caller's rights are unknown."""


class RegisterRefused(AppError):
    """The register is not changed or shown in this way."""


class HouseholdUnknown(RegisterRefused, LookupError):
    """No household of the register has this id."""


class EditUnknown(RegisterRefused, LookupError):
    """No edit has this id."""


class EvidenceUnknown(RegisterRefused, LookupError):
    """The edit has no file."""


class EditInvalid(RegisterRefused, ValueError):
    """The edit does not keep the rules `shortfalls`."""

    def __init__(self, shortfalls: tuple[Shortfall, ...]) -> None:
        super().__init__(", ".join(one.rule for one in shortfalls))
        self.shortfalls = shortfalls


class HouseholdLocked(RegisterRefused):
    """A colleague, `holder`, edits the household until `until` at the latest."""

    def __init__(self, *, holder: str, until: datetime) -> None:
        super().__init__("a colleague is editing the household")
        self.holder = holder
        self.until = until


class EditSettled(RegisterRefused):
    """The edit has been decided, so nothing can be added to it."""


class EvidenceTooLarge(RegisterRefused, ValueError):
    """The file has more bytes than evidence may have."""


class EvidenceTypeUnknown(RegisterRefused, ValueError):
    """The file is, by its content, neither PDF nor PNG, JPEG or WebP."""


class KeyReused(AppError, ValueError):
    """The caller has used the Idempotency-Key for another request."""


class RequestRunning(KeyReused):
    """The first request with the Idempotency-Key is still being carried out."""


class BatchUnknown(AppError, LookupError):
    """The caller has no batch of this id."""


class BatchUnfinished(AppError):
    """The batch has no result: it still runs, was cancelled, or failed."""


class BatchGone(AppError, LookupError):
    """The files of the batch have been removed."""


class BatchesTooMany(AppError):
    """The caller has as many waiting and running batches as one may have."""


class ListTooLong(AppError, ValueError):
    """The list has more rows than a file of it holds."""


class ImportUnknown(AppError, LookupError):
    """The caller sent no file of this id, or its day is over."""


class ImportColumnsMissing(AppError, ValueError):
    """The file has no column of these headings, without which it cannot be compared."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        super().__init__(", ".join(headings))
        self.headings = headings


class UploadUnfit(AppError, ValueError):
    """The request carries no file of questions, or carries it in a form that is not read."""


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its permanent name, its status, a short title and what the caller can do about it."""

    name: str
    status: int
    title: Words
    remedy: Words

    @property
    def type(self) -> str:
        """The address of the page about it, relative to the service."""
        return f"/problems/{self.name}"


UNKNOWN_PARAMETER: Final = ProblemKind(
    "unknown-parameter",
    400,
    Words("Tham số không được hỗ trợ", "Unknown parameter"),
    Words(
        "Yêu cầu có tham số mà dịch vụ không biết. Hãy bỏ hoặc sửa tên tham số; danh sách đầy đủ ở /openapi.json.",
        "The request carries a parameter that the service does not know. Remove it or correct its name; "
        "/openapi.json lists them all.",
    ),
)
INVALID_PARAMETER: Final = ProblemKind(
    "invalid-parameter",
    422,
    Words("Tham số không hợp lệ", "Invalid parameter"),
    Words(
        "Một tham số bị thiếu hoặc có giá trị ngoài khoảng cho phép. Mục errors cho biết tham số nào và vì sao.",
        "A parameter is missing or has a value outside its range. The member errors says which one and why.",
    ),
)
POSITION_SWAPPED: Final = ProblemKind(
    "position-swapped",
    422,
    Words("Vĩ độ và kinh độ có vẻ bị đảo", "Latitude and longitude look exchanged"),
    Words(
        "Hà Nội nằm ở khoảng vĩ độ 20,5–21,4 và kinh độ 105,2–106,1. Hãy đổi chỗ hai giá trị rồi gửi lại.",
        "Hanoi lies at latitude 20.5–21.4 and longitude 105.2–106.1. Exchange the two values and ask again.",
    ),
)
POSITION_INVALID: Final = ProblemKind(
    "position-invalid",
    422,
    Words("Tọa độ không hợp lệ", "Not a position"),
    Words(
        "Vĩ độ phải từ -90 đến 90, kinh độ từ -180 đến 180, tính bằng độ WGS 84.",
        "Latitude runs from -90 to 90 and longitude from -180 to 180, in WGS 84 degrees.",
    ),
)
BOX_INVALID: Final = ProblemKind(
    "box-invalid",
    422,
    Words("Khung bản đồ không hợp lệ", "Not a map window"),
    Words(
        "Viết bbox=tây,nam,đông,bắc bằng độ WGS 84, tây nhỏ hơn đông và nam nhỏ hơn bắc.",
        "Write bbox=west,south,east,north in WGS 84 degrees, west below east and south below north.",
    ),
)
QUESTION_DOUBLED: Final = ProblemKind(
    "question-doubled",
    400,
    Words("Có hai câu hỏi cùng lúc", "Two questions at once"),
    Words(
        "Chỉ gửi q hoặc chỉ gửi từng phần địa chỉ; nếu gửi cả hai thì không rõ phần nào đúng.",
        "Send either q or the parts of the address; with both it is not clear which one holds.",
    ),
)
CODE_MALFORMED: Final = ProblemKind(
    "code-malformed",
    422,
    Words("Không đọc được mã", "The code cannot be read"),
    Words(
        "Vpostcode có 12 ký tự: 5 chữ số của xã, phường rồi 7 ký tự, ví dụ dạng 00000-0000000; sau đó có thể có "
        "/số căn hộ và -ký tự kiểm tra. Mục near_misses gợi ý các mã gần giống.",
        "A Vpostcode has 12 characters: 5 digits of the commune, then 7 symbols, printed 00000-0000000; /unit and "
        "-check symbol may follow. The member near_misses suggests similar codes.",
    ),
)
CODE_NOT_ISSUED: Final = ProblemKind(
    "code-not-issued",
    404,
    Words("Mã này chưa được cấp", "This code has not been issued"),
    Words(
        "Mã viết đúng dạng nhưng không thuộc hộ nào. Hãy so lại từng ký tự với biển số hoặc giấy tờ.",
        "The code is well formed but belongs to no household. Compare it with the plate or the paper, "
        "symbol by symbol.",
    ),
)
CODE_RETIRED: Final = ProblemKind(
    "code-retired",
    410,
    Words("Mã đã ngừng dùng", "This code has been retired"),
    Words(
        "Mã từng được cấp nhưng hộ đã gộp hoặc không còn; mã không bao giờ cấp lại. Mục successors, nếu có, là mã "
        "thay thế.",
        "The code was issued, but its household was merged or is no more; it is never issued again. The member "
        "successors, if there, names the codes that carry on.",
    ),
)
CODE_CHECK_FAILED: Final = ProblemKind(
    "code-check-failed",
    422,
    Words("Ký tự kiểm tra không khớp", "The check symbol does not fit"),
    Words(
        "Ký tự cuối không khớp với phần còn lại, nên có ít nhất một ký tự bị viết sai. Hãy so lại từng ký tự.",
        "The last symbol does not fit the rest, so at least one symbol is wrong. Compare them one by one.",
    ),
)
COMMUNE_UNKNOWN: Final = ProblemKind(
    "commune-unknown",
    404,
    Words("Không có xã, phường mang mã này", "No commune has this code"),
    Words(
        "Mã xã, phường gồm 5 chữ số theo danh mục hành chính từ ngày 1/7/2025; /v1/communes liệt kê đủ.",
        "A commune code has 5 digits, of the list valid since 1 July 2025; /v1/communes lists them all.",
    ),
)
TILE_INVALID: Final = ProblemKind(
    "tile-invalid",
    422,
    Words("Không có ô bản đồ này", "There is no such map tile"),
    Words(
        "Mức thu phóng z từ 0 đến 20; x và y từ 0 đến 2 mũ z trừ 1.",
        "The zoom z goes from 0 to 20, x and y from 0 to 2 to the power of z minus 1.",
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
NOT_FOUND: Final = ProblemKind(
    "not-found",
    404,
    Words("Không có trang này", "There is nothing here"),
    Words(
        "Hãy xem lại đường dẫn; các đường dẫn của dịch vụ có ở /openapi.json.",
        "Check the path; /openapi.json lists the paths of the service.",
    ),
)
METHOD_NOT_ALLOWED: Final = ProblemKind(
    "method-not-allowed",
    405,
    Words("Phương thức không được hỗ trợ", "Method not allowed"),
    Words(
        "Đường dẫn này có, nhưng không nhận phương thức đó; xem đầu mục Allow của trả lời.",
        "The path exists but does not take this method; see the Allow header of the answer.",
    ),
)
REQUEST_REFUSED: Final = ProblemKind(
    "request-refused",
    400,
    Words("Yêu cầu bị từ chối", "Request refused"),
    Words(
        "Máy chủ không đọc được yêu cầu. Hãy gửi lại theo mô tả ở /openapi.json.",
        "The server could not read the request. Send it again as /openapi.json describes.",
    ),
)
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
HOST_REFUSED: Final = ProblemKind(
    "host-refused",
    421,
    Words("Chế độ trình diễn chỉ dùng trên máy này", "Demo mode is for this machine only"),
    Words(
        "Hãy mở bằng http://127.0.0.1 hoặc http://localhost trên chính máy đang chạy dịch vụ.",
        "Open it as http://127.0.0.1 or http://localhost on the machine that runs the service.",
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

UNAUTHENTICATED: Final = ProblemKind(
    "unauthenticated",
    401,
    Words("Cần đăng nhập hoặc khóa API", "Sign in or send a key"),
    Words(
        "Nội dung này chỉ dành cho người dùng đã đăng nhập hoặc hệ thống có khóa API, gửi trong đầu mục Authorization: "
        "Bearer.",
        "This is for those who have signed in, or for systems with an API key in the header Authorization: Bearer.",
    ),
)
KEY_INVALID: Final = ProblemKind(
    "key-invalid",
    401,
    Words("Khóa API không dùng được", "The API key does not work"),
    Words(
        "Khóa sai, đã bị thu hồi hoặc hết hạn. Hãy kiểm tra khóa; đơn vị cấp khóa có thể cấp khóa mới.",
        "The key is wrong, revoked or has run out. Check it; whoever issued it can issue another.",
    ),
)
SIGN_IN_FAILED: Final = ProblemKind(
    "sign-in-failed",
    401,
    Words("Không đăng nhập được", "Sign-in failed"),
    Words(
        "Tên hoặc mật khẩu không đúng. Sau nhiều lần sai, tài khoản phải chờ ít phút trước khi thử lại.",
        "Name or password is wrong. After several wrong tries an account has to wait some minutes before the next.",
    ),
)
FORBIDDEN: Final = ProblemKind(
    "forbidden",
    403,
    Words("Không có quyền", "Not permitted"),
    Words(
        "Vai trò hoặc khóa của bạn không có quyền này. Quản trị viên có thể cấp thêm quyền.",
        "Your role or key does not include this right. An administrator can grant it.",
    ),
)
OUTSIDE_COMMUNE: Final = ProblemKind(
    "outside-commune",
    403,
    Words("Ngoài địa bàn của bạn", "Outside your commune"),
    Words(
        "Bạn chỉ xem và sửa được dữ liệu của xã, phường mình phụ trách.",
        "You can see and change the data of your own commune only.",
    ),
)
CROSS_SITE: Final = ProblemKind(
    "cross-site",
    403,
    Words("Yêu cầu đến từ trang khác", "The request came from another site"),
    Words(
        "Phiên đăng nhập chỉ dùng được từ các trang của dịch vụ này. Chương trình nên dùng khóa API.",
        "A session can be used from pages of this service only. Programs should use an API key.",
    ),
)
ORIGIN_REFUSED: Final = ProblemKind(
    "origin-refused",
    403,
    Words("Khóa không dành cho trang này", "The key is not for this page"),
    Words(
        "Khóa công khai chỉ dùng được từ các trang web đã đăng ký. Máy chủ nên dùng khóa bí mật.",
        "A publishable key works only from the web pages it was issued for. A server should use a secret key.",
    ),
)
QUOTA_EXCEEDED: Final = ProblemKind(
    "quota-exceeded",
    429,
    Words("Đã hết lượt hỏi", "The limit is reached"),
    Words(
        "Hãy chờ số giây ở đầu mục Retry-After. Các đầu mục RateLimit cho biết còn bao nhiêu lượt; cần nhiều hơn thì "
        "xin khóa API.",
        "Wait the seconds of the header Retry-After. The RateLimit headers tell how much is left; who needs more asks "
        "for an API key.",
    ),
)
KEY_IN_QUERY: Final = ProblemKind(
    "key-in-query",
    400,
    Words("Không gửi khóa trong đường dẫn", "A key does not belong into the address"),
    Words(
        "Đường dẫn bị ghi vào nhật ký ở nhiều nơi, nên khóa vừa gửi coi như đã lộ: hãy đổi khóa và gửi trong đầu mục "
        "Authorization: Bearer.",
        "Addresses are logged in many places, so take the key for leaked: rotate it, and send it in the header "
        "Authorization: Bearer.",
    ),
)
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
HOUSEHOLD_WITHOUT_CODE: Final = ProblemKind(
    "household-without-code",
    409,
    Words("Hộ chưa có mã", "The household has no code"),
    Words(
        "Chỉ in được giấy xác nhận cho hộ đang có mã. Hãy cấp mã trước, rồi in lại.",
        "A certificate can be printed only for a household with a live code. Give it one first, then print again.",
    ),
)
TOO_MANY_PLATES: Final = ProblemKind(
    "too-many-plates",
    422,
    Words("Quá nhiều biển số cho một tệp", "Too many plates for one document"),
    Words(
        "Một tệp chứa nhiều nhất 10.000 biển. Hãy in theo từng đường, phố.",
        "One document holds 10,000 plates at most. Print street by street.",
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
TOO_MANY_REQUESTS: Final = ProblemKind(
    "too-many-requests",
    429,
    Words("Quá nhiều lần trong thời gian ngắn", "Too many in a short time"),
    Words(
        "Hãy đợi rồi thử lại; đầu mục Retry-After cho biết sau bao nhiêu giây.",
        "Wait and try again; the header Retry-After says after how many seconds.",
    ),
)
BATCH_UNKNOWN: Final = ProblemKind(
    "batch-unknown",
    404,
    Words("Không có lô tra cứu này", "There is no such batch"),
    Words(
        "Bạn không có lô tra cứu nào mang mã này; GET /v1/batches liệt kê các lô của bạn.",
        "You have no batch with this id; GET /v1/batches lists yours.",
    ),
)
BATCH_UNFINISHED: Final = ProblemKind(
    "batch-unfinished",
    409,
    Words("Lô tra cứu chưa có kết quả", "The batch has no result"),
    Words(
        "Kết quả chỉ có khi lô đã xong (state = done). Nếu lô đã hủy hoặc lỗi, hãy gửi lại tệp.",
        "There is a result once the batch is done. If it was cancelled or failed, send the file again.",
    ),
)
BATCH_GONE: Final = ProblemKind(
    "batch-gone",
    410,
    Words("Tệp của lô tra cứu đã bị xóa", "The files of the batch have been removed"),
    Words(
        "Tệp và kết quả được xóa khi hết hạn lưu hoặc khi bạn xóa lô. Hãy gửi lại tệp.",
        "Files and results are removed when their time is over, or when you delete the batch. Send the file again.",
    ),
)
BATCHES_TOO_MANY: Final = ProblemKind(
    "batches-too-many",
    429,
    Words("Quá nhiều lô tra cứu cùng lúc", "Too many batches at once"),
    Words(
        "Hãy đợi một lô xong, hoặc hủy bớt, rồi gửi lại.",
        "Wait until one of your batches is done, or cancel one, and send it again.",
    ),
)
BATCH_UNREADABLE: Final = ProblemKind(
    "batch-unreadable",
    422,
    Words("Không đọc được tệp", "The file cannot be read"),
    Words(
        "Tệp phải là CSV, XLSX hoặc JSON Lines; mục errors cho biết vì sao không đọc được.",
        "The file must be CSV, XLSX or JSON Lines; the member errors says why it cannot be read.",
    ),
)
BATCH_OPTION_REFUSED: Final = ProblemKind(
    "batch-option-refused",
    422,
    Words("Tùy chọn không hợp lệ", "An option cannot be followed"),
    Words(
        "Một tùy chọn không có, sai giá trị, hoặc không hợp với tệp; mục errors cho biết tùy chọn nào và vì sao.",
        "An option does not exist, has a wrong value, or does not fit the file; the member errors says which and why.",
    ),
)
LIST_TOO_LONG: Final = ProblemKind(
    "list-too-long",
    422,
    Words("Danh sách quá dài cho một tệp", "The list is too long for one file"),
    Words(
        "Một tệp Excel chứa nhiều nhất 100.000 dòng ở đây. Hãy lọc bớt, ví dụ theo xã, phường hoặc đường.",
        "One Excel file holds 100,000 rows at most here. Filter the list, by commune or street for example.",
    ),
)
IMPORT_UNKNOWN: Final = ProblemKind(
    "import-unknown",
    404,
    Words("Không có lần nhập này", "There is no such import"),
    Words(
        "Kết quả so sánh chỉ giữ một ngày và chỉ người gửi tệp mở được. Hãy gửi lại tệp.",
        "A comparison is kept for a day, for the person who sent the file only. Send the file again.",
    ),
)
IMPORT_COLUMNS_MISSING: Final = ProblemKind(
    "import-columns-missing",
    422,
    Words("Tệp thiếu cột để so sánh", "The file lacks columns to compare by"),
    Words(
        "Hãy dùng tệp xuất từ trang này, giữ nguyên dòng tiêu đề và hai cột ẩn ở đầu bảng.",
        "Use a file exported here; keep its headings and the two hidden columns at the beginning.",
    ),
)
UPLOAD_UNFIT: Final = ProblemKind(
    "upload-unfit",
    415,
    Words("Yêu cầu không có tệp đọc được", "The request carries no readable file"),
    Words(
        "Gửi multipart/form-data với phần file (và options, join nếu cần), hoặc thân yêu cầu application/jsonl.",
        "Send multipart/form-data with the part file (and options, join if needed), or a body of application/jsonl.",
    ),
)
UPLOAD_TOO_LARGE: Final = ProblemKind(
    "upload-too-large",
    413,
    Words("Tệp quá lớn", "The file is too large"),
    Words(
        "Hãy chia tệp thành nhiều phần nhỏ hơn; giới hạn ghi trong tài liệu của đường dẫn này.",
        "Split the file into smaller ones; the limit is in the documentation of this path.",
    ),
)

KIND_OF: Final[Mapping[type[Exception], ProblemKind]] = {
    PositionSwapped: POSITION_SWAPPED,
    PositionInvalid: POSITION_INVALID,
    BoxInvalid: BOX_INVALID,
    TileInvalid: TILE_INVALID,
    CursorInvalid: INVALID_PARAMETER,
    QuestionMissing: INVALID_PARAMETER,
    QuestionDoubled: QUESTION_DOUBLED,
    CommuneUnknown: COMMUNE_UNKNOWN,
    CodeNotIssued: CODE_NOT_ISSUED,
    CodeRetired: CODE_RETIRED,
    CodeCheckFailed: CODE_CHECK_FAILED,
    HouseholdWithoutCode: HOUSEHOLD_WITHOUT_CODE,
    TooManyPlates: TOO_MANY_PLATES,
    ReportNowhere: REPORT_NOWHERE,
    ReceiptMalformed: RECEIPT_MALFORMED,
    ReceiptUnknown: RECEIPT_UNKNOWN,
    TooManyRequests: TOO_MANY_REQUESTS,
    FindingUnknown: FINDING_UNKNOWN,
    PageUnknown: INVALID_PARAMETER,
    AssetMissing: NOT_FOUND,
    Unauthenticated: UNAUTHENTICATED,
    KeyInvalid: KEY_INVALID,
    SignInFailed: SIGN_IN_FAILED,
    Forbidden: FORBIDDEN,
    OutsideCommune: OUTSIDE_COMMUNE,
    CrossSite: CROSS_SITE,
    OriginRefused: ORIGIN_REFUSED,
    LimitExceeded: QUOTA_EXCEEDED,
    KeyInQuery: KEY_IN_QUERY,
    HouseholdUnknown: HOUSEHOLD_UNKNOWN,
    EditUnknown: EDIT_UNKNOWN,
    EvidenceUnknown: EDIT_UNKNOWN,
    EditInvalid: EDIT_INVALID,
    HouseholdLocked: HOUSEHOLD_LOCKED,
    EditSettled: EDIT_SETTLED,
    EvidenceTooLarge: EVIDENCE_TOO_LARGE,
    EvidenceTypeUnknown: EVIDENCE_TYPE_UNKNOWN,
    KeyReused: KEY_REUSED,
    RequestRunning: REQUEST_RUNNING,
    BatchUnknown: BATCH_UNKNOWN,
    BatchUnfinished: BATCH_UNFINISHED,
    BatchGone: BATCH_GONE,
    BatchesTooMany: BATCHES_TOO_MANY,
    InputUnreadable: BATCH_UNREADABLE,
    OptionRefused: BATCH_OPTION_REFUSED,
    ListTooLong: LIST_TOO_LONG,
    ImportUnknown: IMPORT_UNKNOWN,
    ImportColumnsMissing: IMPORT_COLUMNS_MISSING,
    UploadUnfit: UPLOAD_UNFIT,
    RegisterAway: REGISTER_AWAY,
    RegisterError: REGISTER_AWAY,
    ValueRefused: INVALID_PARAMETER,
    CodeMalformed: CODE_MALFORMED,
    SnapshotMissing: NOT_PUBLISHED,
    SnapshotError: SNAPSHOT_UNUSABLE,
}
"""The table: the nearest class of an exception decides."""

KIND_OF_STATUS: Final[Mapping[int, ProblemKind]] = {
    404: NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    413: UPLOAD_TOO_LARGE,
}
"""What the framework itself refuses; any other status it raises is a refused request."""

KINDS: Final[Mapping[str, ProblemKind]] = {
    kind.name: kind
    for kind in (
        *(UNKNOWN_PARAMETER, INVALID_PARAMETER, REQUEST_REFUSED, METHOD_NOT_ALLOWED, UPLOAD_TOO_LARGE),
        *(HOST_REFUSED, INTERNAL),
        *KIND_OF.values(),
    )
}
"""All kinds by name, each with its page."""


def kind_of(error: Exception) -> ProblemKind:
    """The kind of problem an exception is; an unknown one is our own fault."""
    if isinstance(error, HTTPException):
        return KIND_OF_STATUS.get(error.status_code, REQUEST_REFUSED)
    return next((KIND_OF[cls] for cls in type(error).__mro__ if cls in KIND_OF), INTERNAL)
