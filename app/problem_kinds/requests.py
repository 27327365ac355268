"""Requests that are not understood: parameters, places, texts, paths."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

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
INTERVAL_INVALID: Final = ProblemKind(
    "interval-invalid",
    400,
    Words("Khoảng thời gian không hợp lệ", "Not a stretch of time"),
    Words(
        "Tham số datetime là 2026-11-22T00:00:00Z, hoặc hai thời điểm như vậy có dấu / ở giữa; .. là không giới hạn.",
        "The parameter datetime is like 2026-11-22T00:00:00Z, or two of them with a slash between; .. is an open end.",
    ),
)
PLACE_UNNAMED: Final = ProblemKind(
    "place-unnamed",
    422,
    Words("Chưa rõ tính từ đâu", "No place to measure from"),
    Words(
        "Hãy gửi code, hoặc cả lon và lat; chỉ một trong hai cách.", "Send code, or both lon and lat; not both ways."
    ),
)
PARCEL_UNNAMED: Final = ProblemKind(
    "parcel-unnamed",
    422,
    Words("Chưa rõ tờ bản đồ và số thửa", "No map sheet and parcel number"),
    Words(
        'Hãy gửi sheet và number, hoặc q như "tờ 12 thửa 34", chỉ một cách. "12/34" là tờ 12, thửa 34.',
        'Send sheet and number, or a text q like "tờ 12 thửa 34", not both. "12/34" is sheet 12, parcel 34.',
    ),
)
FEATURE_UNKNOWN: Final = ProblemKind(
    "feature-unknown",
    404,
    Words("Không có lớp hoặc đối tượng này", "There is no such collection or feature"),
    Words(
        "GET /ogc/collections liệt kê các lớp bạn được xem; mã của đối tượng lấy từ danh sách items.",
        "GET /ogc/collections lists the collections you may see; the ids of features come from their items.",
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
QUESTION_DOUBLED: Final = ProblemKind(
    "question-doubled",
    400,
    Words("Có hai câu hỏi cùng lúc", "Two questions at once"),
    Words(
        "Chỉ gửi q hoặc chỉ gửi từng phần địa chỉ; nếu gửi cả hai thì không rõ phần nào đúng.",
        "Send either q or the parts of the address; with both it is not clear which one holds.",
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
REQUEST_REFUSED: Final = ProblemKind(
    "request-refused",
    400,
    Words("Yêu cầu bị từ chối", "Request refused"),
    Words(
        "Máy chủ không đọc được yêu cầu. Chữ có dấu và dấu cách trên địa chỉ phải viết dạng %XX, ví dụ bằng "
        "curl -G --data-urlencode 'q=…'; còn lại theo mô tả ở /openapi.json.",
        "The server could not read the request. Blanks and letters with marks in an address are written as %XX, as "
        "curl -G --data-urlencode 'q=…' does; for the rest see /openapi.json.",
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
UPLOAD_TOO_LARGE: Final = ProblemKind(
    "upload-too-large",
    413,
    Words("Tệp quá lớn", "The file is too large"),
    Words(
        "Hãy chia tệp thành nhiều phần nhỏ hơn; giới hạn ghi trong tài liệu của đường dẫn này.",
        "Split the file into smaller ones; the limit is in the documentation of this path.",
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
NOT_FOUND: Final = ProblemKind(
    "not-found",
    404,
    Words("Không có trang này", "There is nothing here"),
    Words(
        "Hãy xem lại đường dẫn; các đường dẫn của dịch vụ có ở /openapi.json.",
        "Check the path; /openapi.json lists the paths of the service.",
    ),
)
