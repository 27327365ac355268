"""Codes and papers about them."""

from typing import Final

from app.problem_kinds.kind import ProblemKind
from postcode.words import Words

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
IDENTIFIER_MALFORMED: Final = ProblemKind(
    "identifier-malformed",
    422,
    Words("Mã định danh sai dạng", "Not an identifier of this scheme"),
    Words(
        "Mã địa chỉ số gồm 10 chữ số; mã định danh nhà tối đa 40 chữ, số; mã thửa đất là GeoHash 12 ký tự.",
        "A digital address is 10 digits, a property code at most 40 letters and digits, a parcel id a GeoHash of 12.",
    ),
)
IDENTIFIER_UNKNOWN: Final = ProblemKind(
    "identifier-unknown",
    404,
    Words("Không có mã định danh này", "Nobody has this identifier"),
    Words(
        "Không hộ hay thửa đất nào có mã này, hoặc chưa ai có vào ngày đã hỏi.",
        "No household or parcel has it, or none had it on the day asked for.",
    ),
)
