"""What is wrong with a row, in words: what was found and what to do, by the word in `result_error`."""

from collections.abc import Mapping
from typing import Final

from postcode.words import Words

ROW_WORDS: Final[Mapping[str, Words]] = {
    "row-ragged": Words(
        "số ô khác dòng tiêu đề; tìm dấu phân cách thừa hoặc thiếu",
        "has more or fewer cells than the header; look for a delimiter too many or too few",
    ),
    "row-quote-open": Words(
        "mở dấu ngoặc kép mà không đóng, nên nuốt các dòng sau; thêm dấu đóng hoặc đặt quote=none",
        "opens a quotation mark and never closes it, so later lines are lost in it; close it, or set quote=none",
    ),
    "row-not-text": Words(
        "có ký tự không đọc được trong bảng mã này; kiểm tra encoding",
        "holds bytes that the encoding does not know; check encoding",
    ),
    "row-not-json": Words("không phải JSON; kiểm tra dấu ngoặc và dấu phẩy", "is not JSON; check brackets and commas"),
    "row-not-object": Words('phải là một đối tượng, như {"query": "…"}', 'must be an object, as {"query": "…"}'),
    "cell-is-date": Words(
        "bảng tính đã đổi ô thành ngày (12/5 thành 12-May); định dạng cột là Văn bản rồi gõ lại số nhà",
        "a spreadsheet turned a cell into a day (12/5 into 12 May); format the column as text and type it again",
    ),
    "cell-is-error": Words(
        "ô là lỗi của bảng tính (#N/A, ####); sửa công thức hoặc nới cột rồi lưu lại",
        "a cell holds an error of the spreadsheet (#N/A, ####); mend the formula and save the file again",
    ),
    "question-missing": Words("các ô cần đọc đều trống; điền địa chỉ", "all cells that are read are empty"),
    "text-too-long": Words("địa chỉ dài hơn 1.000 ký tự; rút gọn", "the address has more than 1,000 characters"),
    "part-too-long": Words("một phần dài hơn 200 ký tự; rút gọn", "a part has more than 200 characters"),
    "position-invalid": Words(
        "không phải kinh độ, vĩ độ tính bằng độ", "is no longitude and latitude in degrees, as 105.8332 and 21.0075"
    ),
    "position-swapped": Words("kinh độ và vĩ độ bị đảo; đổi chỗ hai cột", "longitude and latitude are exchanged"),
    "code-malformed": Words("mã không đúng dạng 12 ký tự", "the code has not the form of 12 characters"),
    "code-not-issued": Words("mã chưa cấp cho hộ nào; so lại từng ký tự", "nobody has this code; compare each symbol"),
    "code-check-failed": Words("ký tự kiểm tra không khớp; so lại từng ký tự", "the check symbol does not fit"),
    "internal-error": Words("lỗi của chương trình, đã ghi lại", "a fault of ours, which has been recorded"),
}
"""Every word that `result_error` may hold; docs/reference/batches.md lists them too."""
