"""Files that come in or go out: batches, imports, lists."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

EXPORT_UNKNOWN: Final = ProblemKind(
    "export-unknown",
    404,
    Words("Không có tệp xuất này", "There is no such export"),
    Words(
        "GET /v1/exports liệt kê các tệp bạn được tải; tệp của phiên bản cũ có thể đã được dọn.",
        "GET /v1/exports lists the files you may have; those of an older version may have been cleared away.",
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
