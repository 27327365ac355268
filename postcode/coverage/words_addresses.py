"""The rules about what an address says: its parts, its free text, its number alone."""

from postcode.coverage import sources
from postcode.coverage.rules import About, AuditRule, RuleCode, Severity
from postcode.words import Words

ADDRESS_RULES = (
    AuditRule(
        RuleCode.HH_NO_NUMBER,
        Severity.WARNING,
        About.FIELD,
        Words("Nhà trên đường, phố, ngõ chưa có số", "A house on a street or alley has no number"),
        Words("Đề nghị cấp số nhà theo quy định", "Have a number given by the rules"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.HH_NO_NUMBER_HAMLET,
        Severity.NOTICE,
        About.FIELD,
        Words("Nhà ở thôn, xóm, tổ chưa có số", "A house of a hamlet or residents' group has no number"),
        Words(
            "Đánh số theo nhóm nhà khi có đợt đánh số", "Number it with its group of houses when the hamlet is numbered"
        ),
        sources.NUMBERING_GROUP,
    ),
    AuditRule(
        RuleCode.HH_NO_STREET,
        Severity.WARNING,
        About.FIELD,
        Words(
            "Có số nhà mà không có đường, thôn, khu hay tòa nhà", "A number without street, hamlet, estate or building"
        ),
        Words("Ghi tên đường, thôn hoặc khu", "Add the street, hamlet or estate"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.HH_NUMBER_REPEATED,
        Severity.WARNING,
        About.FIELD,
        Words("Cùng một số nhà ở nhiều thửa", "The same number is borne by houses on several parcels"),
        Words("Đánh lại số; nếu trùng thật, khai là đúng thực tế", "Renumber; if it is so in life, declare it"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.HH_ADDRESS_SHARED,
        Severity.NOTICE,
        About.FIELD,
        Words("Nhiều hộ chung một địa chỉ trên một thửa", "Several households of one parcel have the same address"),
        Words(
            "Ghi tầng, phòng để phân biệt, hoặc khai là đúng thực tế",
            "Add floor or room to tell them apart, or declare it",
        ),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.ADDRESS_OLD_STYLE,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Địa chỉ còn ghi quận, huyện, thị xã, thị trấn",
            "The address still names a district or a town that was abolished",
        ),
        Words("Viết lại theo hai cấp: xã/phường, thành phố", "Write it in two levels: commune and city"),
        sources.REFORM_2025,
    ),
    AuditRule(
        RuleCode.ADDRESS_FORMER_COMMUNE,
        Severity.NOTICE,
        About.FIELD,
        Words("Địa chỉ ghi xã, phường cũ", "The address names a former commune"),
        Words("Thay bằng tên xã, phường hiện nay", "Replace it by the commune of today"),
        sources.REFORM_2025,
    ),
    AuditRule(
        RuleCode.ADDRESS_OTHER_COMMUNE,
        Severity.WARNING,
        About.FIELD,
        Words("Địa chỉ ghi một xã, phường khác hiện có", "The address names another commune of today"),
        Words("Kiểm tra hộ thuộc xã, phường nào", "Check which commune the household belongs to"),
        sources.REFORM_2025,
    ),
    AuditRule(
        RuleCode.TEXT_OTHER_STREET,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Địa chỉ viết liền không có tên đường đã ghi ở cột",
            "The address text does not hold the street of the columns",
        ),
        Words("Sửa cho hai nơi giống nhau", "Make both say the same"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.TEXT_OTHER_NUMBER,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Địa chỉ viết liền không có số nhà đã ghi ở cột", "The address text does not hold the number of the columns"
        ),
        Words("Sửa cho hai nơi giống nhau", "Make both say the same"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.FIELD_UNTIDY,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Một phần địa chỉ có khoảng trắng thừa hoặc ký tự chưa chuẩn NFC",
            "A part has stray spaces or letters that are not NFC",
        ),
        Words("Gõ lại phần đó", "Type that part again"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.NUMBER_FORM,
        Severity.NOTICE,
        About.FIELD,
        Words("Số nhà không theo dạng nào đã biết", "The house number has none of the known forms"),
        Words("Ghi số, thêm một chữ cái nếu có (12A)", "Write the number, with one letter if any (12A)"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_ZERO,
        Severity.WARNING,
        About.FIELD,
        Words("Số nhà là 0 hoặc bắt đầu bằng 0", "The house number is 0 or begins with 0"),
        Words("Số nhà bắt đầu từ 1", "Numbers begin with 1"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_HUGE,
        Severity.NOTICE,
        About.FIELD,
        Words("Số nhà lớn bất thường", "The house number is unusually large"),
        Words(
            "Kiểm tra có phải số thửa, số điện thoại hay mã khác",
            "Check for a parcel number, a telephone number or a code",
        ),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.NUMBER_SLASH,
        Severity.WARNING,
        About.FIELD,
        Words("Số nhà còn chứa chuỗi ngõ có dấu gạch chéo", "The number still holds an alley chain with slashes"),
        Words("Tách ngõ, ngách, hẻm sang cột riêng", "Move the alley path into its own column"),
        sources.NUMBERING_ALLEY,
    ),
    AuditRule(
        RuleCode.NUMBER_RANGE,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Dãy số nhà viết ngược hoặc gồm cả số chẵn và số lẻ",
            "A range of numbers runs backwards or mixes odd and even",
        ),
        Words("Ghi dãy tăng dần cùng bên đường", "Write it ascending and on one side of the street"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.RANGE_OVERLAPS,
        Severity.NOTICE,
        About.FIELD,
        Words("Dãy số nhà trùm lên số của nhà khác", "A range of numbers covers the number of another house"),
        Words("Kiểm tra số của cả hai nhà", "Check the numbers of both houses"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.FLAT_NO_FLOOR,
        Severity.NOTICE,
        About.FIELD,
        Words("Căn hộ không ghi tầng", "The flat's floor is missing"),
        Words("Ghi tầng và số căn", "Add the floor"),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.FLAT_FLOOR_DIFFERS,
        Severity.WARNING,
        About.FIELD,
        Words("Số căn hộ và tầng mâu thuẫn nhau", "The flat's number and its floor contradict each other"),
        Words("Sửa tầng hoặc số căn", "Correct the floor or the number"),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.FLAT_FORM,
        Severity.NOTICE,
        About.FIELD,
        Words("Số căn hộ không theo dạng tầng–căn", "The flat's number is not floor and number"),
        Words("Ghi theo dạng 25-06", "Write it like 25-06"),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.FLAT_WITHOUT_HOUSE,
        Severity.WARNING,
        About.FIELD,
        Words("Có căn hộ mà không có tòa nhà hay số nhà", "A flat without a building or a house number"),
        Words("Ghi tòa nhà hoặc số nhà", "Add the building or the house number"),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.FLAT_REPEATED,
        Severity.WARNING,
        About.FIELD,
        Words("Một căn hộ được ghi cho nhiều hộ", "One flat is given to several households"),
        Words(
            "Kiểm tra số căn; nếu trùng thật, khai là đúng thực tế", "Check the flat; if it is so in life, declare it"
        ),
        sources.NUMBERING_FLAT,
    ),
)
