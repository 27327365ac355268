"""The rules about parcels, about the layers of a commune, and about what people report."""

from postcode.coverage import sources
from postcode.coverage.rules import About, AuditRule, RuleCode, Severity
from postcode.words import Words

_TELL = Words("Kiểm tra tại chỗ và trả lời người báo", "Check on the spot and answer who reported it")

LAND_RULES = (
    AuditRule(
        RuleCode.PARCEL_NO_HOUSEHOLD,
        Severity.WARNING,
        About.PARCEL,
        Words("Thửa đất ở không có hộ nào", "A residential parcel has no household"),
        Words(
            "Kiểm tra tại chỗ: thêm hộ, hoặc ghi là đất trống",
            "Check on the spot: add the household, or note that it is empty",
        ),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.PARCEL_OUTSIDE_COMMUNE,
        Severity.WARNING,
        About.PARCEL,
        Words("Thửa đất nằm ngoài ranh giới xã, phường của nó", "The parcel lies outside the outline of its commune"),
        Words("Đối chiếu lớp thửa với ranh giới", "Compare the parcel layer with the outline"),
        sources.LAND_DATABASE,
    ),
    AuditRule(
        RuleCode.PARCEL_COVERS_OTHER,
        Severity.WARNING,
        About.PARCEL,
        Words("Thửa đất trùm lên điểm nhãn của thửa khác", "The parcel covers the label point of another one"),
        Words("Báo nơi quản lý bản đồ địa chính", "Tell the keeper of the cadastral map"),
        sources.CADASTRAL_MAP,
    ),
    AuditRule(
        RuleCode.PARCEL_TINY,
        Severity.NOTICE,
        About.PARCEL,
        Words("Thửa đất ở có hộ mà nhỏ bất thường", "A residential parcel with households is unusually small"),
        Words("Kiểm tra hình thửa", "Check the parcel's shape"),
        sources.CADASTRAL_MAP,
    ),
    AuditRule(
        RuleCode.PARCEL_CROWDED,
        Severity.NOTICE,
        About.PARCEL,
        Words(
            "Nhiều hộ trên một thửa mà không ghi căn hộ hay tòa nhà",
            "Many households on one parcel without flat or building",
        ),
        Words("Ghi tòa nhà, tầng, căn", "Add building, floor and flat"),
        sources.NUMBERING_FLAT,
    ),
    AuditRule(
        RuleCode.OUTLINE_MISSING,
        Severity.ERROR,
        About.COMMUNE,
        Words("Chưa có ranh giới xã, phường", "The commune has no outline"),
        Words("Nhập lớp communes", "Import the layer communes"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.OUTLINE_APPROXIMATE,
        Severity.NOTICE,
        About.COMMUNE,
        Words(
            "Ranh giới chỉ gần đúng, không phải đường địa giới", "The outline is an approximation, not the legal line"
        ),
        Words("Nhập ranh giới chính thức", "Import the legal outline"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.PARCELS_MISSING,
        Severity.WARNING,
        About.COMMUNE,
        Words("Có hộ nhưng chưa có lớp thửa đất", "There are households but no parcels"),
        Words("Nhập lớp parcels", "Import the layer parcels"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.BUILDINGS_MISSING,
        Severity.NOTICE,
        About.COMMUNE,
        Words(
            "Có hộ nhưng chưa có lớp nhà: không xét được nhà đã phá dỡ",
            "There are households but no buildings: demolition cannot be judged",
        ),
        Words("Nhập lớp buildings", "Import the layer buildings"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.STREETS_MISSING,
        Severity.NOTICE,
        About.COMMUNE,
        Words(
            "Có hộ nhưng chưa có lớp đường: không xét được ngõ và thứ tự số",
            "There are households but no streets: alleys and order cannot be judged",
        ),
        Words("Nhập lớp streets", "Import the layer streets"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.LAND_USE_MISSING,
        Severity.NOTICE,
        About.COMMUNE,
        Words(
            "Có thửa không ghi loại đất: không tính được thửa đất ở",
            "Some parcels state no land use: residential ones cannot be counted",
        ),
        Words("Nhập lại lớp thửa có cột loại đất", "Import the parcels with their land use"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.REFERENCE_MISSING,
        Severity.NOTICE,
        About.COMMUNE,
        Words("Chưa có số hộ đối chiếu từ nguồn ngoài", "There is no reference count from an outside source"),
        Words("Nhập lớp reference-counts", "Import the layer reference-counts"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.REFERENCE_STALE,
        Severity.NOTICE,
        About.COMMUNE,
        Words("Số hộ đối chiếu đã quá hai năm", "The reference count is more than two years old"),
        Words("Xin số liệu mới", "Ask for a newer count"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.REFERENCE_SHORT,
        Severity.WARNING,
        About.COMMUNE,
        Words("Sổ có ít hộ hơn hẳn số đối chiếu", "The register holds far fewer households than the reference count"),
        Words(
            "Tìm thửa đất ở chưa có hộ và đường chưa có nhà",
            "Look at residential parcels and streets without households",
        ),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.REFERENCE_EXCEEDED,
        Severity.WARNING,
        About.COMMUNE,
        Words("Sổ có nhiều hộ hơn hẳn số đối chiếu", "The register holds far more households than the reference count"),
        Words("Tìm hộ ghi hai lần, hoặc số đối chiếu đã cũ", "Look for households entered twice, or an old count"),
        sources.COVERAGE,
    ),
    AuditRule(
        RuleCode.REPORT_WRONG_PLACE,
        Severity.WARNING,
        About.REPORT,
        Words("Có người báo mã chỉ sai vị trí", "Somebody reported that the code leads to a wrong place"),
        _TELL,
        sources.LOCATION_PLAN,
    ),
    AuditRule(
        RuleCode.REPORT_WRONG_ADDRESS,
        Severity.WARNING,
        About.REPORT,
        Words("Có người báo địa chỉ sai", "Somebody reported a wrong address"),
        _TELL,
        sources.LOCATION_PLAN,
    ),
    AuditRule(
        RuleCode.REPORT_NO_CODE,
        Severity.WARNING,
        About.REPORT,
        Words("Có người báo nhà chưa có mã", "Somebody reported a home without a code"),
        _TELL,
        sources.LOCATION_PLAN,
    ),
    AuditRule(
        RuleCode.REPORT_OTHER,
        Severity.NOTICE,
        About.REPORT,
        Words("Có người báo điều khác", "Somebody reported something else"),
        _TELL,
        sources.LOCATION_PLAN,
    ),
)
