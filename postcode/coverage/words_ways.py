"""The rules about streets and alleys and how houses are numbered along them."""

from postcode.coverage import sources
from postcode.coverage.rules import About, AuditRule, RuleCode, Severity
from postcode.words import Words

WAY_RULES = (
    AuditRule(
        RuleCode.NUMBER_ORDER,
        Severity.WARNING,
        About.WAY,
        Words("Số nhà không theo thứ tự dọc đường", "The number is out of order along its way"),
        Words("Kiểm tra số và vị trí; đánh lại số nếu cần", "Check number and point; renumber if needed"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_PARITY,
        Severity.WARNING,
        About.WAY,
        Words(
            "Số chẵn nằm bên số lẻ, hoặc ngược lại",
            "An even number stands on the odd side, or an odd one on the even side",
        ),
        Words("Kiểm tra số và vị trí", "Check number and point"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_SIDE,
        Severity.NOTICE,
        About.WAY,
        Words(
            "Cả tuyến đánh số lẻ bên phải, số chẵn bên trái", "The whole way has odd numbers right and even ones left"
        ),
        Words(
            "Giữ nếu đã đánh số từ trước; ghi nhận là đúng thực tế",
            "Keep it where it was numbered earlier, and declare it",
        ),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_MIXED,
        Severity.NOTICE,
        About.WAY,
        Words("Số chẵn và số lẻ lẫn lộn hai bên tuyến", "Odd and even numbers are mixed on both sides of the way"),
        Words("Đưa vào kế hoạch đánh lại số", "Plan to renumber it"),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.NUMBER_DIRECTION,
        Severity.NOTICE,
        About.WAY,
        Words(
            "Số nhà tăng ngược chiều quy định (bắc–nam, đông–tây)",
            "Numbers ascend against the rule (north to south, east to west)",
        ),
        Words(
            "Tuyến đánh số từ trước được giữ chiều; ghi nhận là đúng thực tế",
            "A street numbered earlier keeps its direction; declare it",
        ),
        sources.NUMBERING_DIRECTION,
    ),
    AuditRule(
        RuleCode.NUMBER_GAP,
        Severity.NOTICE,
        About.WAY,
        Words("Số nhà nhảy quãng lớn giữa hai nhà kề nhau", "Numbers leap between neighbouring houses"),
        Words(
            "Kiểm tra nhà còn thiếu trong sổ hoặc số sai",
            "Look for houses missing from the register, or a wrong number",
        ),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.ALLEY_NUMBER,
        Severity.NOTICE,
        About.WAY,
        Words("Số ngõ khác xa số nhà ở đầu ngõ", "The alley's number is far from those of the houses at its mouth"),
        Words("Kiểm tra vị trí ngõ hoặc số ngõ", "Check the alley's line or its number"),
        sources.NUMBERING_ALLEY,
    ),
    AuditRule(
        RuleCode.ALLEY_DIRECTION,
        Severity.NOTICE,
        About.WAY,
        Words(
            "Số nhà trong ngõ tăng từ trong ra ngoài", "Numbers in the alley ascend from the inside towards its mouth"
        ),
        Words("Kiểm tra đầu ngõ; nếu đúng thực tế thì khai", "Check where its mouth is; if it is so, declare it"),
        sources.NUMBERING_ALLEY,
    ),
    AuditRule(
        RuleCode.STREET_UNKNOWN,
        Severity.WARNING,
        About.FIELD,
        Words("Tên đường, phố không có trong lớp đường", "The street is not in the street layer"),
        Words("Sửa tên, hoặc bổ sung đường vào lớp", "Correct the name, or add the street to the layer"),
        sources.NUMBERING_LINK,
    ),
    AuditRule(
        RuleCode.STREET_SPELLING,
        Severity.NOTICE,
        About.FIELD,
        Words(
            "Tên đường viết khác dấu với lớp đường",
            "The street's name is spelt with other diacritics than in the street layer",
        ),
        Words("Viết theo nghị quyết đặt tên", "Spell it as the naming resolution does"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.STREET_FAR,
        Severity.WARNING,
        About.HOUSEHOLD,
        Words("Vị trí của hộ ở quá xa đường ghi trong địa chỉ", "The household's point lies too far from its street"),
        Words(
            "Sửa vị trí hoặc tên đường; ghi ngõ nếu ở trong ngõ",
            "Correct point or street; add the alley if it stands in one",
        ),
        sources.NUMBERING_STREET,
    ),
    AuditRule(
        RuleCode.STREET_NO_SHAPE,
        Severity.NOTICE,
        About.WAY,
        Words("Đường có hộ nhưng chưa có hình trên bản đồ", "A street with households has no line on the map"),
        Words("Nhập lớp đường có hình", "Import the street layer with its lines"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.STREET_NO_HOUSEHOLD,
        Severity.NOTICE,
        About.WAY,
        Words("Đường, ngõ không có hộ nào", "The street or alley has no household"),
        Words("Kiểm tra hộ còn thiếu trong sổ", "Look for households missing from the register"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.STREET_TWICE,
        Severity.NOTICE,
        About.WAY,
        Words("Hai đường, ngõ cùng tên ở cách xa nhau", "Two ways of one name lie far apart"),
        Words("Kiểm tra tên; hỏi thôn, tổ nào", "Check the name; ask for the hamlet or group"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.ALLEY_UNKNOWN,
        Severity.WARNING,
        About.FIELD,
        Words("Ngõ, ngách, hẻm không có trong lớp đường", "The alley is not in the street layer"),
        Words("Sửa số ngõ, hoặc bổ sung ngõ vào lớp", "Correct the alley, or add it to the layer"),
        sources.NUMBERING_ALLEY,
    ),
    AuditRule(
        RuleCode.ALLEY_FAR,
        Severity.WARNING,
        About.HOUSEHOLD,
        Words("Vị trí của hộ ở quá xa ngõ ghi trong địa chỉ", "The household's point lies too far from its alley"),
        Words("Sửa vị trí hoặc số ngõ", "Correct the point or the alley"),
        sources.NUMBERING_ALLEY,
    ),
    AuditRule(
        RuleCode.ALLEY_PARENT_UNKNOWN,
        Severity.NOTICE,
        About.WAY,
        Words("Lớp đường có ngách, hẻm mà thiếu ngõ của nó", "The layer has an alley but not the one it branches from"),
        Words("Bổ sung ngõ còn thiếu", "Add the missing alley"),
        sources.NUMBERING_ALLEY,
    ),
)
