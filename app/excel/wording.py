"""What is said about a line that is not taken."""

from collections.abc import Mapping
from typing import Final

from app.excel.model import LineRule
from postcode.words import Words

LINE_WORDS: Final[Mapping[LineRule, Words]] = {
    LineRule.ID_MISSING: Words(
        "dòng này không có mã hộ; hộ mới thì thêm ở trang hộ, không thêm trong tệp",
        "the line has no household id; add new households in the console, not in the file",
    ),
    LineRule.ID_MALFORMED: Words("mã hộ đã bị sửa, không đọc được", "the household id was changed and cannot be read"),
    LineRule.ID_UNKNOWN: Words(
        "không có hộ này trong sổ của xã, phường", "the register of the commune has no such household"
    ),
    LineRule.REPEATED: Words("hộ này đã có ở một dòng phía trên", "the household is on a line above already"),
    LineRule.OTHER_COMMUNE: Words("hộ này thuộc xã, phường khác", "the household is of another commune"),
    LineRule.CHANGED_SINCE: Words(
        "sổ đã thay đổi sau khi xuất tệp; hãy xuất lại rồi sửa dòng này",
        "the register was changed after the export; export again and edit this line anew",
    ),
    LineRule.RETIRED: Words("hộ đã ngừng, không sửa được nữa", "a retired household is not edited"),
    LineRule.UNREADABLE: Words("dòng này không đọc được", "the line cannot be read"),
    LineRule.TOO_LONG: Words("quá dài, nhiều nhất 200 ký tự", "too long, at most 200 characters"),
    LineRule.TOO_DEEP: Words("nhiều nhất 8 cấp ngõ, ngách", "at most 8 alleys one inside the other"),
    LineRule.FORMULA: Words(
        "không được bắt đầu bằng dấu =, +, - hoặc @ như một công thức",
        "must not begin like a formula with =, +, - or @",
    ),
    LineRule.ERROR_VALUE: Words("ô này là lỗi của bảng tính", "the cell holds an error of the spreadsheet"),
    LineRule.BECAME_A_DATE: Words(
        "bảng tính đã đổi ô này thành ngày, giờ; hãy định dạng ô là Văn bản rồi gõ lại",
        "the spreadsheet turned the cell into a date or time; format it as text and type it again",
    ),
    LineRule.ADDRESS_EMPTY: Words("không được xóa hết địa chỉ", "the address must not be emptied"),
    LineRule.READ_ONLY: Words(
        "cột này chỉ để xem; hãy đổi ở trang của hộ",
        "this column is only to be read; change it on the household's page",
    ),
}
