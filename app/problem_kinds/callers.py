"""Callers: who asks, what they may do, and how much."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

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
SYSTEM_NOT_AGREED: Final = ProblemKind(
    "system-not-agreed",
    403,
    Words("Hệ thống hoặc mục đích chưa được thỏa thuận", "System or purpose not agreed"),
    Words(
        "Trục liên thông nêu một hệ thống hoặc một mục đích không có trong thỏa thuận chia sẻ dữ liệu. Hãy liên hệ đơn "
        "vị vận hành để bổ sung.",
        "The data bus names a system or a purpose that the sharing agreement does not hold. Ask the operator to add "
        "it.",
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
HOST_REFUSED: Final = ProblemKind(
    "host-refused",
    421,
    Words("Chế độ trình diễn chỉ dùng trên máy này", "Demo mode is for this machine only"),
    Words(
        "Hãy mở bằng http://127.0.0.1 hoặc http://localhost trên chính máy đang chạy dịch vụ.",
        "Open it as http://127.0.0.1 or http://localhost on the machine that runs the service.",
    ),
)
